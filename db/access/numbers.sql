-- Numbers: each is the next of its series, taken for what bears it, in the name and on the day of whoever takes it.

CREATE OR REPLACE FUNCTION rules.padded(number integer, digits integer) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT lpad(number::text, greatest(digits, length(number::text)), '0') $$;

-- An issued paper bears the name of whoever issued it, today's date, and the number that was just taken for it.
CREATE OR REPLACE FUNCTION rules.gate_paper() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF rules.is_house() THEN
    RETURN NEW;
  END IF;
  IF NEW.issued_by_id IS DISTINCT FROM rules.me() OR rules.signs(NEW.issuer_name) IS NOT TRUE THEN
    PERFORM rules.refuse('文书只能以本人名义签发');
  END IF;
  IF rules.is_now(NEW.issued_at) IS NOT TRUE OR NEW.issued_on <> rules.day_of(NEW.issued_at) THEN
    PERFORM rules.refuse('文书的签发日期只能是当天');
  END IF;
  IF NEW.number_year <> extract(year FROM NEW.issued_on)
    OR NEW.number_text <> format('%s〔%s〕%s号', NEW.number_mark, NEW.number_year, NEW.number_sequence)
    OR NOT starts_with(NEW.number_mark, (SELECT coalesce(d.mark, '') FROM divisions d WHERE d.id = NEW.division_id))
    OR NOT EXISTS (SELECT FROM number_counters c WHERE c.type_key = NEW.type_key AND c.division_id = NEW.division_id
      AND c.number_year = NEW.number_year AND c.last_number = NEW.number_sequence
      AND rules.is_written_now(c.xmin)) THEN
    PERFORM rules.refuse('文号只能按编号顺序取得');
  END IF;
  RETURN NEW;
END $$;

-- No paper is issued past the ledger.
CREATE OR REPLACE FUNCTION rules.gate_entered() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT rules.is_house() AND NOT EXISTS (SELECT FROM ledger_entries e WHERE e.subject = 'document:' || NEW.id
      AND rules.is_written_now(e.xmin)) THEN
    PERFORM rules.refuse('签发文书须同时记入台账');
  END IF;
  RETURN NULL;
END $$;

-- Whether a paper was printed before: whoever prints it again says so (补打).
CREATE OR REPLACE FUNCTION rules.is_printed(wanted bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM prints p WHERE p.document_id = wanted);
END $$;

-- How the number of a case, a contact or a talk is written.
CREATE OR REPLACE FUNCTION rules.written(of_type text, code text, number_year integer, number integer) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT code || CASE of_type
  WHEN 'case' THEN number_year || rules.padded(number, 5)
  WHEN 'contact' THEN 'S' || number_year || rules.padded(number, 4)
  WHEN 'talk' THEN 'Y' || number_year || rules.padded(number, 4) END $$;

-- Whether a case, a contact or a talk has the number that was just taken for it.
CREATE OR REPLACE FUNCTION rules.took(of_type text, wanted text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM number_counters c JOIN divisions d ON d.id = c.division_id
    WHERE c.type_key = of_type AND rules.is_written_now(c.xmin)
      AND wanted = rules.written(of_type, d.code, c.number_year, c.last_number));
END $$;

CREATE OR REPLACE FUNCTION rules.gate_numbered() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  numbered boolean;
BEGIN
  IF rules.is_house() THEN
    RETURN NEW;
  END IF;
  IF TG_TABLE_NAME = 'cases' THEN
    numbered := rules.took('case', NEW.case_number);
  ELSIF TG_TABLE_NAME = 'contacts' THEN
    numbered := rules.took('contact', NEW.contact_number);
  ELSE
    numbered := rules.took('talk', NEW.talk_number);
  END IF;
  IF NOT numbered THEN
    PERFORM rules.refuse('编号只能按编号顺序取得');
  END IF;
  RETURN NEW;
END $$;

-- Numbers go up by one, for something that is kept with them.
CREATE OR REPLACE FUNCTION rules.gate_number() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  told text := rules.written(
    NEW.type_key, (SELECT d.code FROM divisions d WHERE d.id = NEW.division_id), NEW.number_year, NEW.last_number);
BEGIN
  IF rules.is_house() OR rules.may('SET_NUMBERS', NEW.division_id) THEN
    RETURN NULL;
  END IF;
  IF NOT NEW.taken THEN
    PERFORM rules.refuse('起始文号只能由系统管理员设定');
  END IF;
  IF NEW.last_number <> 1 AND (TG_OP = 'INSERT' OR NEW.last_number > OLD.last_number + 1) THEN
    PERFORM rules.refuse('编号只能逐号编列');
  END IF;
  IF NOT (CASE NEW.type_key
    WHEN 'case' THEN EXISTS (SELECT FROM cases c WHERE c.case_number = told)
    WHEN 'contact' THEN EXISTS (SELECT FROM contacts c WHERE c.contact_number = told)
    WHEN 'talk' THEN EXISTS (SELECT FROM talks t WHERE t.talk_number = told)
    ELSE EXISTS (SELECT FROM documents p WHERE p.type_key = NEW.type_key AND p.division_id = NEW.division_id
      AND p.number_year = NEW.number_year AND p.number_sequence = NEW.last_number)
  END) THEN
    PERFORM rules.refuse('编号必须用在文书或办件上，不得空占');
  END IF;
  RETURN NULL;
END $$;

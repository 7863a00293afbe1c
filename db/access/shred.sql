-- Old papers are erased by this gate alone: past their time, held back by nothing, as two people agreed.
-- rules.kept_back and rules.lived_on are written by the program from what it says itself.

CREATE TABLE IF NOT EXISTS rules.terms (type_key text PRIMARY KEY, term text NOT NULL);

CREATE OR REPLACE FUNCTION rules.term_of(wanted text, issued date) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT coalesce((SELECT r.term FROM retention_rules r WHERE r.type_key = wanted AND r.effective_from <= issued
     ORDER BY r.effective_from DESC LIMIT 1), (SELECT t.term FROM rules.terms t WHERE t.type_key = wanted), '永久') $$;

CREATE OR REPLACE FUNCTION rules.is_past(wanted documents) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  term text := rules.term_of(wanted.type_key, wanted.issued_on);
  cutoff date;
BEGIN
  IF term !~ '^[1-9][0-9]{0,2}年$' THEN
    RETURN false;
  END IF;
  cutoff := make_date(extract(year FROM rules.today())::integer - rtrim(term, '年')::integer, 1, 1);
  RETURN wanted.issued_on < cutoff AND NOT rules.lived_on(wanted.id, cutoff);
END $$;

-- A disposal is proposed in one's own name, and decided on by somebody else: never by the same under another hat.
CREATE OR REPLACE FUNCTION rules.gate_disposal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  mine bigint := rules.me();
BEGIN
  IF rules.is_house() THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> '待审批' OR NEW.proposed_by_id IS DISTINCT FROM mine OR NEW.decided_by_id IS NOT NULL
      OR NOT NEW.division_id = ANY (rules.reach('APPRAISE'))
      OR NOT NEW.division_id = ANY (rules.own_reach('APPRAISE')) AND NEW.proposed_for_id IS NULL
      OR NEW.proposed_for_id IS NOT NULL AND NOT NEW.proposed_for_id = ANY (rules.names()) THEN
      PERFORM rules.refuse('销毁鉴定只能由档案员以本人名义提出');
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.division_id, NEW.opinion, NEW.proposed_by_id, NEW.proposed_for_id, NEW.proposed_by_name, NEW.proposed_at,
      NEW.package_name, NEW.package_digest, NEW.items)
    IS DISTINCT FROM (OLD.division_id, OLD.opinion, OLD.proposed_by_id, OLD.proposed_for_id, OLD.proposed_by_name,
      OLD.proposed_at, OLD.package_name, OLD.package_digest, OLD.items) THEN
    PERFORM rules.refuse('销毁鉴定提出后不得改动');
  END IF;
  IF NEW.state IN ('已批准', '未批准') AND OLD.state = '待审批' THEN
    IF NEW.decided_by_id IS DISTINCT FROM mine OR mine IN (OLD.proposed_by_id, OLD.proposed_for_id)
      OR NEW.decided_for_id IN (OLD.proposed_by_id, OLD.proposed_for_id)
      OR NOT (NEW.division_id = ANY (rules.own_reach('APPROVE_DESTRUCTION'))
        OR rules.lends(NEW.decided_for_id, 'APPROVE_DESTRUCTION', NEW.division_id)) THEN
      PERFORM rules.refuse('销毁须由鉴定人以外的分管局领导审批，本人不得审批本人所报，代办也不行');
    END IF;
  ELSIF (NEW.decided_by_id, NEW.decided_for_id, NEW.register_id)
    IS DISTINCT FROM (OLD.decided_by_id, OLD.decided_for_id, OLD.register_id) THEN
    PERFORM rules.refuse('销毁审批后不得改动');
  ELSIF NEW.state = '已销毁' THEN
    IF EXISTS (SELECT FROM disposal_items i JOIN documents p ON p.id = i.document_id
        WHERE i.disposal_id = NEW.id AND p.destroyed_at IS NULL) THEN
      PERFORM rules.refuse('批次中还有没有销毁的文书');
    END IF;
  ELSIF NOT (NEW.state = '已撤回' AND OLD.state = '待审批' AND mine = OLD.proposed_by_id) THEN
    PERFORM rules.refuse('销毁鉴定提出后不得改动');
  END IF;
  RETURN NEW;
END $$;

-- Whether an absent one whom the person stands in for holds a right in a division.
CREATE OR REPLACE FUNCTION rules.lends(absent bigint, wanted text, place bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT EXISTS (SELECT FROM rules.hats() h JOIN grants g ON g.staff_id = h.staff_id
     JOIN rules.rights r ON r.role = g.role AND r.name = wanted
     WHERE h.staff_id = absent AND h.division_id = place AND (g.division_id IS NULL OR g.division_id = place)) $$;

-- Papers are named in the disposal by whoever proposes it, and only such as may be destroyed.
CREATE OR REPLACE FUNCTION rules.gate_item() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT rules.is_house() AND NOT EXISTS (SELECT FROM disposals d WHERE d.id = NEW.disposal_id
      AND d.proposed_by_id = rules.me()) THEN
    PERFORM rules.refuse('销毁鉴定只能由档案员以本人名义提出');
  END IF;
  IF NOT EXISTS (SELECT FROM documents p WHERE p.id = NEW.document_id AND p.destroyed_at IS NULL
      AND rules.is_past(p)) OR rules.kept_back(NEW.document_id) <> '' OR EXISTS (
      SELECT FROM disposal_items i JOIN disposals d ON d.id = i.disposal_id
      WHERE i.document_id = NEW.document_id AND d.id <> NEW.disposal_id AND d.state IN ('待审批', '已批准')) THEN
    PERFORM rules.refuse('文书未到期、被暂缓销毁，或所涉事项还没有办结，不能列入销毁');
  END IF;
  RETURN NEW;
END $$;

-- Nobody shortens by a rule what was issued before it; a hold is placed and lifted in one's own name.
CREATE OR REPLACE FUNCTION rules.gate_term() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.term !~ '^(永久|[1-9][0-9]{0,2}年)$' THEN
    PERFORM rules.refuse('保管期限须为永久或若干年');
  END IF;
  IF NEW.effective_from < rules.today() AND rules.years(NEW.term) < (
      SELECT max(rules.years(before.term)) FROM (
        SELECT rules.term_of(NEW.type_key, NEW.effective_from) AS term
        UNION ALL SELECT r.term FROM retention_rules r
        WHERE r.type_key = NEW.type_key AND r.effective_from >= NEW.effective_from
          AND r.effective_from <= rules.today()) before) THEN
    PERFORM rules.refuse('对已经签发的文书，保管期限只能延长');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION rules.years(term text) RETURNS integer LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN term ~ '^[1-9][0-9]{0,2}年$' THEN rtrim(term, '年')::integer ELSE 1000 END $$;

CREATE OR REPLACE FUNCTION rules.gate_hold() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT rules.is_house() AND TG_OP = 'INSERT' AND (NEW.by_id IS DISTINCT FROM rules.me() OR NEW.lifted_at IS NOT NULL) THEN
    PERFORM rules.refuse('暂缓销毁只能以本人名义登记');
  ELSIF TG_OP = 'UPDATE' AND ((NEW.held_number, NEW.reason, NEW.placed_at, NEW.by_id, NEW.by_name)
      IS DISTINCT FROM (OLD.held_number, OLD.reason, OLD.placed_at, OLD.by_id, OLD.by_name)
      OR NEW.lifted_at IS NULL OR coalesce(NEW.lifted_why, '') = ''
      OR NOT rules.is_house() AND rules.signs(NEW.lifted_by_name) IS NOT TRUE) THEN
    PERFORM rules.refuse('暂缓销毁只能写明原因解除，不得改动');
  END IF;
  RETURN NEW;
END $$;

-- Erases one paper of an approved disposal; its number, type and dates stay, and the hash of what it said.
CREATE OR REPLACE FUNCTION rules.erase(disposal bigint, wanted bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  paper documents;
  agreed disposals;
BEGIN
  SELECT * INTO agreed FROM disposals WHERE id = disposal FOR SHARE;
  SELECT * INTO paper FROM documents WHERE id = wanted FOR UPDATE;
  IF agreed.state IS DISTINCT FROM '已批准'
    OR NOT rules.is_house() AND NOT agreed.division_id = ANY (rules.reach('APPRAISE')) THEN
    PERFORM rules.refuse('没有经两人鉴定和审批，不能销毁');
  END IF;
  IF NOT rules.is_past(paper) OR rules.kept_back(wanted) <> '' THEN
    PERFORM rules.refuse('文书未到期、被暂缓销毁，或所涉事项还没有办结，不能销毁');
  END IF;
  UPDATE documents SET fields = '{}', imprint = '{}', party = NULL, telephone = NULL, matter_name = NULL,
    destroyed_at = rules.moment(), disposal_id = disposal, version = version + 1,
    digest = (SELECT i.digest FROM disposal_items i WHERE i.disposal_id = disposal AND i.document_id = wanted)
  WHERE id = wanted;
  -- Why a second notice went out goes with it, where no case keeps the reason.
  UPDATE second_notices SET reason = NULL, added = '[]', matter_name = '（已销毁）'
  WHERE document_id = wanted AND case_id IS NULL;
END $$;

-- What is erased is entered in the book by the same hand, in the same transaction.
CREATE OR REPLACE FUNCTION rules.gate_erased() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.destroyed_at IS NOT NULL AND OLD.destroyed_at IS NULL AND NOT EXISTS (SELECT FROM ledger_entries e
      WHERE e.subject = 'document:' || NEW.id AND e.act = 'destroy_document' AND rules.is_written_now(e.xmin)) THEN
    PERFORM rules.refuse('销毁文书须同时记入台账');
  END IF;
  RETURN NULL;
END $$;

-- What goes with its last paper is listed by whoever proposes it, and entered in the book by whoever clears it.
CREATE OR REPLACE FUNCTION rules.gate_left() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT rules.is_house() AND NOT EXISTS (SELECT FROM disposals d WHERE d.id = NEW.disposal_id
      AND d.proposed_by_id = rules.me()) OR NEW.cleared_at IS NOT NULL THEN
    PERFORM rules.refuse('销毁鉴定只能由档案员以本人名义提出');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION rules.gate_cleared() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.cleared_at IS NOT NULL AND NOT EXISTS (SELECT FROM ledger_entries e
      WHERE e.subject = NEW.kind || ':' || NEW.thing_id AND e.act = 'destroy_party' AND rules.is_written_now(e.xmin)) THEN
    PERFORM rules.refuse('销毁资料须同时记入台账');
  END IF;
  RETURN NULL;
END $$;

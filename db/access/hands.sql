-- What passes from hand to hand: custody's segments and first contacts, each by whom the program lets.

-- A segment ends or is dated anew; who had it, of what and since when stays.
CREATE OR REPLACE FUNCTION rules.gate_custody() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF rules.is_ours_at_work() THEN
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.subject, NEW.division_id, NEW.staff_id, NEW.step, NEW.shown_number, NEW.start_on, NEW.unit_count,
      NEW.unit, NEW.since_at, NEW.pauses, NEW.outer_count, NEW.by_id, NEW.reassigned)
    IS DISTINCT FROM (OLD.id, OLD.subject, OLD.division_id, OLD.staff_id, OLD.step, OLD.shown_number, OLD.start_on,
      OLD.unit_count, OLD.unit, OLD.since_at, OLD.pauses, OLD.outer_count, OLD.by_id, OLD.reassigned)
    OR OLD.open_key IS NULL AND (NEW.open_key IS NOT NULL OR NEW.until_at IS DISTINCT FROM OLD.until_at)
    OR NEW.open_key IS NULL AND NEW.until_at IS NULL OR NEW.open_key <> OLD.open_key THEN
    PERFORM rules.refuse('责任接力的记录不得改动，只能往下交接');
  END IF;
  IF OLD.open_key IS NOT NULL AND NEW.open_key IS NULL AND NOT rules.hands_on(OLD.subject, OLD.division_id, false)
    AND (split_part(OLD.subject, ':', 1) NOT IN ('order', 'order_share') OR cardinality(rules.reach('DISPATCH_ORDER')) = 0)
  THEN
    PERFORM rules.refuse('待办只能随办理交接、了结，或由单位负责人改派');
  END IF;
  IF (NEW.due_on, NEW.provisional, NEW.outer_due_on) IS DISTINCT FROM (OLD.due_on, OLD.provisional, OLD.outer_due_on)
    AND cardinality(rules.reach('EDIT_CALENDAR')) = 0 THEN
    PERFORM rules.refuse('期限只能随工作日历的变动改动');
  END IF;
  IF (NEW.why, NEW.title, CASE NEW.party WHEN '（按规定保密）' THEN OLD.party ELSE NEW.party END)
      IS DISTINCT FROM (OLD.why, OLD.title, OLD.party)
    AND cardinality(rules.reach('DISPATCH_ORDER')) = 0 THEN
    PERFORM rules.refuse('责任接力的记录不得改动，只能往下交接');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION rules.gate_contact() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  names bigint[];
BEGIN
  IF rules.is_ours_at_work() THEN
    RETURN NEW;
  END IF;
  names := rules.names();
  IF NOT (coalesce(OLD.first_id = ANY (names) OR OLD.responsible_id = ANY (names) OR OLD.leader_id = ANY (names), false)
    OR coalesce(rules.may('REASSIGN_CONTACT', OLD.division_id) OR rules.may('REASSIGN_CONTACT', OLD.resp_division_id), false))
  THEN
    PERFORM rules.refuse('首问登记只能由经手的人或单位负责人办理');
  END IF;
  IF (NEW.id, NEW.contact_number, NEW.division_id, NEW.first_id, NEW.registered_at, NEW.channel, NEW.kind)
    IS DISTINCT FROM (OLD.id, OLD.contact_number, OLD.division_id, OLD.first_id, OLD.registered_at, OLD.channel, OLD.kind)
    OR (coalesce(NEW.visitor, ''), coalesce(NEW.telephone, ''), coalesce(NEW.address, ''), coalesce(NEW.content, ''))
      <> (coalesce(OLD.visitor, ''), coalesce(OLD.telephone, ''), coalesce(OLD.address, ''), coalesce(OLD.content, ''))
  THEN
    PERFORM rules.refuse('首问登记的内容登记后不得改动');
  END IF;
  IF coalesce(NEW.leader_opinion, '') <> coalesce(OLD.leader_opinion, '') AND NOT OLD.leader_id = ANY (names) THEN
    PERFORM rules.refuse('研究意见须由分管领导本人填写');
  END IF;
  RETURN NEW;
END $$;

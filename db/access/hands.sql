-- What passes from hand to hand: custody's segments and first contacts, each by whom the program lets.

-- In which transaction a thing last went on: only what an act changes of it counts, no touch. The transaction's number
-- alone might come again on the server that a copy is restored to.
CREATE TABLE IF NOT EXISTS rules.moves (
  what text NOT NULL, thing_id bigint NOT NULL, moved_in bigint NOT NULL, moved_at timestamptz NOT NULL,
  PRIMARY KEY (what, thing_id)
);
CREATE OR REPLACE FUNCTION rules.note_move() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO rules.moves VALUES
    (TG_TABLE_NAME, NEW.id, pg_current_xact_id()::text::bigint, transaction_timestamp())
  ON CONFLICT (what, thing_id) DO UPDATE SET moved_in = excluded.moved_in, moved_at = excluded.moved_at;
  RETURN NULL;
END $$;

-- Nothing goes on past the ledger: whose head nothing but an entry writes.
CREATE OR REPLACE FUNCTION rules.gate_gone_on() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM ledger_heads h WHERE h.id = 1 AND rules.is_written_now(h.xmin)) AND NOT rules.is_house() THEN
    PERFORM rules.refuse('每一步办理都须同时记入台账');
  END IF;
  RETURN NULL;
END $$;

-- Whether a thing went on in this very transaction.
CREATE OR REPLACE FUNCTION rules.is_moved(wanted text, thing bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM rules.moves m WHERE m.what = wanted AND m.thing_id = thing
    AND m.moved_in = pg_current_xact_id_if_assigned()::text::bigint AND m.moved_at = transaction_timestamp());
END $$;

-- Whether somebody may have a thing in hand in a division: nobody in particular, or one who works there, or for it;
-- a work order one who does something with it.
CREATE OR REPLACE FUNCTION rules.may_hold(about text, who bigint, place bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF split_part(about, ':', 1) IN ('order', 'order_share') THEN
    RETURN who IS NULL OR EXISTS (SELECT FROM grants g JOIN rules.rights r ON r.role = g.role AND r.name IN (
        'DISPATCH_ORDER', 'HANDLE_ORDER', 'REVIEW_ORDER', 'ARBITRATE_ORDER', 'CALL_BACK_ORDER')
      WHERE g.staff_id = who AND (g.division_id IS NULL OR g.division_id = place));
  END IF;
  RETURN who IS NULL OR EXISTS (SELECT FROM grants g
      WHERE g.staff_id = who AND (g.division_id IS NULL OR g.division_id = place))
    OR EXISTS (SELECT FROM staff s WHERE s.id = who AND s.division_id = place);
END $$;

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

-- Whether a first contact goes from one state to another by whom the program lets.
CREATE OR REPLACE FUNCTION rules.contact_goes(was contacts, is_now text, names bigint[], gives boolean) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  first boolean := coalesce(was.first_id = ANY (names), false);
  his boolean := coalesce(was.responsible_id = ANY (names), false);
BEGIN
  RETURN coalesce(CASE is_now
    WHEN '待移交' THEN was.state = '待签收' AND (his OR gives)
    WHEN '待签收' THEN was.state IN ('待移交', '待联系', '待答复') AND (gives OR first AND was.signed_at IS NULL)
    WHEN '待联系' THEN was.state = '待签收' AND (his OR gives)
    WHEN '待答复' THEN was.state = '待移交' AND first OR was.state = '待签收' AND (his OR gives)
      OR was.state = '待联系' AND his OR was.state = '待领导研究' AND was.leader_id = ANY (names)
    WHEN '待领导研究' THEN was.state = '待答复' AND his
    WHEN '已答复' THEN was.state IN ('待联系', '待答复') AND his
    WHEN '已引导信访' THEN was.state = '待移交' AND first
    WHEN '已引导' THEN was.state IN ('待移交', '待答复') AND (first OR his)
    WHEN '已转为办件' THEN was.state = '待答复' AND (first OR his)
    WHEN '已转为工单' THEN was.state IN ('待移交', '待答复') AND (first OR his) END, false);
END $$;

CREATE OR REPLACE FUNCTION rules.gate_contact() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  names bigint[];
  gives boolean;
  has boolean;
BEGIN
  IF rules.is_ours_at_work() THEN
    RETURN NEW;
  END IF;
  names := rules.names();
  gives := coalesce(rules.may('REASSIGN_CONTACT', OLD.division_id), false)
    OR coalesce(rules.may('REASSIGN_CONTACT', OLD.resp_division_id), false);
  has := coalesce(OLD.first_id = ANY (names), false) OR coalesce(OLD.responsible_id = ANY (names), false);
  IF NOT (has OR gives OR coalesce(OLD.leader_id = ANY (names), false)) THEN
    PERFORM rules.refuse('首问登记只能由经手的人或单位负责人办理');
  END IF;
  IF (NEW.id, NEW.contact_number, NEW.division_id, NEW.first_id, NEW.registered_at, NEW.channel, NEW.kind)
    IS DISTINCT FROM (OLD.id, OLD.contact_number, OLD.division_id, OLD.first_id, OLD.registered_at, OLD.channel, OLD.kind)
    OR (coalesce(NEW.visitor, ''), coalesce(NEW.telephone, ''), coalesce(NEW.address, ''), coalesce(NEW.content, ''))
      <> (coalesce(OLD.visitor, ''), coalesce(OLD.telephone, ''), coalesce(OLD.address, ''), coalesce(OLD.content, ''))
  THEN
    PERFORM rules.refuse('首问登记的内容登记后不得改动');
  END IF;
  IF NEW.state <> OLD.state AND NOT rules.contact_goes(OLD, NEW.state, names, gives) THEN
    PERFORM rules.refuse(format('没有把首问登记由“%s”改为“%s”的权限', OLD.state, NEW.state));
  END IF;
  IF NEW.responsible_id IS DISTINCT FROM OLD.responsible_id AND NOT coalesce(gives
      OR OLD.first_id = ANY (names) AND OLD.signed_at IS NULL
      OR OLD.responsible_id = ANY (names) AND NEW.responsible_id IS NULL, false)
    OR NEW.leader_id IS DISTINCT FROM OLD.leader_id AND NOT coalesce(OLD.responsible_id = ANY (names), false) THEN
    PERFORM rules.refuse('首问登记只能由首问责任人、承办人或单位负责人移交');
  END IF;
  IF concat_ws('|', NEW.called_at, NEW.call_words, NEW.promised_on, NEW.answered_at, NEW.answer, NEW.answered_by_name,
      NEW.result, NEW.notice_number, NEW.guidance, NEW.outside_organ, NEW.outside_telephone, NEW.reported_at,
      NEW.case_id, NEW.order_id, NEW.record_id)
    <> concat_ws('|', OLD.called_at, OLD.call_words, OLD.promised_on, OLD.answered_at, OLD.answer, OLD.answered_by_name,
      OLD.result, OLD.notice_number, OLD.guidance, OLD.outside_organ, OLD.outside_telephone, OLD.reported_at,
      OLD.case_id, OLD.order_id, OLD.record_id) AND NOT has
    OR (NEW.answered_at, coalesce(NEW.answer, ''), coalesce(NEW.answered_by_name, ''))
      IS DISTINCT FROM (OLD.answered_at, coalesce(OLD.answer, ''), coalesce(OLD.answered_by_name, ''))
      AND (OLD.answered_at IS NOT NULL OR rules.signs(NEW.answered_by_name) IS NOT TRUE) THEN
    PERFORM rules.refuse('首问登记只能由首问责任人和承办人办理，答复以本人名义登记一次');
  END IF;
  IF coalesce(NEW.leader_opinion, '') <> coalesce(OLD.leader_opinion, '')
    AND NOT coalesce(OLD.leader_id = ANY (names), false) THEN
    PERFORM rules.refuse('研究意见须由分管领导本人填写');
  END IF;
  RETURN NEW;
END $$;

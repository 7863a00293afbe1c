-- What passes from hand to hand: custody's segments, first contacts and work orders, each by whom the program lets.

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

-- Whether somebody drafted the answer that waits for its review.
CREATE OR REPLACE FUNCTION rules.drafted(wanted bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT r.staff_id = rules.me() FROM order_records r WHERE r.order_id = wanted AND r.kind = '答复'
    ORDER BY r.id DESC LIMIT 1), false);
END $$;

CREATE OR REPLACE FUNCTION rules.gate_course() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  centre boolean;
BEGIN
  IF rules.is_ours_at_work() THEN
    RETURN NEW;
  END IF;
  centre := cardinality(rules.reach('DISPATCH_ORDER')) > 0;
  IF NEW.state <> OLD.state THEN
    IF NOT centre AND NOT rules.has_way('order', OLD.state, NEW.state, OLD.lead_id)
      AND NOT rules.has_way('order_anywhere', OLD.state, NEW.state, NULL) THEN
      PERFORM rules.refuse(format('没有把工单由“%s”改为“%s”的权限', OLD.state, NEW.state));
    END IF;
    IF OLD.state = '待审核' AND NEW.state IN ('待回访', '已办结')
      AND (OLD.handler_id IS NOT DISTINCT FROM rules.me() OR rules.drafted(OLD.id)) THEN
      PERFORM rules.refuse('本人起草的答复不能由本人审核');
    END IF;
  END IF;
  IF centre THEN
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.order_number, NEW.order_type, NEW.division_id, NEW.arrived_at, NEW.anonymous, NEW.secrecy, NEW.urgent,
      NEW.city_due_on, NEW.main_id, NEW.batch)
    IS DISTINCT FROM (OLD.id, OLD.order_number, OLD.order_type, OLD.division_id, OLD.arrived_at, OLD.anonymous,
      OLD.secrecy, OLD.urgent, OLD.city_due_on, OLD.main_id, OLD.batch)
    OR concat_ws('|', NEW.title, NEW.content, NEW.caller, NEW.telephone, NEW.certificate, NEW.address, NEW.place,
      NEW.serial) <> concat_ws('|', OLD.title, OLD.content, OLD.caller, OLD.telephone, OLD.certificate, OLD.address,
      OLD.place, OLD.serial) THEN
    PERFORM rules.refuse('工单的登记内容只能由信访中心更正');
  END IF;
  IF (NEW.lead_id, NEW.dispatched_at, NEW.limit_days) IS DISTINCT FROM (OLD.lead_id, OLD.dispatched_at, OLD.limit_days)
    AND cardinality(rules.reach('ARBITRATE_ORDER') || rules.reach('CALL_BACK_ORDER')) = 0 THEN
    PERFORM rules.refuse('工单只能由信访中心分派，或由分管局领导裁定');
  END IF;
  IF NEW.handler_id IS DISTINCT FROM OLD.handler_id AND NEW.handler_id IS NOT NULL
    AND NOT (coalesce(rules.may('HANDLE_ORDER', OLD.lead_id), false) AND rules.handles(NEW.handler_id, OLD.lead_id)) THEN
    PERFORM rules.refuse('工单只能由主办单位的经办人签收，或由其负责人改派');
  END IF;
  IF concat_ws('|', NEW.reply_content, NEW.reply_basis, NEW.reply_result, NEW.reply_attitude)
      <> concat_ws('|', OLD.reply_content, OLD.reply_basis, OLD.reply_result, OLD.reply_attitude)
    AND NOT (OLD.handler_id = ANY (rules.names()) AND OLD.state = '办理中') THEN
    PERFORM rules.refuse('答复只能由经办人提交');
  END IF;
  IF (NEW.called_back_at, NEW.solved, coalesce(NEW.satisfaction, ''))
      IS DISTINCT FROM (OLD.called_back_at, OLD.solved, coalesce(OLD.satisfaction, ''))
    AND cardinality(rules.reach('CALL_BACK_ORDER')) = 0 THEN
    PERFORM rules.refuse('回访只能由信访中心登记');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION rules.gate_share() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT rules.is_ours_at_work()
    AND (NEW.id, NEW.order_id, NEW.division_id) IS DISTINCT FROM (OLD.id, OLD.order_id, OLD.division_id) THEN
    PERFORM rules.refuse('协办单位不得改动');
  END IF;
  RETURN NEW;
END $$;

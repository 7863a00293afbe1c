-- Work orders and their parts: what each act changes of them, and nothing beside it. As in works.sql, these gates are
-- asked as whoever changes the row.

-- When and by whom an order was signed for, answered and completed is what the act itself writes.
CREATE OR REPLACE FUNCTION rules.check_dates(was orders, is_now orders) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  awarded boolean := was.state = '派单异议审核' AND is_now.state <> was.state;
  signed boolean := was.state = '待签收' AND is_now.state = '办理中';
  done boolean := was.state = '待审核' AND is_now.state IN ('待回访', '已办结');
  mine boolean := coalesce(was.handler_id = ANY (rules.names()), false);
BEGIN
  IF signed AND (is_now.signed_at IS NULL OR NOT is_now.handler_id = ANY (rules.names()))
    OR is_now.signed_at IS DISTINCT FROM was.signed_at AND NOT signed AND NOT awarded THEN
    PERFORM rules.refuse('工单只能以本人名义签收');
  END IF;
  IF done AND (is_now.completed_at IS NULL OR rules.signs(is_now.reviewer_name) IS NOT TRUE)
    OR NOT done AND (is_now.completed_at, coalesce(is_now.reviewer_name, ''))
      IS DISTINCT FROM (was.completed_at, coalesce(was.reviewer_name, '')) THEN
    PERFORM rules.refuse('工单只能以本人名义审核办结');
  END IF;
  IF is_now.contacted_at IS DISTINCT FROM was.contacted_at
    AND (NOT mine OR was.state <> '办理中' OR was.contacted_at IS NOT NULL) THEN
    PERFORM rules.refuse('联系诉求人只能由经办人登记');
  END IF;
  IF is_now.supervisions <> was.supervisions
    AND (is_now.supervisions <> was.supervisions + 1 OR cardinality(rules.reach('SUPERVISE_ORDER')) = 0)
    OR is_now.returns <> was.returns AND (is_now.returns <> was.returns + 1 OR is_now.state = was.state
      OR is_now.state NOT IN ('退单待核实', '派单异议审核'))
    OR (is_now.reworks, is_now.archived_at) IS DISTINCT FROM (was.reworks, was.archived_at)
    -- Signing, answering and reviewing neither shorten nor lengthen the limit.
    OR (is_now.due_on, is_now.provisional) IS DISTINCT FROM (was.due_on, was.provisional)
      AND (is_now.state = was.state OR (was.state IN ('待签收', '办理中', '待审核')
        AND is_now.state NOT IN ('退单待核实', '派单异议审核') AND NOT rules.counts_anew(was.dispatched_at)))
    OR (is_now.held_division_id, is_now.holder_id, is_now.held_due_on)
      IS DISTINCT FROM (was.held_division_id, was.holder_id, was.held_due_on) THEN
    PERFORM rules.refuse('工单的期限、次数和经手人只能随办理改动');
  END IF;
END $$;

-- Whether the office changed its calendar or its settings since a moment: dates that are counted anew may differ.
CREATE OR REPLACE FUNCTION rules.counts_anew(since timestamp) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM ledger_entries e WHERE e.subject IN ('office:settings', 'calendar:office')
    AND e.entered_at >= since);
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
  awarded boolean := OLD.state = '派单异议审核' AND NEW.state <> OLD.state;
BEGIN
  IF rules.is_ours_at_work() THEN
    RETURN NEW;
  END IF;
  centre := cardinality(rules.reach('DISPATCH_ORDER')) > 0;
  IF NEW.state <> OLD.state THEN
    IF NOT rules.has_way('order', OLD.state, NEW.state, OLD.lead_id)
      AND NOT rules.has_way('order_anywhere', OLD.state, NEW.state, NULL) THEN
      PERFORM rules.refuse(format('没有把工单由“%s”改为“%s”的权限', OLD.state, NEW.state));
    END IF;
    IF OLD.state = '待审核' AND NEW.state IN ('待回访', '已办结')
      AND (OLD.handler_id IS NOT DISTINCT FROM rules.me() OR rules.drafted(OLD.id)) THEN
      PERFORM rules.refuse('本人起草的答复不能由本人审核');
    END IF;
  END IF;
  IF concat_ws('|', NEW.reply_content, NEW.reply_basis, NEW.reply_result, NEW.reply_attitude)
      <> concat_ws('|', OLD.reply_content, OLD.reply_basis, OLD.reply_result, OLD.reply_attitude)
    AND NOT coalesce(OLD.handler_id = ANY (rules.names()) AND OLD.state = '办理中', false) THEN
    PERFORM rules.refuse('答复只能由经办人提交');
  END IF;
  IF centre THEN
    IF (NEW.id, NEW.order_number, coalesce(NEW.reviewer_name, '')) IS DISTINCT FROM
        (OLD.id, OLD.order_number, coalesce(OLD.reviewer_name, ''))
      OR NEW.completed_at IS NOT NULL AND NEW.completed_at IS DISTINCT FROM OLD.completed_at
      OR NEW.contacted_at IS NOT NULL AND NEW.contacted_at IS DISTINCT FROM OLD.contacted_at
      OR NEW.signed_at IS NOT NULL AND NEW.signed_at IS DISTINCT FROM OLD.signed_at THEN
      PERFORM rules.refuse('签收、联系、审核只能由主办单位办理');
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.order_number, NEW.division_id, NEW.arrived_at, NEW.anonymous, NEW.secrecy, NEW.urgent,
      NEW.called_at, NEW.city_dispatched_at, NEW.city_due_on, NEW.main_id, NEW.batch)
    IS DISTINCT FROM (OLD.id, OLD.order_number, OLD.division_id, OLD.arrived_at, OLD.anonymous, OLD.secrecy, OLD.urgent,
      OLD.called_at, OLD.city_dispatched_at, OLD.city_due_on, OLD.main_id, OLD.batch)
    OR concat_ws('|', NEW.title, NEW.content, NEW.caller, NEW.telephone, NEW.certificate, NEW.address, NEW.place,
      NEW.serial, NEW.division_name, NEW.query_code, NEW.channel, NEW.purpose, NEW.extra)
      <> concat_ws('|', OLD.title, OLD.content, OLD.caller, OLD.telephone, OLD.certificate, OLD.address, OLD.place,
      OLD.serial, OLD.division_name, OLD.query_code, OLD.channel, OLD.purpose, OLD.extra)
    -- Who decides a dispute says with the division of what type the order is.
    OR NOT awarded AND (NEW.order_type, coalesce(NEW.topic, '')) <> (OLD.order_type, coalesce(OLD.topic, '')) THEN
    PERFORM rules.refuse('工单的登记内容只能由信访中心更正');
  END IF;
  IF (NEW.lead_id, coalesce(NEW.lead_name, ''), NEW.first_dispatched_at, NEW.dispatched_at, NEW.limit_days)
      IS DISTINCT FROM
      (OLD.lead_id, coalesce(OLD.lead_name, ''), OLD.first_dispatched_at, OLD.dispatched_at, OLD.limit_days)
    AND NOT awarded THEN
    PERFORM rules.refuse('工单只能由信访中心分派，或由分管局领导裁定');
  END IF;
  IF NEW.handler_id IS DISTINCT FROM OLD.handler_id AND NOT awarded AND NOT coalesce(CASE
      WHEN OLD.state = '待签收' AND NEW.state = '办理中' THEN rules.may('HANDLE_ORDER', OLD.lead_id)
      WHEN OLD.state = '办理中' AND NEW.state = OLD.state THEN
        rules.may('REVIEW_ORDER', OLD.lead_id) OR rules.may('REASSIGN', OLD.lead_id)
      END AND rules.handles(NEW.handler_id, OLD.lead_id), false) THEN
    PERFORM rules.refuse('工单只能由主办单位的经办人签收，或由其负责人改派');
  END IF;
  IF coalesce(NEW.handler_name, '') <> coalesce(OLD.handler_name, '') AND (NEW.handler_id IS NOT DISTINCT FROM OLD.handler_id
      OR NEW.handler_id IS NOT NULL AND NEW.handler_name IS DISTINCT FROM (SELECT s.name FROM staff s
        WHERE s.id = NEW.handler_id)) THEN
    PERFORM rules.refuse('经办人的姓名不得改动');
  END IF;
  IF (NEW.called_back_at, NEW.solved, coalesce(NEW.satisfaction, ''))
      IS DISTINCT FROM (OLD.called_back_at, OLD.solved, coalesce(OLD.satisfaction, ''))
    AND cardinality(rules.reach('CALL_BACK_ORDER')) = 0 THEN
    PERFORM rules.refuse('回访只能由信访中心登记');
  END IF;
  PERFORM rules.check_dates(OLD, NEW);
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION rules.gate_share() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF rules.is_ours_at_work() THEN
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.order_id, NEW.division_id, coalesce(NEW.division_name, ''))
      IS DISTINCT FROM (OLD.id, OLD.order_id, OLD.division_id, coalesce(OLD.division_name, '')) THEN
    PERFORM rules.refuse('协办单位不得改动');
  END IF;
  -- Who decides a dispute shares the order out anew with it.
  IF cardinality(rules.reach('DISPATCH_ORDER')) = 0
    AND NOT (cardinality(rules.reach('ARBITRATE_ORDER')) > 0 AND rules.is_moved('orders', OLD.order_id))
    AND (NEW.withdrawn OR OLD.withdrawn OR (NEW.due_on, coalesce(NEW.task, ''))
      IS DISTINCT FROM (OLD.due_on, coalesce(OLD.task, ''))) THEN
    PERFORM rules.refuse('协办的分工和期限只能由信访中心改动');
  END IF;
  IF (coalesce(NEW.reply, ''), NEW.replied_at, coalesce(NEW.replied_by_name, ''))
      IS DISTINCT FROM (coalesce(OLD.reply, ''), OLD.replied_at, coalesce(OLD.replied_by_name, ''))
    AND (OLD.replied_at IS NOT NULL OR NEW.replied_at IS NULL OR rules.signs(NEW.replied_by_name) IS NOT TRUE
      OR NOT rules.may('HANDLE_ORDER', OLD.division_id)) THEN
    PERFORM rules.refuse('协办反馈只能由协办单位的经办人以本人名义提交一次');
  END IF;
  RETURN NEW;
END $$;

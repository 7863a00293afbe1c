-- Whoever sees a thing does not therefore change it: each change needs the right of the act that makes it.
-- These gates are asked as whoever changes the row: what our own functions change for him passes.

CREATE TABLE IF NOT EXISTS rules.ways (
  thing text NOT NULL, source text NOT NULL, target text NOT NULL, right_name text NOT NULL,
  PRIMARY KEY (thing, source, target, right_name)
);

-- Whether the owner, or a function of ours, is at work.
CREATE OR REPLACE FUNCTION rules.is_ours_at_work() RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS
$$ SELECT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = 'public.staff'::regclass), 'MEMBER') $$;

CREATE OR REPLACE FUNCTION rules.has_way(of_thing text, was text, is_now text, place bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM rules.ways w WHERE w.thing = of_thing AND w.source = was AND w.target = is_now
    AND (place IS NULL OR place = ANY (rules.reach(w.right_name)))
    AND cardinality(rules.reach(w.right_name)) > 0);
END $$;

-- Whether a denial of the case goes on in this very transaction.
CREATE OR REPLACE FUNCTION rules.is_denied_now(wanted bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM denials d WHERE d.case_id = wanted AND rules.is_written_now(d.xmin));
END $$;

CREATE OR REPLACE FUNCTION rules.gate_extension(was json, is_now json, place bigint) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  before text := was ->> 'state';
  after text := is_now ->> 'state';
BEGIN
  IF after = '待批准' AND before IS DISTINCT FROM '待批准' AND before IS DISTINCT FROM '已批准' THEN
    IF rules.may('EXTEND_CASE', place) AND (is_now ->> 'asked_by')::bigint = rules.me() THEN
      RETURN;
    END IF;
  ELSIF before = '待批准' AND after IN ('已批准', '未批准') THEN
    IF rules.may('APPROVE_EXTENSION', place) AND (is_now ->> 'decided_by')::bigint = rules.me()
      AND rules.me() <> (was ->> 'asked_by')::bigint
      AND (was ->> 'days', was ->> 'asked_by', was ->> 'reason')
        IS NOT DISTINCT FROM (is_now ->> 'days', is_now ->> 'asked_by', is_now ->> 'reason') THEN
      RETURN;
    END IF;
  ELSIF (before, after) IN (('已批准', '已告知申请人'), ('已告知申请人', '已批准')) THEN
    IF (rules.may('EXTEND_CASE', place) OR rules.may('HEAD_SECOND_NOTICE', place)) AND
      was::jsonb - 'state' = is_now::jsonb - 'state' THEN
      RETURN;
    END IF;
  END IF;
  PERFORM rules.refuse('没有这样延长办理期限的权限');
END $$;

CREATE OR REPLACE FUNCTION rules.gate_work() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  moved boolean := NEW.state <> OLD.state;
  longer boolean := NEW.extension::jsonb IS DISTINCT FROM OLD.extension::jsonb;
BEGIN
  IF rules.is_ours_at_work() THEN
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.case_number, NEW.matter_id, NEW.matter_code, NEW.matter_name, NEW.kind, NEW.regime,
      NEW.division_id, NEW.clerk_id, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.case_number, OLD.matter_id, OLD.matter_code, OLD.matter_name, OLD.kind, OLD.regime,
      OLD.division_id, OLD.clerk_id, OLD.created_at)
    OR (coalesce(NEW.clerk_name, ''), coalesce(NEW.counter, ''), coalesce(NEW.channel, ''), coalesce(NEW.reference, ''))
    <> (coalesce(OLD.clerk_name, ''), coalesce(OLD.counter, ''), coalesce(OLD.channel, ''), coalesce(OLD.reference, ''))
  THEN
    PERFORM rules.refuse('办件的编号、事项、处室和收件人不得改动');
  END IF;
  IF (NEW.applicant::jsonb, NEW.materials::jsonb) IS DISTINCT FROM (OLD.applicant::jsonb, OLD.materials::jsonb)
    AND (NOT rules.may('OPEN_CASE', OLD.division_id)
      OR OLD.state IN ('已送达', '不予受理', '逾期未补正退回', '非本局职权', '无需许可', '已结束')) THEN
    PERFORM rules.refuse('申请人和材料只能由本处室的窗口经办人、经办人在办件结束前改动');
  END IF;
  IF moved AND NOT rules.has_way('case', OLD.state, NEW.state, OLD.division_id)
    AND NOT (rules.has_way('denied', OLD.state, NEW.state, OLD.division_id) AND rules.is_denied_now(OLD.id)) THEN
    PERFORM rules.refuse(format('没有把办件由“%s”改为“%s”的权限', OLD.state, NEW.state));
  END IF;
  IF NEW.state = '已办结' AND OLD.state NOT IN ('已办结', '已受理') AND OLD.kind <> '即办件' THEN
    PERFORM rules.refuse('不是即办件，须先受理、限时办结');
  END IF;
  IF longer AND NOT (moved AND NEW.extension IS NULL) THEN
    PERFORM rules.gate_extension(OLD.extension::json, NEW.extension::json, OLD.division_id);
  END IF;
  IF moved AND NOT longer AND (NEW.committed > OLD.committed OR NEW.statutory > OLD.statutory)
    AND EXISTS (SELECT FROM matters m WHERE m.id = OLD.matter_id
      AND (NEW.committed > greatest(OLD.committed, m.committed_limit, m.statutory_limit)
        OR NEW.statutory > greatest(OLD.statutory, m.statutory_limit))) THEN
    PERFORM rules.refuse('办理期限不得超过事项的期限');
  END IF;
  IF NOT moved AND ((NEW.received_on, NEW.accepted_on, NEW.completed_on, NEW.due_on, NEW.served_on, NEW.pauses::jsonb)
      IS DISTINCT FROM (OLD.received_on, OLD.accepted_on, OLD.completed_on, OLD.due_on, OLD.served_on, OLD.pauses::jsonb)
    OR (coalesce(NEW.closed_why, ''), coalesce(NEW.result, '')) <> (coalesce(OLD.closed_why, ''), coalesce(OLD.result, ''))
    OR NOT longer AND (NEW.committed, NEW.statutory) <> (OLD.committed, OLD.statutory)) THEN
    PERFORM rules.refuse('办件的日期、期限和结果只能随办理改动');
  END IF;
  RETURN NEW;
END $$;

-- The chain's own gates look at what is written in a denial; this one at who brings it where.
CREATE OR REPLACE FUNCTION rules.gate_denying() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  moved boolean := NEW.state <> OLD.state;
BEGIN
  IF rules.is_ours_at_work() THEN
    RETURN NEW;
  END IF;
  IF moved AND NOT rules.has_way('denial', OLD.state, NEW.state, OLD.division_id) THEN
    PERFORM rules.refuse(format('没有把否定报备由“%s”改为“%s”的权限', OLD.state, NEW.state));
  END IF;
  IF (NEW.situation, NEW.ground, NEW.kind, NEW.fields) IS DISTINCT FROM (OLD.situation, OLD.ground, OLD.kind, OLD.fields)
    AND NOT rules.may('DRAFT_DENIAL', OLD.division_id) THEN
    PERFORM rules.refuse('没有填写这份否定报备的权限');
  END IF;
  IF (NEW.head_id, NEW.leader_id) IS DISTINCT FROM (OLD.head_id, OLD.leader_id)
    AND NOT (rules.may('DRAFT_DENIAL', OLD.division_id) OR rules.may('REASSIGN', OLD.division_id)) THEN
    PERFORM rules.refuse('没有指定核查人的权限');
  END IF;
  IF (NEW.case_number, NEW.opened_at, NEW.report_by) IS DISTINCT FROM (OLD.case_number, OLD.opened_at, OLD.report_by)
    OR NOT moved AND (NEW.handler_id, NEW.submitted_at, NEW.filed_at, NEW.archived_at, NEW.form_id, NEW.notice_id)
      IS DISTINCT FROM (OLD.handler_id, OLD.submitted_at, OLD.filed_at, OLD.archived_at, OLD.form_id, OLD.notice_id) THEN
    PERFORM rules.refuse('否定报备的经手人和日期只能随核查改动');
  END IF;
  RETURN NEW;
END $$;

-- Whether a notice of refusal was told before its denial was turned down, or its refusal overturned.
CREATE OR REPLACE FUNCTION rules.is_refused_no_more(notice bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM denials d WHERE d.notice_id = notice AND d.state IN ('未同意', '复核撤销')
    AND (rules.may('CHECK_AS_HEAD', d.division_id) OR rules.may('CHECK_AS_LEADER', d.division_id)
      OR rules.may('REEXAMINE', d.division_id)));
END $$;

CREATE OR REPLACE FUNCTION rules.gate_issue() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF rules.is_ours_at_work() THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NOT rules.has_way('issue', NEW.type_key, '', NEW.division_id) OR NEW.state <> '已签发' THEN
      PERFORM rules.refuse('没有签发这种文书的权限');
    END IF;
  ELSIF OLD.state <> '已作废' AND NEW.state = '已作废' THEN
    IF NOT rules.has_way('void', OLD.type_key, '', OLD.division_id) AND NOT rules.is_refused_no_more(OLD.id) THEN
      PERFORM rules.refuse('没有作废这份文书的权限');
    END IF;
    IF rules.signs(NEW.voided_by_name) IS NOT TRUE OR rules.is_now(NEW.voided_at) IS NOT TRUE
      OR coalesce(NEW.void_reason, '') = '' THEN
      PERFORM rules.refuse('文书只能以本人名义写明原因作废');
    END IF;
  ELSIF NOT rules.may('RECORD_SERVICE', OLD.division_id) THEN
    PERFORM rules.refuse('没有登记送达的权限');
  ELSIF (coalesce(NEW.void_reason, ''), NEW.voided_at, coalesce(NEW.voided_by_name, ''))
      IS DISTINCT FROM (coalesce(OLD.void_reason, ''), OLD.voided_at, coalesce(OLD.voided_by_name, ''))
    OR NOT coalesce(NEW.state = '已送达' AND NEW.served_on BETWEEN OLD.issued_on
        AND rules.day_of(rules.moment() + interval '10 minutes')
      OR OLD.state = '已送达' AND NEW.state = '已签发' AND NEW.served_on IS NULL, false) THEN
    PERFORM rules.refuse('已签发的文书只能登记送达，或写明原因作废');
  END IF;
  RETURN NEW;
END $$;

-- What was answered once stays as it was answered.
CREATE OR REPLACE FUNCTION rules.gate_answered() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF rules.is_ours_at_work() THEN
    RETURN NEW;
  END IF;
  IF OLD.answered_at IS NOT NULL THEN
    PERFORM rules.refuse('该问题已答复，一次性答复后不再改动');
  END IF;
  IF rules.signs(NEW.answered_by) IS NOT TRUE OR rules.is_now(NEW.answered_at) IS NOT TRUE THEN
    PERFORM rules.refuse('疑难问题只能以本人名义答复');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION rules.gate_complaint() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT rules.is_ours_at_work() AND (OLD.state <> '复核中' OR NEW.answered_by_id IS DISTINCT FROM rules.me()
    OR (NEW.denial_id, NEW.received_on, NEW.channel, NEW.content, NEW.taken_by_id, NEW.due_on)
      IS DISTINCT FROM (OLD.denial_id, OLD.received_on, OLD.channel, OLD.content, OLD.taken_by_id, OLD.due_on)) THEN
    PERFORM rules.refuse('投诉只能以本人名义答复一次');
  END IF;
  RETURN NEW;
END $$;

-- Settled answers, talks and handovers: whoever sees one does not therefore write in it. As in works.sql, these gates
-- are asked as whoever changes the row.

-- Whether a name that stands under something is the person's own, in whosever place he acts ("陈嘉铭（代林晓燕）").
CREATE OR REPLACE FUNCTION rules.signs(written text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT EXISTS (SELECT FROM staff s WHERE s.id = rules.me()
     AND (written = s.name OR starts_with(written, s.name || '（代'))) $$;

-- Whether the person reads the order of an answer, and knows the caller of whom the answer must say nothing.
CREATE OR REPLACE FUNCTION rules.may_settle(wanted text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM orders o WHERE o.order_number = wanted
    AND (o.secrecy = '不保密' OR o.secrecy = '诉求人信息保密' AND rules.knows_caller(o.handler_id)));
END $$;

CREATE OR REPLACE FUNCTION rules.gate_answer() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  reworded boolean;
BEGIN
  IF rules.is_ours_at_work() THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> '待审定' OR NEW.withheld OR NEW.approved_at IS NOT NULL OR coalesce(NEW.approved_by_name, '') <> ''
      OR NEW.proposed_by_id IS DISTINCT FROM rules.me() OR rules.signs(NEW.proposed_by_name) IS NOT TRUE
      OR NOT rules.may_settle(NEW.order_number) OR NOT EXISTS (SELECT FROM orders o
        WHERE o.order_number = NEW.order_number AND o.state IN ('待回访', '已办结', '已归档')
          AND coalesce(o.reply_content, '') <> '' AND NEW.division_id = coalesce(o.lead_id, o.division_id)) THEN
      PERFORM rules.refuse('知识库条目只能以本人名义从已办结、有答复的工单提出');
    END IF;
    RETURN NEW;
  END IF;
  reworded := (NEW.question, NEW.content, NEW.basis, coalesce(NEW.topic, ''), NEW.valid_until)
      IS DISTINCT FROM (OLD.question, OLD.content, OLD.basis, coalesce(OLD.topic, ''), OLD.valid_until)
    OR (coalesce(NEW.approved_by_name, ''), NEW.approved_at)
      IS DISTINCT FROM (coalesce(OLD.approved_by_name, ''), OLD.approved_at);
  IF (NEW.id, NEW.order_number, NEW.division_id, NEW.dated_on, NEW.proposed_by_id, NEW.proposed_at)
      IS DISTINCT FROM (OLD.id, OLD.order_number, OLD.division_id, OLD.dated_on, OLD.proposed_by_id, OLD.proposed_at)
    OR (coalesce(NEW.division_name, ''), coalesce(NEW.proposed_by_name, ''))
      <> (coalesce(OLD.division_name, ''), coalesce(OLD.proposed_by_name, '')) THEN
    PERFORM rules.refuse('知识库条目的来源不得改动');
  END IF;
  IF NEW.withheld <> OLD.withheld THEN
    IF OLD.withheld OR reworded OR NEW.state <> OLD.state OR cardinality(rules.reach('DISPATCH_ORDER')) = 0 THEN
      PERFORM rules.refuse('知识库条目的保密只能由信访中心随工单更正');
    END IF;
    RETURN NEW;
  END IF;
  IF coalesce(rules.may('APPROVE_ANSWER', OLD.division_id), false)
    OR cardinality(rules.reach('APPROVE_ANSWER')) > 0 AND cardinality(rules.reach('DISPATCH_ORDER')) > 0 THEN
    IF NEW.state = '已停用' AND NOT reworded THEN
      RETURN NEW;
    END IF;
    IF NEW.state = '已审定' AND NOT OLD.withheld AND rules.signs(NEW.approved_by_name)
      AND (OLD.state <> '待审定' OR OLD.proposed_by_id <> rules.me()) AND rules.may_settle(OLD.order_number) THEN
      RETURN NEW;
    END IF;
  END IF;
  PERFORM rules.refuse('知识库条目须由本单位其他负责人或信访中心审定、停用');
  RETURN NULL;
END $$;

-- A talk rests on three supervisions of the division for which none was proposed before.
CREATE OR REPLACE FUNCTION rules.rests_on(wanted json, place bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  named bigint[] := ARRAY(SELECT DISTINCT s::bigint FROM json_array_elements_text(wanted) s);
BEGIN
  RETURN cardinality(named) >= 3
    AND (SELECT count(*) FROM order_records r WHERE r.id = ANY (named) AND r.kind = '督办' AND r.division_id = place)
      = cardinality(named)
    AND NOT EXISTS (SELECT FROM talks t, json_array_elements_text(t.supervisions::json) s
      WHERE t.division_id = place AND s::bigint = ANY (named));
END $$;

CREATE OR REPLACE FUNCTION rules.is_paper_of(paper bigint, kind text, about text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT EXISTS (SELECT FROM documents p WHERE p.id = paper AND p.type_key = kind AND coalesce(p.case_number, '') = about
     AND p.issued_by_id = rules.me()) $$;

CREATE OR REPLACE FUNCTION rules.gate_talk() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  decided boolean;
BEGIN
  IF rules.is_ours_at_work() THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> '待确认' OR NEW.decided_at IS NOT NULL OR NEW.notice_id IS NOT NULL OR NEW.record_id IS NOT NULL
      OR NEW.feedback_at IS NOT NULL OR NOT rules.rests_on(NEW.supervisions::json, NEW.division_id) THEN
      PERFORM rules.refuse('约谈只能随连续第三次督办提请');
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.talk_number, NEW.division_id, NEW.office_id, NEW.supervisions, NEW.orders, NEW.proposed_at)
      IS DISTINCT FROM
      (OLD.id, OLD.talk_number, OLD.division_id, OLD.office_id, OLD.supervisions, OLD.orders, OLD.proposed_at)
    OR coalesce(NEW.division_name, '') <> coalesce(OLD.division_name, '') THEN
    PERFORM rules.refuse('约谈的单位和所依据的督办不得改动');
  END IF;
  decided := (NEW.decided_at, coalesce(NEW.decided_by_name, ''), coalesce(NEW.reason, ''))
    IS DISTINCT FROM (OLD.decided_at, coalesce(OLD.decided_by_name, ''), coalesce(OLD.reason, ''));
  IF OLD.state = '整改中' THEN
    IF NEW.state = '已反馈' AND rules.may('HANDLE_ORDER', OLD.division_id) AND rules.signs(NEW.feedback_by_name)
      AND NOT decided AND (NEW.notice_id, NEW.record_id, NEW.talk_at, NEW.rectify_by)
        IS NOT DISTINCT FROM (OLD.notice_id, OLD.record_id, OLD.talk_at, OLD.rectify_by) THEN
      RETURN NEW;
    END IF;
  ELSIF rules.may('HOLD_TALK', OLD.office_id)
    AND (NEW.feedback_at, coalesce(NEW.feedback, ''), coalesce(NEW.feedback_by_name, ''))
      IS NOT DISTINCT FROM (OLD.feedback_at, coalesce(OLD.feedback, ''), coalesce(OLD.feedback_by_name, '')) THEN
    IF (OLD.state, NEW.state) IN (('待确认', '待约谈'), ('待确认', '不约谈'), ('待约谈', '不约谈')) THEN
      IF rules.signs(NEW.decided_by_name) AND (NEW.notice_id, NEW.record_id, NEW.talk_at, NEW.rectify_by)
        IS NOT DISTINCT FROM (OLD.notice_id, OLD.record_id, OLD.talk_at, OLD.rectify_by) THEN
        RETURN NEW;
      END IF;
    ELSIF OLD.state = '待约谈' AND NOT decided THEN
      IF NEW.state = '待约谈' AND rules.is_paper_of(NEW.notice_id, 'talk_notice', OLD.talk_number)
        AND (NEW.record_id, NEW.rectify_by) IS NOT DISTINCT FROM (OLD.record_id, OLD.rectify_by)
        OR NEW.state = '整改中' AND rules.is_paper_of(NEW.record_id, 'talk_record', OLD.talk_number)
        AND OLD.notice_id IS NOT NULL AND NEW.notice_id = OLD.notice_id THEN
        RETURN NEW;
      END IF;
    END IF;
  END IF;
  PERFORM rules.refuse('约谈只能由效能办确认、通知和记录，由被约谈单位反馈整改');
  RETURN NULL;
END $$;

-- Whether the person connected answers for who leaves in an absence, as it stands at the moment of it nearest to now
-- (岗位目标责任制度七): the substitute named, else the first B who is there; not whoever else shares a post with him.
CREATE OR REPLACE FUNCTION rules.answers_in(wanted bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  mine bigint := rules.me();
  leave absences;
  at timestamp;
BEGIN
  SELECT * INTO leave FROM absences WHERE id = wanted;
  IF leave.substitute_id IS DISTINCT FROM mine AND NOT EXISTS (SELECT FROM posts p WHERE p.a_id = leave.staff_id
      AND mine IN (p.b_id, p.second_b_id)) THEN
    RETURN false;
  END IF;
  at := greatest(leave.starts_at, least(rules.moment(), leave.until_at - interval '1 microsecond'));
  RETURN EXISTS (SELECT FROM divisions d WHERE mine = (
    SELECT named.staff_id FROM (
      SELECT leave.substitute_id AS staff_id, 0 AS rank, 0::bigint AS post, 0 AS turn
      UNION ALL
      SELECT b.staff_id, CASE WHEN p.division_id = d.id THEN 1 ELSE 2 END, p.id, b.turn
      FROM posts p CROSS JOIN LATERAL (VALUES (p.b_id, 1), (p.second_b_id, 2)) AS b (staff_id, turn)
      WHERE p.a_id = leave.staff_id AND p.active AND p.effective_from <= rules.day_of(at)
        AND (p.effective_until IS NULL OR p.effective_until > rules.day_of(at))
    ) named JOIN staff s ON s.id = named.staff_id
    WHERE rules.works(s.active, s.locked_until) AND s.id <> leave.staff_id AND NOT EXISTS (
      SELECT FROM absences o WHERE o.staff_id = s.id AND o.state IN ('已批准', '已返岗') AND o.starts_at <= at
        AND (o.until_at IS NULL OR o.until_at > at))
    ORDER BY named.rank, named.post, named.turn LIMIT 1));
END $$;

-- Whose a handover is: who leaves, whoever answers for him then, and who decides on his absence or acts for that one.
CREATE OR REPLACE FUNCTION rules.hands_over(absent bigint, wanted bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN absent = rules.me() OR rules.answers_in(wanted)
    OR ARRAY(SELECT s.division_id FROM staff s WHERE s.id = absent
      UNION SELECT t.division_id FROM posts t WHERE t.a_id = absent AND t.active) && rules.reach('APPROVE_ABSENCE');
END $$;

-- Whether an entry puts no hand to the sheets of a handover, or the hand that is the person's own.
CREATE OR REPLACE FUNCTION rules.signs_as(about text, detail text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  hand text := nullif(detail, '')::json ->> 'hand';
  signed handovers;
BEGIN
  SELECT * INTO signed FROM handovers h WHERE about = 'handover:' || h.id;
  RETURN hand IS NULL OR coalesce(CASE hand
    WHEN 'A岗' THEN signed.staff_id = rules.me()
    -- Where no B is left the head takes over himself.
    WHEN 'B岗' THEN signed.staff_id <> rules.me() AND rules.hands_over(signed.staff_id, signed.absence_id)
    WHEN '监交人' THEN signed.staff_id <> rules.me() AND NOT rules.answers_in(signed.absence_id)
      AND rules.hands_over(signed.staff_id, signed.absence_id) END, false);
END $$;

-- Whether somebody else's name stands newly beside what was taken over.
CREATE OR REPLACE FUNCTION rules.takes_for_others(was json, is_now json) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS
$$ SELECT EXISTS (SELECT FROM json_array_elements(is_now) n
     WHERE coalesce(n ->> 'taken_by_name', '') <> '' AND NOT rules.signs(n ->> 'taken_by_name')
       AND NOT EXISTS (SELECT FROM json_array_elements(was) w
         WHERE w ->> 'key' = n ->> 'key' AND w ->> 'taken_by_name' = n ->> 'taken_by_name')) $$;

CREATE OR REPLACE FUNCTION rules.gate_handover() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  before handovers;
BEGIN
  IF rules.is_ours_at_work() THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    before := OLD;
    IF (NEW.id, NEW.absence_id, NEW.staff_id) IS DISTINCT FROM (OLD.id, OLD.absence_id, OLD.staff_id) THEN
      PERFORM rules.refuse('工作交接的离岗和离岗人不得改动');
    END IF;
  ELSE
    before.items := '[]';
    IF NOT EXISTS (SELECT FROM absences a WHERE a.id = NEW.absence_id AND a.staff_id = NEW.staff_id) THEN
      PERFORM rules.refuse('工作交接须有离岗登记');
    END IF;
  END IF;
  IF NOT rules.hands_over(NEW.staff_id, NEW.absence_id) THEN
    PERFORM rules.refuse('工作交接由本人、顶岗的人和单位负责人办理');
  END IF;
  IF NEW.sheet_id IS DISTINCT FROM before.sheet_id AND (rules.signs(NEW.made_by_name) IS NOT TRUE
      OR NOT rules.is_paper_of(NEW.sheet_id, 'handover_sheet', ''))
    OR NEW.return_sheet_id IS DISTINCT FROM before.return_sheet_id AND (rules.signs(NEW.returned_by_name) IS NOT TRUE
      OR NOT rules.is_paper_of(NEW.return_sheet_id, 'return_sheet', '')) THEN
    PERFORM rules.refuse('工作交接只能随本人签发的交接单、返岗交还单办理');
  END IF;
  IF (NEW.sheet_id, NEW.return_sheet_id) IS NOT DISTINCT FROM (before.sheet_id, before.return_sheet_id)
    AND (NEW.staff_id = rules.me() OR before.returned_at IS NOT NULL
      OR (NEW.division_id, NEW.post_name, NEW.receiver_name, NEW.made_at, coalesce(NEW.made_by_name, ''), NEW.returned_at,
          coalesce(NEW.returned_by_name, ''))
        IS DISTINCT FROM (before.division_id, before.post_name, before.receiver_name, before.made_at,
          coalesce(before.made_by_name, ''), before.returned_at, coalesce(before.returned_by_name, ''))) THEN
    PERFORM rules.refuse('交接的事项只能由顶岗的人以本人名义接收');
  END IF;
  IF rules.takes_for_others(before.items::json, NEW.items::json) THEN
    PERFORM rules.refuse('交接的事项只能由顶岗的人以本人名义接收');
  END IF;
  RETURN NEW;
END $$;

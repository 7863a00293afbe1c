-- What no role may do by plain SQL, whatever rows it may write: each gate says so in the words of the program.
-- A gate that needs what other statements of the transaction bring is asked at its end.

-- 否定报备制四: every person at one station, nobody checks what he wrote.
CREATE OR REPLACE FUNCTION rules.gate_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  denial denials;
  needed text := CASE NEW.station WHEN '单位负责人核查' THEN 'CHECK_AS_HEAD' WHEN '分管局领导核查' THEN 'CHECK_AS_LEADER'
    ELSE 'SUBMIT_DENIAL' END;
BEGIN
  IF rules.is_house() THEN
    RETURN NEW;
  END IF;
  SELECT * INTO denial FROM denials WHERE id = NEW.denial_id FOR UPDATE;
  IF NEW.staff_id IS DISTINCT FROM rules.me() OR rules.signs(NEW.staff_name) IS NOT TRUE
    OR rules.is_now(NEW.checked_at) IS NOT TRUE THEN
    PERFORM rules.refuse('核查意见只能以本人名义当时填写');
  END IF;
  IF NOT rules.may(needed, denial.division_id) THEN
    PERFORM rules.refuse('没有在这一环节核查这份否定报备的权限');
  END IF;
  IF EXISTS (SELECT FROM denial_checks c WHERE c.denial_id = denial.id AND c.staff_id = NEW.staff_id
      AND c.station <> NEW.station)
    OR needed <> 'SUBMIT_DENIAL' AND (NEW.staff_id IN (denial.prepared_by_id, denial.handler_id)
      OR EXISTS (SELECT FROM rules.writers w WHERE w.denial_id = denial.id AND w.staff_id = NEW.staff_id))
  THEN
    PERFORM rules.refuse('本人不得核查本人所报，一人只能在一个环节签署');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION rules.gate_denial() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF rules.is_house() THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> '起草' OR NEW.prepared_by_id <> rules.me() THEN
      PERFORM rules.refuse('否定报备只能由本人从起草开始');
    END IF;
    INSERT INTO rules.writers VALUES (NEW.id, rules.me()) ON CONFLICT DO NOTHING;
  ELSIF (NEW.id, NEW.case_id, NEW.division_id, NEW.prepared_by_id, NEW.told_before)
    IS DISTINCT FROM (OLD.id, OLD.case_id, OLD.division_id, OLD.prepared_by_id, OLD.told_before) THEN
    PERFORM rules.refuse('否定报备的办件、起草人和方式不得改动');
  ELSIF (NEW.situation, NEW.ground, NEW.kind, NEW.fields)
    IS DISTINCT FROM (OLD.situation, OLD.ground, OLD.kind, OLD.fields) THEN
    IF rules.is_clearing('denial', OLD.id) THEN
      RETURN NEW;
    ELSIF OLD.state <> '起草' THEN
      PERFORM rules.refuse('否定报备已提交，内容不得改动');
    END IF;
    INSERT INTO rules.writers VALUES (NEW.id, rules.me()) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION rules.gate_file() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  denial bigint := CASE TG_OP WHEN 'DELETE' THEN OLD.denial_id ELSE NEW.denial_id END;
BEGIN
  IF TG_OP = 'DELETE' AND NOT rules.lets_go(denial) THEN
    PERFORM rules.refuse('否定报备已提交，附件不得增删');
  END IF;
  IF NOT rules.is_house() AND NOT rules.is_clearing('denial', denial) THEN
    INSERT INTO rules.writers VALUES (denial, rules.me()) ON CONFLICT DO NOTHING;
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

-- A denial's files go from its draft, and with its last paper through the gate alone.
CREATE OR REPLACE FUNCTION rules.lets_go(wanted bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT rules.is_house() OR rules.is_clearing('denial', wanted)
     OR EXISTS (SELECT FROM denials d WHERE d.id = wanted AND d.state = '起草') $$;

CREATE OR REPLACE FUNCTION rules.gate_content() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT rules.lets_go((SELECT a.denial_id FROM attachments a WHERE a.id = OLD.attachment_id)) THEN
    PERFORM rules.refuse('否定报备已提交，附件不得增删');
  END IF;
  RETURN OLD;
END $$;

-- Whether head and leader, two people, agreed after the last submission.
CREATE OR REPLACE FUNCTION rules.is_agreed(wanted bigint, stations integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT count(DISTINCT c.station) >= stations AND count(DISTINCT c.staff_id) >= stations
     AND bool_and(c.opinion = '同意')
   FROM denial_checks c
   WHERE c.denial_id = wanted AND c.station IN ('单位负责人核查', '分管局领导核查')
     AND c.id > (SELECT coalesce(max(s.id), 0) FROM denial_checks s WHERE s.denial_id = wanted AND s.station = '经办人起草') $$;

CREATE OR REPLACE FUNCTION rules.gate_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF rules.is_house() OR NEW.state = OLD.state THEN
    RETURN NULL;
  END IF;
  IF NEW.state = '待分管局领导核查' AND rules.is_agreed(NEW.id, 1) IS NOT TRUE
    OR NEW.state IN ('已报备', '已告知申请人', '已归档') AND rules.is_agreed(NEW.id, 2) IS NOT TRUE THEN
    PERFORM rules.refuse('否定报备没有经单位负责人和分管局领导核查同意');
  END IF;
  RETURN NULL;
END $$;

-- 窗口无否决权: no refusal on paper without the chain, or a report begun with it for what may be told at once.
CREATE OR REPLACE FUNCTION rules.gate_refusal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF rules.is_house() OR NEW.type_key <> 'non_acceptance_notice' THEN
    RETURN NULL;
  END IF;
  IF NOT EXISTS (
    SELECT FROM denials d WHERE d.case_id = NEW.case_id AND d.notice_id = NEW.id
      AND d.situation = (NEW.fields::json ->> 'situation')
      AND (d.told_before AND d.situation IN ('不属于本机关职权范围', '依法不需要取得行政许可', '不动产登记当场不予受理')
        OR rules.is_agreed(d.id, 2)))
    OR NOT rules.may('REFUSE', NEW.division_id) THEN
    PERFORM rules.refuse('不予受理、不予办理须先经否定报备，由单位负责人和分管局领导核查同意');
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION rules.gate_case() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF rules.is_house() THEN
    RETURN NULL;
  END IF;
  IF NEW.state IN ('待补正', '特殊环节中') AND NOT EXISTS (SELECT FROM documents p WHERE p.case_id = NEW.id
      AND p.type_key = CASE NEW.state WHEN '待补正' THEN 'correction_notice' ELSE 'special_step_notice' END
      AND p.state <> '已作废') THEN
    PERFORM rules.refuse(format('没有告知申请人的文书，办件不能“%s”', NEW.state));
  END IF;
  IF NEW.state IN ('不予受理', '逾期未补正退回') AND NOT EXISTS (SELECT FROM documents p WHERE p.case_id = NEW.id AND p.type_key = 'non_acceptance_notice'
      AND p.state <> '已作废') THEN
    PERFORM rules.refuse('没有不予受理通知书，办件不能否定');
  END IF;
  RETURN NULL;
END $$;

-- Whether the person connected decides on an absence: never on his own, nor on that of one he stands in for.
CREATE OR REPLACE FUNCTION rules.decides_on(who bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT who <> rules.me() AND s.division_id = ANY (rules.reach('APPROVE_ABSENCE')) FROM staff s WHERE s.id = who $$;

CREATE OR REPLACE FUNCTION rules.gate_absence() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  mine bigint;
  near boolean;
BEGIN
  IF rules.is_house() THEN
    RETURN NEW;
  END IF;
  mine := rules.me();
  IF (TG_OP = 'INSERT' AND NEW.decided_at IS NOT NULL OR TG_OP = 'UPDATE' AND (NEW.decided_by_id, NEW.decided_at,
      coalesce(NEW.decided_by_name, '')) IS DISTINCT FROM (OLD.decided_by_id, OLD.decided_at,
      coalesce(OLD.decided_by_name, ''))) AND (NEW.decided_by_id IS DISTINCT FROM mine
      OR rules.signs(NEW.decided_by_name) IS NOT TRUE) THEN
    PERFORM rules.refuse('离岗只能以本人名义批准');
  END IF;
  IF rules.decides_on(NEW.staff_id) THEN
    RETURN NEW;
  END IF;
  near := (SELECT s.division_id FROM staff s WHERE s.id = NEW.staff_id)
    = (SELECT s.division_id FROM staff s WHERE s.id = mine);
  IF TG_OP = 'INSERT' THEN
    IF NEW.substitute_id IS NOT NULL OR NEW.entered_by_id <> mine
      OR NOT (NEW.state = '待批准' AND NEW.staff_id = ANY (rules.names())
        OR NEW.state = '已批准' AND NEW.sudden AND NEW.staff_id <> mine AND near) THEN
      PERFORM rules.refuse('离岗须由有权的人批准，不能由本人或顶岗的人自行登记生效');
    END IF;
  ELSIF NEW.state <> '已返岗' OR NOT (NEW.staff_id = mine OR OLD.sudden AND OLD.entered_by_id = mine)
    OR (NEW.staff_id, NEW.substitute_id, NEW.starts_at, NEW.sudden, NEW.entered_by_id)
      IS DISTINCT FROM (OLD.staff_id, OLD.substitute_id, OLD.starts_at, OLD.sudden, OLD.entered_by_id)
    OR NEW.until_at > coalesce(OLD.until_at, 'infinity') THEN
    PERFORM rules.refuse('离岗须由有权的人批准，不能由本人或顶岗的人改动');
  END IF;
  RETURN NEW;
END $$;

-- Nobody stands in for his senior by entering alone that he is away.
CREATE OR REPLACE FUNCTION rules.gate_gain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT rules.is_house() AND NEW.state = '已批准' AND NOT rules.decides_on(NEW.staff_id)
    AND EXISTS (SELECT FROM grants g WHERE g.staff_id = NEW.staff_id AND g.role NOT IN ('counter_clerk', 'handler'))
    AND EXISTS (SELECT FROM rules.hats() h WHERE h.staff_id = NEW.staff_id) THEN
    PERFORM rules.refuse('离岗后由本人顶岗的，不能由本人登记其临时离岗');
  END IF;
  RETURN NULL;
END $$;

-- Nobody makes himself more than he is: posts as far as A's roles reach, roles by an administrator of one's own right.
CREATE OR REPLACE FUNCTION rules.gate_post() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF rules.is_house() THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.a_id, NEW.b_id, NEW.second_b_id, NEW.division_id, NEW.active, NEW.effective_from,
      NEW.effective_until)
    IS NOT DISTINCT FROM (OLD.a_id, OLD.b_id, OLD.second_b_id, OLD.division_id, OLD.active, OLD.effective_from,
      OLD.effective_until) THEN
    IF NOT rules.may('SET_POSTS', OLD.division_id) AND (
        (NEW.name, NEW.duties, coalesce(NEW.section_duties, ''), NEW.goals, NEW.secret)
          <> (OLD.name, OLD.duties, coalesce(OLD.section_duties, ''), OLD.goals, OLD.secret)
        OR (coalesce(NEW.approved_by_name, ''), NEW.approved_on) IS DISTINCT FROM
          (coalesce(OLD.approved_by_name, ''), OLD.approved_on)
          AND NOT (rules.may('APPROVE_POSTS', OLD.division_id) AND coalesce(rules.signs(NEW.approved_by_name), false))
        OR NEW.filed_on IS DISTINCT FROM OLD.filed_on AND NOT rules.may('FILE_POSTS', OLD.division_id)) THEN
      PERFORM rules.refuse('岗位由本单位设置，由分管局领导以本人名义批准，由效能办备案');
    END IF;
    RETURN NEW;
  END IF;
  IF NOT rules.everywhere('SET_POSTS') AND EXISTS (
    SELECT FROM (SELECT s.division_id FROM staff s WHERE s.id = NEW.a_id
      UNION ALL SELECT g.division_id FROM grants g WHERE g.staff_id = NEW.a_id) place
    WHERE place.division_id IS NULL OR NOT place.division_id = ANY (rules.reach('SET_POSTS'))) THEN
    PERFORM rules.refuse('A岗的工作和角色不限于本处室，须由系统管理员设置岗位');
  END IF;
  IF NOT NEW.division_id = ANY (rules.reach('SET_POSTS')) THEN
    PERFORM rules.refuse('没有设置岗位的权限');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION rules.gate_grant() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  given grants := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  IF NOT rules.is_house() THEN
    IF NOT rules.everywhere('EDIT_STAFF') AND (given.division_id IS NULL
      OR NOT given.division_id = ANY (rules.own_reach('EDIT_STAFF'))
      OR NOT (SELECT s.division_id = ANY (rules.own_reach('EDIT_STAFF')) FROM staff s WHERE s.id = given.staff_id))
    THEN
      PERFORM rules.refuse('没有变更这一角色的权限，顶岗期间也不能变更');
    END IF;
  END IF;
  RETURN given;
END $$;

-- Whether the person administers somebody's login: by a role of his own, or in the place of an administrator who is
-- away (同岗替代). By substitution nobody comes by his own account, nor by that of an administrator: it would last.
CREATE OR REPLACE FUNCTION rules.administers(who bigint, place bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN rules.everywhere('EDIT_STAFF') OR place = ANY (rules.own_reach('EDIT_STAFF'))
    OR place = ANY (rules.reach('EDIT_STAFF')) AND who <> rules.me() AND NOT EXISTS (
      SELECT FROM grants g JOIN rules.rights r ON r.role = g.role AND r.name = 'EDIT_STAFF' WHERE g.staff_id = who);
END $$;

CREATE OR REPLACE FUNCTION rules.gate_account() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT rules.is_house() AND (rules.administers(OLD.id, OLD.division_id)
      AND rules.administers(NEW.id, NEW.division_id)) IS NOT TRUE THEN
    PERFORM rules.refuse('顶岗期间不能变更本人和系统管理员的账号，请由系统管理员本人办理');
  END IF;
  RETURN NEW;
END $$;

-- A login that may no longer work may no longer connect either.
CREATE OR REPLACE FUNCTION rules.gate_staff() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.login <> OLD.login THEN
    PERFORM rules.refuse('登录名不得改动');
  END IF;
  IF rules.is_ours(NEW.login) AND rules.works(NEW.active, NEW.locked_until)
    IS DISTINCT FROM (SELECT r.rolcanlogin FROM pg_roles r WHERE r.rolname = NEW.login) THEN
    EXECUTE format('ALTER ROLE %I %s', NEW.login,
      CASE WHEN rules.works(NEW.active, NEW.locked_until) THEN 'LOGIN' ELSE 'NOLOGIN' END);
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION rules.staff_role() RETURNS text LANGUAGE sql STABLE AS
$$ SELECT left(current_database(), 50) || '_staff' $$;

-- Whether a database role is nothing more than a login.
CREATE OR REPLACE FUNCTION rules.is_plain(wanted text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = wanted AND NOT (r.rolsuper OR r.rolcreaterole
     OR r.rolcreatedb OR r.rolbypassrls OR r.rolreplication
     OR pg_has_role(r.oid, (SELECT relowner FROM pg_class WHERE oid = 'public.staff'::regclass), 'MEMBER'))) $$;

-- Whether it is a plain login of this office's staff.
CREATE OR REPLACE FUNCTION rules.is_ours(wanted text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT rules.is_plain(wanted) AND EXISTS (SELECT FROM pg_roles r JOIN pg_auth_members m ON m.member = r.oid
     JOIN pg_roles g ON g.oid = m.roleid AND g.rolname = rules.staff_role() WHERE r.rolname = wanted) $$;

-- Gives a member of staff his database role and its password, already turned into SCRAM by the client.
CREATE OR REPLACE FUNCTION rules.set_password(wanted text, secret text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  whose staff;
BEGIN
  SELECT * INTO whose FROM staff s WHERE s.login = wanted;
  IF whose.id IS NULL OR NOT (rules.is_house() OR wanted = session_user
    OR rules.administers(whose.id, whose.division_id)) THEN
    PERFORM rules.refuse('没有设置这个账号密码的权限');
  END IF;
  IF secret NOT LIKE 'SCRAM-SHA-256$%' THEN
    PERFORM rules.refuse('密码须以SCRAM形式保存');
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = wanted) THEN
    EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS IN ROLE %I',
      wanted, rules.staff_role());
  ELSIF rules.is_house() AND rules.is_plain(wanted) THEN
    -- Another office of the same server and owner has this person too.
    EXECUTE format('GRANT %I TO %I', rules.staff_role(), wanted);
  ELSIF NOT rules.is_ours(wanted) THEN
    PERFORM rules.refuse(format('数据库服务器上已有名为“%s”的账号，不是本单位建立的，请换一个登录名', wanted));
  END IF;
  EXECUTE format('ALTER ROLE %I PASSWORD %L', wanted, secret);
END $$;

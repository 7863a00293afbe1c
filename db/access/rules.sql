-- Who is connected, for whom he stands in, and what he may do where: the house's rules as the server knows them.
-- Every function belongs to the office's owner and looks at tables nobody else may change. They are asked with
-- almost every row: so each keeps its plan for the session, which one written as plain SQL would make anew.

CREATE SCHEMA IF NOT EXISTS rules;
CREATE TABLE IF NOT EXISTS rules.rights (name text NOT NULL, role text NOT NULL, PRIMARY KEY (name, role));
-- Who wrote in a denial: he never checks it (否定报备制四).
CREATE TABLE IF NOT EXISTS rules.writers (
  denial_id bigint NOT NULL, staff_id bigint NOT NULL, PRIMARY KEY (denial_id, staff_id)
);

CREATE OR REPLACE FUNCTION rules.moment() RETURNS timestamp LANGUAGE sql STABLE AS
$$ SELECT clock_timestamp() AT TIME ZONE 'UTC' $$;

-- The office's day of a moment.
CREATE OR REPLACE FUNCTION rules.day_of(at timestamp) RETURNS date LANGUAGE sql IMMUTABLE AS
$$ SELECT (at AT TIME ZONE 'UTC' AT TIME ZONE 'Asia/Shanghai')::date $$;

CREATE OR REPLACE FUNCTION rules.today() RETURNS date LANGUAGE sql STABLE AS
$$ SELECT rules.day_of(rules.moment()) $$;

-- Whether a moment is the present one, by as much as clocks may differ.
CREATE OR REPLACE FUNCTION rules.is_now(at timestamp) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT abs(extract(epoch FROM at - rules.moment())) <= 600 $$;

-- Whether a row was written in this very transaction: given its xmin, which tells the transaction's number without how
-- often all numbers were used up. What is written after a savepoint bears another number and does not count.
CREATE OR REPLACE FUNCTION rules.is_written_now(written xid) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT coalesce(written = pg_current_xact_id_if_assigned()::xid, false) $$;

-- The owner's own connection keeps the house (setting up, upgrades, restoring) and is bound by the program alone.
CREATE OR REPLACE FUNCTION rules.is_house() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'public.staff'::regclass), 'MEMBER') $$;

CREATE OR REPLACE FUNCTION rules.works(active boolean, locked_until timestamp) RETURNS boolean
LANGUAGE sql IMMUTABLE AS
$$ SELECT active AND (locked_until IS NULL OR locked_until < '9999-12-30') $$;

-- Who is connected: nobody where he is out of use or locked, so that every rule closes at once. He is found by the
-- index, whatever a server reckons of so small a table: this is asked more often than anything else.
CREATE OR REPLACE FUNCTION rules.me() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  RETURN (SELECT id FROM staff WHERE login = session_user::text COLLATE "default" AND rules.works(active, locked_until));
END $$;

CREATE OR REPLACE FUNCTION rules.away() RETURNS TABLE (staff_id bigint, substitute_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  at timestamp := rules.moment();
BEGIN
  RETURN QUERY SELECT DISTINCT ON (a.staff_id) a.staff_id, a.substitute_id FROM absences a
     WHERE a.state IN ('已批准', '已返岗') AND a.starts_at <= at AND (a.until_at IS NULL OR a.until_at > at)
     ORDER BY a.staff_id, a.substitute_id IS NULL, a.id;
END $$;

CREATE OR REPLACE FUNCTION rules.is_there(who bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN (SELECT EXISTS (SELECT FROM staff s WHERE s.id = who AND rules.works(s.active, s.locked_until))
       AND NOT EXISTS (SELECT FROM rules.away() a WHERE a.staff_id = who));
END $$;

-- Who answers for an absent one's work in a division (岗位目标责任制度七): the temporary substitute, then B and
-- second B of each post he holds as A, the post of that division first.
CREATE OR REPLACE FUNCTION rules.deputy(who bigint, place bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN (SELECT named.staff_id FROM (
       SELECT a.substitute_id AS staff_id, 0 AS rank, 0::bigint AS post, 0 AS turn FROM rules.away() a
       WHERE a.staff_id = who AND a.substitute_id IS NOT NULL
       UNION ALL
       SELECT b.staff_id, CASE WHEN p.division_id = place THEN 1 ELSE 2 END, p.id, b.turn
       FROM posts p CROSS JOIN LATERAL (VALUES (p.b_id, 1), (p.second_b_id, 2)) AS b (staff_id, turn)
       WHERE p.a_id = who AND p.active AND p.effective_from <= rules.today()
         AND (p.effective_until IS NULL OR p.effective_until > rules.today())
     ) named
     WHERE rules.is_there(named.staff_id) ORDER BY named.rank, named.post, named.turn LIMIT 1);
END $$;

-- Whether anybody is away for whom a person could stand in at all: asked before more is, as mostly nobody is.
CREATE OR REPLACE FUNCTION rules.could_stand_in(who bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  at timestamp := rules.moment();
BEGIN
  RETURN EXISTS (SELECT FROM absences a WHERE a.state IN ('已批准', '已返岗')
     AND a.starts_at <= at AND (a.until_at IS NULL OR a.until_at > at) AND a.staff_id <> who
     AND (a.substitute_id = who
       OR EXISTS (SELECT FROM posts p WHERE p.a_id = a.staff_id AND who IN (p.b_id, p.second_b_id))));
END $$;

-- For whom the person connected stands in now, and in which divisions.
CREATE OR REPLACE FUNCTION rules.hats() RETURNS TABLE (staff_id bigint, division_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  mine bigint := rules.me();
BEGIN
  IF NOT rules.could_stand_in(mine) THEN
    RETURN;
  END IF;
  RETURN QUERY SELECT a.staff_id, d.id FROM rules.away() a CROSS JOIN divisions d
     WHERE a.staff_id <> mine
       AND (a.substitute_id = mine
         OR EXISTS (SELECT FROM posts p WHERE p.a_id = a.staff_id AND mine IN (p.b_id, p.second_b_id)))
       AND rules.is_there(mine) AND rules.deputy(a.staff_id, d.id) = mine;
END $$;

-- The divisions in which the person himself holds a right, whomever he stands in for.
CREATE OR REPLACE FUNCTION rules.own_reach(wanted text) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  mine bigint := rules.me();
  held bigint[] := (SELECT array_agg(DISTINCT g.division_id) FROM grants g
    JOIN rules.rights r ON r.role = g.role AND r.name = wanted WHERE g.staff_id = mine);
BEGIN
  IF array_position(held, NULL) IS NULL THEN  -- nowhere over the whole bureau
    RETURN coalesce(held, '{}');
  END IF;
  RETURN (SELECT coalesce(array_agg(d.id), '{}') FROM divisions d);
END $$;

-- The same, with what falls to him by substitution. A window clerk gains no veto by it (窗口无否决权).
CREATE OR REPLACE FUNCTION rules.reach(wanted text) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  mine bigint := rules.me();
  own bigint[] := rules.own_reach(wanted);
BEGIN
  IF NOT rules.could_stand_in(mine) THEN
    RETURN own;
  END IF;
  RETURN (SELECT own || coalesce((
       SELECT array_agg(DISTINCT h.division_id) FROM rules.hats() h
       JOIN grants g ON g.staff_id = h.staff_id AND (g.division_id IS NULL OR g.division_id = h.division_id)
       JOIN rules.rights r ON r.role = g.role AND r.name = wanted
       WHERE wanted <> 'REFUSE' OR EXISTS (
         SELECT FROM grants o WHERE o.staff_id = mine AND o.role <> 'counter_clerk')), '{}'));
END $$;

CREATE OR REPLACE FUNCTION rules.may(wanted text, place bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN (SELECT place = ANY (rules.reach(wanted)));
END $$;

-- Whether the person holds the right in every division there is, by roles of his own or by substitution.
CREATE OR REPLACE FUNCTION rules.reaches_all(wanted text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  reach bigint[] := rules.reach(wanted);
BEGIN
  RETURN cardinality(reach) > 0 AND NOT EXISTS (SELECT FROM divisions d WHERE NOT d.id = ANY (reach));
END $$;

-- The right over the whole bureau, by a role of one's own.
CREATE OR REPLACE FUNCTION rules.everywhere(wanted text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN (SELECT EXISTS (SELECT FROM grants g JOIN rules.rights r ON r.role = g.role AND r.name = wanted
     WHERE g.staff_id = rules.me() AND g.division_id IS NULL));
END $$;

-- In whose name the person may act now: his own, and of those he stands in for.
CREATE OR REPLACE FUNCTION rules.names() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  mine bigint := rules.me();
BEGIN
  IF NOT rules.could_stand_in(mine) THEN
    RETURN ARRAY[mine];
  END IF;
  RETURN (SELECT mine || coalesce((SELECT array_agg(DISTINCT h.staff_id) FROM rules.hats() h), '{}'));
END $$;

CREATE OR REPLACE FUNCTION rules.refuse(sentence text) RETURNS void LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING MESSAGE = sentence, ERRCODE = 'EW001'; END $$;

-- The same as rules.me(), said aloud where he is out of use or locked: every act of the program begins with it.
CREATE OR REPLACE FUNCTION rules.me_at_work() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  mine bigint := rules.me();
BEGIN
  IF mine IS NULL AND NOT rules.is_house() THEN
    PERFORM rules.refuse(coalesce((SELECT s.name FROM staff s WHERE s.login = session_user), '本人')
      || '的账号已停用或被锁定，不能继续办理；请退出，并联系系统管理员');
  END IF;
  RETURN mine;
END $$;

-- What is being cleared by the gate in this very transaction: no row of it ever stands.
CREATE TABLE IF NOT EXISTS rules.clearing (what text, thing_id bigint, PRIMARY KEY (what, thing_id));
CREATE OR REPLACE FUNCTION rules.is_clearing(wanted text, thing bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT EXISTS (SELECT FROM rules.clearing c WHERE c.what = wanted AND c.thing_id = thing) $$;

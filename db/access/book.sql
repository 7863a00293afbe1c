-- The ledger as the server keeps it: it counts, dates within reason, names and chains every entry itself.

CREATE OR REPLACE FUNCTION rules.digest(VARIADIC parts text[]) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT encode(sha256(convert_to(string_agg(char_length(p) || ':' || p, '' ORDER BY n), 'UTF8')), 'hex')
   FROM unnest(parts) WITH ORDINALITY AS part (p, n) $$;

CREATE OR REPLACE FUNCTION rules.head() RETURNS SETOF ledger_heads
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT * FROM ledger_heads WHERE id = 1 FOR UPDATE $$;

-- Refuses an entry in another's name, in the place of one who is not away, or out of its time.
CREATE OR REPLACE FUNCTION rules.check_entry(given ledger_entries) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF given.actor_id IS DISTINCT FROM rules.me()
    OR given.actor_name IS DISTINCT FROM (SELECT s.name FROM staff s WHERE s.id = rules.me()) THEN
    PERFORM rules.refuse('台账只能以本人名义记载');
  END IF;
  IF given.behalf_id IS NOT NULL AND (NOT given.behalf_id = ANY (rules.names()) OR given.behalf_id = rules.me()
    OR given.behalf_name IS DISTINCT FROM (SELECT s.name FROM staff s WHERE s.id = given.behalf_id)) THEN
    PERFORM rules.refuse('不能代办：此人现在不由本人顶岗');
  END IF;
  IF rules.is_now(given.entered_at) IS NOT TRUE THEN
    PERFORM rules.refuse('本机时钟与服务器相差超过10分钟，请校准系统时间后再试');
  END IF;
END $$;

CREATE OR REPLACE FUNCTION rules.chain_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head ledger_heads;
  before record;
BEGIN
  SELECT * INTO head FROM ledger_heads WHERE id = 1 FOR UPDATE;
  IF NOT rules.is_house() THEN
    PERFORM rules.check_entry(NEW);
  END IF;
  SELECT e.place, e.entry_hash INTO before FROM ledger_entries e
  WHERE e.subject = NEW.subject ORDER BY e.place DESC LIMIT 1;
  NEW.seq := head.entry_count + 1;
  NEW.place := coalesce(before.place, 0) + 1;
  NEW.previous_hash := before.entry_hash;
  NEW.entry_hash := rules.digest(
    NEW.seq::text, NEW.place::text, to_char(NEW.entered_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    coalesce(NEW.actor_id::text, 'None'), coalesce(NEW.actor_name, ''),
    coalesce(NEW.behalf_id::text, 'None'), coalesce(NEW.behalf_name, ''), coalesce(NEW.ground, ''),
    NEW.act, NEW.subject, coalesce(NEW.summary, ''), coalesce(NEW.detail, ''), coalesce(NEW.previous_hash, '')
  );
  UPDATE ledger_heads SET entry_count = NEW.seq, chain = rules.digest(coalesce(head.chain, ''), NEW.entry_hash),
    last_at = greatest(head.last_at, NEW.entered_at)
  WHERE id = 1;
  RETURN NEW;
END $$;

-- Whom a table of the city's platform concerns: where what it brought, and nothing else, are the last few orders.
CREATE OR REPLACE FUNCTION rules.concerned_by_import(wanted bigint) RETURNS TABLE (place bigint, person bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH brought AS MATERIALIZED (
    SELECT * FROM (SELECT * FROM orders ORDER BY id DESC LIMIT 200) o WHERE o.batch = wanted
  ), known AS (
    SELECT b.staff_id FROM order_batches b
    WHERE b.id = wanted AND b.changed = 0 AND b.added = (SELECT count(*) FROM brought)
  )
  SELECT s.division_id, s.id FROM known k JOIN staff s ON s.id = k.staff_id
  UNION SELECT unnest(ARRAY[o.division_id, o.lead_id, o.held_division_id]), unnest(ARRAY[o.handler_id, o.holder_id])
    FROM brought o WHERE EXISTS (SELECT FROM known)
$$;

-- Whom somebody's absence concerns: those it names, who shares a post with him, for whom he stands in, and who heads
-- his division or acts for its head. Where his roles reach beyond his division it concerns all.
CREATE OR REPLACE FUNCTION rules.concerned_by_absence(wanted bigint) RETURNS TABLE (place bigint, person bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH away AS (
    SELECT a.*, s.division_id AS division FROM absences a JOIN staff s ON s.id = a.staff_id
    WHERE a.id = wanted AND NOT EXISTS (
      SELECT FROM grants g WHERE g.staff_id = a.staff_id AND g.division_id IS DISTINCT FROM s.division_id)
  ), heads AS (
    SELECT g.staff_id FROM grants g JOIN away a ON g.division_id = a.division WHERE g.role = 'division_head'
  ), shared AS (
    SELECT t.* FROM posts t WHERE EXISTS (SELECT FROM away a WHERE a.staff_id IN (t.a_id, t.b_id, t.second_b_id))
      OR t.a_id IN (SELECT staff_id FROM heads)
  ), people AS (
    SELECT unnest(ARRAY[a.staff_id, a.substitute_id, a.entered_by_id, a.decided_by_id]) AS id FROM away a
    UNION SELECT unnest(ARRAY[t.a_id, t.b_id, t.second_b_id]) FROM shared t
    UNION SELECT o.staff_id FROM absences o JOIN away a ON o.substitute_id = a.staff_id
    UNION SELECT staff_id FROM heads
  )
  SELECT division, NULL::bigint FROM away
  UNION SELECT division_id, NULL FROM shared
  UNION SELECT NULL, id FROM people WHERE id IS NOT NULL
$$;

-- Who is named in the thing that an entry is about, has it or had it: divisions and people. Nobody: it concerns all.
CREATE OR REPLACE FUNCTION rules.concerned(wanted text) RETURNS TABLE (place bigint, person bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  kind text := split_part(wanted, ':', 1);
  key bigint := substring(wanted FROM ':([0-9]{1,18})$')::bigint;
BEGIN
  IF kind IN ('order', 'order_share') THEN
    IF kind = 'order_share' THEN
      key := (SELECT s.order_id FROM order_shares s WHERE s.id = key);
    END IF;
    RETURN QUERY SELECT unnest(ARRAY[o.division_id, o.lead_id, o.held_division_id]),
      unnest(ARRAY[o.handler_id, o.holder_id]) FROM orders o WHERE o.id = key;
    RETURN QUERY SELECT s.division_id, NULL::bigint FROM order_shares s WHERE s.order_id = key;
    RETURN QUERY SELECT r.division_id, r.staff_id FROM order_records r WHERE r.order_id = key;
  ELSIF kind = 'contact' THEN
    RETURN QUERY SELECT unnest(ARRAY[c.division_id, c.resp_division_id]),
      unnest(ARRAY[c.first_id, c.responsible_id, c.leader_id]) FROM contacts c WHERE c.id = key;
  ELSIF kind = 'document' THEN
    RETURN QUERY SELECT unnest(ARRAY[d.division_id, c.division_id]), unnest(ARRAY[d.issued_by_id, c.clerk_id])
      FROM documents d LEFT JOIN cases c ON c.id = d.case_id
      WHERE d.id = key AND NOT rules.is_of_orders(d.type_key);
  ELSIF kind IN ('case', 'deferred_material', 'estimate', 'extension') THEN
    RETURN QUERY SELECT c.division_id, c.clerk_id FROM cases c WHERE c.id = key;
  ELSIF kind = 'deferred' THEN
    RETURN QUERY SELECT d.division_id, d.clerk_id FROM deferrals d WHERE d.id = key;
  ELSIF kind = 'denial' THEN
    RETURN QUERY SELECT d.division_id, unnest(ARRAY[d.prepared_by_id, d.handler_id, d.head_id, d.leader_id])
      FROM denials d WHERE d.id = key;
  ELSIF kind = 'order_import' THEN
    RETURN QUERY SELECT * FROM rules.concerned_by_import(key);
  ELSIF kind = 'absence' THEN
    RETURN QUERY SELECT * FROM rules.concerned_by_absence(key);
  ELSIF kind = 'handover' THEN
    RETURN QUERY SELECT h.division_id, h.staff_id FROM handovers h WHERE h.id = key AND EXISTS (
      SELECT FROM rules.concerned_by_absence(h.absence_id));
    RETURN QUERY SELECT c.* FROM handovers h, rules.concerned_by_absence(h.absence_id) c WHERE h.id = key;
  ELSE
    RETURN;
  END IF;
  RETURN QUERY SELECT s.division_id, unnest(ARRAY[s.staff_id, s.by_id]) FROM segments s WHERE s.subject = wanted;
END $$;

-- Notes for the transaction's end whose work passed from hand to hand in it, or is called otherwise, whatever its
-- entries are about.
CREATE OR REPLACE FUNCTION rules.note_hands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  noted text := coalesce(current_setting('rules.hands', true), '');
  hands text := format('%s,%s,%s;', split_part(NEW.subject, ':', 1), NEW.division_id, NEW.staff_id);
BEGIN
  IF noted <> '*' AND strpos(noted, hands) = 0 THEN
    PERFORM set_config('rules.hands', CASE WHEN length(noted) > 400 THEN '*' ELSE noted || hands END, true);
  END IF;
  RETURN NULL;
END $$;

-- Tells whoever listens of an entry: its number and, where it does not concern all, which kinds of things, divisions
-- and people it touched, and then in whose hands it was or is what passed ("17 case,denial 3 12,15 3 15"). Keys alone,
-- for every login may listen.
CREATE OR REPLACE FUNCTION rules.tell_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  noted text := coalesce(current_setting('rules.hands', true), '');
  kinds text := split_part(NEW.subject, ':', 1);
  places bigint[];
  people bigint[];
  held_in bigint[];
  held_by bigint[];
  hands text;
  told text := '';
BEGIN
  SELECT array_agg(DISTINCT c.place), array_agg(DISTINCT c.person) INTO places, people
    FROM rules.concerned(NEW.subject) c;
  IF noted <> '*' AND places IS NOT NULL THEN
    FOREACH hands IN ARRAY string_to_array(rtrim(noted, ';'), ';') LOOP
      kinds := kinds || ',' || split_part(hands, ',', 1);
      held_in := held_in || split_part(hands, ',', 2)::bigint;
      held_by := held_by || nullif(split_part(hands, ',', 3), '')::bigint;
    END LOOP;
    told := format(' %s %s %s %s %s', kinds, array_to_string(places || held_in, ','),
      array_to_string(people || held_by, ','), array_to_string(held_in, ','), array_to_string(held_by, ','));
  END IF;
  PERFORM pg_notify('office', NEW.seq || CASE WHEN length(told) < 4000 THEN told ELSE '' END);
  RETURN NULL;
END $$;

-- Seals every finished day that has entries and no seal yet, and returns the new seals' days.
CREATE OR REPLACE FUNCTION rules.seal(until_day date) RETURNS SETOF date
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  last ledger_seals;
  earliest date;
  this_day date;
  entered date;
  entry record;
BEGIN
  PERFORM 1 FROM ledger_heads WHERE id = 1 FOR UPDATE;
  IF NOT rules.is_house() THEN
    until_day := least(until_day, rules.today());
  END IF;
  SELECT * INTO last FROM ledger_seals ORDER BY sealed_day DESC LIMIT 1;
  last.chain := coalesce(last.chain, '');
  last.last_seq := coalesce(last.last_seq, 0);
  last.seal_hash := coalesce(last.seal_hash, '');
  earliest := CASE WHEN last.sealed_day IS NULL THEN '-infinity' ELSE least(last.sealed_day, until_day) + 1 END;
  FOR entry IN SELECT e.seq, e.entered_at, e.entry_hash FROM ledger_entries e
    WHERE e.seq > last.last_seq ORDER BY e.seq
  LOOP
    -- A slow clock dates nothing into a sealed day.
    entered := greatest((entry.entered_at AT TIME ZONE 'UTC' AT TIME ZONE 'Asia/Shanghai')::date, earliest);
    IF entered > this_day THEN
      last.seal_hash := rules.keep_seal(this_day, last.last_seq, last.chain, last.seal_hash);
      RETURN NEXT this_day;
      this_day := NULL;
    END IF;
    IF entered >= until_day THEN
      RETURN;
    END IF;
    this_day := greatest(this_day, entered);
    last.chain := rules.digest(last.chain, entry.entry_hash);
    last.last_seq := entry.seq;
  END LOOP;
  IF this_day IS NOT NULL THEN
    PERFORM rules.keep_seal(this_day, last.last_seq, last.chain, last.seal_hash);
    RETURN NEXT this_day;
  END IF;
END $$;

CREATE OR REPLACE FUNCTION rules.keep_seal(of_day date, seq bigint, chained text, before text) RETURNS text
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  made text := rules.digest(to_char(of_day, 'YYYY-MM-DD'), seq::text, chained, before);
BEGIN
  INSERT INTO ledger_seals (sealed_day, last_seq, chain, previous_hash, seal_hash)
  VALUES (of_day, seq, chained, before, made);
  RETURN made;
END $$;

-- Whom a thing concerns is told as it happens, to nobody who asks.
REVOKE EXECUTE ON FUNCTION rules.concerned(text), rules.concerned_by_import(bigint), rules.concerned_by_absence(bigint)
  FROM PUBLIC;

-- What somebody sees of work orders and their papers beyond what their rows say themselves.

-- Whether the person's own division gave or leads the order, however confidential.
CREATE OR REPLACE FUNCTION rules.leads(wanted bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  reach bigint[] := rules.reach('SEE_ORDERS');
BEGIN
  RETURN EXISTS (SELECT FROM orders o WHERE o.id = wanted
    AND (o.division_id = ANY (reach) OR o.lead_id = ANY (reach) OR rules.knows_caller(o.handler_id)));
END $$;

-- What the person, one he stands in for, or their division had in hand before; and the orders that were with them:
-- figures count those there. As views they are looked up within the plan of a question, whose they are once for all
-- its rows; a function would ask that anew with every row.
CREATE OR REPLACE VIEW rules.held_things WITH (security_barrier) AS
SELECT s.subject FROM public.segments s
WHERE s.staff_id = ANY ((SELECT rules.names())::bigint[]) OR s.by_id = ANY ((SELECT rules.names())::bigint[])
  OR s.division_id = ANY ((SELECT rules.reach('SEE_TASKS'))::bigint[]);

CREATE OR REPLACE VIEW rules.had_orders WITH (security_barrier) AS
SELECT r.order_id AS id FROM public.order_records r
WHERE r.staff_id = ANY ((SELECT rules.names())::bigint[])
  OR r.division_id = ANY ((SELECT rules.reach('SEE_ORDERS'))::bigint[]);

-- In which transaction an order was made by hand: whoever changes it later has not made it. The transaction's number
-- alone might come again on the server that a copy is restored to.
CREATE TABLE IF NOT EXISTS rules.made_orders (
  order_id bigint PRIMARY KEY, made_in bigint NOT NULL, made_at timestamptz NOT NULL
);
CREATE OR REPLACE FUNCTION rules.note_made() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO rules.made_orders VALUES (NEW.id, pg_current_xact_id()::text::bigint, transaction_timestamp())
  ON CONFLICT (order_id) DO UPDATE SET made_in = excluded.made_in, made_at = excluded.made_at;
  RETURN NULL;
END $$;

-- An order comes from the city, by the petition centre, or of a first contact.
CREATE OR REPLACE FUNCTION rules.gate_arrived() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT rules.is_house() AND cardinality(rules.reach('DISPATCH_ORDER')) = 0
    AND NOT EXISTS (SELECT FROM contacts c WHERE c.order_id = NEW.id AND rules.is_written_now(c.xmin)) THEN
    PERFORM rules.refuse('工单只能由信访中心登记，或由首问登记转来');
  END IF;
  RETURN NULL;
END $$;

-- Whether the order was made in this very transaction, not from a table of the city's platform.
CREATE OR REPLACE FUNCTION rules.made_order(wanted bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM rules.made_orders m WHERE m.order_id = wanted
    AND m.made_in = pg_current_xact_id_if_assigned()::text::bigint AND m.made_at = transaction_timestamp());
END $$;

-- Whether no order at all is hidden from the person.
CREATE OR REPLACE FUNCTION rules.sees_every_order() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN rules.is_house()
    OR rules.everywhere('SEE_ORDERS') AND cardinality(rules.reach('SEE_CALLERS')) > 0;
END $$;

-- Whether a share of the order is, or was, in the hands of the person, or of one he stands in for.
CREATE OR REPLACE FUNCTION rules.has_share(wanted bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  names bigint[] := rules.names();
BEGIN
  RETURN EXISTS (SELECT FROM order_shares s JOIN segments g ON g.subject = 'order_share:' || s.id
    WHERE s.order_id = wanted AND g.staff_id = ANY (names));
END $$;

CREATE OR REPLACE FUNCTION rules.is_of_orders(type_key text) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT type_key IN ('work_order', 'day_sheet', 'order_return_sheet', 'co_handling_letter', 'reply_sheet',
     'call_back_record', 'supervision_letter', 'talk_notice', 'talk_record') $$;

-- On which supervisions of a division talks rest, whatever is told of these: the next ones are counted from there.
CREATE OR REPLACE FUNCTION rules.talked(place bigint) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT t.supervisions FROM talks t WHERE t.division_id = place AND (rules.is_house()
     OR place = ANY (rules.reach('SEE_ORDERS')) OR cardinality(rules.reach('SUPERVISE_ORDER')) > 0) $$;

-- Papers of work orders, of day sheets and of talks are read by those whom they concern.
CREATE OR REPLACE FUNCTION rules.sees_paper(type_key text, division bigint, order_number text, fields text)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT rules.is_of_orders(type_key) THEN
    RETURN false;
  END IF;
  IF order_number <> '' THEN
    RETURN EXISTS (SELECT FROM public.orders o WHERE o.order_number = sees_paper.order_number);
  END IF;
  RETURN division = ANY (rules.reach('SEE_ORDERS')) OR EXISTS (
    SELECT FROM public.divisions d
    WHERE d.name IN (fields::json ->> 'division_name', fields::json ->> 'talked_division')
      AND d.id = ANY (rules.reach('HANDLE_ORDER')));
END $$;

-- Whether a thing was made or changed in this very transaction, as nobody can who may not: so it is filed anew. The
-- petition centre also files anew the papers of orders that are a secret from now on, and callers who are none.
CREATE OR REPLACE FUNCTION rules.writes(wanted integer, thing bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN coalesce(CASE wanted
    WHEN 1 THEN (SELECT rules.is_written_now(d.xmin) OR rules.is_of_orders(d.type_key)
      AND cardinality(rules.reach('DISPATCH_ORDER')) > 0 FROM documents d WHERE d.id = thing)
    WHEN 2 THEN (SELECT rules.is_written_now(c.xmin) FROM cases c WHERE c.id = thing)
    WHEN 3 THEN (SELECT rules.is_written_now(n.xmin) FROM denials n WHERE n.id = thing)
    WHEN 4 THEN (SELECT rules.is_written_now(c.xmin) FROM contacts c WHERE c.id = thing)
    WHEN 7 THEN (SELECT rules.is_written_now(a.xmin) FROM answers a WHERE a.id = thing)
    WHEN 8 THEN coalesce((SELECT rules.is_written_now(k.xmin) FROM order_callers k WHERE k.order_id = thing),
      cardinality(rules.reach('DISPATCH_ORDER')) > 0)
    ELSE (SELECT rules.is_written_now(o.xmin) FROM orders o WHERE o.id = thing) END, false);
END $$;

-- Files a thing under pairs whose text was written in this very transaction: by whoever may write that.
CREATE OR REPLACE FUNCTION rules.file_pairs(wanted integer, pairs bigint[], thing bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT rules.is_house() AND NOT EXISTS (SELECT FROM search_texts t WHERE t.kind = wanted AND t.id = thing
      AND rules.is_written_now(t.xmin)) THEN
    PERFORM rules.refuse('检索词只能随所检索的内容登记');
  END IF;
  INSERT INTO search_pairs (kind, pair, id) SELECT wanted, unnest(pairs), thing ON CONFLICT DO NOTHING;
END $$;

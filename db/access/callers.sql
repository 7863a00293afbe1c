-- Who may know who called in a confidential order (条例 第三十四条): the petition centre, the efficiency office and
-- its handler; and that nobody makes himself one of them by plain SQL, nor looks and takes it back.

-- In which transaction a confidential order was last given to a handler: until it stands he is told nothing.
CREATE TABLE IF NOT EXISTS rules.given_orders (order_id bigint PRIMARY KEY, given_in bigint NOT NULL);

CREATE OR REPLACE FUNCTION rules.knows_caller(handler bigint) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT cardinality(rules.reach('SEE_CALLERS')) > 0 OR handler = ANY (rules.names()) $$;

-- Of an open order whoever reads the order itself.
CREATE OR REPLACE FUNCTION rules.tells_caller(wanted bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM orders o WHERE o.id = wanted AND (o.secrecy = '不保密'
    OR rules.knows_caller(NULL)
    OR o.handler_id = ANY (rules.names()) AND NOT EXISTS (SELECT FROM rules.given_orders g
      WHERE g.order_id = wanted AND g.given_in = pg_current_xact_id_if_assigned()::text::bigint)));
END $$;

-- Whether somebody handles orders in a division by a role of his own.
CREATE OR REPLACE FUNCTION rules.handles(who bigint, place bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM grants g JOIN rules.rights r ON r.role = g.role AND r.name = 'HANDLE_ORDER'
    WHERE g.staff_id = who AND (g.division_id IS NULL OR g.division_id = place));
END $$;

CREATE OR REPLACE FUNCTION rules.gate_order() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.secrecy = '不保密' OR rules.is_house()
    OR (NEW.secrecy, NEW.lead_id, NEW.handler_id) IS NOT DISTINCT FROM (OLD.secrecy, OLD.lead_id, OLD.handler_id)
  THEN
    RETURN NEW;
  END IF;
  IF NEW.secrecy <> OLD.secrecy AND cardinality(rules.reach('DISPATCH_ORDER')) = 0 THEN
    PERFORM rules.refuse('工单的保密只能由信访中心更正');
  END IF;
  IF NEW.lead_id IS DISTINCT FROM OLD.lead_id
    AND cardinality(rules.reach('DISPATCH_ORDER') || rules.reach('ARBITRATE_ORDER')) = 0 THEN
    PERFORM rules.refuse('要求保密的工单只能由信访中心分派，或由分管局领导裁定');
  END IF;
  IF NEW.handler_id IS NOT NULL AND NEW.handler_id IS DISTINCT FROM OLD.handler_id THEN
    IF NOT rules.handles(NEW.handler_id, OLD.lead_id)
      OR NOT (rules.may('HANDLE_ORDER', OLD.lead_id) OR rules.may('REASSIGN', OLD.lead_id)
        OR rules.knows_caller(OLD.handler_id)) THEN
      PERFORM rules.refuse('要求保密的工单只能由主办单位的经办人签收，或由其负责人改派');
    END IF;
    INSERT INTO rules.given_orders VALUES (NEW.id, pg_current_xact_id()::text::bigint)
    ON CONFLICT (order_id) DO UPDATE SET given_in = excluded.given_in;
  END IF;
  RETURN NEW;
END $$;

-- Whoever comes to know a caller by it leaves his entry in the ledger.
CREATE OR REPLACE FUNCTION rules.gate_given() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.secrecy = '不保密' OR NEW.handler_id IS NULL OR NEW.handler_id IS NOT DISTINCT FROM OLD.handler_id
    OR rules.is_house() THEN
    RETURN NULL;
  END IF;
  IF NOT EXISTS (SELECT FROM (SELECT e.xmin AS written FROM ledger_entries e WHERE e.actor_id = rules.me()
      ORDER BY e.seq DESC LIMIT 1) last WHERE rules.is_written_now(last.written)) THEN
    PERFORM rules.refuse('签收或改派要求保密的工单须记入台账');
  END IF;
  RETURN NULL;
END $$;

-- A paper says in full who called only where it was issued while the order was open.
CREATE OR REPLACE FUNCTION rules.names_caller(type_key text, fields text) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT type_key IN ('work_order', 'call_back_record') AND EXISTS (
     SELECT FROM json_each_text(fields::json) each WHERE each.key IN ('caller', 'telephone', 'address')
       AND coalesce(each.value, '') NOT IN ('', '（按规定保密）')) $$;

-- Whether a paper of an order that became confidential names its caller to one who may not know him.
CREATE OR REPLACE FUNCTION rules.keeps_paper(type_key text, number text, fields text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN rules.names_caller(type_key, fields) AND EXISTS (SELECT FROM orders o
    WHERE o.order_number = number AND o.secrecy <> '不保密' AND NOT rules.tells_caller(o.id));
END $$;

-- The visitor of a first contact is the caller of the order that was made of it: those who stood at the door, and
-- whoever may know the caller.
CREATE OR REPLACE FUNCTION rules.tells_visitor(order_id bigint, first bigint, responsible bigint, leader bigint)
RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  names bigint[];
BEGIN
  IF order_id IS NULL OR rules.tells_caller(order_id) THEN
    RETURN true;
  END IF;
  names := rules.names();
  RETURN coalesce(first = ANY (names), false) OR coalesce(responsible = ANY (names), false)
    OR coalesce(leader = ANY (names), false);
END $$;

-- The record of a first contact is told as the contact itself is: found by what the contact tells everybody, so that
-- nobody learns by trying who came.
CREATE OR REPLACE FUNCTION rules.tells_record(wanted bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN NOT EXISTS (SELECT FROM documents d JOIN contacts c ON c.order_id IS NOT NULL AND (c.record_id = d.id
      OR c.first_name = d.fields::json ->> 'first_person' AND c.content = d.fields::json ->> 'content')
    WHERE d.id = wanted AND NOT rules.tells_visitor(c.order_id, c.first_id, c.responsible_id, c.leader_id));
END $$;

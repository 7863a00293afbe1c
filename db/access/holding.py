"""What is open is in somebody's hands when a transaction ends: nobody lays work down for nobody to take up."""

from __future__ import annotations

from db.custody_check import OPEN


def holding_statement() -> str:
    """Return the gate that asks, at the end, whether what was taken from somebody is in other hands or over."""
    cases = "".join(
        f"  {'IF' if place == 0 else 'ELSIF'} kind = '{each.kind}' THEN\n"
        f"    waits := EXISTS (SELECT FROM {each.table} t WHERE t.id = key AND {each.open});\n"
        for place, each in enumerate(OPEN)
    )
    return (
        "CREATE OR REPLACE FUNCTION rules.gate_held() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
        " SET search_path = public, pg_temp AS $$\nDECLARE\n"
        "  kind text := split_part(NEW.subject, ':', 1);\n"
        "  key bigint := substring(NEW.subject FROM ':([0-9]{1,18})$')::bigint;\n"
        "  waits boolean := false;\nBEGIN\n"
        "  IF NEW.open_key IS NOT NULL OR EXISTS (SELECT FROM segments s WHERE s.open_key = NEW.subject) THEN\n"
        f"    RETURN NULL;\n  END IF;\n{cases}  END IF;\n"
        "  IF waits THEN\n    PERFORM rules.refuse('还没有办完，不能没有经办人');\n  END IF;\n"
        "  RETURN NULL;\nEND $$"
    )

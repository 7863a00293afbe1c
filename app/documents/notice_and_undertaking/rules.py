"""What must hold in a notice and undertaking beyond its fields."""

from __future__ import annotations

from app.errors import Problem
from app.forms.fields import Values
from app.forms.shared_rules import agents_can_be_reached, each_once, organisations_name_a_contact


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the undertaking."""
    return (
        *organisations_name_a_contact(values),
        *agents_can_be_reached(values),
        *each_once(values, "proofs", label="证明事项或许可条件"),
    )

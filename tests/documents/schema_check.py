"""As much of JSON Schema 2020-12 as our schemas use."""

from __future__ import annotations

import re
from datetime import date

_TYPES = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}


def faults(schema, value, at="$"):
    """Return where the value breaks the schema."""
    kind = _TYPES[schema["type"]]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        return [f"{at}: not {schema['type']}"]
    return [f"{at}: {fault}" for fault in _CHECKS[schema["type"]](schema, value)] + _inside(schema, value, at)


def _inside(schema, value, at):
    if schema["type"] == "object":
        pairs = [(schema["properties"].get(key), item, f"{at}.{key}") for key, item in value.items()]
        return [fault for inner, item, where in pairs if inner for fault in faults(inner, item, where)]
    if schema["type"] == "array":
        return [f for n, item in enumerate(value) for f in faults(schema["items"], item, f"{at}[{n}]")]
    return []


def _string(schema, value):
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        yield "length"
    if "enum" in schema and value not in schema["enum"]:
        yield "enum"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield "pattern"
    if schema.get("format") == "date":
        date.fromisoformat(value)


def _integer(schema, value):
    if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield "range"


def _array(schema, value):
    if not schema.get("minItems", 0) <= len(value) <= schema["maxItems"]:
        yield "rows"


def _object(schema, value):
    yield from (f"missing {key}" for key in schema["required"] if key not in value)
    if schema["additionalProperties"] is False:
        yield from (f"unknown {key}" for key in value if key not in schema["properties"])


_CHECKS = {
    "string": _string,
    "integer": _integer,
    "boolean": lambda _schema, _value: (),
    "array": _array,
    "object": _object,
}

"""The fields of a document type as JSON Schema 2020-12, for those who fill forms by program."""

from __future__ import annotations

from typing import Any

from app.forms.checks import MOST_ROWS
from app.forms.document_type import DocumentType
from app.forms.fields import Field, Kind, all_fields

Schema = dict[str, Any]

_KINDS: dict[Kind, Schema] = {
    Kind.TEXT: {"type": "string", "pattern": r"^[^\n]*$"},
    Kind.LONG: {"type": "string"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.MOMENT: {
        "type": "string",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$",
    },
    Kind.CHOICE: {"type": "string"},
    Kind.COUNT: {"type": "integer"},
    Kind.YES: {"type": "boolean"},
    Kind.LIST: {"type": "array"},
}


def schema_of(document_type: DocumentType) -> Schema:
    """Return the JSON Schema of a type's fields; the type's rules ask for more than it can say."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:workbench:document:{document_type.key}:{document_type.version}",
        "title": document_type.title,
        **_object(all_fields(document_type.sections)),
    }


def _object(fields: tuple[Field, ...]) -> Schema:
    return {
        "type": "object",
        "properties": {field.key: _property(field) for field in fields},
        "required": [field.key for field in fields if field.required],
        "additionalProperties": False,
    }


def _property(field: Field) -> Schema:
    schema: Schema = {"title": field.label}
    if field.help:
        schema["description"] = field.help
    if field.default is not None:
        schema["default"] = field.default
    return schema | _KINDS[field.kind] | _bounds(field)


def _bounds(field: Field) -> Schema:
    if field.kind in (Kind.TEXT, Kind.LONG):
        return {"maxLength": field.longest} | ({"minLength": 1} if field.required else {})
    if field.kind is Kind.CHOICE:
        return {"enum": list(field.choices)}
    if field.kind is Kind.COUNT:
        most = {} if field.most is None else {"maximum": field.most}
        return {"minimum": field.least or 0} | most
    if field.kind is Kind.LIST:
        rows = {"maxItems": field.most or MOST_ROWS} | ({"minItems": 1} if field.required else {})
        return {"items": _object(field.columns)} | rows
    return {}

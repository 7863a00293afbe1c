"""What the form of a denial asks for, and how what is filled in becomes a command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.calendar.engine import WorkCalendar
from app.cases.models import REPORTED_AFTER, Case, CaseId, Situation
from app.denials.commands import ChangeDenial, DraftDenial
from app.denials.models import Attachment, Denial, DenialClass, Ground
from app.denials.triage import BRANCHES
from app.documents.catalogue import get_type
from app.errors import Problem
from app.forms.fields import Field, Kind, Section
from app.people.models import Staff

FORM = "denial_registration"
KINDS = ("situation", "ground", "kind")
ENTERED = ("form_date", "joint_department", "applicant_contact", "returned_on", "reasons", "policies")
_SHORT = {"applicant_contact": "联系方式", "reasons": "理由和依据"}


@dataclass(frozen=True, kw_only=True)
class Filling:
    """A form being filled in: its case, the denial once it is kept, what it begins with, who may check."""

    case: Case
    denial: Denial | None
    fields: Mapping[str, Any]
    files: tuple[Attachment, ...]
    heads: tuple[Staff, ...]
    leaders: tuple[Staff, ...]
    calendar: WorkCalendar
    submit_closed: str = ""

    @property
    def after(self) -> bool:
        """Whether the refusal was told first and is reported now."""
        return self.denial is not None and self.denial.after

    @property
    def situations(self) -> tuple[Situation, ...]:
        """The situations this form may name."""
        if self.denial is not None and self.denial.after:
            return (self.denial.situation,)
        deny = next(branch for branch in BRANCHES if branch.key == "deny")
        return tuple(each for each in deny.situations if each not in REPORTED_AFTER)

    def values(self) -> dict[str, Any]:
        """Return what the form begins with."""
        found = {key: self.fields[key] for key in ENTERED if key in self.fields}
        denial = self.denial
        if denial is not None:
            found |= {
                "situation": denial.situation.value,
                "ground": denial.ground.value,
                "kind": denial.kind.value,
            }
        for key, people in ((("head"), self.heads), ("leader", self.leaders)):
            meant = getattr(denial, key) if denial is not None else None
            chosen = [each for each in people if each.id == meant]
            only = people[0] if len(people) == 1 else None
            if chosen or only is not None:
                found[key] = name_of(chosen[0] if chosen else only, people)
        return found


def sections_of(filling: Filling) -> tuple[Section, ...]:
    """Return the form's sections: the ground, what is typed of the registration form, and who checks."""
    typed = {field.key: field for section in get_type(FORM).sections for field in section.fields}
    return (
        Section(title="情形和依据", fields=_grounds(filling)),
        Section(title="登记表", fields=tuple(_told(typed[key]) for key in ENTERED)),
        Section(
            title="送谁核查",
            fields=(
                _people("head", "单位负责人", filling.heads),
                _people("leader", "分管局领导", filling.leaders),
            ),
        ),
    )


def _grounds(filling: Filling) -> tuple[Field, ...]:
    return (
        _choice("situation", "情形", (each.value for each in filling.situations)),
        _choice("ground", "适用依据", (each.value for each in Ground)),
        _choice("kind", "类别", (each.value for each in DenialClass)),
    )


def _choice(key: str, name: str, choices: Iterable[str]) -> Field:
    return Field(key=key, label=name, kind=Kind.CHOICE, required=True, choices=tuple(choices))


def _people(key: str, name: str, people: tuple[Staff, ...]) -> Field:
    names = tuple(name_of(each, people) for each in people)
    nobody = "" if people else "没有登记这一职责的人，请管理员先登记"
    return Field(key=key, label=name, kind=Kind.CHOICE, required=True, width=6, choices=names, help=nobody)


def _told(field: Field) -> Field:
    if field.key == "policies":
        return replace(field, help="不填时，附件按文件名列出")
    return replace(field, label=_SHORT.get(field.key, field.label))


def name_of(staff: Staff | None, people: tuple[Staff, ...]) -> str:
    """Return how a person is offered: the name, with the login where two have the same name."""
    if staff is None:
        return ""
    twice = sum(each.name == staff.name for each in people) > 1
    return f"{staff.name}（{staff.login}）" if twice else staff.name


def is_ready(values: Mapping[str, Any]) -> bool:
    """Say whether situation, ground and class are chosen, so that a draft can be kept."""
    return all(values.get(key) for key in KINDS)


def unclassified(values: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return a problem for each of situation, ground and class that is not chosen."""
    names = {"situation": "情形", "ground": "适用依据", "kind": "类别"}
    return tuple(Problem(key, f"请选择“{name}”。") for key, name in names.items() if not values.get(key))


def draft_command(case: CaseId, values: Mapping[str, Any]) -> DraftDenial:
    """Return the command that begins the denial."""
    situation, ground, kind = _classified(values)
    return DraftDenial(case=case, situation=situation, ground=ground, kind=kind, fields=entered(values))


def change_command(filling: Filling, denial: Denial, values: Mapping[str, Any]) -> ChangeDenial:
    """Return the command that keeps what is filled in."""
    situation, ground, kind = _classified(values)
    return ChangeDenial(
        denial=denial.id,
        version=denial.version,
        situation=situation,
        ground=ground,
        kind=kind,
        fields=entered(values),
        head=login_of(values.get("head"), filling.heads),
        leader=login_of(values.get("leader"), filling.leaders),
    )


def entered(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the registration form that were filled in."""
    return {key: values[key] for key in ENTERED if values.get(key) not in (None, "", [])}


def printed(values: Mapping[str, Any], files: tuple[Attachment, ...]) -> dict[str, Any]:
    """Return the fields as the page shows them: the files listed where no policies are."""
    fields = entered(values)
    if files and not fields.get("policies"):
        fields["policies"] = [{"name": file.name.rpartition(".")[0]} for file in files]
    return fields


def login_of(name: object, people: tuple[Staff, ...]) -> str:
    """Return the login behind an offered name, "" where none is chosen."""
    return next((each.login for each in people if name_of(each, people) == name), "")


def _classified(values: Mapping[str, Any]) -> tuple[Situation, Ground, DenialClass]:
    return Situation(values["situation"]), Ground(values["ground"]), DenialClass(values["kind"])

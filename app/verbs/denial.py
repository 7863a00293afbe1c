"""``denial``: draft the registration form of a case, check it, show, list, bind its papers."""

from __future__ import annotations

from argparse import Namespace
from enum import Enum
from pathlib import Path
from typing import TypeVar

from app.cases.models import Situation
from app.denials.commands import ChangeDenial, CheckDenial, DraftDenial, SubmitDenial
from app.denials.models import (
    Check,
    Denial,
    DenialClass,
    DenialId,
    DenialQuery,
    DenialState,
    Ground,
    Opinion,
    Station,
)
from app.denials.showing import DenialView
from app.errors import BadInput, Problem
from app.verbs.terminal import Terminal, read_fields, write_file

Word = TypeVar("Word", bound=Enum)
MOST = 200
_CHECKERS = frozenset({"head", "leader"})
_OWN = ("situation", "ground", "kind", *_CHECKERS, "submit")


def draft(terminal: Terminal, options: Namespace) -> None:
    """Draft the form of a case, or change the draft it has; hand it in where that is asked for."""
    given = read_fields(options.fields)
    actor, denials = terminal.actor, terminal.desk.denials
    case = terminal.desk.counter.by_number(actor, options.case).case
    begun = _of_case(terminal, case.id)
    fields = {key: value for key, value in given.items() if key not in _OWN}
    if begun is not None and begun.state is DenialState.DRAFT:
        made = _changed(terminal, begun, given, fields)
    else:
        situation, ground, kind = _kinds(given, None)
        made = denials.draft(
            actor, DraftDenial(case=case.id, situation=situation, ground=ground, kind=kind, fields=fields)
        )
        if given.keys() & _CHECKERS:
            made = _changed(terminal, made, given, fields)
    if options.submit or given.get("submit") is True:
        head, leader = _text(given, "head"), _text(given, "leader")
        made = denials.submit(
            actor, SubmitDenial(denial=made.id, version=made.version, head=head, leader=leader)
        )
    _tell(terminal, made, "已提交" if made.state is DenialState.HEAD else "已保存草稿")


def _changed(terminal: Terminal, begun: Denial, given: dict[str, object], fields: dict[str, object]) -> Denial:
    situation, ground, kind = _kinds(given, begun)
    view = terminal.desk.denials.get(terminal.actor, begun.id)
    command = ChangeDenial(
        denial=begun.id,
        version=begun.version,
        situation=situation,
        ground=ground,
        kind=kind,
        fields={**view.denial.fields, **fields},
        head=_text(given, "head") if "head" in given else None,
        leader=_text(given, "leader") if "leader" in given else None,
    )
    return terminal.desk.denials.change(terminal.actor, command)


def _kinds(given: dict[str, object], begun: Denial | None) -> tuple[Situation, Ground, DenialClass]:
    """Return situation, ground and class as given, else as the draft has them; raises ``BadInput``."""
    problems: list[Problem] = []
    situation = _word(Situation, given, "situation", "情形", problems)
    ground = _word(Ground, given, "ground", "适用依据", problems)
    kind = _word(DenialClass, given, "kind", "类别", problems)
    if begun is not None:
        situation, ground, kind = situation or begun.situation, ground or begun.ground, kind or begun.kind
        problems = [each for each in problems if given.get(each.field)]
    if problems or situation is None or ground is None or kind is None:
        raise BadInput.listing(tuple(problems))
    return situation, ground, kind


def _word(
    kind: type[Word], given: dict[str, object], key: str, label: str, problems: list[Problem]
) -> Word | None:
    said = str(given.get(key) or "")
    found = next((each for each in kind if said in (each.value, each.name, each.name.lower())), None)
    if found is None:
        choices = "、".join(f"{each.value}（{each.name.lower()}）" for each in kind)
        problems.append(Problem(key, f"“{label}”（{key}）须是其中之一：{choices}。"))
    return found


def _text(given: dict[str, object], key: str) -> str:
    value = given.get(key) or ""
    if not isinstance(value, str):
        raise BadInput(f"“{key}”须是登录名。")
    return value


def check(terminal: Terminal, options: Namespace) -> None:
    """Say an opinion at the station where the case's denial stands."""
    denial = _known(terminal, options.number)
    command = CheckDenial(
        denial=denial.id,
        version=denial.version,
        opinion=Opinion[options.opinion.upper()],
        text=options.text,
    )
    done = terminal.desk.denials.check(terminal.actor, command)
    _tell(terminal, done, f"已核查（{command.opinion.value}）")


def show(terminal: Terminal, options: Namespace) -> None:
    """Show the case's newest denial: where it stands, its checks, its papers and its remedies."""
    view = terminal.desk.denials.get(terminal.actor, _known(terminal, options.number).id)
    denial, remedies = view.denial, view.remedies
    answer = {
        **_row(denial),
        "ground": denial.ground.value,
        "class": denial.kind.value,
        "fields": dict(denial.fields),
        "checks": [
            {
                "station": each.station.value,
                "by": each.staff_name,
                "opinion": each.opinion.value,
                "text": each.text,
            }
            for each in denial.checks
        ],
        "holder": (view.segment.staff_name or view.segment.division_name) if view.segment else None,
        "unmet": str(view.unmet.number) if view.unmet else None,
        "form": str(view.form.number) if view.form else None,
        "notice": str(view.notice.number) if view.notice else None,
        "attachments": [each.name for each in view.attachments],
        "reconsider_by": remedies.reconsider_by.isoformat() if remedies else None,
        "sue_by": remedies.sue_by.isoformat() if remedies else None,
        "provisional": remedies.provisional if remedies else False,
    }
    terminal.answer(answer, "\n".join(_lines(view)))


def _lines(view: DenialView) -> list[str]:
    denial, remedies = view.denial, view.remedies
    lines = [_line(denial)]
    lines += [
        f"　{each.station.value}　{each.staff_name}　{_said(each)}　{each.text}".rstrip()
        for each in denial.checks
    ]
    holder = (view.segment.staff_name or view.segment.division_name) if view.segment else "无"
    form, notice = (str(each.number) if each else "未签发" for each in (view.form, view.notice))
    lines.append(f"经手：{holder}　登记表：{form}　通知书：{notice}")
    if view.unmet is not None:
        lines.append(f"此前的告知：《{view.unmet.title}》{view.unmet.number}")
    if remedies is not None:
        mark = "（暂定）" if remedies.provisional else ""
        lines.append(f"复议至{remedies.reconsider_by}，起诉至{remedies.sue_by}{mark}")
    return lines


def listed(terminal: Terminal, options: Namespace) -> None:
    """List the newest denials that fit the words, applicants masked."""
    query = DenialQuery(words=options.words, after=True if options.after else None)
    found = terminal.desk.denials.find(terminal.actor, query, limit=MOST)
    terminal.answer([_row(each) for each in found], "\n".join(map(_line, found)))


def bundle(terminal: Terminal, options: Namespace) -> None:
    """Write the denial's papers as one PDF behind a cover list."""
    denial = _known(terminal, options.number)
    made = terminal.desk.archiving.bundle(terminal.actor, denial.id)
    write_file(Path(options.out), made)
    answer = {"case": denial.case_number, "out": options.out, "bytes": len(made)}
    terminal.answer(answer, f"已把办件{denial.case_number}的归档件存为{options.out}。")


def _of_case(terminal: Terminal, case: int) -> Denial | None:
    found = terminal.desk.denials.find(terminal.actor, DenialQuery(case=case), limit=1)
    return found[0] if found else None


def _known(terminal: Terminal, number: str) -> Denial:
    case = terminal.desk.counter.by_number(terminal.actor, number).case
    found = _of_case(terminal, case.id)
    if found is None:
        raise BadInput(f"办件{case.number}没有否定报备；请先用 denial draft 起草。")
    return found


def _row(denial: Denial) -> dict[str, object]:
    return {
        "id": int(DenialId(denial.id)),
        "case": denial.case_number,
        "matter": denial.matter_name,
        "applicant": denial.party,
        "state": denial.state.value,
        "situation": denial.situation.value,
        "after": denial.after,
        "report_by": denial.report_by.isoformat() if denial.report_by else None,
        "version": denial.version,
    }


def _line(denial: Denial) -> str:
    after = f"　补报，限{denial.report_by}" if denial.after else ""
    parts = (denial.case_number, denial.state.value, denial.party, denial.matter_name, denial.situation.value)
    return "　".join(parts) + after


def _tell(terminal: Terminal, denial: Denial, done: str) -> None:
    text = f"{done}：办件{denial.case_number}的否定报备现为“{denial.state.value}”。"
    terminal.answer(_row(denial), text)


def _said(check: Check) -> str:
    return "提交" if check.station is Station.DRAFT else check.opinion.value

"""``hotline talk``: list, show, confirm, decline, notice, record, feedback and the evidence of talks."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from app.clock import typed_moment
from app.hotline.talks import DoTalk
from app.hotline.talks_models import Talk
from app.hotline.talks_showing import TalkView
from app.register.models import Document
from app.verbs.document import ready_folder, written
from app.verbs.terminal import Terminal, read_fields, write_file


def listed(terminal: Terminal, _options: Namespace) -> None:
    """List the talks, one a line."""
    found = terminal.desk.hotline.talks.all(terminal.actor)
    for each in found:
        terminal.answer(_row(each), _line(each))
    if not found and not terminal.as_json:
        terminal.write("没有约谈。")


def ladder(terminal: Terminal, _options: Namespace) -> None:
    """Tell how the divisions stand, one a line."""
    found = terminal.desk.hotline.talks.ladder(terminal.actor)
    for each in found:
        row = {"division": each.division_name, "consecutive": each.consecutive, "missing": each.missing}
        talk = f"，约谈{each.talk}" if each.talk else ""
        terminal.answer(row | {"talk": each.talk}, f"{each.division_name}　连续督办{each.consecutive}次{talk}")
    if not found and not terminal.as_json:
        terminal.write("没有被连续督办的单位。")


def show(terminal: Terminal, options: Namespace) -> None:
    """Show a talk with what it rests on and what may be done."""
    view = _view(terminal, options)
    terminal.answer(_whole(view), "\n".join(_lines(view)))


def confirm(terminal: Terminal, options: Namespace) -> None:
    """Confirm that a talk is held."""
    _tell(terminal, terminal.desk.hotline.talks.confirm(terminal.actor, _command(terminal, options)))


def decline(terminal: Terminal, options: Namespace) -> None:
    """Decide that no talk is held."""
    _tell(terminal, terminal.desk.hotline.talks.decline(terminal.actor, _command(terminal, options)))


def feedback(terminal: Terminal, options: Namespace) -> None:
    """Report what was mended."""
    _tell(terminal, terminal.desk.hotline.talks.feedback(terminal.actor, _command(terminal, options)))


def notice(terminal: Terminal, options: Namespace) -> None:
    """Issue the notice and write its PDF and DOCX."""
    folder = ready_folder(options.out)
    made = terminal.desk.hotline.talks.notice(terminal.actor, _command(terminal, options))
    _written(terminal, options, made, folder)


def record(terminal: Terminal, options: Namespace) -> None:
    """Issue the record and write its PDF and DOCX."""
    folder = ready_folder(options.out)
    made = terminal.desk.hotline.talks.record(terminal.actor, _command(terminal, options))
    _written(terminal, options, made, folder)


def bundle(terminal: Terminal, options: Namespace) -> None:
    """Write the evidence as one PDF."""
    view = _view(terminal, options)
    content = terminal.desk.hotline.talks.bundle(terminal.actor, view.talk.id)
    write_file(Path(options.out), content)
    terminal.answer(
        {"number": view.talk.number, "pdf": options.out}, f"{view.talk.number}的佐证材料存于{options.out}。"
    )


def _view(terminal: Terminal, options: Namespace) -> TalkView:
    return terminal.desk.hotline.talks.by_number(terminal.actor, options.number)


def _command(terminal: Terminal, options: Namespace) -> DoTalk:
    given = getattr(options, "fields", "")
    fields = read_fields(given) if given else {}
    talk = _view(terminal, options).talk
    return DoTalk(talk=talk.id, text=getattr(options, "text", ""), fields=fields, version=talk.version)


def _tell(terminal: Terminal, talk: Talk) -> None:
    terminal.answer(_row(talk), f"已办理：约谈{talk.number}现为“{talk.state.value}”。")


def _written(terminal: Terminal, options: Namespace, made: Document, folder: Path) -> None:
    terminal.answer(written(made, folder), f"已签发《{made.title}》{made.number}，存于{options.out}。")


def _row(talk: Talk) -> dict[str, object]:
    return {
        "number": talk.number,
        "division": talk.division_name,
        "state": talk.state.value,
        "supervisions": len(talk.supervisions),
        "proposed": typed_moment(talk.proposed_at),
        "talk_at": typed_moment(talk.talk_at) or None,
        "rectify_by": talk.rectify_by.isoformat() if talk.rectify_by else None,
    }


def _whole(view: TalkView) -> dict[str, object]:
    return {
        **_row(view.talk),
        "rests_on": [{"order": each.number, "title": each.title} for each in view.supervised],
        "papers": [str(each.number) for each in view.papers],
        "acts": [{"key": each.act.key, "title": each.act.title, "closed": each.closed} for each in view.offers],
    }


def _line(talk: Talk) -> str:
    return f"{talk.number}　{talk.state.value}　{talk.division_name}　连续督办{len(talk.supervisions)}次"


def _lines(view: TalkView) -> list[str]:
    rests = [f"　督办：{each.number}　{each.title}" for each in view.supervised]
    papers = [f"　文书：{each.title}　{each.number}" for each in view.papers]
    acts = [f"　可办：{each.act.key}　{each.act.title}" for each in view.offers if not each.closed]
    return [_line(view.talk), *rests, *papers, *acts]

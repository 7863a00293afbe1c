"""What the document form's banner says: what stands in the way of a paper, and the way round it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.cases.commands import DeemedAccepted, NeedsDenial
from app.cases.next_acts import wanting_of
from app.errors import Conflict, Problem, Refusal, Unavailable
from app.register.models import DocumentState
from ui.context import Context
from ui.parts.banner import Notice
from ui.screens.document_form.opened import NewPaper
from ui.screens.saved import saved_words

Open = Callable[[str, int], None]
Act = Callable[[], None]


def restored(paper: NewPaper, drop: Act) -> Notice | None:
    """Return what is said of a draft that was brought back."""
    if paper.draft is None:
        return None
    text = f"已恢复您{saved_words(paper.draft)}填写、还没有签发的内容。"
    return Notice(text=text, kind="told", act_name="不要草稿，重新填写", act=drop)


def lacking(paper: NewPaper, open_new: Open) -> Notice | None:
    """Return what must come before a receipt whose materials are not all there (容缺受理)."""
    if paper.document_type.key != "acceptance_receipt" or paper.view is None:
        return None
    view = paper.view
    standing = tuple(each for each in view.papers if each.state is not DocumentState.VOID)
    wanting = wanting_of(view.case, standing)
    if not wanting or any(each.type_key == "deferral_undertaking" for each in standing):
        return None
    names = "、".join(material.name for material in wanting)
    if any(material.main for material in wanting):
        text = f"还缺{len(wanting)}项材料（{names}），其中有主要材料，不能容缺受理；请先补正告知。"
        return Notice(
            text=text,
            kind="warning",
            act_name="改出补正告知书",
            act=partial(open_new, "correction_notice", paper.case),
        )
    text = f"还缺次要材料（{names}）：容缺受理的，先由申请人签署承诺书，再出受理回执。"
    undertaking = partial(open_new, "deferral_undertaking", paper.case)
    return Notice(text=text, kind="warning", act_name="先出容缺承诺书", act=undertaking)


def not_issued(context: Context, paper: NewPaper, trouble: Refusal | Unavailable, open_new: Open) -> Notice:
    """Return what is said of a paper that was refused, with what can be done instead."""
    match trouble:
        case DeemedAccepted():
            accept = partial(open_new, "acceptance_receipt", paper.case)
            return Notice(text=str(trouble), act_name="改出受理回执", act=accept)
        case NeedsDenial():
            deny = partial(context.go_to, "denials", case=paper.case)
            return Notice(text=str(trouble), act_name="去否定报备", act=deny)
        case Conflict():
            again = partial(open_new, paper.document_type.key, paper.case)
            return Notice(text=str(trouble), act_name="重新打开", act=again)
        case _:
            return Notice(text=str(trouble))


def unmet(problems: tuple[Problem, ...]) -> Notice:
    """Return how many places are to be mended, and the problems that belong to no field."""
    loose = [problem.text for problem in problems if not problem.field]
    text = f"还有 {len(problems)} 处要改正，已在各栏下注明；改好后再签发。"
    return Notice(text="\n".join([text, *loose]))

"""A denial as it is read: its chain, who is waited for, and the acts open to this person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.custody.worklist import DueProof
from app.denials.models import Denial, DenialState
from app.denials.showing import DenialView
from app.ledger.models import Entry
from app.people.models import Actor
from app.people.permissions import Right, may
from ui.dates.due import DueView
from ui.screens.acts import Act
from ui.screens.denials.words import CHECK, FIRST, LETTERS, SERVE

_NEEDS = {
    "change": "改登记表和附件，改动随时保存",
    "submit": "理由和依据写全，选定核查人",
    "agree": "读过登记表和附件",
    "back": "写明要改什么",
    "down": "写明理由；办件随后应当受理、办理",
    "give_up": "写明缘由；办件回到原来的状态",
    "attach": "起草期间添加政策文件",
    "notice": "两级核查同意",
    SERVE: "通知书交到申请人手中的证明",
    "complain": "申请人向效能办投诉",
    "answer": "复核后作出明确答复",
    "archive": "通知书已送达",
    "bundle": "登记表、材料清单、通知书、送达回证和附件合成一个文件",
}


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A denial opened for reading; ``names`` are those of head and leader by their ids."""

    view: DenialView
    acts: tuple[Act, ...]
    names: Mapping[int, str] = field(default_factory=dict)
    history: tuple[Entry, ...] = ()
    due: DueView | None = None
    proof: DueProof | None = None
    uncovered: bool = False

    @property
    def denial(self) -> Denial:
        """The denial itself."""
        return self.view.denial

    @property
    def primary(self) -> Act | None:
        """The next act of this person, None where he waits for others."""
        return next((act for act in self.acts if act.primary), None)

    @property
    def checks(self) -> bool:
        """Whether this person's opinion is asked for now."""
        return self.act("agree") is not None and not self.closed("agree")

    @property
    def holder(self) -> str:
        """Who has it now: a name, else the division."""
        segment = self.view.segment
        return (segment.staff_name or segment.division_name) if segment is not None else ""

    def act(self, key: str) -> Act | None:
        """Return the act of a key."""
        return next((act for act in self.acts if act.key == key), None)

    def closed(self, key: str) -> str:
        """Return why an act is closed, "" where it is open or unknown."""
        act = self.act(key)
        return act.closed if act is not None else ""


def acts_of(view: DenialView, actor: Actor) -> tuple[Act, ...]:
    """Return every act of the denial; at most one is the primary one, and it is open."""
    closed = {offer.key: offer.closed for offer in view.offers}
    titles = {offer.key: offer.title for offer in view.offers}
    closed[SERVE], titles[SERVE] = _serving(view, actor), "送达回证"
    first = next((key for key in FIRST if not closed.get(key, "-")), "")
    return tuple(
        Act(key=key, title=titles[key], closed=closed[key], primary=key == first, needs=_needs(key))
        for key in titles
    )


def _needs(key: str) -> str:
    letter = LETTERS.get(key, "").replace("Return", "Enter")
    return f"{_NEEDS.get(key, '')}（按 {letter}）" if letter else _NEEDS.get(key, "")


def _serving(view: DenialView, actor: Actor) -> str:
    """Return why no proof of service is made out now."""
    denial = view.denial
    if not denial.notice or denial.state is DenialState.ARCHIVED:
        return "还没有出具通知书。" if not denial.notice else "已经归档。"
    if view.remedies is not None:
        return "通知书已经送达。"
    return "" if may(actor, Right.ISSUE_DOCUMENT, denial.division) else "由窗口或经办人办理。"


def follows(key: str, denial: Denial, names: Mapping[int, str]) -> str:
    """Return what an opinion brings about, in one sentence."""
    leader = names.get(denial.leader or 0, "")
    if key == "back":
        who = denial.handler_name or denial.prepared_by_name
        return f"登记表退回{who}修改，改好后重新提交，从单位负责人起再核查。"
    if key == "down":
        return "办件转为“应予受理”（已受理的继续办理），不得再次否定。"
    if denial.state is DenialState.HEAD:
        return f"登记表转分管局领导{leader}核查，意见不能再改。"
    after = "申请人已先行告知，随后归档。" if denial.after else "经办人随即可以出具不予受理通知书。"
    return f"登记表编号登记，{after}"


def opening_word(reading: Reading) -> tuple[str, str, str]:
    """Return the key, words and letter of the primary button in the list."""
    if reading.checks:
        return CHECK, "打开核查", "Enter"
    act = reading.primary
    if act is not None and act.key == "change":
        return act.key, "填写登记表", "Enter"
    return (act.key, act.title, "") if act is not None else ("", "", "")

"""A talk in words: its state, how far it is, the supervisions behind it; and how the divisions stand."""

from __future__ import annotations

from collections.abc import Iterator

from app.clock import chinese_date_weekday, chinese_moment
from app.hotline.talks_models import Talk, TalkState
from app.hotline.talks_showing import Rung, Supervised, TalkView

ROLES = {
    TalkState.PROPOSED: "late",
    TalkState.CONFIRMED: "soon",
    TalkState.MENDING: "accent",
    TalkState.ANSWERED: "on_time",
    TalkState.DECLINED: "secondary",
}
ABOUT = (
    "对一个单位连续督办满三次、其间没有满意办结的，自动提请效能办约谈；"
    "确认后发通知、约谈并记录，整改期限内由被约谈单位反馈。"
)
EMPTY = ("没有约谈", "对一个单位连续督办满三次，会自动列在这里，由效能办确认。", "hotline")
NO_LADDER = "现在没有被连续督办的单位。"


def ladder_words(rungs: tuple[Rung, ...]) -> str:
    """Return how the divisions stand, one after another."""
    return "；".join(_rung_words(each) for each in rungs) or NO_LADDER


def _rung_words(rung: Rung) -> str:
    after = f"再{rung.missing}次提请约谈" if rung.missing else "已满三次"
    under_way = f"约谈{rung.talk}办理中" if rung.talk else after
    return f"{rung.division_name}：连续督办{rung.consecutive}次，{under_way}"


def facts_of(view: TalkView) -> Iterator[tuple[str, str]]:
    """Yield the particulars of a talk, each with its name; empty ones too."""
    talk, segment = view.talk, view.segment
    holder = (segment.staff_name or segment.division_name) if segment else ""
    yield "单位", talk.division_name
    yield "现由", f"{holder}：{segment.holding.step}" if segment else ""
    yield "提请", chinese_moment(talk.proposed_at)
    yield "决定", _decided(talk)
    yield "约谈", chinese_moment(talk.talk_at) if talk.talk_at else ""
    yield "整改", f"{chinese_date_weekday(talk.rectify_by)}前反馈" if talk.rectify_by else ""
    yield "反馈", f"{talk.feedback}（{talk.feedback_by_name}）" if talk.feedback else ""


def _decided(talk: Talk) -> str:
    if not talk.decided_at:
        return ""
    word = "不约谈" if talk.state is TalkState.DECLINED else "确认约谈"
    return f"{talk.decided_by_name}{word}{f'：{talk.reason}' if talk.reason else ''}"


def supervised_words(supervised: Supervised) -> str:
    """Return one supervision behind a talk."""
    record = supervised.record
    way, problem = record.fields.get("way", ""), record.fields.get("problem", "")
    return f"工单{supervised.number}　{supervised.title}（{way}）\n{problem}"

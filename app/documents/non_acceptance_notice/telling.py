"""What both layouts of the notice say: its title, its decision, whom to turn to, and the remedies."""

from __future__ import annotations

import re

from app.documents.non_acceptance_notice.fields import NOT_ACCEPTED, NOT_HANDLED
from app.forms.layout import Filled
from app.forms.vocabulary import REGISTRATION

KEY = "non_acceptance_notice"
WORDING = (
    *(f"{KEY}.ground.{regime}.{decision}" for regime in ("licence", "registration")
      for decision in ("not_accepted", "not_handled")),
    f"{KEY}.guide",
    f"{KEY}.returned",
    f"{KEY}.remedy",
    f"{KEY}.complaint",
    f"{KEY}.copies",
)  # fmt: skip
_PLACES = re.compile("【(复议机关|人民法院)】")


def is_registration(filled: Filled) -> bool:
    """Say whether the notice is one of real-estate registration."""
    return filled.values.get("regime") == REGISTRATION


def decision_of(filled: Filled) -> str:
    """Return what was decided: 不予受理 or 不予办理."""
    return filled.text("decision") or NOT_ACCEPTED


def title_of(filled: Filled) -> str:
    """Return the title: the decision, and 告知书 for registration as its practice has it, else 通知书."""
    return decision_of(filled) + ("告知书" if is_registration(filled) else "通知书")


def ground(filled: Filled) -> str:
    """Return the sentence that decides, by regime and decision; raises ``MissingWording``."""
    regime = "registration" if is_registration(filled) else "licence"
    decision = "not_handled" if decision_of(filled) == NOT_HANDLED else "not_accepted"
    return filled.wording(f"{KEY}.ground.{regime}.{decision}")


def guide(filled: Filled) -> str:
    """Return whom to apply to instead, or "" when nobody is named."""
    organ, telephone = filled.text("right_organ"), filled.text("right_organ_telephone")
    if not organ:
        return ""
    return filled.wording(f"{KEY}.guide") + organ + (f"（电话：{telephone}）" if telephone else "") + "。"


def remedy(filled: Filled) -> str:
    """Return the remedies with the organs that hear them (行政许可法 第三十八条第二款)."""
    organs = {
        "复议机关": filled.text("reconsideration_organ") or "本级人民政府",
        "人民法院": filled.text("court") or "有管辖权的人民法院",
    }
    return _PLACES.sub(lambda place: organs[place[1]], filled.wording(f"{KEY}.remedy"))


def complaint(filled: Filled) -> str:
    """Return where to complain (厦资源规划〔2025〕673号 否定报备制五)."""
    return filled.wording(f"{KEY}.complaint")

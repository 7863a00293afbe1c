"""What the settings of 12345 work orders must be; pure, one sentence a problem."""

from __future__ import annotations

from collections.abc import Iterator

from app.errors import Problem
from app.forms.characters import text_faults
from app.office.models import OfficeSettings

# Name: what it is called, the least and the most.
LIMITS = {
    "limit_enquiry": ("咨询的办理时限", 1, 60),
    "limit_help": ("求助的办理时限", 1, 60),
    "limit_suggestion": ("建议的办理时限", 1, 60),
    "limit_complaint": ("投诉的办理时限", 1, 60),
    "limit_report": ("举报的办理时限", 1, 60),
    "dispatch_days": ("分派时限", 1, 10),
    "return_days": ("退单时限", 1, 10),
    "call_back_days": ("回访时限", 1, 60),
    "claim_minutes": ("领办时长", 1, 480),
}
SAMPLES = {
    "sample_enquiry": ("咨询的回访比例", 0, 100),
    "sample_help": ("求助的回访比例", 0, 100),
    "sample_suggestion": ("建议的回访比例", 0, 100),
    "sample_complaint": ("投诉的回访比例", 0, 100),
    "sample_report": ("举报的回访比例", 0, 100),
}
LONGEST_SEED = 60


def order_problems(settings: OfficeSettings) -> Iterator[Problem]:
    """Yield every problem of the hotline's settings."""
    for name, (label, least, most) in (LIMITS | SAMPLES).items():
        if not least <= getattr(settings, name) <= most:
            yield Problem(name, f"{label}须在{least}至{most}之间。")
    seed = settings.sample_seed
    faults = text_faults("抽样种子", seed, lines=False, longest=LONGEST_SEED)
    if faults or not seed.strip():
        yield Problem("sample_seed", faults[0] if faults else "抽样种子未填，抽中的工单就无法复核。")

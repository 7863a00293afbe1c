"""The settings of 12345 work orders as the office's form asks for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.forms.fields import Field, Kind, Section
from app.hotline.models import OrderType
from app.office.hours import are_hours
from app.office.models import OfficeSettings
from app.office.order_checks import LIMITS, LONGEST_SEED, SAMPLES
from ui.dates.typed import read_time

TO_CONFIRM = ("limit_enquiry", "limit_report")
NUMBERS = (*LIMITS, *SAMPLES)
SWITCHES = ("limits_confirmed", "redispatch_restarts", "orders_extend")
SEED = "sample_seed"
HOURS = "office_hours"
HOURS_UNREAD = "看不懂上班时间，请写成 08:00-12:00、15:00-18:00 的样子，前后不能重叠。"
_BETWEEN = re.compile(r"[、，,；;\s]+")
_DASH = re.compile(r"\s*(?:[-—–~～－至到]+)\s*")
WAITS = "工作日；待局确认，制度没有规定"
_COUNTED = "工作日，自分派起算"


def _count(name: str, label: str, words: str) -> Field:
    _long, least, most = (LIMITS | SAMPLES)[name]
    return Field(
        key=name, label=label, kind=Kind.COUNT, required=True, width=6, least=least, most=most, help=words
    )


def _switch(name: str, label: str, words: str) -> Field:
    return Field(key=name, label=label, kind=Kind.YES, default=False, help=words)


def _of_type(prefix: str, label: str, words: str) -> tuple[Field, ...]:
    return tuple(_count(f"{prefix}_{kind.name.lower()}", f"{kind.value}{label}", words) for kind in OrderType)


SECTION = Section(
    title="12345热线",
    fields=(
        *_of_type("limit", "时限", _COUNTED),
        _count("dispatch_days", "分派时限", "工作日；信访中心分派和核实退单"),
        _switch("limits_confirmed", "局已确认", "咨询、举报的时限制度没有规定，现按默认值；局里确认后勾选"),
        _count("return_days", "退单时限", "工作日；逾期的退单转派单异议审核"),
        _count("call_back_days", "回访时限", "工作日，自办结起算"),
        _switch("redispatch_restarts", "重派重计时", "重新分派后时限重新计算；不勾选的从首次分派起算"),
        _switch("orders_extend", "允许延期", "热线工作机制没有规定延期，一般不勾选"),
        *_of_type("sample", "回访比例", "每百件回访几件"),
        _count("claim_minutes", "领办时长", "分钟；到时自动放开，草稿保留"),
        Field(
            key=HOURS, label="上班时间", required=True,
            help="如 08:00-12:00、15:00-18:00；各单位持有工单的工作时间只算这些钟点",
        ),
        Field(
            key=SEED, label="抽样种子", required=True, longest=LONGEST_SEED,
            help="与工单编号一起决定签号，谁用同一种子都抽出同一批；督办过、重办过的不抽签，全部回访",
        ),
    ),
)  # fmt: skip


def hotline_values(settings: OfficeSettings) -> dict[str, Any]:
    """Return the hotline's settings as the form shows them."""
    plain = {name: getattr(settings, name) for name in (*NUMBERS, *SWITCHES, SEED)}
    return {**plain, HOURS: "、".join(settings.office_hours)}


def office_hours(typed: Any) -> tuple[str, ...]:
    """Return the hours that were typed, as they are kept: 08:00-12:00; () for what cannot be read."""
    spans = [_DASH.split(each) for each in _BETWEEN.split(_DASH.sub("-", str(typed or "").strip())) if each]
    times = [[read_time(end) for end in span] for span in spans]
    kept = tuple(sorted("-".join(f"{end:%H:%M}" for end in ends if end is not None) for ends in times))
    return kept if are_hours(kept) else ()


def read_hotline(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the hotline's settings the form means; its numbers are numbers."""
    return {
        **{name: int(values[name]) for name in NUMBERS},
        **{name: bool(values.get(name)) for name in SWITCHES},
        SEED: str(values.get(SEED) or "").strip(),
        HOURS: office_hours(values.get(HOURS)),
    }


def helps(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands under the limits that the rule does not name: that they wait, until confirmed."""
    words = _COUNTED if values.get("limits_confirmed") else WAITS
    return dict.fromkeys(TO_CONFIRM, words)

"""What the cells of such tables mean: moments in every shape, yes and no, words of a list, numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TypeVar

from app.clock import SHANGHAI
from app.hotline.filling import CHANNELS, TOPICS
from app.hotline.models import OrderType, Result, Satisfaction, Secrecy

Word = TypeVar("Word")
FIRST_YEAR, LAST_YEAR = 2000, 2100
_USUAL = len("2026-11-02 09:30:00")
_FEW_WORDS = 4_096  # that the same columns say again and again
_EPOCH = datetime(1899, 12, 30, tzinfo=SHANGHAI)
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73415  # 2000-01-01 to 2100-12-31
_SERIAL = re.compile(r"([0-9]{5})(\.[0-9]+)?")
_RUN = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{2})([0-9]{2})?)?")
_WRITTEN = re.compile(
    r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?"
    r"(?:[\sT]*([上下]午|[AP]M)?\s*([0-9]{1,2})\s*[:时点]\s*([0-9]{1,2})?\s*分?\s*"
    r"(?:(?<=分)|:)?\s*([0-9]{1,2})?(?:\.[0-9]+)?\s*秒?\s*([AP]M)?)?(?:Z|\+08:?00)?",
    re.IGNORECASE,
)
_SHORT = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}(\s.*)?")
_POWER = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_WHOLE = re.compile(r"([0-9]+)\.0+")
_HALVES = {"下午": 12, "PM": 12, "上午": 0, "AM": 0}
_YES = frozenset({"是", "有", "√", "✓", "1", "y", "yes", "true", "对", "已", "匿名", "解决", "已解决"})
_NO = frozenset({"否", "无", "×", "0", "n", "no", "false", "不", "未", "不匿名", "实名", "未解决", "没有解决"})
_BLANK = frozenset({"", "/", "-", "--", "—", "——", "null", "none", "nan", "无", "暂无", "n/a"})
_TYPES = {each.value: each for each in OrderType}
_RESULTS = {
    "解决": Result.SOLVED, "已解决": Result.SOLVED, "办结": Result.SOLVED, "部分解决": Result.PARTLY,
    "解释说明": Result.EXPLAINED, "已解释": Result.EXPLAINED, "解释": Result.EXPLAINED,
    "无法解决": Result.UNSOLVED, "未解决": Result.UNSOLVED, "不能解决": Result.UNSOLVED,
}  # fmt: skip
_SATISFACTIONS = {
    **{each.value: each for each in Satisfaction},
    "很满意": Satisfaction.VERY, "一般": Satisfaction.BASICALLY, "较满意": Satisfaction.SATISFIED,
    "很不满意": Satisfaction.NOT_AT_ALL, "是": Satisfaction.SATISFIED, "否": Satisfaction.NOT,
}  # fmt: skip
_CHANNEL_WORDS = {
    "热线": "电话", "来电": "电话", "语音": "电话", "手机": "APP", "微信": "APP", "小程序": "APP",
    "网上": "网站", "门户": "网站", "邮": "信箱", "来信": "信箱",
}  # fmt: skip
_URGENT = frozenset({"紧急", "特急", "加急", "急", "重大紧急", "特别紧急", "急件"})
_CLOSED = ("办结", "归档", "结案", "完成", "关闭", "评价")
_STILL_OPEN = ("未", "待", "不", "中")


def folded(text: str) -> str:
    """Return a cell without widths, joints and stray blanks: what two tables write differently is one."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    if " " not in plain and plain.isprintable():
        return plain
    return " ".join(plain.split())


@lru_cache(maxsize=_FEW_WORDS)
def is_blank(text: str) -> bool:
    """Tell whether a cell says nothing, in one of the ways tables say it."""
    return text.casefold() in _BLANK


@lru_cache(maxsize=200_000)
def moment(text: str) -> datetime:
    """Return the moment that a cell means, in the office's zone; raises ``ValueError`` with the reason."""
    said = folded(text)
    if (usual := _usual(said)) is not None:
        return usual
    found = _serial(said) or _run(said) or _written(said)
    if found is None and _SHORT.fullmatch(said):
        raise ValueError(f"“{text}”看不出哪个是年、哪个是月，请写成2026-11-02 09:30的样子")
    if found is None:
        raise ValueError(f"“{text[:30]}”不是时间，请写成2026-11-02 09:30的样子")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"“{text}”不在{FIRST_YEAR}年至{LAST_YEAR}年之间，请核对年份")
    return found


def _usual(said: str) -> datetime | None:
    """Read a moment in the shape that spreadsheets and databases write it in: 2026-11-02 09:30:00."""
    if len(said) != _USUAL or said[4] != "-" or said[10] != " " or not said[5].isdecimal():
        return None
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    within = found.tzinfo is None and FIRST_YEAR <= found.year <= LAST_YEAR
    return found.replace(tzinfo=SHANGHAI) if within else None


def _serial(said: str) -> datetime | None:
    """Read a day number of a spreadsheet, with the time of day as its fraction."""
    found = _SERIAL.fullmatch(said)
    if found is None or not _FIRST_SERIAL <= int(found[1]) <= _LAST_SERIAL:
        return None
    seconds = round(float(f"0{found[2]}") * 86_400) if found[2] else 0
    return _EPOCH + timedelta(days=int(found[1]), seconds=seconds)


def _run(said: str) -> datetime | None:
    found = _RUN.fullmatch(said)
    return None if found is None else _made(said, *(int(part or 0) for part in found.groups()))


def _written(said: str) -> datetime | None:
    found = _WRITTEN.fullmatch(said)
    if found is None:
        return None
    year, month, day, before, hour, minute, second, after = found.groups()
    hours = int(hour or 0)
    half = (before or after or "").upper()
    if half:
        hours = hours % 12 + _HALVES[half]
    return _made(said, int(year), int(month), int(day), hours, int(minute or 0), int(second or 0))


def _made(said: str, *parts: int) -> datetime:
    try:
        return datetime(*parts, tzinfo=SHANGHAI)  # type: ignore[misc,arg-type]
    except ValueError as fault:
        raise ValueError(f"“{said}”没有这一天或这个时刻，请核对") from fault


@lru_cache(maxsize=_FEW_WORDS)
def yes(text: str) -> bool:
    """Read yes or no; raises ``ValueError``."""
    said = folded(text).casefold()
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise ValueError(f"“{text[:30]}”应为是或否")


def number(text: str) -> str:
    """Return an order's number as it was written; raises ``ValueError`` where a spreadsheet spoilt it."""
    said = "".join(folded(text).split()).lstrip("'`")
    if _POWER.fullmatch(said):
        raise ValueError(f"“{text}”已被电子表格改成科学计数，后几位丢失了，请把这一列设为文本后从平台重新导出")
    whole = _WHOLE.fullmatch(said)
    return whole[1] if whole else said


@lru_cache(maxsize=_FEW_WORDS)
def kind(text: str) -> OrderType:
    """Read what the caller wants: 投诉, 投诉类, 投诉件; raises ``ValueError``."""
    said = folded(text).removesuffix("类").removesuffix("件").removesuffix("诉求")
    if said in _TYPES:
        return _TYPES[said]
    raise ValueError(f"“{text[:30]}”不是{'、'.join(_TYPES)}之一")


@lru_cache(maxsize=_FEW_WORDS)
def channel(text: str) -> str:
    """Return the channel of our list that a cell means, 其他 for one we have no word for."""
    if text in CHANNELS:
        return text
    named = next((word for word in CHANNELS if word in text), None)
    return named or next((ours for word, ours in _CHANNEL_WORDS.items() if word in text), "其他")


@lru_cache(maxsize=_FEW_WORDS)
def topic(text: str) -> str:
    """Return the topic of our list that a cell names, "" for none."""
    return next((word for word in TOPICS if word in text), "")


@lru_cache(maxsize=_FEW_WORDS)
def secrecy(text: str) -> Secrecy:
    """Read who may know of the order; raises ``ValueError``."""
    said = folded(text)
    if said in {each.value for each in Secrecy}:
        return Secrecy(said)
    if "效能" in said:
        return Secrecy.WHOLE
    if said in ("保密", "需保密", "需要保密", "要求保密"):
        return Secrecy.CALLER
    if said in ("公开", "不需保密", "不需要保密", "可公开"):
        return Secrecy.NONE
    return Secrecy.CALLER if yes(text) else Secrecy.NONE


@lru_cache(maxsize=_FEW_WORDS)
def urgent(text: str) -> bool:
    """Tell whether a cell says that the order is urgent."""
    said = folded(text)
    return said in _URGENT or said.casefold() in _YES


@lru_cache(maxsize=_FEW_WORDS)
def result(text: str) -> Result:
    """Read what came of the order; raises ``ValueError``."""
    return _of(_RESULTS, text, [each.value for each in Result])


@lru_cache(maxsize=_FEW_WORDS)
def satisfaction(text: str) -> Satisfaction:
    """Read what the caller said when called back; raises ``ValueError``."""
    return _of(_SATISFACTIONS, text, [each.value for each in Satisfaction])


def _of(known: Mapping[str, Word], text: str, told: list[str]) -> Word:
    found = known.get(folded(text))
    if found is None:
        raise ValueError(f"“{text[:30]}”应为{'、'.join(told)}之一")
    return found


@lru_cache(maxsize=_FEW_WORDS)
def is_closed(text: str) -> bool:
    """Tell whether a state of the platform means that the handling is over there."""
    return any(word in text for word in _CLOSED) and not any(word in text for word in _STILL_OPEN)

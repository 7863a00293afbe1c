"""Judges how a database stands: a line for each thing, with a word for what needs care and what to do then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from app.clock import chinese_moment
from app.office.health import Health, LastCopy, Slot, Standby

_MEGA, _GIGA = 1_048_576, 1_073_741_824
_FRESH, _DRILLED = timedelta(hours=36), timedelta(days=100)
_CROWDED = 0.8  # of all connections
_LITTLE_DISK = 2 * _GIGA
_BEHIND_SECONDS, _BEHIND_BYTES = 60.0, 64 * _MEGA
_HELD_BACK = 5 * _GIGA
_TO_SEE = "账号没有查看权限；请由数据库管理员执行 GRANT pg_monitor TO 您的用户名"


class Care(Enum):
    """How much care something needs; the value is the word for it."""

    GOOD = "正常"
    LOOK = "留意"
    ACT = "处理"
    UNKNOWN = "未知"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that was looked at, how it stands, how much care it needs, and what to do ("": nothing)."""

    title: str
    said: str
    care: Care = Care.GOOD
    advice: str = ""


def judged(health: Health, now: datetime) -> tuple[Line, ...]:
    """Return a line for each thing, in the order in which they are read."""
    return tuple(_lines(health, now))


def sized(size: int) -> str:
    """Return a size in MB or GB."""
    return f"{size / _GIGA:,.1f} GB" if size >= _GIGA else f"{size / _MEGA:,.1f} MB"


def _lines(health: Health, now: datetime) -> Iterator[Line]:
    version, _, _package = health.version.partition(" (")
    yield Line(title="数据库", said=f"{sized(health.size)}，{health.kind} {version}，{health.encoding}")
    yield _form(health)
    written = chinese_moment(health.last_entry) if health.last_entry else "没有"
    yield Line(title="台账", said=f"{health.entries:,}笔，最近一笔 {written}")
    yield _backup(health.last_backup, now)
    yield _drill(health.last_drill, now)
    if health.disk_free is not None:
        yield _disk(health.disk_free)
    if health.on_server:
        yield from _server(health)


def _form(health: Health) -> Line:
    if health.fits:
        return Line(title="数据库版本", said=f"{health.form}，与本机程序一致")
    said = f"是{health.form}，本机程序是{health.program_form}"
    return Line(
        title="数据库版本",
        said=said,
        care=Care.ACT,
        advice="请先备份，再由管理员执行 office upgrade 或升级程序",
    )


def _backup(last: LastCopy | None, now: datetime) -> Line:
    if last is None:
        return Line(title="最近备份", said="还没有备份", care=Care.ACT, advice="请在“备份与恢复”立即备份")
    said = f"{chinese_moment(last.at)}，{last.file}，{sized(last.size)}，{last.by}"
    if last.why:
        return Line(title="最近备份", said=said, care=Care.LOOK, advice=last.why)
    said = f"恢复核对一致，{said}"
    if now - last.at > _FRESH:
        days = (now - last.at).days
        return Line(
            title="最近备份",
            said=said,
            care=Care.LOOK,
            advice=f"已过{days}天多，请安排每天备份",
        )
    return Line(title="最近备份", said=said)


def _drill(last: LastCopy | None, now: datetime) -> Line:
    advice = "请每季度做一次恢复演练（“备份与恢复”里按 Alt+D，或 restore --drill）"
    if last is None:
        return Line(title="恢复演练", said="还没有做过", care=Care.LOOK, advice=advice)
    said = f"{chinese_moment(last.at)}，{last.file}，{'合格' if last.sound else '不合格'}，{last.by}"
    if not last.sound:
        return Line(
            title="恢复演练", said=said, care=Care.ACT, advice="请看演练记录，查明原因后重新备份、再演练"
        )
    if now - last.at > _DRILLED:
        return Line(title="恢复演练", said=said, care=Care.LOOK, advice=advice)
    return Line(title="恢复演练", said=said)


def _disk(free: int) -> Line:
    if free < _LITTLE_DISK:
        return Line(
            title="磁盘", said=f"剩余{sized(free)}", care=Care.ACT, advice="请腾出空间，磁盘满时不能保存"
        )
    return Line(title="磁盘", said=f"数据库所在磁盘剩余{sized(free)}")


def _server(health: Health) -> Iterator[Line]:
    yield Line(title="登录账号", said="各人用自己的数据库账号" if health.roles else "共用一个数据库账号")
    if health.encrypted:
        yield Line(title="加密连接", said="是（TLS）")
    elif health.offers_tls and health.beside:
        yield Line(title="加密连接", said="服务器已启用TLS；这台电脑就是服务器，数据不经过网络")
    else:
        whose = "其他电脑连来时，" if health.beside else ""
        yield Line(
            title="加密连接",
            said=f"否，{whose}数据在网上明传",
            care=Care.LOOK,
            advice="请在服务器上启用TLS（ssl = on）",
        )
    yield from _guarded(health)
    yield _connections(health)
    yield from _replication(health)
    yield _pace(health)


def _guarded(health: Health) -> Iterator[Line]:
    """Yield how the server meets those who guess passwords."""
    for title, there, advice in (
        ("输错密码后等待", health.slows_guessing, "请在服务器上启用 auth_delay"),
        ("记录每次连接", health.logs_connections, "请在服务器上设 log_connections = on"),
    ):
        if there:
            yield Line(title=title, said="是")
        else:
            yield Line(title=title, said="否", care=Care.LOOK, advice=advice)


def _connections(health: Health) -> Line:
    said = f"{health.connections}个，最多{health.most_connections}个"
    if health.connections > _CROWDED * health.most_connections:
        advice = "快用完了：请调大 max_connections，或退出不用的窗口"
        return Line(title="连接", said=said, care=Care.ACT, advice=advice)
    return Line(title="连接", said=said)


def _replication(health: Health) -> Iterator[Line]:
    found = health.replication
    if found.standby:
        behind = "" if found.behind_seconds is None else f"，比主服务器晚{found.behind_seconds:.0f}秒"
        yield Line(
            title="备用服务器", said=f"这台就是备用服务器，只能查看{behind}", care=Care.LOOK,
            advice="主服务器不能用时，先把它提升为主服务器（pg_ctl promote）",
        )  # fmt: skip
    elif not health.replicas:
        advice = "需要时按帮助“备用服务器”设置一台"
        yield Line(title="备用服务器", said="没有", care=Care.LOOK, advice=advice)
    elif not found.standbys:
        yield Line(
            title="备用服务器", said=f"{health.replicas}台，看不到进度", care=Care.UNKNOWN, advice=_TO_SEE
        )
    yield from (_standby(each) for each in found.standbys)
    yield from (_slot(each) for each in found.slots if not each.active)


def _standby(each: Standby) -> Line:
    behind = sized(each.lag_bytes) if each.lag_bytes else "没有落后"
    said = f"{each.name}，{'同步中' if each.state == 'streaming' else each.state}，{behind}"
    if each.lag_seconds:
        said += f"，晚{each.lag_seconds:.1f}秒"
    late = (each.lag_bytes or 0) > _BEHIND_BYTES or (each.lag_seconds or 0) > _BEHIND_SECONDS
    if each.state != "streaming" or late:
        return Line(title="备用服务器", said=said, care=Care.LOOK, advice="落后较多，请检查备用服务器和网络")
    return Line(title="备用服务器", said=said)


def _slot(each: Slot) -> Line:
    kept = each.kept_bytes or 0
    return Line(
        title="复制槽",
        said=f"{each.name}没有备用服务器在用，主服务器为它留着{sized(kept)}日志",
        care=Care.ACT if kept > _HELD_BACK else Care.LOOK,
        advice="请恢复备用服务器；不再使用时删除：SELECT pg_drop_replication_slot('名称')",
    )


def _pace(health: Health) -> Line:
    pace = health.pace
    if not health.sees_all and not pace.source:
        return Line(title="慢查询", said="看不到", care=Care.UNKNOWN, advice=_TO_SEE)
    what = "平均超过100毫秒的语句" if pace.source == "statements" else "正在执行、超过1秒的语句"
    if not pace.slow:
        return Line(title="慢查询", said=f"没有{what}")
    return Line(title="慢查询", said=f"{len(pace.slow)}条{what}", care=Care.LOOK, advice="见下方列表")

"""What must be seen in the demo whatever the day: letters, tasks, and clocks of every kind still open."""

from __future__ import annotations

from collections.abc import Iterator

from app.cases.commands import RegisterAssignment
from app.cases.models import Case
from app.founding.demo_desk import DemoDesk
from app.founding.demo_lives import (
    Life,
    accepted,
    deferred,
    extended,
    inspected,
    recorded,
    told_twice,
)
from app.people.models import Actor, Role


def _assigned(desk: DemoDesk, clerk: Actor, title: str, sender: str, days: int, *, task: bool = False) -> Case:
    leader = desk.of(Role.LEADER_IN_CHARGE, clerk).login if task else ""
    return desk.assigning.register(
        desk.of(Role.DIVISION_HEAD, clerk),
        RegisterAssignment(
            task=task,
            title=title,
            sender=sender,
            reference="" if task else f"示函〔{desk.today.year}〕{desk.chance.randint(10, 99)}号",
            received_on=desk.today,
            days=days,
            handler=desk.handler(clerk).login,
            leader=leader,
            requirement="核实情况，书面反馈",
        ),
    )


def letter(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Answer a letter in time."""
    case = _assigned(desk, clerk, "关于核实示范路地块规划条件的函", "示例市生态环境局", 8)
    yield 5
    desk.do(desk.handler(clerk), case.id, "complete", result="已答复来文")


def task(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Do a task from above after its date, and tell of it beforehand."""
    case = _assigned(desk, clerk, "梳理在办工程建设项目清单", "示例市人民政府办公室", 3, task=True)
    yield 4
    recorded(desk, clerk, case.id, telephone="0590-5550400")
    yield 1
    desk.do(desk.handler(clerk), case.id, "complete", result="已完成交办任务")


def open_letter(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Leave a letter to be answered."""
    _assigned(desk, clerk, "关于征求管线迁改意见的函", "示例市住房和城乡建设局", 10)
    yield 0


def open_task(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Leave a task that is due soon."""
    _assigned(desk, clerk, "报送不动产登记提速情况", "示例市人民政府办公室", 5, task=True)
    yield 0


def asked_for_more(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Ask for an extension, and let the leader decide."""
    case = desk.open(clerk, desk.matter(clerk, long=True))
    desk.issue(clerk, case.id, "acceptance_receipt")
    yield 1
    desk.do(desk.handler(clerk), case.id, "ask_extension", days=5, reason="须征求水务部门意见，意见尚未反馈。")


def forgotten(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Leave an enquiry unanswered past its day."""
    desk.open(clerk, desk.matter(clerk), "wanting", application=False)
    yield 0


# So many working days before the last: the life, and the division whose counter it begins at.
ENDINGS: tuple[tuple[int, Life, str], ...] = (
    (18, letter, "行政审批"),
    (17, told_twice, "行政审批"),
    (16, task, "行政审批"),
    (15, deferred, "行政审批"),
    (14, inspected, "行政审批"),
    (13, extended, "行政审批"),
    (4, open_letter, "行政审批"),
    (4, forgotten, "行政审批"),
    (3, inspected, "行政审批"),
    (3, asked_for_more, "行政审批"),
    (2, open_task, "不动产登记"),
    (1, deferred, "行政审批"),
    (1, accepted, "不动产登记"),
)

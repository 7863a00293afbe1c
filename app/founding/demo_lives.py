"""The demo's ordinary lives: asked, corrected, accepted, done in time or late, served."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time

from app.cases.commands import AnswerDeferred, DeferAnswer, SecondGround
from app.cases.models import CaseId
from app.catalogue.models import MatterKind
from app.clock import SHANGHAI
from app.founding.demo_desk import DemoDesk
from app.founding.demo_people import natural_person
from app.people.models import Actor, Role
from app.register.commands import VoidDocument
from app.register.models import Document

Life = Callable[[DemoDesk, Actor], Iterator[int]]
SPOILT = 0.05  # the share of papers that are made void again
LATE = 0.12  # the share of accepted cases that are done after their date
STEP = {"step_name": "现场勘验", "step_days": 3, "step_basis": "本局公布的特殊环节清单"}


def asked(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Tell somebody who asks everything at once."""
    case = desk.open(clerk, desk.matter(clerk), "wanting", application=False)
    if desk.chance.random() < 0.3:  # noqa: PLR2004 - some are answered the next day
        yield 1
    paper = desk.issue(clerk, case.id, "one_time_notice")
    if desk.chance.random() < SPOILT:
        now = desk.register.get(clerk, paper.id)
        reason = "打印后发现联系电话有误，重新出具"
        desk.register.void(clerk, VoidDocument(document=paper.id, version=now.version, reason=reason))


def accepted(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Accept an application that lacks nothing, and do it."""
    case = desk.open(clerk, desk.matter(clerk))
    if desk.chance.random() < 0.4:  # noqa: PLR2004 - the window looks through it first
        yield desk.chance.randint(1, 2) if case.regime.value == "行政许可" else 0
    desk.issue(clerk, case.id, "acceptance_receipt")
    yield from worked(desk, clerk, case.id)


def worked(desk: DemoDesk, clerk: Actor, case: CaseId) -> Iterator[int]:
    """Do an accepted case by its date, or late and saying so, and serve the result."""
    handler, due = desk.handler(clerk), desk.due(clerk, case)
    assert due is not None
    left = max(desk.calendar.workdays_between(desk.today, due), 0)
    if desk.chance.random() < LATE:
        yield left + 1
        recorded(desk, clerk, case)
        yield desk.chance.randint(1, 2)
    elif left:
        yield desk.chance.randint((left + 1) // 2, left)
    completed(desk, handler, case)
    yield desk.chance.randint(1, 3)
    served(desk, clerk, case)


def completed(desk: DemoDesk, handler: Actor, case: CaseId) -> None:
    """Write down the result."""
    number = f"示资规许〔{desk.today.year}〕{desk.chance.randint(10, 990)}号"
    desk.do(handler, case, "complete", result="准予许可", result_name="许可（登记）结果", result_number=number)


def served(desk: DemoDesk, clerk: Actor, case: CaseId) -> None:
    """Write down that the applicant has the result."""
    manner = desk.chance.choice(("窗口领取", "邮寄送达"))
    desk.do(clerk, case, "serve_result", served_on=desk.today.isoformat(), manner=manner)


def recorded(desk: DemoDesk, clerk: Actor, case: CaseId, *, telephone: str = "") -> None:
    """Report lateness to the leader, call the applicant, and give a new day."""
    moment = desk.moment()
    leader = desk.of(Role.LEADER_IN_CHARGE, clerk)
    fields = {
        "reported_to": f"分管局领导　{leader.name}",
        "reported_at": moment,
        "told_at": moment,
        "told_manner": "电话",
        "estimated_on": desk.after(3).isoformat(),
        "reason": "征求有关部门意见尚未反馈，承诺时限内不能作出决定。",
        "understanding": "已取得谅解",
        "telephone": telephone,
    }
    desk.issue(desk.handler(clerk), case, "overdue_record", fields)


def corrected(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Tell at once what is wanting, and accept the application when it is brought."""
    case = desk.open(clerk, desk.matter(clerk), "wanting")
    paper = desk.issue(clerk, case.id, "correction_notice")
    if desk.chance.random() < 0.2:  # noqa: PLR2004 - a few are told a second time
        _told_again(desk, clerk, paper)
    yield desk.chance.randint(3, 10)
    desk.bring(clerk, case.id)
    desk.issue(clerk, case.id, "acceptance_receipt")
    yield from worked(desk, clerk, case.id)


def told_twice(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Tell on a second day what was forgotten on the first (二次告知)."""
    case = desk.open(clerk, desk.matter(clerk), "wanting")
    paper = desk.issue(clerk, case.id, "correction_notice")
    yield 1
    _told_again(desk, clerk, paper)
    yield 3
    desk.bring(clerk, case.id)
    desk.issue(clerk, case.id, "acceptance_receipt")
    yield from worked(desk, clerk, case.id)


def _told_again(desk: DemoDesk, clerk: Actor, paper: Document) -> None:
    rows = [dict(row) for row in paper.fields["corrections"]]
    more = {**rows[0], "name": "代理人身份证明和委托手续", "standard": "委托人签名", "fault": "未提交"}
    ground = SecondGround(reason="申请人改由代理人办理，须补充委托手续")
    desk.issue(clerk, CaseId(paper.case or 0), "correction_notice", {"corrections": [*rows, more]}, ground)


def at_once(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Do a matter on the spot; where the division has none, accept one."""
    matter = desk.matter(clerk, MatterKind.IMMEDIATE) if "登记" in clerk.division_name else None
    if matter is None:
        yield from accepted(desk, clerk)
        return
    case = desk.open(clerk, matter)
    desk.do(clerk, case.id, "complete_at_once", result="已办理完成")
    served(desk, clerk, case.id)
    yield 0


def deferred(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Accept an application whose secondary material is promised (容缺受理)."""
    case = desk.open(clerk, desk.matter(clerk, long=True, secondary=True), "secondary")
    desk.issue(clerk, case.id, "deferral_undertaking", {"credit_check": "未查询到失信记录"})
    desk.issue(clerk, case.id, "acceptance_receipt", {"undertaking_signed_on": desk.today.isoformat()})
    yield 2
    desk.bring(clerk, case.id)
    desk.do(clerk, case.id, "deferred_materials", brought_on=desk.today.isoformat())
    yield 1
    yield from worked(desk, clerk, case.id)


def inspected(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Stop the clock while the site is looked at (特殊环节)."""
    handler = desk.handler(clerk)
    case = desk.open(clerk, desk.matter(clerk, long=True))
    desk.issue(clerk, case.id, "acceptance_receipt")
    yield 2
    desk.issue(handler, case.id, "special_step_notice", {**STEP, "reason": "须到现场核对用地红线和现状。"})
    yield desk.chance.randint(2, 4)
    desk.do(handler, case.id, "resume", resumed_on=desk.today.isoformat(), outcome="现状与申报一致")
    yield from worked(desk, clerk, case.id)


def extended(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Tell the applicant of the days that the leader granted."""
    handler = desk.handler(clerk)
    case = desk.open(clerk, desk.matter(clerk, long=True))
    desk.issue(clerk, case.id, "acceptance_receipt")
    yield 2
    desk.do(handler, case.id, "ask_extension", days=5, reason="须征求轨道交通主管部门意见，意见尚未反馈。")
    yield 1
    desk.do(desk.of(Role.LEADER_IN_CHARGE, clerk), case.id, "decide_extension", decision="批准")
    desk.issue(handler, case.id, "extension_notice")
    yield from worked(desk, clerk, case.id)


def pledged(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Take a written undertaking in the place of a proof (告知承诺)."""
    case = desk.open(clerk, desk.matter(clerk, long=True, secondary=True), "secondary")
    desk.issue(clerk, case.id, "notice_and_undertaking", {"undertaking_manner": "书面"})
    desk.issue(clerk, case.id, "acceptance_receipt")
    yield from worked(desk, clerk, case.id)


def withdrawn(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Let the applicant take his application back."""
    case = desk.open(clerk, desk.matter(clerk), "wanting")
    desk.issue(clerk, case.id, "correction_notice")
    yield 2
    desk.do(clerk, case.id, "withdraw", reason="申请人书面撤回申请", asked_on=desk.today.isoformat())


def questioned(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Promise an answer to a hard question, and give it."""
    person, matter = natural_person(desk.chance), desk.matter(clerk)
    promised = datetime.combine(desk.after(2), time(17), SHANGHAI)
    made = desk.deferring.record(
        clerk,
        DeferAnswer(
            party=person["name"],
            telephone=person["telephone"],
            question=f"{matter.name}：历史档案中的地址与现门牌不一致，应由哪个部门出具证明？",
            promised_at=promised.astimezone(UTC),
            matter_name=matter.name,
        ),
    )
    yield 1
    text = "由属地派出所出具门牌变更证明；已与档案核对，现有证明可以使用。"
    desk.deferring.answer(clerk, AnswerDeferred(answer=made, version=1, text=text))


ORDINARY: tuple[Life, ...] = (
    *([asked] * 6),
    *([accepted] * 5),
    *([corrected] * 5),
    *([at_once] * 3),
    deferred,
    inspected,
    extended,
    pledged,
    withdrawn,
    questioned,
)

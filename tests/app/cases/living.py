"""Steps of a case's later life, taken as the right person takes them."""

from __future__ import annotations

from datetime import date, timedelta

from app.cases.commands import RegisterAssignment
from app.register.commands import VoidDocument
from tests.app.counter.at_work import done, issued, opened, secondary, ticked

GOOD = {"credit_check": "未查询到失信记录"}
RESULT = {"result": "准予许可", "result_name": "建设工程规划许可证", "result_number": "建字第1号"}
STEP = {
    "step_name": "专家评审",
    "step_days": 5,
    "step_basis": "本局公布的特殊环节清单",
    "reason": "位于风貌保护范围，须组织专家评审。",
}


class Life:
    """One case and the people around it."""

    def __init__(self, office, words="gcgh", who=None, handler="wuzhihong", leader="yangzhenhua", **given):
        self.office = office
        self.clerk = who or office.clerk
        self.handler = office.actor(handler)
        self.leader = office.actor(leader)
        self.id = opened(office, words=words, who=self.clerk, **given).id
        self.words = words

    # --- what is seen

    @property
    def view(self):
        return self.office.desk.counter.get(self.clerk, self.id)

    @property
    def case(self):
        return self.view.case

    @property
    def due(self):
        return self.view.holder.holding.due

    @property
    def outer(self):
        return self.view.holder.holding.outer_due

    def side(self, kind):
        """The open segment of a clock beside the case's own, or None."""
        with self.office.store.read() as unit:
            return unit.custody.open_of(f"{kind}:{self.id}")

    def put(self, day, hour=9):
        self.office.wall.put(day if isinstance(day, date) else date(2026, *day), hour)

    # --- what is done

    def do(self, act, fields=None, who=None):
        return done(self.office, self, act, fields, who or self.handler)

    def issue(self, key, fields=None, who=None):
        return issued(self.office, self, key, fields, who=who or self.handler)

    def tick(self, **statuses):
        return ticked(self.office, self.case, self.clerk, **statuses)

    def accept(self, **fields):
        self.tick()
        return self.issue("acceptance_receipt", fields, self.clerk)

    def accept_deferred(self):
        """Accept without the first secondary material (容缺受理)."""
        self.tick(**{secondary(self.office, self.words, self.clerk): "缺少"})
        paper = self.issue("deferral_undertaking", GOOD, self.clerk)
        signed = {"undertaking_signed_on": paper.issued_on.isoformat()}
        return paper, self.issue("acceptance_receipt", signed, self.clerk)

    def suspend(self, **fields):
        return self.issue("special_step_notice", {**STEP, **fields})

    def resume(self, day):
        return self.do("resume", {"resumed_on": day.isoformat(), "outcome": "评审通过"})

    def extend(self, days=10):
        self.do("ask_extension", {"days": days, "reason": "须征求轨道交通主管部门意见"})
        self.do("decide_extension", {"decision": "批准"}, self.leader)
        return self.issue("extension_notice")

    def record(self, estimated, moment=None, **fields):
        """Write down that the leader and the applicant were told of lateness."""
        now = moment or f"{self.office.wall.at.date().isoformat()}T08:30"
        told = {
            "reported_to": "分管局领导 杨振华",
            "reported_at": now,
            "told_at": now,
            "told_manner": "电话",
            "estimated_on": estimated.isoformat(),
            "reason": "征求意见尚未反馈",
            "understanding": "已取得谅解",
        }
        return self.issue("overdue_record", {**told, **fields})

    def complete(self, **fields):
        return self.do("complete", {**RESULT, **fields})

    def serve(self, day):
        return self.do("serve_result", {"served_on": day.isoformat(), "manner": "窗口领取"})

    def void(self, paper, who=None):
        now = self.office.desk.register.get(self.handler, paper.id)
        command = VoidDocument(document=paper.id, version=now.version, reason="文字有误")
        self.office.desk.register.void(who or self.handler, command)


def assigned(office, task=False, who=None, **given):
    """Register a letter or a task."""
    values = {
        "title": "关于核实地块规划条件的函",
        "sender": "示例市生态环境局",
        "received_on": office.wall.at.date(),
        "handler": "wuzhihong",
        "due_on": office.wall.at.date() + timedelta(days=10),
        "leader": "yangzhenhua" if task else "",
    }
    command = RegisterAssignment(task=task, **{**values, **given})
    return office.desk.assigning.register(who or office.head, command)

from __future__ import annotations

import pytest

from app.cases.commands import IssueForCase, OpenCase
from app.cases.models import Party, Situation
from app.clock import office_date
from app.denials.commands import AttachFile, CheckDenial, DraftDenial, SubmitDenial
from app.denials.models import DenialClass, DenialQuery, Ground, Opinion
from app.register.commands import RecordService
from tests.office import copied, furnished_file
from tests.ui.screens.denials.sitting import Seat
from tests.ui.screens.stage import staged
from ui.screens.denials.view import DenialsScreen

SMALL = (1366 - 176 - 48, 768 - 52 - 30 - 80)

REASONS = "申请用地现行规划用途为防护绿地，不符合《中华人民共和国城乡规划法》第三十八条规定的条件。"


@pytest.fixture(scope="session")
def furnished(tmp_path_factory):
    return furnished_file(tmp_path_factory.mktemp("denials"))


@pytest.fixture
def office(furnished, tmp_path):
    made = copied(furnished, tmp_path)
    yield made
    made.close()


@pytest.fixture
def show(qtbot, office):
    """Show the screen to a person."""

    def shown(who, **arguments):
        made = DenialsScreen(staged(office.desk, who))
        qtbot.addWidget(made)
        made.resize(*SMALL)
        made.show()
        made.arrive(arguments)
        return made

    return shown


class Room:
    """People of the licence division and what they do with denials, without a window."""

    def __init__(self, office):
        self.office = office
        self.desk = office.desk
        self.clerk = office.clerk
        self.handler = office.actor("wuzhihong")
        self.head = office.head
        self.leader = office.actor("yangzhenhua")
        self.efficiency = office.actor("luguoqiang")

    def case(self, name="周晓彤"):
        matter = self.office.matter("jsydghxkz")
        party = Party(name=name, telephone="13800001357", address="示例市湖滨示范路18号")
        return self.desk.counter.open(self.clerk, OpenCase(matter=matter.id, applicant=party, application=True))

    def draft(self, case=None, by=None, **fields):
        command = DraftDenial(
            case=(case or self.case()).id,
            situation=Situation.UNQUALIFIED,
            ground=Ground.AGAINST_RULES,
            kind=DenialClass.POLICY,
            fields={"reasons": REASONS, **fields},
        )
        return self.desk.denials.draft(by or self.handler, command)

    def submitted(self, case=None):
        denial = self.draft(case)
        return self.desk.denials.submit(self.handler, SubmitDenial(denial=denial.id, version=denial.version))

    def check(self, who, denial, opinion=Opinion.AGREE, text=""):
        version = self.get(denial).version
        command = CheckDenial(denial=denial.id, version=version, opinion=opinion, text=text)
        return self.desk.denials.check(who, command)

    def filed(self, case=None):
        denial = self.submitted(case)
        self.check(self.head, denial)
        return self.check(self.leader, denial)

    def told(self, case=None, **fields):
        """Issue the notice of a filed denial, or one that is told first where ``fields`` say its situation."""
        case = case or self.case()
        denial = None if fields else self.filed(case)
        typed = {"reasons": REASONS, "legal_basis": "《中华人民共和国城乡规划法》第三十八条", **fields}
        notice = self.desk.papers.issue(
            self.handler, IssueForCase(case=case.id, type_key="non_acceptance_notice", fields=typed)
        )
        query = DenialQuery(case=case.id)
        return denial or self.desk.denials.find(self.handler, query, offset=0, limit=1)[0], notice

    def serve(self, notice):
        day = office_date(self.office.wall.at)
        self.desk.register.record_service(self.handler, RecordService(documents=(notice.id,), served_on=day))

    def attach(self, denial, path):
        return self.desk.denial_files.attach(self.handler, AttachFile(denial=denial.id, path=path))

    def get(self, denial):
        return self.desk.denials.get(self.handler, denial.id).denial

    def stage(self, who):
        context = staged(self.desk, who)
        context.window.today = lambda: office_date(self.office.wall.at)
        return context


@pytest.fixture
def room(office):
    return Room(office)


@pytest.fixture
def seat(room):
    return lambda who=None: Seat(room, who or room.handler)


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "示例片区详细规划图则.pdf"
    path.write_bytes(b"%PDF-1.4 example\n" * 20)
    return path

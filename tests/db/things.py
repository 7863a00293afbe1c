"""Things to keep in the archive."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from app.cases.models import Case, CaseMaterial, CaseState, MaterialStatus, Party
from app.catalogue.models import Material, Matter, MatterKind, Regime
from app.custody.models import Holding
from app.ledger.entering import enter
from app.ledger.models import Deed, subject
from app.people.models import Division, DivisionKind, Grant, Role, Staff
from app.register.models import Document, DocumentNumber, DocumentState
from db.engine import writing
from db.founding.upgrade import migrate

NOON = datetime(2026, 11, 9, 4, 0, 0, 123456, tzinfo=UTC)
TYPE = "one_time_notice"
keys = count(1)

CUT = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"""


@dataclass(frozen=True)
class Office:
    division: int
    clerk: int
    matter: int


def furnish(store):
    with store.begin() as unit:
        division = unit.people.add_division(a_division())
        clerk = unit.people.add_staff(a_clerk(division))
        matter = unit.matters.add(a_matter(division))
    return Office(division, clerk, matter)


def a_division(**changes):
    return replace(
        Division(
            id=0,
            code="01",
            name="不动产登记窗口",
            kind=DivisionKind.CENTRE,
            mark="示资登",
            counter_telephone="0592-2220001",
            supervision_telephone="0592-12345",
        ),
        **changes,
    )


def a_clerk(division, **changes):
    return replace(
        Staff(
            id=0,
            login="lin",
            name="林晓",
            division=division,
            counter="3号窗口",
            password="$argon2id$x",
            grants=(
                Grant(role=Role.COUNTER_CLERK, division=division),
                Grant(role=Role.ARCHIVIST, division=None),
            ),
        ),
        **changes,
    )


def a_matter(division, **changes):
    return replace(
        Matter(
            id=0,
            code="3502-001",
            name="国有建设用地使用权首次登记",
            kind=MatterKind.COMMITTED,
            regime=Regime.REAL_ESTATE,
            division=division,
            basis="不动产登记暂行条例",
            conditions="权属清楚",
            procedure="申请、受理、审核、登簿",
            requirements="",
            statutory_limit=30,
            committed_limit=5,
            materials=(Material(name="登记申请书"), Material(name="身份证明", main=False, shared=True)),
            example=True,
        ),
        **changes,
    )


def a_case(office, **changes):
    made = next(keys)
    return replace(
        Case(
            id=0,
            number=f"SZ-2026-{made:05}",
            matter=office.matter,
            matter_code="3502-001",
            matter_name="国有建设用地使用权首次登记",
            kind=MatterKind.COMMITTED,
            regime=Regime.REAL_ESTATE,
            division=office.division,
            clerk=office.clerk,
            clerk_name="林晓",
            counter="3号窗口",
            channel="窗口",
            received_on=date(2026, 11, 9),
            created_at=NOON,
            state=CaseState.RECEIVED,
            applicant=Party(name="单雄", telephone="13800001234", agent_telephone="0592-7703456"),
            materials=(
                CaseMaterial(
                    name="登记申请书",
                    main=True,
                    form="原件",
                    copies=1,
                    medium="纸质",
                    source="申请人自备",
                    status=MaterialStatus.MISSING,
                ),
            ),
        ),
        **changes,
    )


def a_document(office, sequence=1, **changes):
    made = next(keys)
    return replace(
        Document(
            id=0,
            type_key=TYPE,
            type_version=1,
            title="一次性告知书",
            number=DocumentNumber(mark="示资登告", year=2026, sequence=sequence),
            division=office.division,
            division_name="不动产登记窗口",
            case=None,
            case_number="",
            matter_name="国有建设用地使用权首次登记",
            party="曾小雨",
            telephone="13900005678",
            fields={"materials": ["宗地图"], "note": "请补\n齐"},
            imprint={"bureau": "示例市自然资源和规划局"},
            state=DocumentState.ISSUED,
            issued_on=date(2026, 11, 9),
            issued_at=NOON,
            issued_by=office.clerk,
            issuer_name="林晓",
            code=f"C{made}",
            request_key=f"request-{made}",
        ),
        **changes,
    )


def a_holding(office, about, **changes):
    return replace(
        Holding(
            subject=about,
            division=office.division,
            staff=office.clerk,
            why="窗口收件",
            step="审查材料",
            title="国有建设用地使用权首次登记",
            party="单雄",
            number="SZ-2026-1",
            due=date(2026, 11, 16),
            start=date(2026, 11, 9),
            count=5,
            unit="workday",
        ),
        **changes,
    )


def issue(store, office, *, words=(), at=NOON, **changes):
    """Issue a document as the register does: number, document, custody and ledger in one unit of work."""
    with store.begin() as unit:
        return issue_within(unit, office, words=words, at=at, **changes)


def issue_within(unit, office, *, words=(), at=NOON, **changes):
    sequence = unit.numbers.take(TYPE, office.division, 2026)
    document = a_document(office, sequence, **changes)
    key = unit.documents.add(document, words)
    about = subject("document", key)
    unit.custody.start(a_holding(office, about), at)
    enter(unit.ledger, a_deed(office, about, at=at))
    return replace(document, id=key)


def a_deed(office, about, **changes):
    return replace(
        Deed(
            at=NOON,
            actor=office.clerk,
            actor_name="林晓",
            act="issue_document",
            subject=about,
            summary="签发一次性告知书",
            detail={"number": "示资登告〔2026〕1号"},
        ),
        **changes,
    )


def later(**passed):
    return NOON + timedelta(**passed)


def take(engine, *revisions):
    """Take a database from form to form."""
    for revision in revisions:
        with writing(engine) as connection:
            migrate(connection, revision)

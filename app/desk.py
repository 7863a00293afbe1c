"""Everything the window and the command line may ask of the office, wired to one archive and one clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from app.calendar.shelf import CalendarShelf
from app.cases.acting import CaseActs
from app.cases.assigning import Assigning
from app.cases.by_fields import CasesByFields
from app.cases.caseless import CaselessPapers
from app.cases.counter import Counter
from app.cases.counting import SecondNotices
from app.cases.deferring import Deferring
from app.cases.papers import Papers
from app.cases.taking import CASE_ROOMS
from app.cases.voiding import Voiding
from app.catalogue.matters import Catalogue
from app.clock import Clock
from app.contacts.contacts import Contacts
from app.contacts.taking import CONTACT_ROOMS
from app.custody.calendar_keeping import CalendarKeeping
from app.custody.loads import Loads
from app.custody.reading import WorkList
from app.custody.reassigning import Reassigning
from app.custody.rooms import Room
from app.custody.wall import ClockWall
from app.denials.archiving import Archiving
from app.denials.complaints import Complaints
from app.denials.denials import Denials
from app.denials.files import Files
from app.denials.taking import DENIAL_ROOMS
from app.drills.drills import Drills, DrillWriter
from app.hotline.advising import Advising
from app.hotline.directory_keeping import DirectoryKeeping
from app.hotline.draws import Draws
from app.hotline.exporting import Exporting
from app.hotline.importing import Importing
from app.hotline.knowledge_keeping import Knowledge
from app.hotline.orders import WorkOrders
from app.hotline.papers import OrderPapers
from app.hotline.papers_sight import OrderSight
from app.hotline.taking import ORDER_ROOMS
from app.hotline.talks import Talks
from app.ledger.reading import LedgerReading
from app.office.backups import Backups
from app.office.keeping import OfficeKeeping
from app.office.models import OfficeSettings
from app.office.news import Follow, Stop, Tell
from app.office.touching import Touched
from app.people.models import LockRule
from app.people.signing_in import SigningIn
from app.people.staffing import Staffing
from app.posts.absences import Absences
from app.posts.handing_over import Handovers
from app.posts.posts import Posts
from app.presence.presence import Presence
from app.register.checking import Checking
from app.register.register import Register
from app.register.rights import ISSUED_WITH
from app.retention.destroying import Destroying
from app.retention.disposals import Disposals
from app.retention.exporting import Exporting as ArchiveExporting
from app.retention.retention import Retention
from app.statistics.ports import StatisticsStore, StatisticsUnit
from app.statistics.reckoning import Statistics


@dataclass(frozen=True, kw_only=True)
class HeadsDesk:
    """What only a division head asks: how his people stand, and to give work to another of them."""

    loads: Loads
    reassigning: Reassigning[StatisticsUnit]


@dataclass(frozen=True, kw_only=True)
class HotlineDesk:
    """What belongs to work orders beside their life: papers, talks, draws, advice, tables, what is known."""

    papers: OrderPapers
    importing: Importing
    exporting: Exporting
    talks: Talks
    draws: Draws
    advising: Advising
    directory: DirectoryKeeping
    knowledge: Knowledge


@dataclass(frozen=True, kw_only=True)
class OldPapersDesk:
    """What belongs to old papers: their periods, packages, proposals and destruction."""

    retention: Retention
    packages: ArchiveExporting
    disposals: Disposals
    destroying: Destroying


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The use cases of every room; ``follow`` tells what others write from then on.

    What a thread reads within ``at_one_moment`` is read together. ``own_touched`` says what was touched here
    since it was asked last, None where nothing was entered.
    """

    settings: OfficeSettings
    clock: Clock
    people: SigningIn
    staffing: Staffing
    catalogue: Catalogue
    counter: Counter
    papers: Papers
    acts: CaseActs
    assigning: Assigning
    deferring: Deferring
    second_notices: SecondNotices
    cases_by_fields: CasesByFields
    caseless_papers: CaselessPapers
    register: Register
    checking: Checking
    work_list: WorkList
    heads: HeadsDesk
    wall: ClockWall
    calendar: CalendarKeeping
    office: OfficeKeeping
    denials: Denials
    denial_files: Files
    complaints: Complaints
    contacts: Contacts
    archiving: Archiving
    posts: Posts
    absences: Absences
    handovers: Handovers
    orders: WorkOrders
    hotline: HotlineDesk
    old_papers: OldPapersDesk
    ledger: LedgerReading
    statistics: Statistics
    presence: Presence
    backups: Backups
    drills: Drills
    follow: Follow
    at_one_moment: Callable[[], AbstractContextManager[None]]
    own_touched: Callable[[], Touched | None]


def never(_tell: Tell) -> Stop:
    """Tell no news: for a desk that is used once and left."""
    return _nothing


def _nothing() -> None:
    """End what never began."""


def _lock_rule(settings: OfficeSettings) -> LockRule:
    return LockRule(failures=settings.failures_allowed, minutes=settings.lock_minutes)


def _rooms() -> Mapping[str, Room[StatisticsUnit]]:
    """Return what every room says of its items when they change hands."""
    return {**CASE_ROOMS, **DENIAL_ROOMS, **CONTACT_ROOMS, **ORDER_ROOMS}


def _heads(store: StatisticsStore, clock: Clock) -> HeadsDesk:
    return HeadsDesk(loads=Loads(store, clock), reassigning=Reassigning(store, clock, _rooms()))


def _hotline(store: StatisticsStore, clock: Clock, shelf: CalendarShelf) -> HotlineDesk:
    return HotlineDesk(
        papers=OrderPapers(store, clock, shelf),
        importing=Importing(store, clock, shelf),
        exporting=Exporting(store, clock),
        talks=Talks(store, clock, shelf),
        draws=Draws(store, clock, shelf),
        advising=Advising(store, clock),
        directory=DirectoryKeeping(store, clock),
        knowledge=Knowledge(store, clock),
    )


def _old_papers(store: StatisticsStore, clock: Clock) -> OldPapersDesk:
    return OldPapersDesk(
        retention=Retention(store, clock),
        packages=ArchiveExporting(store, clock),
        disposals=Disposals(store, clock),
        destroying=Destroying(store, clock),
    )


def _register(store: StatisticsStore, clock: Clock, shelf: CalendarShelf) -> Register:
    sight = OrderSight(store)
    return Register(store, clock, Voiding(store, clock, shelf), dict.fromkeys(ISSUED_WITH, sight))


def desk_for(store: StatisticsStore, clock: Clock, writer: DrillWriter, place: Path, follow: Follow) -> Desk:
    """Wire the rooms; ``place`` is where daily backups go, ``follow`` tells of what others write."""
    shelf, office = CalendarShelf(), OfficeKeeping(store, clock)
    return Desk(
        settings=(settings := office.settings()),
        clock=clock,
        people=SigningIn(store, clock, _lock_rule(settings)),
        staffing=Staffing(store, clock),
        catalogue=Catalogue(store, clock),
        counter=(counter := Counter(store, clock, shelf)),
        papers=(papers := Papers(store, clock, shelf)),
        acts=CaseActs(store, clock, shelf, papers),
        assigning=Assigning(store, clock, shelf),
        deferring=Deferring(store, clock, shelf),
        second_notices=SecondNotices(store),
        cases_by_fields=CasesByFields(store, counter),
        caseless_papers=CaselessPapers(store, clock),
        register=_register(store, clock, shelf),
        checking=Checking(store),
        work_list=WorkList(store, clock, shelf, _rooms()),
        heads=_heads(store, clock),
        wall=ClockWall(store, clock, shelf),
        calendar=CalendarKeeping(store, clock, shelf),
        office=office,
        denials=Denials(store, clock, shelf),
        denial_files=Files(store, clock, shelf),
        complaints=Complaints(store, clock, shelf),
        contacts=Contacts(store, clock, shelf),
        archiving=Archiving(store, clock, shelf),
        posts=Posts(store, clock), absences=Absences(store, clock), handovers=Handovers(store, clock),
        orders=WorkOrders(store, clock, shelf),
        hotline=_hotline(store, clock, shelf),
        old_papers=_old_papers(store, clock),
        ledger=LedgerReading(store, clock),
        statistics=Statistics(store, clock, shelf),
        presence=Presence(store, clock),
        backups=Backups(store, clock, writer, place),
        drills=Drills(store, clock, writer),
        follow=follow, at_one_moment=store.at_one_moment, own_touched=store.own_touched,
    )  # fmt: skip

"""One unit of work: every room of the archive over one connection."""

from __future__ import annotations

from contextlib import nullcontext
from functools import cached_property

from sqlalchemy import Connection

from app.clock import Clock
from db.calendars import StoredCalendars
from db.cases import StoredCases
from db.contacts import StoredContacts
from db.custody import StoredCustody
from db.denials import StoredDenials
from db.documents import StoredDocuments
from db.handovers import StoredHandovers
from db.hotline.answers import StoredAnswers
from db.hotline.claims import StoredClaims
from db.hotline.courses import StoredCourses
from db.hotline.directory import StoredDirectory
from db.hotline.imports import StoredImports
from db.hotline.likes import StoredLikes
from db.hotline.orders import StoredOrders
from db.hotline.talks import StoredTalks
from db.leases import Briefly
from db.ledger import StoredLedger
from db.matters import StoredMatters
from db.numbers import StoredNumbers
from db.office import StoredOffice
from db.people import StoredPeople
from db.posts import StoredAbsences, StoredPosts
from db.presences import StoredPresences
from db.requests import StoredRequests
from db.retention.disposals import StoredRetention
from db.statistics.events import StoredStatistics


class Unit:
    """One unit of work: every room of the archive, made when it is entered.

    ``briefly`` is the transaction of a lease within it.
    """

    def __init__(
        self, connection: Connection, clock: Clock, *, writing: bool, briefly: Briefly = nullcontext
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._writing = writing
        self._briefly = briefly

    @cached_property
    def people(self) -> StoredPeople:
        """Divisions and staff."""
        return StoredPeople(self._connection, self._clock, steady=not self._writing)

    @cached_property
    def ledger(self) -> StoredLedger:
        """The ledger's book."""
        return StoredLedger(self._connection, writing=self._writing)

    @cached_property
    def custody(self) -> StoredCustody:
        """Who holds the ball."""
        return StoredCustody(self._connection)

    @cached_property
    def matters(self) -> StoredMatters:
        """Matters and materials."""
        return StoredMatters(self._connection)

    @cached_property
    def documents(self) -> StoredDocuments:
        """The register."""
        return StoredDocuments(self._connection)

    @cached_property
    def retention(self) -> StoredRetention:
        """How long papers are kept, and what is destroyed."""
        return StoredRetention(self._connection)

    @cached_property
    def numbers(self) -> StoredNumbers:
        """Counters."""
        return StoredNumbers(self._connection)

    @cached_property
    def office(self) -> StoredOffice:
        """Settings and wordings."""
        return StoredOffice(self._connection)

    @cached_property
    def calendars(self) -> StoredCalendars:
        """Arrangements and closures."""
        return StoredCalendars(self._connection)

    @cached_property
    def cases(self) -> StoredCases:
        """Cases."""
        return StoredCases(self._connection)

    @cached_property
    def contacts(self) -> StoredContacts:
        """First contacts."""
        return StoredContacts(self._connection)

    @cached_property
    def orders(self) -> StoredOrders:
        """12345 work orders."""
        return StoredOrders(self._connection)

    @cached_property
    def course(self) -> StoredCourses:
        """The course of work orders."""
        return StoredCourses(self._connection)

    @cached_property
    def imports(self) -> StoredImports:
        """Imports of work orders."""
        return StoredImports(self._connection)

    @cached_property
    def claims(self) -> StoredClaims:
        """Who works on which order now."""
        return StoredClaims(self._connection, self._briefly)

    @cached_property
    def directory(self) -> StoredDirectory:
        """The responsibility directory."""
        return StoredDirectory(self._connection)

    @cached_property
    def answers(self) -> StoredAnswers:
        """The knowledge base."""
        return StoredAnswers(self._connection)

    @cached_property
    def likes(self) -> StoredLikes:
        """Orders that are like another."""
        return StoredLikes(self._connection)

    @cached_property
    def talks(self) -> StoredTalks:
        """Talks with divisions."""
        return StoredTalks(self._connection)

    @cached_property
    def denials(self) -> StoredDenials:
        """Denials."""
        return StoredDenials(self._connection)

    @cached_property
    def posts(self) -> StoredPosts:
        """Posts."""
        return StoredPosts(self._connection)

    @cached_property
    def absences(self) -> StoredAbsences:
        """Absences."""
        return StoredAbsences(self._connection)

    @cached_property
    def handovers(self) -> StoredHandovers:
        """Handovers."""
        return StoredHandovers(self._connection)

    @cached_property
    def presences(self) -> StoredPresences:
        """Who has which record open for editing."""
        return StoredPresences(self._connection, self._briefly)

    @cached_property
    def requests(self) -> StoredRequests:
        """Request keys and what was answered."""
        return StoredRequests(self._connection)

    @cached_property
    def statistics(self) -> StoredStatistics:
        """What is counted."""
        return StoredStatistics(self._connection)

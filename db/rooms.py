"""What every room asks of the archive, and that one store answers it: the type checker reads this."""

from __future__ import annotations

from typing import NamedTuple

from app.cases.ports import CaseStore
from app.catalogue.ports import CatalogueStore
from app.contacts.ports import ContactStore
from app.custody.ports import CustodyStore
from app.denials.ports import DenialStore
from app.hotline.ports import OrderStore
from app.ledger.ports import LedgerStore
from app.office.ports import OfficeStore
from app.people.ports import PeopleStore
from app.posts.ports import HandoverStore, PostStore
from app.register.ports import RegisterStore
from app.retention.ports import RetentionStore
from app.statistics.ports import StatisticsStore
from db.store import Store


class Rooms(NamedTuple):
    """The store as each room sees it."""

    cases: CaseStore
    catalogue: CatalogueStore
    contacts: ContactStore
    custody: CustodyStore
    denials: DenialStore
    handovers: HandoverStore
    ledger: LedgerStore
    office: OfficeStore
    orders: OrderStore
    people: PeopleStore
    posts: PostStore
    register: RegisterStore
    retention: RetentionStore
    statistics: StatisticsStore


def rooms(store: Store) -> Rooms:
    """Give the store to every room."""
    return Rooms(
        store, store, store, store, store, store, store, store, store, store, store, store, store, store
    )

"""What happens with a person's year: it is read, set as a page, and saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Protocol

from app.contacts.people import Colleague
from app.errors import Refusal, Unavailable
from app.press import press_docx, press_pdf
from app.statistics.person import PersonYear
from app.statistics.person_page import page_of
from app.statistics.sheet import write_person
from ui.context import Context
from ui.jobs import PRESS
from ui.parts.banner import notice_of
from ui.preview.printing import write
from ui.preview.view import Paper


class PersonYearPlace(Protocol):
    """What the presenter asks of the screen."""

    def show_colleagues(self, colleagues: tuple[Colleague, ...]) -> None: ...
    def show_year(self, year: PersonYear) -> None: ...


class PersonYearPresenter:
    """Holds whose year it is, and which."""

    def __init__(self, place: PersonYearPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._statistics = context.desk.statistics
        self._asked = 0
        self.login = context.actor.login
        self.number = context.today().year
        self.year: PersonYear | None = None

    def begin(self) -> None:
        work = partial(self._statistics.colleagues, self._context.actor)
        self._context.jobs.run(work).then(self._place.show_colleagues).start()
        self.refresh()

    def choose(self, login: str) -> None:
        self.login = login
        self.refresh()

    def choose_year(self, number: int) -> None:
        self.number = number
        self.refresh()

    def refresh(self) -> None:
        self._asked += 1
        work = partial(self._statistics.person_year, self._context.actor, self.login, self.number)
        job = self._context.jobs.run(work).then(partial(self._take, self._asked))
        job.otherwise(self._not_read).start()

    def paper(self) -> Paper:
        """Set the page; called in the press's thread."""
        assert self.year is not None
        pressed = press_pdf(page_of(self.year))
        return Paper(pressed.pdf, pressed.marks)

    def save(self, path: Path) -> None:
        """Save as what the file's ending says: a spreadsheet, a PDF or a Word document."""
        if self.year is not None:
            work = partial(_saved, path, self.year)
            self._context.jobs.run(work, PRESS).then(partial(self._told, path)).start()

    def _take(self, asked: int, year: PersonYear) -> None:
        if asked == self._asked:
            self.year = year
            self._place.show_year(year)

    def _not_read(self, trouble: Refusal | Unavailable) -> None:
        self._context.show_banner(notice_of(trouble, self.refresh))

    def _told(self, path: Path, _nothing: object) -> None:
        self._context.toast(f"个人年度摘录已存为“{path.name}”")


def _saved(path: Path, year: PersonYear) -> None:
    if path.suffix.lower() == ".xlsx":
        write_person(path, year)
    elif path.suffix.lower() == ".docx":
        write(path, press_docx(page_of(year)))
    else:
        write(path, press_pdf(page_of(year)).pdf)

from __future__ import annotations

from datetime import date

from sqlalchemy import text

from app.forms.wording import starting_wording
from app.office.models import Wording
from tests.app.counter.at_work import issued, opened, ticked

KEY = "deferral_undertaking"


def forget(office):
    """Make the office one that was founded before the paper existed."""
    with office.store.engine.begin() as connection:
        connection.execute(text("DELETE FROM wordings WHERE word_key LIKE 'deferral_undertaking.%'"))


def test_an_office_older_than_a_paper_prints_it_in_the_products_words(office):
    forget(office)
    case = opened(office)
    secondary = next(place for place, each in enumerate(case.materials) if not each.main)
    case = ticked(office, case, **{f"m{secondary}": "缺少"})
    paper = issued(office, case, KEY, {"credit_check": "未查询到失信记录"})
    known = {each.key for each in starting_wording()}
    assert set(paper.imprint["wording"]) >= {key for key in known if key.startswith(f"{KEY}.")} & known
    assert office.desk.register.sheet(office.clerk, paper.id).title == "容缺受理承诺书"


def test_such_a_text_is_shown_and_may_be_replaced(office):
    forget(office)
    listed = {each.key for each in office.desk.office.wordings()}
    key = next(each for each in sorted(listed) if each.startswith(f"{KEY}."))
    office.desk.office.add_wording(
        office.administrator, Wording(key=key, text="本局自己的说法", effective_from=date(2026, 11, 1))
    )
    texts = [each.text for each in office.desk.office.wordings() if each.key == key]
    assert texts[-1] == "本局自己的说法"
    assert texts[:-1] == [each.text for each in starting_wording() if each.key == key]

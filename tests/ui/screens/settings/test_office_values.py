from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.office.keeping import check_settings
from app.office.models import NAME_PLACES, NOTICE_LAYOUTS, OfficeSettings
from ui.screens.settings.hotline_values import helps
from ui.screens.settings.values import SECTIONS, office_values, read_office

HOURS = st.lists(st.times(), max_size=4, unique=True).map(
    lambda times: tuple(sorted({f"{each:%H:%M}" for each in times}))
)

OFFICE_HOURS = st.lists(st.times(), min_size=2, max_size=6, unique_by=lambda at: f"{at:%H:%M}").map(
    lambda times: tuple(
        f"{one:%H:%M}-{two:%H:%M}" for one, two in zip(sorted(times)[0::2], sorted(times)[1::2], strict=False)
    )
)


@given(
    name_place=st.sampled_from(NAME_PLACES),
    notice_layout=st.sampled_from(NOTICE_LAYOUTS),
    typed_opinions=st.booleans(),
    extension_most=st.integers(1, 60),
    reminder_hours=HOURS,
    limit_report=st.integers(1, 60),
    limits_confirmed=st.booleans(),
    orders_extend=st.booleans(),
    sample_help=st.integers(0, 100),
    sample_seed=st.sampled_from(("效能", "2026年第四季度", "a-1")),
    office_hours=OFFICE_HOURS,
)
def test_what_the_form_shows_is_read_back_as_it_was(**given_settings):
    settings = replace(OfficeSettings(), **given_settings)
    check_settings(settings)
    assert read_office(OfficeSettings(), office_values(settings)) == (settings, ())


@pytest.mark.parametrize("typed", ["九点", "25:00", "09:00、x"])
def test_a_reminder_hour_that_is_no_time_is_told_at_its_field(typed):
    values = {**office_values(OfficeSettings()), "reminder_hours": typed}
    settings, problems = read_office(OfficeSettings(), values)
    assert settings == OfficeSettings()
    assert [problem.field for problem in problems] == ["reminder_hours"]


def test_no_reminder_hours_mean_no_reminders():
    values = {**office_values(OfficeSettings()), "reminder_hours": ""}
    assert read_office(OfficeSettings(), values)[0].reminder_hours == ()


def test_what_of_the_hotline_is_no_number_is_told_at_its_field():
    values = {**office_values(OfficeSettings()), "sample_help": None}
    assert [problem.field for problem in read_office(OfficeSettings(), values)[1]] == ["sample_help"]


def test_limits_the_rule_does_not_name_wait_until_somebody_confirmed_them():
    assert set(helps(office_values(OfficeSettings()))) == {"limit_enquiry", "limit_report"}
    assert "待局确认" in helps(office_values(OfficeSettings()))["limit_report"]
    confirmed = replace(OfficeSettings(), limits_confirmed=True)
    assert "待局确认" not in helps(office_values(confirmed))["limit_report"]


@pytest.mark.parametrize(
    "typed",
    [
        "08:00-12:00、15:00-18:00",
        "15:00-18:00，8:00-12:00",
        "8:00至12:00 15:00～18:00",
        "8:00 - 12:00；15:00—18:00",
    ],
)
def test_office_hours_are_read_as_they_are_usually_written(typed):
    values = {**office_values(OfficeSettings()), "office_hours": typed}
    settings, problems = read_office(OfficeSettings(), values)
    assert problems == ()
    assert settings.office_hours == ("08:00-12:00", "15:00-18:00")


@pytest.mark.parametrize(
    "typed", ["", "八点", "08:00", "12:00-08:00", "08:00-12:00、11:00-18:00", "08:00-12:00-13:00"]
)
def test_office_hours_that_are_none_are_told_at_their_field(typed):
    values = {**office_values(OfficeSettings()), "office_hours": typed}
    settings, problems = read_office(OfficeSettings(), values)
    assert settings == OfficeSettings()
    assert [problem.field for problem in problems] == ["office_hours"]


def test_every_setting_of_the_office_has_its_field_in_the_form():
    apart = {"demo", "next_day_start", "typed_opinions"}  # shown as start_rule and opinions
    shown = {each.key for section in SECTIONS for each in section.fields}
    assert {each.name for each in fields(OfficeSettings)} - apart <= shown

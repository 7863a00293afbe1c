from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.office.keeping import check_settings
from app.office.models import NAME_PLACES, NOTICE_LAYOUTS, OfficeSettings
from ui.screens.settings.hotline_values import helps
from ui.screens.settings.values import office_values, read_office

HOURS = st.lists(st.times(), max_size=4, unique=True).map(
    lambda times: tuple(sorted({f"{each:%H:%M}" for each in times}))
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

from __future__ import annotations

from datetime import date

import pytest

from app.clock import chinese_date
from app.documents.catalogue import CATALOGUE, get_type
from app.errors import BadInput
from app.forms.checks import check_all, read_values
from app.forms.fields import Kind, all_fields
from app.forms.layout import PROVISIONAL, MissingWording, printed
from app.forms.schema import schema_of
from app.forms.sheet import Grid
from tests.documents.paper import RICHEST, empty_labels_of, imprint, text_of
from tests.documents.schema_check import faults

LONG_TEXT = "".join(chr(0x4E00 + index % 6000) for index in range(20_000))
NOT_PRINTED = ("applicant_kind", "name_place", "layout")  # they say how the paper is set
OWN_FACE = "denial_registration"  # the bureau's own table: nothing may be added to it
ODD = "<b>𪚥</b>{{x}}${y}&amp;𡈽%s\\n"


def fields_of(document_type):
    return all_fields(document_type.sections)


def shown(document_type, field, value):
    """The value as this type prints it: the bureau's own table writes dates without the weekday."""
    if document_type.key == OWN_FACE and field.kind is Kind.DATE:
        return chinese_date(date.fromisoformat(value))
    return printed(field, value)


def page_text(document_type, values, **more):
    return text_of(document_type.page(values, imprint(**more)))


def test_every_sample_is_valid_and_prints_its_words(sample):
    text = page_text(sample.type, check_all(sample.type, sample.values))
    assert [word for word in sample.words if word not in text] == []


def test_every_type_brings_a_plain_a_minimal_a_long_and_a_rare_sample(document_type):
    from tests.documents.paper import samples_of

    names = {sample.name for sample in samples_of(document_type)}
    assert {"plain", "minimal", "long", "rare_characters"} <= names


def test_the_minimal_sample_fills_only_what_is_required(document_type):
    from tests.documents.paper import samples_of

    (minimal,) = [sample for sample in samples_of(document_type) if sample.name == "minimal"]
    assert set(minimal.values) == {field.key for field in fields_of(document_type) if field.required}


def test_each_missing_required_field_gives_one_sentence_naming_it(document_type):
    values = RICHEST[document_type.key].values
    for field in fields_of(document_type):
        if field.required:
            without = {key: value for key, value in values.items() if key != field.key}
            with pytest.raises(BadInput) as refused:
                check_all(document_type, without)
            (problem,) = refused.value.problems
            assert problem.field == field.key
            assert f"“{field.label}”" in problem.text
            assert problem.text.endswith("。")


def test_each_missing_required_column_is_named_with_its_row(document_type):
    values = RICHEST[document_type.key].values
    for field in fields_of(document_type):
        for column in field.columns:
            if not column.required or not values.get(field.key):
                continue
            rows = [dict(row) for row in values[field.key]]
            del rows[-1][column.key]
            _, (problem,) = read_values(document_type.sections, {**values, field.key: rows})
            assert problem.field == f"{field.key}.{len(rows) - 1}.{column.key}"
            assert f"第 {len(rows)} 行" in problem.text
            assert f"“{column.label}”" in problem.text


def test_the_schema_accepts_every_sample(sample):
    assert faults(schema_of(sample.type), sample.values) == []


def test_the_schema_refuses_what_the_form_refuses(sample):
    schema = schema_of(sample.type)
    assert faults(schema, {**sample.values, "nonsense": "x"})
    for field in fields_of(sample.type):
        if field.key in sample.values:
            assert faults(schema, {**sample.values, field.key: None})
        if field.required:
            assert faults(schema, {k: v for k, v in sample.values.items() if k != field.key})


def test_the_page_is_the_same_every_time(sample):
    assert sample.type.page(sample.values, imprint()) == sample.type.page(dict(sample.values), imprint())


def test_no_value_is_lost_on_paper(sample):
    values = check_all(sample.type, sample.values)
    text = page_text(sample.type, values)
    for field in fields_of(sample.type):
        if field.key not in values or field.key in NOT_PRINTED:
            continue
        rows = values[field.key] if field.kind is Kind.LIST else ({field.key: values[field.key]},)
        columns = field.columns or (field,)
        for row in rows:
            for column in columns:
                if column.key in row and not (column.key == "status" and row["status"] == "共享获取"):
                    assert shown(sample.type, column, row[column.key]) in text, (field.key, column.key)


def test_an_empty_optional_field_leaves_no_label_behind(sample):
    values = check_all(sample.type, sample.values)
    by_hand = {field.label for field in fields_of(sample.type) if field.by_hand}
    if sample.type.key == OWN_FACE:
        by_hand |= {"单位负责人核查\n意见（签字/盖章）", "分管局领导\n核查意见"}
    assert empty_labels_of(sample.type.page(values, imprint())) <= by_hand


def test_the_number_stands_at_the_upper_right_and_a_draft_says_that_it_has_none(sample):
    if sample.type.key == OWN_FACE:
        assert sample.type.page(sample.values, imprint()).heading_right == ""
        return
    numbered = sample.type.page(sample.values, imprint(number="示例〔2026〕1号"))
    assert numbered.heading_right == "示例〔2026〕1号"
    assert sample.type.page(sample.values, imprint(number="")).heading_right == "（草稿，未编号）"
    assert "续页" in numbered.continuation


def test_a_form_just_begun_can_be_previewed(document_type):
    for values in (
        {},
        {"matter_name": "x"},
        {field.key: [{}] for field in fields_of(document_type) if field.columns},
    ):
        assert document_type.page(values, imprint(number="", issued_on=None)).blocks


def test_the_rules_bear_a_form_just_begun(document_type):
    for values in ({}, {field.key: [{}] for field in fields_of(document_type) if field.columns}):
        assert isinstance(document_type.rules(values), tuple)


def test_twenty_thousand_characters_flow_into_the_page(document_type):
    values = RICHEST[document_type.key].values
    for field in fields_of(document_type):
        if field.kind is Kind.LONG:
            text = page_text(document_type, {**values, field.key: LONG_TEXT})
            assert LONG_TEXT in text, field.key


def test_markup_and_rare_characters_appear_as_typed(document_type):
    values = RICHEST[document_type.key].values
    for field in fields_of(document_type):
        if field.kind in (Kind.TEXT, Kind.LONG) and not field.check:
            read, problems = read_values(document_type.sections, {**values, field.key: ODD})
            assert problems == ()
            if field.key in values:
                assert ODD in page_text(document_type, read), field.key


def test_every_wording_the_page_needs_is_in_the_starting_wording(document_type):
    assert [key for key in document_type.wording if not imprint().wording.get(key)] == []


def test_a_missing_wording_is_refused_by_name(sample):
    with pytest.raises(MissingWording, match=sample.type.key):
        sample.type.page(sample.values, imprint(wording={}))


def test_a_provisional_date_says_so_and_no_other_does(sample):
    for field in fields_of(sample.type):
        if field.kind is Kind.DATE and field.key in sample.values:
            text = page_text(sample.type, sample.values, provisional=frozenset({field.key}))
            value = shown(sample.type, field, sample.values[field.key])
            assert value + PROVISIONAL in text, field.key
    assert PROVISIONAL not in page_text(sample.type, sample.values)


def test_every_grid_fills_the_measure_and_every_row_its_grid(sample):
    for block in sample.type.page(sample.values, imprint()).blocks:
        if isinstance(block, Grid):
            assert sum(block.widths) == pytest.approx(156)
            assert set(columns_of(block)) == {len(block.widths)}


def columns_of(grid):
    """How many columns each row has, those that reach down into it counted."""
    counts = [0] * len(grid.rows)
    for place, row in enumerate(grid.rows):
        for cell in row.cells:
            for reached in range(place, place + cell.rows):
                counts[reached] += cell.columns
    return counts


def test_labels_and_keys_are_unique_within_a_type(document_type):
    fields = fields_of(document_type)
    assert len({field.key for field in fields}) == len(fields)
    assert len({field.label for field in fields}) == len(fields)
    for field in fields:
        assert len({column.key for column in field.columns}) == len(field.columns)


def test_a_key_means_the_same_kind_of_thing_in_every_type():
    kinds = {}
    for document_type in CATALOGUE:
        for field in fields_of(document_type):
            kinds.setdefault(field.key, set()).add((field.kind, field.choices))
    assert {key: kind for key, kind in kinds.items() if len(kind) > 1} == {}


def test_the_catalogue_knows_its_types_and_names_them_to_who_asks_for_another(document_type):
    assert get_type(document_type.key) is document_type
    with pytest.raises(BadInput, match=document_type.key):
        get_type("one_time_note")

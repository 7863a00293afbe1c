from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from app.catalogue.matters import EditMatter, ReadOnlyField
from app.catalogue.models import MatterKind, Regime
from app.errors import BadInput, Conflict, NotAllowed, Refusal
from app.ledger.verifying import verify


@pytest.fixture
def furnished(store, examples):
    with store.begin() as unit:
        for matter in examples:
            unit.matters.add(matter)
    return store


@pytest.fixture
def matter(furnished, catalogue, actor):
    (found,) = catalogue.find(actor, "建设工程规划许可证核发（建筑类）")
    return found


def test_a_sheet_enters_as_one_deed_with_its_counts_and_its_hash(
    catalogue, actor, entries, usual, row, material
):
    path = usual([row("A-1"), row("A-2", 责任单位="没有的处")], [material("A-1"), material("A-2")])

    report = catalogue.import_sheet(actor, path)

    assert (report.added, report.updated, report.unchanged, report.applied) == (1, 0, 0, True)
    (fault,) = report.faults
    assert (fault.row, fault.column) == (3, "责任单位")
    assert "许可处、登记中心" in fault.text
    assert [matter.code for matter in catalogue.all(actor)] == ["A-1"]
    (entry,) = entries()
    detail = json.loads(entry.detail)
    assert entry.act == "import_matters"
    assert detail["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (detail["added"], detail["faults"]) == (1, 1)


def test_a_rehearsal_changes_nothing_and_says_what_would(catalogue, actor, entries, usual, row, material):
    report = catalogue.import_sheet(actor, usual([row()], [material()]), apply=False)

    assert (report.added, report.applied) == (1, False)
    assert report.changes[0].after.name == "事项A-1"
    assert catalogue.all(actor) == ()
    assert entries() == []


def test_the_same_sheet_again_changes_nothing(catalogue, actor, usual, row, material):
    path = usual([row("A-1"), row("A-2")], [material("A-1"), material("A-2")])
    catalogue.import_sheet(actor, path)
    before = catalogue.all(actor)

    again = catalogue.import_sheet(actor, path)

    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)
    assert catalogue.all(actor) == before


def test_an_import_keeps_what_the_office_worded_unless_the_sheet_speaks_of_it(
    catalogue, actor, usual, row, material
):
    catalogue.import_sheet(actor, usual([row()], [material()]))
    (old,) = catalogue.all(actor)
    edit = EditMatter(
        matter=old.id, version=old.version, requirements="本局要求", correction_limit=10,
        correction_unit="工作日", special_steps="现场勘验3个工作日", supervision_telephone="0590-9",
    )  # fmt: skip
    catalogue.edit(actor, edit)
    headings = [heading for heading in row() if heading not in {"办理要求", "补正期限"}]

    report = catalogue.import_sheet(
        actor,
        usual([row(设定依据="新依据", 咨询电话="0590-2")], [material()], headings=headings, name="新.xlsx"),
    )

    (new,) = catalogue.all(actor)
    assert report.changes[0].changed == ("basis", "counter_telephone")
    assert (new.basis, new.counter_telephone) == ("新依据", "0590-2")
    assert (new.requirements, new.special_steps) == ("本局要求", "现场勘验3个工作日")
    assert (new.correction_limit, new.correction_unit) == (10, "工作日")
    assert new.supervision_telephone == "0590-9"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"法定办结时限": "5", "承诺办结时限": "7"}, "长于法定办结时限5个工作日"),
        ({"办理要求": ""}, "没有填写办理要求"),
        ({"事项名称": "长" * 201}, "不超过200字"),
    ],
)
def test_a_matter_that_breaks_a_rule_stays_out(catalogue, actor, usual, changes, said):
    row, material = usual.row, usual.material
    report = catalogue.import_sheet(
        actor, usual([row("A-1", **changes), row("A-2")], [material("A-1"), material("A-2")])
    )

    assert [matter.code for matter in catalogue.all(actor)] == ["A-2"]
    assert report.faults[0].text.startswith("第2行：")
    assert said in report.faults[0].text


def test_a_new_matter_without_materials_stays_out(catalogue, actor, usual, row, material):
    report = catalogue.import_sheet(actor, usual([row("A-1"), row("A-2")], [material("A-1")]))

    assert report.added == 1
    assert "没有申请材料" in report.faults[0].text


def test_the_regime_follows_from_the_law_where_the_sheet_is_silent(catalogue, actor, usual, row, material):
    rows = [row("A-1"), row("A-2", 设定依据="《不动产登记暂行条例》第十四条")]
    catalogue.import_sheet(actor, usual(rows, [material("A-1"), material("A-2")]))

    assert [matter.regime for matter in catalogue.all(actor)] == [Regime.LICENCE, Regime.REAL_ESTATE]


def test_only_who_keeps_the_catalogue_may_change_it(catalogue, clerk, local_administrator, actor, usual):
    row, material = usual.row, usual.material
    path = usual([row("A-1"), row("A-2", 责任单位="登记中心")], [material("A-1"), material("A-2")])

    with pytest.raises(NotAllowed):
        catalogue.import_sheet(clerk, path)
    report = catalogue.import_sheet(local_administrator, path)

    assert [matter.code for matter in catalogue.all(clerk)] == ["A-2"]
    assert "范围" in report.faults[0].text
    catalogue.import_sheet(actor, path)
    other = catalogue.find(actor, "A-1")[0]
    with pytest.raises(NotAllowed):
        catalogue.edit(
            local_administrator, EditMatter(matter=other.id, version=other.version, requirements="改")
        )


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("gcgh", "建设工程规划许可证核发（建筑类）"),
        ("jsgcghxkz", "建设工程规划许可证核发（建筑类）"),
        ("xcjs", "乡村建设规划许可证核发"),
        ("zhuxiao", "不动产抵押权注销登记"),
        ("市政", "建设工程规划许可证核发（市政类）"),
        ("存量房 zydj", "国有建设用地使用权及房屋所有权转移登记（存量房买卖）"),
        ("SL113500000000000X2001015201000", "测绘成果汇交"),
        ("chcg", "测绘成果汇交"),
    ],
)
def test_a_matter_is_found_as_the_clerk_types_it(furnished, catalogue, clerk, words, first):
    assert catalogue.find(clerk, words)[0].name == first


def test_initials_from_the_beginning_come_first(furnished, catalogue, clerk):
    names = [matter.name for matter in catalogue.find(clerk, "js")]

    assert len(names) > 4
    starting = [name.startswith("建设") for name in names]
    assert starting == sorted(starting, reverse=True)


def test_no_words_find_everything_and_nonsense_nothing(furnished, catalogue, clerk, examples):
    assert len(catalogue.find(clerk, "")) == len(examples)
    assert catalogue.find(clerk, "zzzz") == ()


def test_an_edit_is_entered_with_what_was_and_what_is(catalogue, actor, entries, matter):
    edited = catalogue.edit(
        actor,
        EditMatter(matter=matter.id, version=matter.version, committed_limit=5, requirements=" 一份即可 "),
    )

    assert (edited.committed_limit, edited.requirements) == (5, "一份即可")
    assert edited.version == matter.version + 1
    (entry,) = entries()
    detail = json.loads(entry.detail)
    assert detail["before"]["committed_limit"] == 7
    assert detail["after"] == {"committed_limit": 5, "requirements": "一份即可"}
    assert entry.subject == f"matter:{matter.id}"


@pytest.mark.parametrize(
    "change", [{"name": "改名"}, {"code": "X"}, {"kind": MatterKind.JOINT}, {"basis": "别的法"}]
)
def test_what_comes_from_the_province_is_not_changed_here(catalogue, actor, entries, matter, change):
    with pytest.raises(ReadOnlyField, match="与省标准目录同源一致"):
        catalogue.edit(actor, EditMatter(matter=matter.id, version=matter.version, **change))
    assert entries() == []


def test_giving_the_same_name_again_is_no_change(catalogue, actor, entries, matter):
    same = EditMatter(matter=matter.id, version=matter.version, name=matter.name, kind=matter.kind)

    assert catalogue.edit(actor, same) == matter
    assert entries() == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"committed_limit": 21}, "长于法定办结时限20个工作日"),
        ({"committed_limit": -1}, "不能是负数"),
        ({"requirements": "  "}, "没有填写办理要求"),
        ({"correction_unit": "周"}, "工作日或自然日"),
        ({"correction_limit": 0}, "1至365"),
        ({"special_steps": "a\u202eb"}, "U+202E"),
    ],
)
def test_an_edit_that_breaks_a_rule_says_which_field(catalogue, actor, entries, matter, change, said):
    with pytest.raises(BadInput) as refused:
        catalogue.edit(actor, EditMatter(matter=matter.id, version=matter.version, **change))

    assert said in str(refused.value)
    assert refused.value.problems[0].field == next(iter(change))
    assert catalogue.get(actor, matter.id) == matter
    assert entries() == []


def test_the_second_of_two_editors_sees_what_the_first_wrote(catalogue, actor, matter):
    catalogue.edit(actor, EditMatter(matter=matter.id, version=matter.version, counter_telephone="0590-7"))

    with pytest.raises(Conflict) as refused:
        catalogue.edit(actor, EditMatter(matter=matter.id, version=matter.version, counter_telephone="0590-8"))
    assert refused.value.theirs["counter_telephone"] == "0590-7"


def test_a_retired_matter_is_not_offered_until_it_is_restored(catalogue, actor, entries, matter, store):
    retired = catalogue.retire(actor, matter.id, matter.version)

    assert catalogue.find(actor, matter.name) == ()
    assert catalogue.find(actor, matter.name, retired=True) == (retired,)
    with pytest.raises(Refusal, match="已经是停用"):
        catalogue.retire(actor, matter.id, retired.version)
    assert catalogue.restore(actor, matter.id, retired.version).active
    assert [entry.act for entry in entries()] == ["retire_matter", "restore_matter"]
    with store.read() as unit:
        ledger = unit.ledger
        assert verify(ledger.entries(), ledger.head(), ledger.seals()) == ()


def test_an_import_does_not_bring_a_retired_matter_back(catalogue, actor, usual, row, material):
    path = usual([row()], [material()])
    catalogue.import_sheet(actor, path)
    (matter,) = catalogue.all(actor)
    catalogue.retire(actor, matter.id, matter.version)

    catalogue.import_sheet(actor, usual([row(设定依据="新")], [material()], name="新.xlsx"))

    (now,) = catalogue.all(actor)
    assert (now.active, now.basis) == (False, "新")


@pytest.fixture
def internal(store, examples):
    """The built-in matter under which letters are registered."""
    with store.begin() as unit:
        letter = replace(
            examples[0], code="LW-1", name="来文来函", kind=MatterKind.LETTER, materials=(), committed_limit=0
        )
        return unit.matters.get(unit.matters.add(letter))


def test_the_counter_is_offered_no_letters_and_tasks(catalogue, clerk, internal, furnished):
    for words in ("", "来文来函", "LW-1", "lwlh"):
        assert internal.id not in {matter.id for matter in catalogue.find(clerk, words)}
    assert internal not in catalogue.all(clerk)
    assert internal in catalogue.all(clerk, assigned=True)


def test_no_import_and_no_edit_touches_an_internal_matter(catalogue, actor, internal, usual, row, material):
    report = catalogue.import_sheet(
        actor, usual([row("LW-1"), row("A-1")], [material("LW-1"), material("A-1")])
    )
    assert (report.added, report.updated) == (1, 0)
    assert "内部事项" in report.faults[0].text
    with pytest.raises(Refusal, match="内部事项"):
        catalogue.retire(actor, internal.id, internal.version)
    with pytest.raises(Refusal, match="内部事项"):
        catalogue.edit(actor, EditMatter(matter=internal.id, version=1, requirements="别的"))
    assert catalogue.get(actor, internal.id) == internal

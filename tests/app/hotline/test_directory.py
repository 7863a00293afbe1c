from __future__ import annotations

import pytest

from app.errors import BadInput, Conflict, NotAllowed
from app.hotline.directory import keywords_of
from app.hotline.directory_keeping import SaveEntry
from app.hotline.directory_sheet import sheet_of

LINE = {
    "topic": "产权登记",
    "keywords": "产权证、过户、补证",
    "lead": "不动产登记中心",
    "basis": "三定规定第五条",
    "effective_from": "2026-01-01",
}


def save(office, entry=None, who="suhaiyun", **fields):
    command = SaveEntry(
        entry=entry.id if entry else 0, version=entry.version if entry else 0, fields={**LINE, **fields}
    )
    return office.desk.hotline.directory.save(office.actor(who), command)


def lines(office):
    return office.desk.hotline.directory.all(office.actor("suhaiyun"))


def test_a_line_is_kept_changed_and_in_the_ledger(office):
    made = save(office)
    assert made.keywords == keywords_of(LINE["keywords"])
    changed = save(office, made, keywords="过户", effective_until="2026-12-31")
    assert (changed.keywords, changed.version) == (("过户",), 2)
    with pytest.raises(Conflict):
        save(office, made, keywords="补证")
    with office.store.read() as unit:
        texts = [each.summary for each in unit.ledger.entries_of(f"directory:{made.id}")]
    assert texts == ["新增职责目录：产权登记→不动产登记中心", "修改职责目录：产权登记→不动产登记中心"]


def test_only_the_centre_and_the_administrator_change_it(office):
    save(office, who="guanliyuan")
    with pytest.raises(NotAllowed):
        save(office, who="xujianguo")


def test_what_is_wrong_is_said_at_its_field(office):
    for field, value in (("lead", "没有这个处"), ("effective_until", "2025-01-01"), ("keywords", "地")):
        with pytest.raises(BadInput) as told:
            save(office, **{field: value})
        assert [each.field for each in told.value.problems] == [field]


def test_there_is_one_fallback_at_a_time(office):
    save(office, topic="其他", keywords="", fallback=True)
    with pytest.raises(BadInput, match="已是兜底单位"):
        save(office, topic="其余", keywords="", lead="行政审批处", fallback=True)


def test_what_was_exported_comes_back_unchanged_and_a_changed_row_changes_its_line(office, tmp_path):
    save(office)
    save(office, topic="其他", keywords="", fallback=True)
    path = tmp_path / "职责目录.xlsx"
    path.write_bytes(sheet_of(lines(office)))
    keeping, actor = office.desk.hotline.directory, office.actor("suhaiyun")
    report = keeping.import_sheet(actor, path)
    assert (report.new, report.changed, report.same, report.faults) == (0, 0, 2, ())
    rows = ["主办单位,事项,关键字,生效日期", "不动产登记中心,产权登记,过户,2026-01-01"]
    rows += ["行政审批处,规划许可,规划许可证,2026-01-01", "没有的处,别的,某某事,2026-01-01", ",,,"]
    sheet = tmp_path / "更改.csv"
    sheet.write_text("\n".join(rows), encoding="utf-8")
    report = keeping.import_sheet(actor, sheet)
    assert (report.new, report.changed, report.same) == (1, 1, 0)
    assert report.faults == ("第4行：没有叫“没有的处”的单位，请写处室、分局或中心的全称。",)
    assert next(each for each in lines(office) if each.topic == "产权登记").keywords == ("过户",)


def test_a_sheet_without_headings_is_refused(office, tmp_path):
    sheet = tmp_path / "表.csv"
    sheet.write_text("甲,乙\n丙,丁\n", encoding="utf-8")
    with pytest.raises(BadInput, match="没有找到表头"):
        office.desk.hotline.directory.import_sheet(office.actor("suhaiyun"), sheet)

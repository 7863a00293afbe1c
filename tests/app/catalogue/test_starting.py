from __future__ import annotations

import re

from app.catalogue.keys import INITIALS_PREFIX, matches, search_keys
from app.catalogue.models import MatterKind, Regime
from app.catalogue.rules import problems_of

WANTED = {
    "建设项目用地预审与选址意见书核发", "建设用地规划许可证核发", "建设工程规划许可证核发（建筑类）",
    "建设工程规划许可证核发（市政类）", "乡村建设规划许可证核发", "建设工程规划条件核实",
    "临时建设用地规划许可",
    "国有建设用地使用权及房屋所有权转移登记（存量房买卖）", "不动产抵押权首次登记", "不动产抵押权注销登记",
    "不动产登记资料查询", "国有建设用地使用权首次登记", "预购商品房预告登记",
    "测绘成果汇交", "海域使用权首次登记",
}  # fmt: skip


def test_the_example_matters_cover_the_counter(examples):
    assert {matter.name for matter in examples} >= WANTED
    assert len({matter.code for matter in examples}) == len(examples)


def test_every_example_keeps_the_rules_of_the_catalogue(examples):
    for matter in examples:
        assert problems_of(matter) == (), matter.name
        assert matter.example
        assert 6 <= len(matter.materials) <= 10
        assert 1 <= matter.committed_limit <= matter.statutory_limit
        assert all(matter.fee and text for text in (matter.counter_telephone, matter.supervision_telephone))


def test_every_basis_names_its_law(examples):
    for matter in examples:
        assert re.search(r"《.+》.*第.+条", matter.basis), matter.name


def test_both_regimes_and_both_speeds_are_there(examples):
    assert {matter.regime for matter in examples} == set(Regime)
    assert {matter.kind for matter in examples} == {MatterKind.IMMEDIATE, MatterKind.COMMITTED}
    for matter in examples:
        registration = "不动产登记暂行条例" in matter.basis
        assert (matter.regime is Regime.REAL_ESTATE) == registration
        assert matter.division == (2 if registration else 1)


def test_registration_is_done_within_thirty_working_days_and_a_licence_within_twenty(examples):
    for matter in examples:
        most = 30 if matter.regime is Regime.REAL_ESTATE else 20
        assert matter.statutory_limit <= most


def test_identity_licence_and_title_papers_are_shared_with_the_government(examples):
    for matter in examples:
        for material in matter.materials:
            if re.match(r".{0,6}(居民身份证|营业执照|不动产权证书)", material.name):
                assert material.shared, (matter.name, material.name)


def test_every_example_is_found_by_the_initials_of_its_name(examples):
    for matter in examples:
        keys = search_keys(matter.name)
        assert matches(keys.initials, matter.name, keys) == INITIALS_PREFIX
        assert len(keys.initials) == len(re.sub(r"\W", "", matter.name))
        assert matches(keys.initials[2:6], matter.name, keys) is not None

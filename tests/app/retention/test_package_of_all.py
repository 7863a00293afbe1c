"""What a package holds beside its papers, and how it is proposed."""

from __future__ import annotations

import hashlib
import json
import zipfile

import pytest

from app.retention.commands import CalledOff, ChangedPackage, ExportDue, KeptFromDestruction
from app.retention.models import Chosen
from app.retention.packing import FACTS, HASHES, hashes_text
from app.retention.unpacking import read_package
from tests.app.denials.samples_of_files import pdf
from tests.app.hotline.order_life import ARRIVED
from tests.app.retention.old import ARCHIVIST, LEADER, exported, issued, proposed_from
from tests.app.retention.over import LATE, SECRET_WORDS, answered_order, denied, enquired


@pytest.fixture
def package(office, tmp_path):
    """A package with a denial, its file, and an order."""
    denied(office, tmp_path)
    answered_order(office)
    office.wall.put(LATE)
    exported(office, tmp_path)
    return tmp_path / "包.zip"


def rewritten(path, change):
    """Write a package anew whose files were changed, hashes and all."""
    with zipfile.ZipFile(path) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    change(files)
    hashes = {name: hashlib.sha256(each).hexdigest() for name, each in files.items() if name != HASHES}
    files[HASHES] = hashes_text(hashes)
    other = path.with_name("改.zip")
    with zipfile.ZipFile(other, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return other


def test_a_package_holds_everything_that_goes_with_its_papers(package):
    held = read_package(package)
    assert [(each.kind, each.files, each.complaints, each.callers) for each in held.left] == [
        ("case", 0, 0, 0), ("denial", 1, 1, 0), ("order", 0, 0, 1),
    ]  # fmt: skip
    with zipfile.ZipFile(package) as packed:
        matters = {name: packed.read(name) for name in packed.namelist() if name.startswith("matters/")}
    (file,) = (content for name, content in matters.items() if name.endswith("政策.pdf"))
    assert file == pdf()
    told = {name: content.decode() for name, content in matters.items() if name.endswith(".json")}
    (denial,) = (each for name, each in told.items() if "否定报备" in name and "ledger" not in name)
    (order,) = (each for name, each in told.items() if "工单" in name and "ledger" not in name)
    assert SECRET_WORDS in json.loads(denial)["denials"][0]["fields"]
    assert json.loads(denial)["complaints"][0]["answer"] == SECRET_WORDS
    assert json.loads(order)["orders"][0]["caller"] == ARRIVED["caller"]
    assert SECRET_WORDS in json.loads(order)["order_records"][-1]["fields"]


def test_a_package_whose_file_is_another_is_refused(package):
    def other_file(files):
        (name,) = (each for each in files if each.endswith("政策.pdf"))
        files[name] = pdf("另一份")

    with pytest.raises(ChangedPackage, match="附件与登记的校验值不符"):
        read_package(rewritten(package, other_file))


def test_nothing_is_proposed_of_which_the_package_does_not_hold_all(office, package):
    def without_order(files):
        facts = json.loads(files[FACTS])
        facts["left"] = [each for each in facts["left"] if each["kind"] != "order"]
        files[FACTS] = json.dumps(facts).encode()

    with pytest.raises(KeptFromDestruction, match=f"工单{ARRIVED['number']}：资料不在档案包里"):
        proposed_from(office, rewritten(package, without_order))
    assert office.desk.old_papers.disposals.all(office.actor(LEADER)) == ()


@pytest.mark.parametrize("stage", ["核对文件", "核对文书", "核对资料", "核对登记簿", "核对连同销毁的资料"])
def test_a_proposal_called_off_at_any_stage_leaves_nothing(office, package, stage):
    before = office.desk.ledger.verify().entries
    with pytest.raises(CalledOff):
        proposed_from(office, package, lambda what, _done, _whole: what != stage)
    assert office.desk.old_papers.disposals.all(office.actor(LEADER)) == ()
    assert office.desk.ledger.verify().entries == before
    assert proposed_from(office, package).left.things == 3


def test_an_export_called_off_among_what_goes_along_leaves_no_file(office, tmp_path):
    issued(office)
    enquired(office)
    office.wall.put(LATE)
    command = ExportDue(chosen=Chosen(), path=tmp_path / "包.zip")
    with pytest.raises(CalledOff, match="没有留下文件"):
        office.desk.old_papers.packages.export(
            office.actor(ARCHIVIST), command, lambda what, _done, _whole: what != "写资料"
        )
    assert not list(tmp_path.glob("包*"))

from __future__ import annotations

import hashlib
import subprocess
import sys

from app.forms.sheet import VerificationCode
from app.press import press_docx, press_many, press_pdf
from tests.app.press.paper import LAW, OWN, one_cell

CODE = VerificationCode(text="7KQ4-9DXM-2PAB", payload="示例告〔2026〕7号 7KQ4-9DXM-2PAB")
SCRIPT = """
import hashlib
from app.press import press_docx, press_pdf
from tests.app.press.test_same_bytes import OWN, paper
print(hashlib.sha256(press_pdf(paper(), OWN).pdf + press_docx(paper(), OWN)).hexdigest())
"""


def paper():
    return one_cell(LAW * 12, code=CODE, watermark="草稿", parts=("存根联", "回执联"))


def test_the_same_fields_give_the_same_bytes_in_another_process():
    here = hashlib.sha256(press_pdf(paper(), OWN).pdf + press_docx(paper(), OWN)).hexdigest()
    for seed in ("1", "2"):
        there = subprocess.run(
            [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, env=environment(seed)
        )
        assert there.stdout.strip() == here


def environment(seed):
    import os

    return {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."}


def test_a_run_holds_every_sheet_and_draws_each_as_alone():
    from app.press.verify import page_texts

    sheets = [one_cell(f"第{number}件：{LAW[number:]}") for number in range(5)]
    together = page_texts(press_many(sheets, OWN).pdf)
    alone = [text for sheet in sheets for text in page_texts(press_pdf(sheet, OWN).pdf)]
    assert list(together) == alone


def test_the_file_says_its_title_language_and_author():
    import io

    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(press_pdf(one_cell("甲", author="示例局"), OWN).pdf))
    assert reader.metadata.title == "样张"
    assert reader.metadata.author == "示例局"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert "甲" in reader.pages[0].extract_text()

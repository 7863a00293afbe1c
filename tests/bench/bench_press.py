"""How quick the press is: against a bare ReportLab canvas that draws the same strings, and a ready zip."""

from __future__ import annotations

import io
import statistics
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from app.forms.sheet import (
    MM,
    TITLE_PT,
    Align,
    Cell,
    Face,
    Grid,
    Note,
    Paragraph,
    Row,
    Sheet,
    Signatures,
    VerificationCode,
)
from app.press import Faces, press_docx, press_many, press_pdf
from app.press.pages import pages_of

ROUNDS = 15
RUN = 1_000
LAW = (
    "依据《中华人民共和国行政许可法》第三十二条和《不动产登记暂行条例》第十七条的规定，申请材料不齐全或者"
    "不符合法定形式的，应当当场或者在5个工作日内一次告知申请人需要补正的全部内容，逾期不告知的，"
    "自收到申请材料之日起即为受理。"
)
SHARE = "/usr/share/fonts/truetype/"
WHOLE = {  # the whole TrueType faces nearest to ours; Noto CJK has no TrueType outlines
    "counter-fang.ttf": SHARE + "lxgw-wenkai/LXGWWenKai-Light.ttf",
    "counter-kai.ttf": SHARE + "lxgw-wenkai/LXGWWenKai-Regular.ttf",
    "counter-title.ttf": SHARE + "babelstone/BabelStoneHan.ttf",
    "counter-song.ttf": SHARE + "babelstone/BabelStoneHan.ttf",
    "counter-hei.ttf": SHARE + "wqy/wqy-zenhei.ttc",
}


def _form(number: int, reason: str) -> Sheet:
    def label(text: str, **more) -> Cell:
        return Cell(text=text, label=True, **more)

    rows = (
        Row(cells=(label("承办处室（分局）"), Cell(text="示例分局"), label("联办部门"), Cell())),
        Row(cells=(label("办件受理编号"), Cell(text=f"示例{number:08d}"), label("经办人"), Cell(text="林静"))),
        Row(
            cells=(
                label("受理日期"),
                Cell(text="2026年11月16日"),
                label("退回日期"),
                Cell(text="2026年11月20日"),
            )
        ),
        Row(cells=(label("申请办理事项"), Cell(text="国有建设用地使用权及房屋所有权首次登记", columns=3))),
        Row(cells=(label("否定理由和依据"), Cell(text=reason, columns=3)), height=40),
        Row(
            cells=(label("单位负责人核查意见"), Cell(columns=3, foot="签字（盖章）：　　　　年　　月　　日")),
            height=28,
        ),
        Row(
            cells=(label("分管局领导核查意见"), Cell(columns=3, foot="签字：　　　　年　　月　　日")), height=28
        ),
    )
    return Sheet(
        title="否定报备登记表",
        heading_right=f"示例否〔2026〕{number}号",
        continuation="否定报备登记表（续页）",
        code=VerificationCode(text=f"7KQ4-9DXM-{number:04d}", payload=f"示例否〔2026〕{number}号 7KQ4-9DXM"),
        blocks=(
            Paragraph(text="否定报备登记表", face=Face.TITLE, size=TITLE_PT, align=Align.CENTRE, after=6),
            Grid(widths=(32, 46, 32, 46), rows=rows),
            Note(text="注：由处室将否定报备登记表与申报材料一并存档备查。"),
            Signatures(seal=40, seal_caption="（窗口单位盖章）", date="2026年11月20日"),
        ),
    )


def _one_page(number: int) -> Sheet:
    return _form(number, f"第{number}件：" + LAW[number % 40 :] + LAW)


def _long(number: int) -> Sheet:
    return _form(number, (f"第{number}件：" + LAW * 27)[:3_000])


class _Bare:
    """A plain canvas that draws the strings of our pages at their places in faces registered once."""

    def __init__(self, whole: bool) -> None:
        self.whole = whole
        self.names: dict[str, str] = {}

    def name(self, path: Path) -> str:
        if path.name not in self.names:
            source = WHOLE.get(path.name, str(path)) if self.whole else str(path)
            source = source if Path(source).exists() else str(path)
            self.names[path.name] = f"{'whole' if self.whole else 'own'}-{path.stem}"
            pdfmetrics.registerFont(TTFont(self.names[path.name], source))
        return self.names[path.name]

    def strings(self, sheet: Sheet) -> list[list[tuple]]:
        height = sheet.page.height * MM
        return [
            [
                (self.name(face.path), size, x, height - y, text)
                for x, y, size, line in ink.lines
                for face, text in line.runs
            ]
            for ink in pages_of(sheet, Faces(machine=False))
        ]

    @staticmethod
    def draw(pages: list[list[tuple]]) -> bytes:
        target = io.BytesIO()
        paper = canvas.Canvas(target)
        for page in pages:
            for name, size, x, y, text in page:
                paper.setFont(name, size)
                paper.drawString(x, y, text)
            paper.showPage()
        paper.save()
        return target.getvalue()


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1_000


def _against_bare(sheet_of: Callable[[int], Sheet], limit: float) -> dict:
    """Time a press and both canvases turn by turn, on sheets that differ each time."""
    faces, whole, own = Faces(machine=False), _Bare(whole=True), _Bare(whole=False)
    press_pdf(sheet_of(0), faces)
    for bare in (whole, own):
        bare.draw(bare.strings(sheet_of(0)))
    times: dict[str, list[float]] = {"press": [], "whole": [], "own": []}
    for number in range(1, ROUNDS + 1):
        sheet = sheet_of(number)
        drawn = {"whole": whole.strings(replace(sheet)), "own": own.strings(replace(sheet))}
        other = sheet_of(number + ROUNDS)  # its own texts: nothing of it has been set before
        times["press"].append(_ms(lambda sheet=other: press_pdf(sheet, faces)))
        times["whole"].append(_ms(lambda pages=drawn["whole"]: _Bare.draw(pages)))
        times["own"].append(_ms(lambda pages=drawn["own"]: _Bare.draw(pages)))
    median = {name: statistics.median(taken) for name, taken in times.items()}
    return {
        "pages": press_pdf(sheet_of(1), faces).pages,
        "press_ms": round(median["press"], 2),
        "canvas_whole_faces_ms": round(median["whole"], 2),
        "canvas_cut_faces_ms": round(median["own"], 2),
        "ratio": round(median["press"] / median["whole"], 2),
        "ratio_to_cut_faces": round(median["press"] / median["own"], 2),
        "limit_ratio": limit,
    }


def one_page() -> dict:
    """A one-page form."""
    return _against_bare(_one_page, 0.8)


def three_thousand_characters() -> dict:
    """A form with a reason of 3,000 characters."""
    return _against_bare(_long, 1.0)


def run_of_forms() -> dict:
    """1,000 different one-page forms as one file."""
    faces = Faces(machine=False)
    press_pdf(_one_page(0), faces)
    speeds = []
    for turn in range(1, 6):  # other sheets each time: nothing of them has been set before
        sheets = [_one_page(turn * RUN + number) for number in range(RUN)]
        began = time.perf_counter()
        pressed = press_many(sheets, faces)
        speeds.append(pressed.pages / (time.perf_counter() - began))
    return {
        "pages_per_s": round(statistics.median(speeds)),
        "kilobytes": len(pressed.pdf) // 1_000,
        "limit": 500,
    }


def word_document() -> dict:
    """A one-page form as DOCX against replacing words in a ready zip."""
    faces = Faces(machine=False)
    ready = press_docx(_one_page(0), faces)
    pressed, replaced = [], []
    for number in range(1, ROUNDS + 1):
        sheet = _one_page(number)
        pressed.append(_ms(lambda sheet=sheet: press_docx(sheet, faces)))
        replaced.append(_ms(lambda number=number: _replaced(ready, number)))
    docx, words = statistics.median(pressed), statistics.median(replaced)
    return {
        "docx_ms": round(docx, 2),
        "ready_zip_ms": round(words, 2),
        "ratio": round(docx / words, 2),
        "limit_ratio": 3.0,
    }


def _replaced(ready: bytes, number: int) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(ready)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for item in source.infolist():
            content = source.read(item)
            if item.filename == "word/document.xml":
                content = content.replace("示例00000000".encode(), f"示例{number:08d}".encode())
            copy.writestr(item, content)
    return target.getvalue()


CASES = {
    "press_form": one_page,
    "press_long_form": three_thousand_characters,
    "press_run": run_of_forms,
    "press_docx": word_document,
}

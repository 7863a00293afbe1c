from __future__ import annotations

import io
import zipfile

from app.forms.sheet import Paragraph, Sheet
from app.press import press_pdf


def pdf(words="政策全文", pages=1):
    from app.forms.sheet import PageBreak

    blocks = []
    for number in range(pages):
        blocks += [PageBreak()] * (number > 0) + [Paragraph(text=f"{words}第{number + 1}面")]
    return press_pdf(Sheet(title=words, blocks=tuple(blocks))).pdf


def png(size=(40, 30)):
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", size, "red").save(made, "PNG")
    return made.getvalue()


def docx(member="word/document.xml"):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(member, "<x/>")
    return made.getvalue()


def text(words="会议纪要"):
    return words.encode("gb18030")

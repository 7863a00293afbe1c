"""What stands on every page of the Word document: section geometry, headings, page number, code, watermark."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from app.forms.sheet import FORM_PT, MM, Align, Face, Sheet
from app.press.docx_package import WORD_NAMES
from app.press.docx_words import Manner, gap, mm, paragraph, run
from app.press.furniture import ADVICE, CODE_BELOW_MM, CODE_MM, CODE_PT, FOOT_PT, right_heading
from app.press.pages import CONTINUATION
from app.press.papers import Paper

HEADER_ABOVE_MM = 18.0  # from the first line of the header to the text block
EDGE_MM = 5.0  # what a printer cannot reach
LINE = 7 * MM  # of the header
NUMBER_BELOW_MM = 7.0
EMU = 36000  # in a mm


def section(paper: Paper, first_header: int) -> str:
    """Return the properties of a paper's section; its pages count from 1, or on from those before it."""
    sheet, page = paper.sheet, paper.sheet.page
    count = "" if paper.counts_on else '<w:pgNumType w:start="1"/>'
    foot = page.height - page.top - page.block_height
    header_at = max(EDGE_MM, page.top - HEADER_ABOVE_MM)
    below = CODE_BELOW_MM + CODE_MM if sheet.code else NUMBER_BELOW_MM + 4
    first_footer = 1 if sheet.numbered_from == 1 else 2
    return (
        f'<w:sectPr><w:headerReference w:type="first" r:id="rIdHeader{first_header}"/>'
        f'<w:headerReference w:type="default" r:id="rIdHeader{first_header + 1}"/>'
        f'<w:footerReference w:type="first" r:id="rIdFooter{first_footer}"/>'
        '<w:footerReference w:type="default" r:id="rIdFooter1"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{mm(page.width)}" w:h="{mm(page.height)}"/>'
        f'<w:pgMar w:top="{mm(page.top)}" w:right="{mm(page.width - page.left - page.block_width)}"'
        f' w:bottom="{mm(foot)}" w:left="{mm(page.left)}" w:header="{mm(header_at)}"'
        f' w:footer="{mm(max(EDGE_MM, foot - below))}" w:gutter="0"/>'
        f"{count}<w:titlePg/></w:sectPr>"
    )


def header(sheet: Sheet, part: str, first: bool) -> str:
    """Return the header of a part's first page, or of those that follow."""
    width = sheet.page.block_width * MM
    mark = _watermark(sheet.watermark) if sheet.watermark else ""
    lines = [paragraph(mark + run(part, Face.HEI, FORM_PT), Manner(pitch=LINE, align=Align.RIGHT))]
    words = run(sheet.heading_left, Face.BODY, FORM_PT)
    if right := right_heading(sheet, first=first):
        words += run("\t" + right, Face.BODY, FORM_PT)
    lines.append(paragraph(words, Manner(pitch=LINE, align=Align.LEFT, tabs=(("right", width, "none"),))))
    if not first and sheet.continuation:
        lines.append(gap(4 * MM))
        style = Manner(pitch=CONTINUATION, align=Align.CENTRE)
        lines.append(paragraph(run(sheet.continuation, Face.HEI, FORM_PT), style))
    return "".join(lines)


def _field(code: str, size: float) -> str:
    return f'<w:fldSimple w:instr=" {code} ">{run("1", Face.SONG, size)}</w:fldSimple>'


def _number(align: Align, *, many: bool) -> str:
    pages = "SECTIONPAGES" if many else "NUMPAGES"
    words = (
        run("第", Face.SONG, FOOT_PT)
        + _field("PAGE", FOOT_PT)
        + run("页　共", Face.SONG, FOOT_PT)
        + _field(pages, FOOT_PT)
        + run("页", Face.SONG, FOOT_PT)
    )
    return paragraph(words, Manner(pitch=FOOT_PT * 1.4, align=align))


def footers(sheet: Sheet, *, many: bool) -> tuple[str, ...]:
    """Return the footer, and where the first page has no number one without it."""
    numbers = (_number(Align.RIGHT if sheet.code else Align.CENTRE, many=many), gap(FOOT_PT * 1.4))
    return tuple(_footer(sheet, number) for number in numbers[: min(sheet.numbered_from, 2)])


def _footer(sheet: Sheet, number: str) -> str:
    """Return a footer of the page number and the code with its words."""
    if not sheet.code:
        return number
    widths = [mm(CODE_MM + 2.5), mm(70), mm(sheet.page.block_width - CODE_MM - 72.5)]
    code = run("验证码 " + sheet.code.text, Face.SONG, CODE_PT)
    words = gap(4 * MM) + "".join(
        paragraph(text, Manner(pitch=5 * MM, align=Align.LEFT))
        for text in (code, run(ADVICE, Face.SONG, CODE_PT - 1))
    )
    picture = paragraph(_picture(), Manner(pitch=CODE_MM * MM, align=Align.LEFT))
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
        for width, content in zip(widths, (picture, words, number), strict=True)
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        f'<w:tr><w:trPr><w:trHeight w:val="{mm(CODE_MM)}" w:hRule="exact"/></w:trPr>{cells}</w:tr></w:tbl>'
        f"{gap(1)}"
    )


def _picture() -> str:
    side = round(CODE_MM * EMU)
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1"'
        ' behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{side}" cy="{side}"/><wp:wrapNone/><wp:docPr id="1" name="验证码" descr="验证码"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="1" name="code.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rIdCode"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></w:r>"
    )


def _watermark(text: str) -> str:
    """Return the watermark as Word writes it: a text along a path behind the page."""
    size = min(110.0, 520 / max(1, len(text)))
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
        ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/>'
        '<v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        '<v:shape id="watermark" o:spid="_x0000_s2049" type="#_x0000_t136" stroked="f" fillcolor="#e0e0e0"'
        ' style="position:absolute;margin-left:0;margin-top:0;'
        f"width:{size * len(text):.0f}pt;height:{size:.0f}pt;"
        "rotation:315;z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        'mso-position-vertical-relative:margin">'
        f'<v:textpath style="font-family:&quot;{WORD_NAMES[Face.HEI]}&quot;;font-size:1pt"'
        f" string={quoteattr(text)}/>"
        "</v:shape></w:pict></w:r>"
    )

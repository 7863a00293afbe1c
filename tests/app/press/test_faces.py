from __future__ import annotations

import resources
from app.forms.sheet import Face
from app.press import Faces, face_report, press_pdf
from app.press.faces import OFFICIAL, Chain, machine_faces
from app.press.outlines import FaceFile
from tests.app.press.paper import OWN, plain

TABLES = (resources.path("faces") / "characters.txt").read_text(encoding="utf-8").splitlines()
FIRST_LEVEL, SECOND_LEVEL, THIRD_LEVEL = TABLES[1], TABLES[3], TABLES[5]


def test_every_role_draws_the_whole_national_table_without_any_installed_font():
    assert (len(FIRST_LEVEL), len(SECOND_LEVEL), len(THIRD_LEVEL)) == (3500, 3000, 1605)
    for role in Face:
        chain = OWN.chain(role)
        assert not chain.missing(FIRST_LEVEL + SECOND_LEVEL)
        assert len(chain.missing(THIRD_LEVEL)) <= 1605 - 1550


def test_the_body_face_alone_draws_the_common_table():
    assert set(FIRST_LEVEL + SECOND_LEVEL) <= OWN.chain(Face.BODY).first.characters


def test_a_character_of_another_face_gets_a_run_of_its_own():
    chain = OWN.chain(Face.KAI)
    rare = next(sign for sign in THIRD_LEVEL if sign not in chain.first.characters)
    runs = chain.runs(f"王{rare}某")
    assert [text for _, text in runs] == ["王", rare, "某"]
    assert runs[0][0] is runs[2][0] is chain.first
    assert rare in runs[1][0].characters


def test_neighbouring_foreign_characters_share_the_face_that_draws_them_all():
    title = OWN.chain(Face.TITLE)
    rare = "".join([sign for sign in THIRD_LEVEL if sign not in title.first.characters][:3])
    assert len(title.runs(rare)) == 1


def test_the_widest_face_of_the_machine_stands_behind_our_own():
    chain = machine_faces().chain(Face.BODY)
    assert len(chain.files) >= len(OWN.chain(Face.BODY).files)
    assert chain.first.characters >= set(FIRST_LEVEL)


def test_the_report_names_wanted_and_used_faces_for_every_role():
    lines = face_report()
    assert [line.role for line in lines] == ["小标宋", "仿宋", "楷体", "黑体", "宋体"]
    for line, role in zip(lines, Face, strict=True):
        assert line.wanted == OFFICIAL[role][0]
        assert line.used
        assert line.with_fallback >= line.characters > 4_000


def test_the_report_of_a_bare_machine_says_our_own_faces():
    assert {line.used for line in Faces(machine=False).report()} == {
        "窗口标题宋", "窗口仿宋", "窗口楷体", "窗口黑体", "窗口宋体",
    }  # fmt: skip


def test_a_font_file_of_composed_outlines_is_cut_with_all_its_parts():
    path = next(iter(sorted(resources.path("faces").glob("*.ttf"))))
    face = FaceFile(path)
    program, length = face.packed_program([face.glyphs["国"], face.glyphs["A"]])
    import zlib

    assert len(zlib.decompress(program)) == length


def test_a_face_keeps_the_bearings_of_its_outlines():
    import io
    import zlib

    from fontTools.ttLib import TTFont

    face = OWN.chain(Face.BODY).first
    signs = "（《国A"
    program, _ = face.packed_program([face.glyphs[sign] for sign in signs])
    cut = TTFont(io.BytesIO(zlib.decompress(program)))
    whole = TTFont(face.path)
    names = whole.getBestCmap()
    for place, sign in enumerate(signs, start=1):
        name = cut.getGlyphName(place)
        assert cut["hmtx"][name] == whole["hmtx"][names[ord(sign)]]
        assert cut["glyf"][name].xMin == whole["glyf"][names[ord(sign)]].xMin


def test_an_empty_chain_is_no_face():
    assert Chain((OWN.chain(Face.BODY).first,)).missing("告\U0001f600") == {"\U0001f600"}


def test_a_sheet_of_one_character_is_a_small_file():
    assert len(press_pdf(plain("告"), OWN).pdf) < 12_000

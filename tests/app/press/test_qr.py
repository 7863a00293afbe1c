from __future__ import annotations

import pytest
import qrcode
from hypothesis import given
from hypothesis import strategies as st
from qrcode.util import MODE_8BIT_BYTE, QRData

from app.press.qr import MASK, TooLong, png, square_code


def independent(payload):
    """The same code by another program: level M, the same mask, bytes."""
    other = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, mask_pattern=MASK, border=0)
    other.add_data(QRData(payload.encode(), mode=MODE_8BIT_BYTE), optimize=0)
    other.make(fit=True)
    return tuple("".join("01"[bool(module)] for module in row) for row in other.get_matrix())


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=53))
def test_the_code_is_the_one_another_program_makes(payload):
    assert square_code(payload).rows == independent(payload)


@pytest.mark.parametrize("length", [1, 14, 15, 26, 42, 62, 84, 106, 122, 152, 180, 213])
def test_every_version_up_to_ten_is_right(length):
    payload = ("http://核验" + "0123456789" * 30).encode()[:length].decode(errors="ignore").ljust(length, "x")
    payload = payload.encode()[:length].decode()
    assert square_code(payload).rows == independent(payload)


def test_more_than_a_code_holds_is_refused():
    with pytest.raises(TooLong):
        square_code("x" * 214)


def test_the_picture_is_a_png_with_a_quiet_border():
    code = square_code("示例告〔2026〕7号 7KQ4-9DXM-2PAB")
    picture = png(code, scale=4)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == (code.side + 8) * 4

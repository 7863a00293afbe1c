from __future__ import annotations

from app.register.aside import Aside


def test_what_is_typed_while_the_server_is_gone_lies_on_this_machine_and_is_there_again(room, seat, tmp_path):
    room.desk.register.aside = Aside(tmp_path / "aside")
    denial = room.draft()
    sat = seat()
    sat.presenter.open_denial(denial.id)
    room.office.store.barred = "连不上数据库服务器，这一步没有做。"
    sat.presenter.save(sat.fill(reasons="断线时写的理由"))
    room.office.store.barred = ""
    assert "断线时写的理由" in next((tmp_path / "aside").iterdir()).read_text()
    assert room.get(denial).fields["reasons"] != "断线时写的理由"

    again = seat()
    again.presenter.open_denial(denial.id)
    assert again.place.values["reasons"] == "断线时写的理由"
    assert "请核对后按 Ctrl+S 保存" in again.context.page.notices[-1].text
    again.presenter.save(again.place.values)
    assert room.get(denial).fields["reasons"] == "断线时写的理由"
    assert not list((tmp_path / "aside").iterdir())

from __future__ import annotations

from tests.ui.screens.posts.rooms import fill
from ui.counting import rail_counts
from ui.screens.posts.offers import post_offers


def set_up(room):
    """Let the head set up a post that nobody approved yet."""
    presenter, place, _context = room("xujianguo")
    presenter.posts.set_up()
    fill(place, name="3号窗口受理岗", duties="收件受理。", a="吴志宏", b="陈嘉铭")


def at_post(room, login):
    presenter, place, context = room(login)
    post = next(each.post for each in place.posted.posts if each.post.name == "3号窗口受理岗")
    offers = {each.act: each for each in post_offers(post, presenter._actor)}
    return presenter, post, offers, context


def test_a_post_is_approved_by_the_leader_and_filed_by_the_efficiency_office(room):
    set_up(room)
    _presenter, _post, offers, _context = at_post(room, "xujianguo")
    assert (offers["approve"].title, offers["approve"].closed) == ("批准", "岗位设置由分管局领导批准。")
    presenter, post, offers, context = at_post(room, "yangzhenhua")
    assert offers["change"].closed
    assert offers["statement"].closed == "责任书由本处室的单位负责人出具。"
    presenter.posts.act("approve", post)
    assert "已批准" in context.window.toasts[-1][0]
    presenter, post, offers, _context = at_post(room, "yangzhenhua")
    assert (offers["approve"].title, offers["approve"].closed) == ("备案", "岗位设置由效能办或系统管理员备案。")
    presenter, post, _offers, context = at_post(room, "guanliyuan")
    presenter.posts.act("approve", post)
    assert "已备案" in context.window.toasts[-1][0]
    _presenter, _post, offers, _context = at_post(room, "guanliyuan")
    assert offers["approve"].closed == "这个岗位的设置已批准并备案。"


def test_what_waits_for_ones_approval_or_filing_is_counted_before_the_page_is_opened_and_seen_on_it(
    room, lived_in
):
    set_up(room)
    for login in ("yangzhenhua", "luguoqiang"):
        before = rail_counts(lived_in.desk, lived_in.actor(login), ["posts"])["posts"]
        presenter, post, _offers, _context = at_post(room, login)
        presenter.posts.act("approve", post)
        assert rail_counts(lived_in.desk, lived_in.actor(login), ["posts"])["posts"] == before - 1


def test_the_statement_opens_filled_in_and_takes_nothing_from_another_posts_draft(room):
    presenter, place, context = room("xujianguo")
    post = next(each.post for each in place.posted.posts if each.post.a_name == "吴志宏")
    presenter.posts.act("statement", post)
    key, arguments = context.window.visits[-1]
    assert (key, arguments["type_key"]) == ("document_form", "post_responsibility")
    fields = arguments["fields"]
    assert (fields["post_name"], fields["b_name"], fields["second_b_name"]) == ("审批经办岗", "郑美玲", None)
    assert fields["goals"][0]["relevant"] is True


def test_the_register_and_the_list_for_the_public_are_made_of_a_half_year(room, tmp_path):
    presenter, place, context = room("xujianguo")
    presenter.posts.list_papers()
    assert place.question.values["half"] == "下半年"
    fill(place)
    key, arguments = context.window.visits[-1]
    assert (key, arguments["type_key"]) == ("document_form", "post_register")
    assert len(arguments["fields"]["posts"]) == len(place.posted.posts)
    place.folder = tmp_path
    presenter.posts.list_papers()
    fill(place, kind="公开名单（XLSX）", half="上半年")
    assert (tmp_path / "岗位和AB岗公开名单（2026年上半年）.xlsx").read_bytes().startswith(b"PK")
    assert context.window.toasts[-1][0].startswith(f"已存 {len(place.posted.posts)} 个岗位")
    presenter, place, _context = room("linxiaoyan")
    presenter.posts.list_papers()
    assert place.question.sections[0].fields[0].choices == ("公开名单（XLSX）",)

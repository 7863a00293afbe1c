from __future__ import annotations

from datetime import date

import pytest

from app.errors import BadInput, Conflict, NotAllowed, Refusal
from app.hotline.knowledge import AnswerQuery, AnswerState, cited
from app.hotline.knowledge_keeping import ApproveAnswer, NoSource, ProposeAnswer
from tests.app.hotline.order_life import did, registered, went
from tests.office import WITHHELD as UNSEEN

DONE = ("dispatch", "sign", "call", "reply", "approve")


def completed(office, **fields):
    return went(office, *DONE, **fields)


def propose(office, order, who="wuzhihong", **fields):
    command = ProposeAnswer(number=order.number, fields=fields)
    return office.desk.hotline.knowledge.propose(office.actor(who), command)


def approve(office, answer, who="xujianguo", **fields):
    command = ApproveAnswer(answer=answer.id, version=answer.version, fields=fields)
    return office.desk.hotline.knowledge.approve(office.actor(who), command)


def for_reply(office, order, words="", who="wuzhihong"):
    return office.desk.hotline.knowledge.for_reply(office.actor(who), order.id, words)


def test_a_completed_orders_reply_becomes_an_answer_once_approved(office):
    order = completed(office)
    answer = propose(office, order)
    assert (answer.state, answer.order) == (AnswerState.PROPOSED, order.number)
    assert answer.content == order.reply.content
    later = registered(office, number="XM02")
    assert for_reply(office, later, "夜间施工", "suhaiyun") == ()
    kept = approve(office, answer)
    assert kept.standing(date(2026, 11, 2)) == "有效至2027-11-02"
    assert for_reply(office, later, "夜间施工", "suhaiyun") == (kept,)
    assert for_reply(office, later, who="suhaiyun") == (kept,), "like the order at hand"
    far = registered(office, number="XM03", title="路灯", content="路灯不亮，夜间很黑。")
    assert for_reply(office, far, who="suhaiyun") == ()


def test_an_answer_past_its_day_is_cited_no_more_until_it_is_reviewed(office):
    kept = approve(office, propose(office, completed(office)), valid_until="2026-12-31")
    office.wall.put(date(2027, 1, 4))
    later = registered(office, number="XM02")
    assert for_reply(office, later, "施工", "suhaiyun") == ()
    assert kept.standing(date(2027, 1, 4)) == "须复核"
    again = approve(office, kept, valid_until="2027-12-31")
    assert for_reply(office, later, "施工", "suhaiyun") == (again,)
    with pytest.raises(BadInput, match="已经过去"):
        approve(office, again, valid_until="2026-12-31")


def test_who_proposed_does_not_approve_and_others_heads_neither(office):
    order = completed(office)
    own = propose(office, order, "xujianguo")
    with pytest.raises(NotAllowed, match="不能由本人审定"):
        approve(office, own)
    with pytest.raises(NotAllowed, match="负责人或信访中心"):
        approve(office, own, "caiwenjuan")
    with pytest.raises(NotAllowed):
        approve(office, own, "wuzhihong")
    assert approve(office, own, "suhaiyun").state is AnswerState.APPROVED


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("content", "已答复陈嘉禾。"),
        ("content", "已电话13800005678告知。"),
        ("content", "请拨打13912345678。"),
        ("content", "承办人电话0592-7654321。"),
        ("question", "王女士问怎样办"),
        ("basis", "见身份证11010519491231002X"),
        ("content", "已到示例区海沧大道9号核查。"),
    ],
)
def test_personal_data_is_refused_at_its_field(office, field, text):
    with pytest.raises(BadInput, match="个人信息") as told:
        propose(office, completed(office), **{field: text})
    assert {each.field for each in told.value.problems} == {field}


def test_the_offices_own_telephones_and_document_numbers_may_stand_there(office):
    with office.store.read() as unit:
        telephone = next(each.counter_telephone for each in unit.people.divisions() if each.counter_telephone)
    text = f"可拨打{telephone}或12345咨询，按厦资源规划〔2025〕673号、2026年11月22日的通知办理。"
    assert propose(office, completed(office), content=text).content == text


def test_what_is_not_settled_or_is_secret_gives_no_answer(office):
    with pytest.raises(NoSource, match="办结"):
        propose(office, went(office, "dispatch", "sign"), "suhaiyun")
    secret = registered(office, number="XM02", secrecy="效能投诉保密")
    with pytest.raises(NoSource, match="保密"):
        propose(office, secret, "suhaiyun")


def test_an_answer_out_of_use_is_found_by_its_keepers_only(office):
    knowledge, head = office.desk.hotline.knowledge, office.actor("xujianguo")
    kept = approve(office, propose(office, completed(office)))
    with pytest.raises(BadInput, match="理由"):
        knowledge.retire(head, kept.id, " ")
    gone = knowledge.retire(head, kept.id, "法规已修改")
    assert knowledge.find(head, AnswerQuery(words="施工")) == (gone,)
    assert knowledge.find(head, AnswerQuery(words="施工", citable_on=date(2026, 11, 2))) == ()
    with pytest.raises(Refusal, match="已经停用"):
        knowledge.retire(head, kept.id, "再停")
    with pytest.raises(Conflict):
        approve(office, kept)


def test_an_answer_whose_order_becomes_an_efficiency_complaint_is_kept_from_all_but_named_roles(office):
    knowledge, order = office.desk.hotline.knowledge, completed(office)
    kept = approve(office, propose(office, order))
    later = registered(office, number="XM02")

    did(office, order, "change", secrecy="效能投诉保密", reason="反映工作人员")

    for words in ("施工", order.number, ""):
        assert knowledge.find(office.actor("xujianguo"), AnswerQuery(words=words)) == (), words
        assert for_reply(office, later, words, "suhaiyun") == (), words
    assert knowledge.find(office.actor("suhaiyun"), AnswerQuery(words="施工")) == ()
    (found,) = knowledge.find(office.actor("suhaiyun"), AnswerQuery(words=order.number))
    assert (found.id, found.standing(date(2026, 11, 2))) == (kept.id, "已保密")
    with pytest.raises(UNSEEN, match=r"要求保密的工单|没有找到"):
        approve(office, kept)
    with pytest.raises(UNSEEN, match=r"要求保密的工单|没有找到"):
        knowledge.retire(office.actor("xujianguo"), kept.id, "看看")
    with pytest.raises(NoSource, match="保密"):
        approve(office, found, "suhaiyun")


def test_the_ledger_tells_of_an_answer_without_its_words(office):
    kept = approve(office, propose(office, completed(office)), question="夜间几点以后不能施工？")
    office.desk.hotline.knowledge.retire(office.actor("xujianguo"), kept.id, "法规已修改")

    with office.store.read() as unit:
        told = [each for each in unit.ledger.entries() if each.subject.startswith("answer:")]
    assert [each.summary for each in told] == [
        f"提出知识库条目（来自工单{kept.order}）",
        f"审定知识库第{kept.id}号，有效至2027-11-02，修改了问题",
        f"停用知识库第{kept.id}号：法规已修改",
    ]
    assert not [each for each in told if kept.content in f"{each.detail}" or kept.question in f"{each.detail}"]


def test_a_citation_names_basis_entry_and_day_and_keeps_what_was_typed(office):
    kept = approve(office, propose(office, completed(office)))
    values = cited(kept, "", "")
    assert values["content"] == kept.content
    assert values["basis"] == f"{kept.basis}（知识库第{kept.id}号，2026年11月2日审定）"
    again = cited(kept, "您好：", values["basis"])
    assert again == {"content": f"您好：\n{kept.content}", "basis": values["basis"]}

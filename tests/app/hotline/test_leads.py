from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.hotline.advising_leads import MOST, Asking, Settled, leads_of
from app.hotline.directory import DirectoryEntry, EntryId, keywords_of, problems_of

TODAY = date(2026, 11, 2)
DIVISIONS = {key: f"第{key}处" for key in range(1, 7)}
WORDS = ("违法用地", "产权登记", "规划公示", "采矿", "测绘")
TOPICS = ("土地", "登记", "规划")


def line(key=1, lead=1, **changes):
    given = {
        "topic": "违法用地",
        "keywords": ("占用耕地", "违法用地"),
        "effective_from": date(2026, 1, 1),
        "lead_name": DIVISIONS[lead],
    }
    return DirectoryEntry(id=EntryId(key), lead=lead, **{**given, **changes})


def asking(text="邻村占用耕地建房", topic="", **changes):
    return Asking(topic=topic, text=text, today=TODAY, **changes)


def settled(lead, *returned):
    return Settled(lead=lead, lead_name=DIVISIONS[lead], returned=frozenset(returned))


def names(leads):
    return [each.name for each in leads]


def test_the_directory_names_the_division_by_the_words_of_the_order():
    (lead,) = leads_of(asking(), [line(basis="三定规定第三条", co_handling="请测绘处协办")], (), DIVISIONS)
    assert lead.name == "第1处"
    assert lead.said == "职责目录：违法用地→第1处（诉求中有“占用耕地”），依据：三定规定第三条"
    assert lead.co_handling == "请测绘处协办"


def test_a_line_without_keywords_goes_by_the_topic():
    lines = [line(topic="土地", keywords=())]
    assert names(leads_of(asking("路灯不亮", topic="土地"), lines, (), DIVISIONS)) == ["第1处"]
    assert leads_of(asking("路灯不亮", topic="规划"), lines, (), DIVISIONS) == ()


def test_the_fallback_takes_what_no_line_fits_and_says_so():
    lines = [line(), line(2, 5, topic="其他", keywords=(), fallback=True)]
    assert names(leads_of(asking(), lines, (), DIVISIONS)) == ["第1处"]
    assert names(leads_of(asking(barred=frozenset({1})), lines, (), DIVISIONS)) == ["第5处"]
    assert names(leads_of(asking("路灯不亮"), lines, [settled(2)], DIVISIONS)) == ["第2处", "第5处"]
    (only,) = leads_of(asking("路灯不亮"), lines, (), DIVISIONS)
    assert "兜底单位第5处" in only.said


def test_a_line_holds_from_its_first_day_to_its_last():
    for lines in ([line(effective_from=TODAY + timedelta(1))], [line(effective_until=TODAY - timedelta(1))]):
        assert leads_of(asking(), lines, (), DIVISIONS) == ()
    assert leads_of(asking(), [line(effective_from=TODAY, effective_until=TODAY)], (), DIVISIONS)


def test_earlier_orders_speak_with_their_numbers():
    past = [settled(2)] * 9 + [settled(2, 3)] + [settled(4)] * 2
    leads = leads_of(asking("路灯不亮"), (), past, DIVISIONS)
    assert names(leads) == ["第2处", "第4处"]
    assert leads[0].said == "近一年相似工单12件，10件由第2处办结，其中1件经退单后转来"


def test_a_return_counts_against_and_the_second_bars():
    lines = [line(), line(2, 2)]
    once = leads_of(asking(), lines, [settled(3, 1)], DIVISIONS)
    assert names(once)[0] == "第2处"
    assert "退单、转由其他单位办结" in next(each for each in once if each.name == "第1处").said
    twice = leads_of(asking(), lines, [settled(3, 1), settled(2, 1)], DIVISIONS)
    assert "第1处" not in names(twice)


def test_whoever_returned_and_then_settled_it_is_not_barred():
    past = [settled(1, 1), settled(1, 1)]
    assert names(leads_of(asking("路灯不亮"), (), past, DIVISIONS)) == ["第1处"]


entries = st.lists(
    st.builds(
        line,
        st.integers(1, 99),
        st.integers(1, 6),
        topic=st.sampled_from(TOPICS),
        keywords=st.lists(st.sampled_from(WORDS), max_size=2).map(tuple),
        fallback=st.booleans(),
    ),
    max_size=8,
)
histories = st.lists(
    st.builds(
        Settled,
        lead=st.integers(1, 6),
        lead_name=st.just("某处"),
        returned=st.frozensets(st.integers(1, 6), max_size=3),
        weight=st.floats(0.01, 2),
    ),
    max_size=20,
)


@given(
    lines=entries,
    past=histories,
    text=st.lists(st.sampled_from(WORDS), max_size=3).map("，".join),
    topic=st.sampled_from(("", *TOPICS)),
    barred=st.frozensets(st.integers(1, 6), max_size=2),
    able=st.frozensets(st.integers(1, 6)),
)
def test_no_division_is_suggested_that_twice_had_a_like_order_settled_elsewhere(
    lines, past, text, topic, barred, able
):
    asked = Asking(topic=topic, text=text, today=TODAY, barred=barred)
    leads = leads_of(asked, lines, past, {key: DIVISIONS[key] for key in able})
    elsewhere = Counter(one for each in past for one in each.returned if one != each.lead)
    assert len(leads) <= MOST
    assert len({each.division for each in leads}) == len(leads)
    for lead in leads:
        assert elsewhere[lead.division] < 2
        assert lead.division in able - barred
        assert lead.reasons


def test_keywords_are_split_at_marks_and_blanks():
    assert keywords_of("违法用地、占用耕地,采矿 采矿；\n测绘") == ("违法用地", "占用耕地", "采矿", "测绘")


def test_two_fallbacks_of_one_day_and_words_of_one_character_are_refused():
    first = line(fallback=True)
    wrong = problems_of(line(2, 2, fallback=True, keywords=("地",)), [first])
    assert {each.field for each in wrong} == {"fallback", "keywords"}
    later = line(2, 2, fallback=True, effective_from=date(2027, 1, 1))
    assert problems_of(later, [line(fallback=True, effective_until=date(2026, 12, 31))]) == ()

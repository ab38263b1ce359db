"""Date expressions: what is found, where, and which days it means. All sentences and people are invented."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.edtf import bounds
from scripts.extract.calendar import words
from scripts.extract.dates import anchor, find_dates
from scripts.extract.model import DateExpression
from scripts.extract.text import layout
from tests.genre import Story

FRIDAY = date(2023, 5, 12)  # the day of publication in these tests


def found(text: str, published: date | None = FRIDAY) -> list[tuple[str, str | None]]:
    """Surface and value of every expression."""
    return [(e.span.of(text), e.edtf) for e in find_dates(layout(text), published)]


def only(text: str, published: date | None = FRIDAY) -> DateExpression:
    expressions = find_dates(layout(text), published)
    assert len(expressions) == 1, [(e.span.of(text), e.edtf) for e in expressions]
    return expressions[0]


# --- by the calendar


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("January 23, 2023", "2023-01-23"),
        ("January 23 2023", "2023-01-23"),
        ("January 23rd, 2023", "2023-01-23"),
        ("Monday, January 23, 2023", "2023-01-23"),
        ("23 January 2023", "2023-01-23"),
        ("the 23rd of January, 2023", "2023-01-23"),
        ("Jan. 23, 2023", "2023-01-23"),
        ("23-Jan-2023", "2023-01-23"),
        ("January\u00a023,\u00a02023", "2023-01-23"),
        ("JANUARY 23, 2023", "2023-01-23"),
        ("2023-01-23", "2023-01-23"),
        ("23.01.2023", "2023-01-23"),
        ("01/23/2023", "2023-01-23"),
        ("January 2023", "2023-01"),
        ("2018", "2018"),
        ("late 2019", "2019"),
        ("the beginning of 2019", "2019"),
        ("fiscal 2022", "2022"),
        ("the 1990s", "1990/1999"),
        ("the late '80s", "1980/1989"),
        ("the first quarter of 2023", "2023-01/2023-03"),
        ("the second half of 2022", "2022-07/2022-12"),
        ("May 10-12, 2023", "2023-05-10/2023-05-12"),
        ("10–12 May 2023", "2023-05-10/2023-05-12"),
        ("30 April to 2 May 2023", "2023-04-30/2023-05-02"),
        ("30 December - 2 January 2023", "2022-12-30/2023-01-02"),
        ("January to March 2023", "2023-01/2023-03"),
        ("2015-2018", "2015/2018"),
        ("2021-22", "2021/2022"),
        ("nineteen ninety-six", "1996"),
        ("the summer of 2019", "2019"),
        ("Q3 2023", "2023-07/2023-09"),
        ("H1 2024", "2024-01/2024-06"),
        ("28 April 2022 to 3 May 2023", "2022-04-28/2023-05-03"),
        ("May 28, 2022 – June 3, 2023", "2022-05-28/2023-06-03"),
        ("March 2022 to May 2023", "2022-03/2023-05"),
        ("the fiscal year 2024", "2024"),
    ],
)
def test_dates_with_their_year(words: str, edtf: str) -> None:
    expression = only(f"The two chiefs of staff met in {words}.")
    assert (expression.edtf, expression.basis) == (edtf, "stated")
    assert (expression.earliest, expression.latest) == bounds(edtf)


@pytest.mark.parametrize(
    ("sentence", "edtf"),
    [
        ("The general landed in Rabat on 3 May.", "2023-05-03"),
        ("The general landed in Rabat on May 3rd.", "2023-05-03"),
        ("The general landed in Rabat on 12 May.", "2023-05-12"),
        ("The general landed in Rabat on Nov. 22.", "2022-11-22"),
        ("The frigate will dock in Duqm on 22 May.", "2023-05-22"),
        ("The frigate will dock in Duqm on 5 January.", "2024-01-05"),
        ("The pact expires on June 30.", "2023-06-30"),
        ("The pact was signed on Wednesday, May 3.", "2023-05-03"),
        ("The pact was signed on Tuesday, 10 May.", "2022-05-10"),  # 10 May 2023 was no Tuesday
        ("The pact was signed in January.", "2023-01"),
        ("The pact was signed in December.", "2022-12"),
        ("The pact was signed in early May.", "2023-05"),
        ("The pact will be signed in September.", "2023-09"),
        ("The drill ran from 3 to 5 May.", "2023-05-03/2023-05-05"),
        ("The drill ran on 3 and 4 May.", "2023-05-03/2023-05-04"),
        ("The drill began on the 3rd of this month.", "2023-05-03"),
        ("The drill began on the 28th of last month.", "2023-04-28"),
        ("Many laws changed after the September 11 attacks.", "2001-09-11"),
        ("Many laws changed after 9/11.", "2001-09-11"),
        ("The drill ran from Wednesday, 3 May to Friday, 5 May.", "2023-05-03/2023-05-05"),
        ("It was signed on 22 Tir 1402 (13 July).", "2022-07-13"),
        ("Deliveries will begin in the third quarter.", "2023-07/2023-09"),
        ("Deliveries began in the third quarter.", "2022-07/2022-09"),
    ],
)
def test_the_year_comes_from_the_anchor(sentence: str, edtf: str) -> None:
    assert only(sentence).edtf == edtf


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("November 22 last year", "2022-11-22"),
        ("November 22 of last year", "2022-11-22"),
        ("June last year", "2022-06"),
        ("March this year", "2023-03"),
        ("last March", "2023-03"),
        ("last June", "2022-06"),
        ("next June", "2023-06"),
        ("next March", "2024-03"),
    ],
)
def test_a_year_told_by_relation(words: str, edtf: str) -> None:
    expression = only(f"Back in {words} the two armies trained together.")
    assert (expression.edtf, expression.basis) == (edtf, "relative")


def test_basis_says_where_the_year_comes_from() -> None:
    assert only("They met on 3 May 2023.").basis == "stated"
    assert only("They met on 3 May.").basis == "inferred"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They met on 04/05/2023.", ["2023"]),  # neither order is nearer to the publication
        ("They met on 11/05/2023.", ["2023-05-11"]),  # the day before
        ("They met on 04/05/2023 and on 25/05/2022.", ["2023-05-04", "2022-05-25"]),
        ("They met on 04/05/2021 and on 05/25/2021.", ["2021-04-05", "2021-05-25"]),
        ("They met on 04.05.2021.", ["2021-05-04"]),
        ("They met on 31/02/2021.", []),
    ],
)
def test_order_of_day_and_month(text: str, values: list[str]) -> None:
    published = FRIDAY if "11/05" in text else date(2023, 9, 1)
    assert [edtf for _, edtf in found(text, published)] == values


# --- weekdays


@pytest.mark.parametrize(
    ("sentence", "edtf"),
    [
        ("The minister received the envoy on Wednesday.", "2023-05-10"),
        ("The minister received the envoy on Friday.", "2023-05-12"),
        ("The minister received the envoy on Saturday evening.", "2023-05-06"),
        ("The minister received the envoy last Friday.", "2023-05-05"),
        ("The minister received the envoy last Monday.", "2023-05-08"),
        ("The minister received the envoy on Wednesday last week.", "2023-05-03"),
        ("The minister will receive the envoy on Monday.", "2023-05-15"),
        ("The minister is to receive the envoy on Monday.", "2023-05-15"),
        ("The minister is expected to receive the envoy on Monday.", "2023-05-15"),
        ("The minister said the envoy would be received on Monday.", "2023-05-15"),
        ("On Monday, the minister will receive the envoy.", "2023-05-15"),
        ("Monday's meeting will be the first of its kind.", "2023-05-15"),
        ("The talks are scheduled for Monday.", "2023-05-15"),
        ("The talks begin on Monday.", "2023-05-15"),
        ("The envoy stays in the city until Tuesday.", "2023-05-16"),
        ("The minister agreed to receive the envoy on Monday.", "2023-05-15"),
        ("The minister arrived to receive the envoy on Monday.", "2023-05-08"),
        ("The minister, who received the envoy on Monday, will travel on.", "2023-05-08"),
        ("The minister said on Monday that the fleet will sail.", "2023-05-08"),
        ("The fleet will sail, the minister said on Monday.", "2023-05-08"),
        ("Ships had reported to the port by Wednesday.", "2023-05-10"),
        ("The strike follows Tuesday's declaration, which will anger some.", "2023-05-09"),
        ("The exercise takes place next Monday.", "2023-05-15"),
        ("The exercise takes place this coming Friday.", "2023-05-19"),
        ("The drill on Monday was called off.", "2023-05-15"),
        ("The drill on Wednesday was called off.", "2023-05-10"),
        ("The minister called off the drill on Monday.", "2023-05-08"),
        ("The drill was to begin on Monday.", "2023-05-15"),
        ("The drill was to begin on Wednesday.", "2023-05-10"),
        ("The drill, planned for Wednesday, has been put off.", "2023-05-10"),
        ("The drill, planned for Wednesday, is large.", "2023-05-17"),
        ("The exercise takes place on Tuesday next week.", "2023-05-16"),
        ("The drill ran from Monday to Wednesday.", "2023-05-08/2023-05-10"),
        ("The drill ran between Saturday and Monday.", "2023-05-06/2023-05-08"),
        ("The drill will run from Monday to Wednesday.", "2023-05-15/2023-05-17"),
        ("The yard delivered all frigates by the Tuesday deadline.", "2023-05-09"),
    ],
)
def test_weekdays(sentence: str, edtf: str) -> None:
    expression = only(sentence)
    assert (expression.edtf, expression.basis) == (edtf, "weekday")


@pytest.mark.parametrize("beside", ["May 3", "3 May", "3 May 2023", "May 3, 2023"])
def test_a_weekday_with_its_day_beside_it_is_that_day(beside: str) -> None:
    text = f"The envoys met in Rabat on Wednesday ({beside})."
    assert found(text) == [("Wednesday", "2023-05-03"), (beside, "2023-05-03")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The envoys met on Monday and Wednesday.", ["2023-05-08", "2023-05-10"]),
        ("The envoys met in March and September 2022.", ["2022-03", "2022-09"]),
        ("The envoys met on 3 May 2021 and 5 June 2022.", ["2021-05-03", "2022-06-05"]),
        ("The envoys met between March and May 2022.", ["2022-03/2022-05"]),
    ],
)
def test_two_dates_are_no_stretch_unless_so_called(text: str, values: list[str]) -> None:
    assert [edtf for _, edtf in found(text)] == values


def test_next_weekday_is_not_of_the_running_week() -> None:
    tuesday = date(2023, 5, 9)
    assert only("They will meet next Thursday.", tuesday).edtf == "2023-05-18"
    assert only("They will meet next Sunday.", tuesday).edtf == "2023-05-14"


def test_each_clause_has_its_own_tense() -> None:
    text = "The envoys met on Monday and will meet again on Thursday; on Tuesday, they rested."
    assert [edtf for _, edtf in found(text)] == ["2023-05-08", "2023-05-18", "2023-05-09"]


def test_in_a_headline_the_bare_infinitive_points_ahead() -> None:
    body = "\n\nThe minister of Ruritania spoke to reporters in his office about the trip and its aims.\n"
    assert found("Ruritanian minister to visit Doha on Monday" + body) == [("Monday", "2023-05-15")]
    assert found("Ruritanian minister takes office on Monday" + body) == [("Monday", "2023-05-08")]


def test_without_any_date_a_weekday_has_no_value() -> None:
    expression = only("The minister received the envoy on Wednesday.", None)
    assert (expression.edtf, expression.earliest, expression.latest, expression.basis) == (None, None, None, "weekday")


# --- by relation to the anchor


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("today", "2023-05-12"),
        ("earlier today", "2023-05-12"),
        ("yesterday", "2023-05-11"),
        ("late yesterday", "2023-05-11"),
        ("tomorrow", "2023-05-13"),
        ("tonight", "2023-05-12"),
        ("this morning", "2023-05-12"),
        ("last night", "2023-05-11"),
        ("the day before yesterday", "2023-05-10"),
        ("last week", "2023-05-01/2023-05-07"),
        ("earlier this week", "2023-05-08/2023-05-14"),
        ("next week", "2023-05-15/2023-05-21"),
        ("earlier this month", "2023-05"),
        ("last month", "2023-04"),
        ("next month", "2023-06"),
        ("last year", "2022"),
        ("early next year", "2024"),
        ("over the weekend", "2023-05-06/2023-05-07"),
        ("next weekend", "2023-05-20/2023-05-21"),
        ("this quarter", "2023-04/2023-06"),
        ("last summer", "2022"),
        ("by the end of the year", "2023"),
        ("by year-end", "2023"),
        ("since the start of the year", "2023"),
        ("earlier in the week", "2023-05-08/2023-05-14"),
        ("later in the day", "2023-05-12"),
        ("last winter", "2022/2023"),
        ("less than a year ago", "2022~/2023-05-12"),
        ("over two years ago", "../2021~"),
        ("two and a half years ago", "2020~"),
        ("a year and a half ago", "2021~"),
        ("at the start of today's talks", "2023-05-12"),
        ("two days ago", "2023-05-10"),
        ("a week ago", "2023-05-05~"),
        ("six weeks ago", "2023-03-27/2023-04-02"),
        ("five months ago", "2022-12~"),
        ("three years ago", "2020~"),
        ("twelve years ago", "2011~"),
        ("more than a decade ago", "../2013~"),
        ("nearly 40 years ago", "1983~"),
        ("twenty-one years ago", "2002~"),
        ("a century ago", "1923~"),
        ("over the past two years", "2021~/2023-05"),
        ("over the past decade", "2013~/2023-05"),
        ("in the last three months", "2023-02~/2023-05-12"),
        ("in the past ten days", "2023-05-02/2023-05-12"),
        ("over the next two years", "2023-05/2025~"),
        ("two years from now", "2025~"),
    ],
)
def test_relative_to_the_anchor(words: str, edtf: str) -> None:
    expression = only(f"Patrols of the two navies were stepped up {words}.")
    assert (expression.edtf, expression.basis) == (edtf, "relative")


# --- by relation to the last date told


def test_the_narrative_has_its_own_clock() -> None:
    text = (
        "The envoy landed on 3 March. A day later, he toured the yard. The following day he left. The same day a "
        "frigate sailed. He had called the previous day. Two days later it returned."
    )
    assert found(text) == [
        ("3 March", "2023-03-03"),
        ("A day later", "2023-03-04"),
        ("The following day", "2023-03-05"),
        ("The same day", "2023-03-05"),
        ("the previous day", "2023-03-04"),
        ("Two days later", "2023-03-06"),
    ]


def test_years_and_months_of_the_narrative() -> None:
    text = (
        "The pact of March 2015 failed. The following month a new one came. That year ended well. "
        "The following year did not."
    )
    assert [edtf for _, edtf in found(text)] == ["2015-03", "2015-04", "2015", "2016"]


def test_nothing_told_nothing_to_count_from() -> None:
    assert found("A day later, the envoy left. The meeting came a week after the visit. That day was long.") == []


def test_years_before_do_not_chain() -> None:
    text = "Exports rose from those of a year earlier. Imports fell, compared with a year earlier."
    assert [edtf for _, edtf in found(text)] == ["2022~", "2022~"]


# --- the anchor


BODY = "The ministers met yesterday in the old palace and spoke at length about their accord.\n"


@pytest.mark.parametrize(
    ("head", "published", "day"),
    [
        ("", FRIDAY, FRIDAY),
        ("RABAT, May 11 (Agency) – ", FRIDAY, date(2023, 5, 11)),
        ("RABAT, March 11 (Agency) – ", FRIDAY, FRIDAY),  # too long ago for the dateline of this article
        (" date 2023-05-11 Agency - ", None, date(2023, 5, 11)),
        ("Two ministers meet\n\nBy A. Writer - May 11 2023\n\n", None, date(2023, 5, 11)),
        ("Two ministers meet\n11 May 2023, 14:05 GMT\n\n", None, date(2023, 5, 11)),
        ("Rabat – 11 May 2023: ", None, date(2023, 5, 11)),
        ("RABAT, May 13 (Agency) – ", FRIDAY, date(2023, 5, 13)),  # by the clock of another zone
        ("RABAT, May 11, 2021 (Agency) – ", FRIDAY, date(2021, 5, 11)),  # an old text, published again
        ("Two ministers meet\n\nBy A. Writer - May 11 2021\n\n", FRIDAY, date(2021, 5, 11)),
        ("Two ministers meet\n\nBy A. Writer - Updated May 11 2021\n\n", FRIDAY, FRIDAY),
    ],
)
def test_anchor(head: str, published: date | None, day: date) -> None:
    parts = layout(head + BODY)
    assert anchor(parts, published) == (day, "stated")
    assert find_dates(parts, published)[-1].latest == date.fromordinal(day.toordinal() - 1)


def test_anchor_of_a_caption() -> None:
    text = "July 09, 2020, Rabat: The two ministers after the signing.\n\nThe general arrived in Rabat on July 08.\n"
    assert anchor(layout(text), None) == (date(2020, 7, 9), "caption")
    assert [(e.edtf, e.basis) for e in find_dates(layout(text), None)] == [
        ("2020-07-09", "caption"),
        ("2020-07-08", "inferred"),
    ]


def test_another_full_date_gives_the_year_but_no_anchor() -> None:
    text = "The envoy, who landed on 4 March 2021, met the king on 6 March and left on Monday."
    assert anchor(layout(text), None) == (None, "unknown")
    assert found(text, None) == [("4 March 2021", "2021-03-04"), ("6 March", "2021-03-06"), ("Monday", None)]


# --- what is no date


@pytest.mark.parametrize(
    "sentence",
    [
        "Some 1,500 troops and 2011 soldiers took part.",
        "The force of more than 2000 fighters is 1990-strong.",
        "Resolution 1970 and Resolution No. 2014 bind all.",
        "The S-300, the F-16 and the T-1990 were shown.",
        "It cost $2015 or 2016 dollars.",
        "The Mirage 2000 flew over the base.",
        "Call 0044 2023 55 10.",
        "He may march on if the sun and the sat phone will let him.",
        "Will Sun sat by the second wall of the 5th Fleet.",
        "The May family and General March spoke with May.",
        "They train each July and every Monday.",
        "It lasted two weeks, for 12 months, a five-year plan.",
        "The 23 January Street and the October War are names.",
        "Ruritania Today reported it.",
        "It now, recently, currently and soon grows.",
        "At 19:45 they left for room 2012.",
        "They train the officers of tomorrow and face the challenges of today.",
        "It was signed on 22 Tir 1402, or 7 Muharram 1445.",
    ],
)
def test_what_is_no_date(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("The 2015 nuclear deal is dead.", "2015"),
        ("They have fought since 1979.", "1979"),
        ("It ended (1989).", "1989"),
        ("The 2008 elections were fair.", "2008"),
        ("Post-2011 reforms failed.", "2011"),
        ("No later than 2025 the jets arrive.", "2025"),
        ("In 1683, the siege was lifted.", "1683"),
    ],
)
def test_what_is_a_year(sentence: str, year: str) -> None:
    assert only(sentence).edtf == year


def test_furniture_is_left_out() -> None:
    text = "The ministers met on Monday in the old palace.\n\nCopyright 2019 Ruritania Press. All rights reserved.\n"
    assert found(text) == [("Monday", "2023-05-08")]


# --- properties


STYLES = ("%B %d, %Y", "%d %B %Y", "%b. %d, %Y", "%A, %B %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%d %b %Y")
modern = st.dates(date(1950, 1, 1), date(2049, 12, 31))
FRAGMENTS = st.sampled_from(
    words(
        "on in by last next this the May march Monday Sunday, January 23 2023 12/05/2023 2011-13 a two years ago later"
        " earlier week month day the 1990s '80s mid- early will met yesterday 10 to 12 of quarter first half"
        " past"
        " 9999 0 1500 31 February decade thousand nineteen ninety centuries after before . , ( ) – - · \U0001f600 é İ"
    )
)


@given(modern, st.sampled_from(STYLES), st.sampled_from(["", "\U0001f600 ", "İ\u00a0", "\n\n"]))
def test_a_full_date_is_found_wherever_it_stands(day: date, style: str, before: str) -> None:
    surface = day.strftime(style).replace("May.", "May")
    expression = only(f"{before}The chiefs met on {surface}.", None)
    assert expression.edtf == day.isoformat()
    assert expression.span.of(f"{before}The chiefs met on {surface}.") == surface
    assert found(surface, None) == [(surface, day.isoformat())]


@given(
    modern,
    st.sampled_from(["last week", "two days ago", "yesterday", "next month", "the past two years", "last Monday"]),
)
def test_the_surface_alone_means_the_same(published: date, words: str) -> None:
    text = f"\U0001f4c5 The chiefs met {words} in the capital."
    assert found(text, published) == found(words, published) != []


@given(modern, st.integers(0, 6))
def test_a_weekday_in_the_past_is_the_last_one(published: date, weekday: int) -> None:
    name = date(2023, 5, 8 + weekday).strftime("%A")
    day = only(f"The chiefs met on {name}.", published).earliest
    assert day is not None
    assert day.weekday() == weekday
    assert 0 <= (published - day).days < 7


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(FRAGMENTS, max_size=25).map(" ".join)), st.none() | st.dates())
def test_any_text(text: str, published: date | None) -> None:
    parts = layout(text)
    expressions = find_dates(parts, published)
    assert expressions == find_dates(parts, published)
    last = 0
    for expression in expressions:
        assert last <= expression.span.start < expression.span.end <= len(text)
        last = expression.span.end
        assert any(sentence.span.holds(expression.span) for sentence in parts.sentences)
        assert (expression.earliest, expression.latest) == (
            bounds(expression.edtf) if expression.edtf else (None, None)
        )
        assert expression.basis in ("stated", "weekday", "relative", "caption", "inferred", "unknown")


@given(st.lists(FRAGMENTS, max_size=20).map(" ".join))
def test_a_character_beyond_the_basic_plane_counts_as_one(text: str) -> None:
    astral = text.replace("·", "\U0001f600")
    assert find_dates(layout(astral), FRIDAY) == find_dates(layout(text), FRIDAY)


@pytest.mark.parametrize(
    "run", ["May ", "1990 ", "the last ", "10-", "Monday, ", "04/05/2023 ", "two years ", "to will "]
)
def test_long_runs_cost_linear_time(run: str) -> None:
    parts = layout(run * 4_000 + ".")
    start = process_time()
    find_dates(parts, FRIDAY)
    assert process_time() - start < 5  # quadratic cost would be minutes


def test_today_in_a_quotation_is_the_day_of_speaking() -> None:
    dates = Story("“I came here today,” he said on Tuesday. “Today it rained,” he added.").rows["dates"]
    assert [d["date"] for d in dates] == ["2024-05-14", "2024-05-14", "2024-05-17"]


def test_today_outside_quotations_is_the_day_of_the_article() -> None:
    dates = Story("The lake is calm today, “very calm,” he said on Tuesday.").rows["dates"]
    assert dates[0]["date"] == "2024-05-17"


def test_days_joined_by_and_that_are_not_neighbours_are_two() -> None:
    for text in ("They met on 3 and 7 May.", "They met on May 3 and 7.", "They met on May 3 and May 7, 2024."):
        assert [d["date"] for d in Story(text).rows["dates"]] == ["2024-05-03", "2024-05-07"]
    assert [d["date"] for d in Story("They met between 3 and 7 May.").rows["dates"]] == ["2024-05-03/2024-05-07"]
    assert [d["date"] for d in Story("They met on 30 April and 2 May.").rows["dates"]] == ["2024-04-30", "2024-05-02"]


def test_month_with_a_comma_behind_it() -> None:
    assert [d["date"] for d in Story("It began on August, 26, 2018.").rows["dates"]] == ["2018-08-26"]
    assert [d["date"] for d in Story("In August, 26 ships came.").rows["dates"]] == ["2023-08"]


def test_day_alone_is_of_the_month_told_before() -> None:
    dates = Story("The drill began on 3 June. On the 12th, it ended; the 12th Division left on the 13th.").rows["dates"]
    assert [(d["surface"], d["date"]) for d in dates] == [
        ("3 June", "2024-06-03"),
        ("the 12th", "2024-06-12"),
        ("the 13th", "2024-06-13"),
    ]
    assert Story("It ended on the 12th.").rows["dates"] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The visit comes two weeks after Roe met Doe.", "2023-04-28~"),
        ("The talks, coming just three days after Roe met Doe, were short.", "2023-05-09"),
    ],
)
def test_so_long_after_what_came_before(text: str, value: str) -> None:
    assert only(text).edtf == value


def test_so_long_after_in_the_past_is_not_counted_from_the_article() -> None:
    assert found("It came two weeks after Roe met Doe.") == []


def test_the_day_on_which_ends_what_began_on_a_day() -> None:
    text = "The visit, which began on Monday, ends on Thursday."
    assert [value for _, value in found(text)] == ["2023-05-08", "2023-05-11"]
    assert [value for _, value in found("The visit ends on Thursday.")] == ["2023-05-18"]


def test_a_day_told_aside_is_not_the_day_of_the_story() -> None:
    text = "Roe met Doe on Wednesday, who had come home on Sunday. Later in the day Roe left."
    assert found(text)[-1] == ("Later in the day", "2023-05-10")


def test_a_year_told_since_is_no_day_to_count_from() -> None:
    text = "Roe met Doe on 3 March under a pact of 2011. Earlier the same day, Roe saw Poe."
    assert found(text)[-1] == ("the same day", "2023-03-03")
    assert found("Roe met Doe on 3 March and in April. The same day Roe saw Poe.")[-1] == ("April", "2023-04")

"""The parts of a text: paragraphs by kind, sentences, and that offsets stay what they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.extract.text import layout

HEADLINE = "Kenya, Rwanda agree on lake patrols"
BODY = "The two navies will share radar data. A first patrol is due in June."


def kinds(text: str) -> list[tuple[str, str]]:
    return [(p.kind, p.span.of(text)) for p in layout(text).paragraphs]


def sentences(text: str) -> list[str]:
    return [s.span.of(text) for s in layout(text).sentences]


def test_headline_byline_body_and_furniture() -> None:
    text = f"News / Africa\n{HEADLINE}\nBy Jane Wanjiru\n\n{BODY}\nPost a comment\nMost Popular\n"
    assert [kind for kind, _ in kinds(text)] == ["furniture", "headline", "byline", "body", "furniture", "furniture"]


def test_second_line_without_a_full_stop_is_a_subheadline() -> None:
    assert [k for k, _ in kinds(f"{HEADLINE}\nMinisters met in Nairobi\n{BODY}")] == ["headline", "subheadline", "body"]


@pytest.mark.parametrize(
    "caption",
    [
        "The ministers shake hands in Nairobi on May 14, 2024. (Photo by KNA)",
        "May 14, 2024, Nairobi: Press conference of the ministers. Source of photo: KNA",
    ],
)
def test_caption(caption: str) -> None:
    assert kinds(f"{caption}\n\n{BODY}")[0][0] == "caption"


def test_date_header_and_dateline_stand_by_themselves() -> None:
    assert kinds(f" date 2024-05-14 NAIROBI, May 14 (KNA) – {BODY}") == [
        ("byline", "date 2024-05-14"),
        ("byline", "NAIROBI, May 14 (KNA) –"),
        ("body", BODY),
    ]


def test_a_hard_wrapped_line_goes_on() -> None:
    text = "The navies of the two countries will share their\nradar data from June on.\nA patrol is due."
    assert [p for _, p in kinds(text)] == [text.split("\nA")[0], "A patrol is due."]


@pytest.mark.parametrize(
    "text",
    [
        "Maj. Gen. Moses Barasa met Lt. Col. J. Otieno.",
        "Lt.-Gen. Moses Barasa met Vice-Adm. J. Otieno.",
        "The U.S. Navy sent two ships.",
        "He arrived at 5 p.m. and left.",
    ],
)
def test_abbreviation_ends_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


def test_sentences_end_behind_their_quotation_marks() -> None:
    assert sentences("“We agree.” “So do we!” He left.") == ["“We agree.”", "“So do we!”", "He left."]


def test_a_sentence_may_end_with_an_abbreviation() -> None:
    assert len(sentences("The ships belong to the U.S. They left.")) == 2


@given(st.text(alphabet=st.sampled_from("aA1.!?“”\"' \u00a0\n\r\t’(–😀É"), max_size=300))
def test_spans_lie_in_order_and_within_their_paragraph(text: str) -> None:
    parts = layout(text)
    end = 0
    for sentence in parts.sentences:
        assert end <= sentence.span.start < sentence.span.end
        assert parts.paragraphs[sentence.paragraph].span.holds(sentence.span)
        assert sentence.span.of(text).strip() == sentence.span.of(text)
        end = sentence.span.end
    covered = "".join(p.span.of(text) for p in parts.paragraphs)
    assert "".join(covered.split()) == "".join(text.split())


@pytest.mark.parametrize("unit", [" ", ".", "A ", "A. ", "“", "a\n", "By A", "A – "])
def test_a_hostile_text_comes_to_an_end(unit: str) -> None:
    """Were the cost quadratic, this would take minutes."""
    text = unit * (200_000 // len(unit))
    assert all(text[s.span.start : s.span.end].strip() for s in layout(text).sentences)


@pytest.mark.parametrize(("unit", "least"), [("a b ", 1000), ("a", 2000), ("a" + " " * 5000, 1), ("b, “a” c", 1000)])
def test_a_sentence_longer_than_any_is_cut_at_blanks(unit: str, least: int) -> None:
    text = unit * (20_000 // len(unit)) + "end"
    cut = sentences(text)
    assert all(least <= len(piece) <= 2000 and piece.strip() == piece for piece in cut[:-1])
    assert "".join("".join(cut).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "dateline",
    [
        "RAWALPINDI:",
        "New Delhi:",
        "Seoul, Sep 17 (EFE).-",
        "(AFP) –",
        "ANKARA (Agency) –",
        "TALLINN, Estonia, June 3 (BNS) –",
        "Belgrade [Serbia], September 9 (ANI):",
        "ISLAMABAD, Aug 26 (APP):",
        "CAIRO - 14 May 2024:",
    ],
)
def test_datelines_stand_by_themselves(dateline: str) -> None:
    text = f"Generals meet\n\n{dateline} General Roe met the army chief on Monday and saw the fort.\n\nHe left."
    parts = [(p.kind, p.span.of(text)) for p in layout(text).paragraphs]
    assert parts[1] == ("byline", dateline)
    assert parts[2] == ("body", "General Roe met the army chief on Monday and saw the fort.")


@pytest.mark.parametrize(
    "text",
    ["ROE: We had no choice.\n\nPOE: Why?", "Iran: we will stay\n\nThe minister spoke.", "Jane Roe: We had no choice."],
)
def test_a_label_is_no_dateline(text: str) -> None:
    assert all(p.kind != "byline" for p in layout(text).paragraphs)


def test_a_known_city_behind_a_date_header_is_a_dateline() -> None:
    text = " date 2024-05-17 Ankara: General Roe met the army chief on Monday and saw the fort."
    parts = [(p.kind, p.span.of(text)) for p in layout(text).paragraphs]
    assert parts == [
        ("byline", "date 2024-05-17"),
        ("byline", "Ankara:"),
        ("body", "General Roe met the army chief on Monday and saw the fort."),
    ]
    text = text.replace("Ankara", "General Roe")
    assert [p.kind for p in layout(text).paragraphs] == ["byline", "body"]

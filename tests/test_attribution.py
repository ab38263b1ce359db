"""Attributions: each rule with sentences it is for and sentences it must leave alone. All persons are invented."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.extract.attribution import attributions
from scripts.extract.cues import load_cues
from scripts.extract.model import Attribution
from scripts.extract.text import layout
from scripts.lexicon import trie_regex, words
from scripts.problems import Problems

CUES = load_cues(Path(__file__).parents[1] / "seeds" / "reference" / "cues.csv")


def read(text: str) -> list[Attribution]:
    return attributions(layout(text), CUES)


def who(text: str, found: list[Attribution], made: Attribution) -> str | None:
    while made.speaker is None and made.shares is not None:
        made = found[made.shares]
    return made.speaker.of(text) if made.speaker else None


def said(text: str) -> list[tuple[str, str | None, list[str]]]:
    """Rule, speaker and content of all that a text attributes."""
    found = read(text)
    return [(made.rule, who(text, found, made), [span.of(text) for span in made.content]) for made in found]


EXAMPLES = [
    (
        "indirect-that",
        "Gen. Demir said during talks with his Qatari counterpart on Tuesday that Ankara was ready to help.",
        "Gen. Demir",
        ["Ankara was ready to help"],
    ),
    (
        "indirect-that",
        "The minister stressed that the drills were defensive and that they threatened nobody.",
        "The minister",
        ["the drills were defensive", "they threatened nobody"],
    ),
    (
        "indirect-clause",
        "Earlier in the day, Polish Deputy Prime Minister Jan Nowak said the tanks would arrive in May.",
        "Polish Deputy Prime Minister Jan Nowak",
        ["the tanks would arrive in May"],
    ),
    ("indirect-clause", "The army says it has no losses.", "The army", ["it has no losses"]),
    (
        "quote-cue-before",
        "He added, “The accord is signed. It holds for ten years.”",
        "He",
        ["The accord is signed. It holds for ten years."],
    ),
    (
        "quote-cue-after",
        "“The drills will be held in May,” the French minister told reporters in Delhi.",
        "the French minister",
        ["The drills will be held in May,"],
    ),
    ("quote-cue-after", "“We are ready,” said Jane Roe, a spokeswoman for the army.", "Jane Roe", ["We are ready,"]),
    (
        "quote-cue-after",
        "“We value this,” he said. “We will not forget it.”",
        "he",
        ["We value this,", "We will not forget it."],
    ),
    ("quote-cue-after", "“Why not now?” General Roe asked.", "General Roe", ["Why not now?"]),
    ("quote-cue-after", "“We are done,” Roe mumbled.", "Roe", ["We are done,"]),
    ("quote-split", "“We will,” he said, “stand by you.”", "he", ["We will,", "stand by you."]),
    (
        "content-before-cue",
        "The two navies will meet in the Red Sea, the Egyptian ministry said in a statement.",
        "the Egyptian ministry",
        ["The two navies will meet in the Red Sea"],
    ),
    (
        "content-before-cue",
        "The accord, General Roe said, opens the port to both fleets.",
        "General Roe",
        ["The accord", "opens the port to both fleets"],
    ),
    (
        "content-before-cue",
        "As the minister put it, the accord opens the port.",
        "the minister",
        ["the accord opens the port"],
    ),
    (
        "according-to",
        "According to the palace, the king received the envoy.",
        "the palace",
        ["the king received the envoy"],
    ),
    (
        "according-to",
        "The ship left on Monday, according to two officials.",
        "two officials",
        ["The ship left on Monday"],
    ),
    (
        "noun-object",
        "Admiral Roe praised India for its help during a meeting with the ambassador.",
        "Admiral Roe",
        ["India for its help"],
    ),
    (
        "noun-object",
        "The envoy, for his part, stressed the need for a joint drill.",
        "The envoy",
        ["the need for a joint drill"],
    ),
    (
        "noun-object",
        "The general paid tribute to Captain Poe, who fell in 2019, as a hero of the nation.",
        "The general",
        ["Captain Poe", "as a hero of the nation"],
    ),
    ("noun-object", "Doha voiced Qatar's readiness to pay.", "Doha", ["Qatar's readiness to pay"]),
    (
        "noun-object",
        "The minister accused the rebels of shelling the port.",
        "The minister",
        ["the rebels of shelling the port"],
    ),
    ("call-for", "Both sides called for closer ties in all fields.", "Both sides", ["closer ties in all fields"]),
    ("call-for", "Khartoum urged the two states to open the road.", "Khartoum", ["the two states to open the road"]),
    (
        "consider-as",
        "He considered the visit to be a turning point.",
        "He",
        ["the visit to be a turning point"],
    ),
    ("consider-as", "Oslo held the rebels responsible for the raid.", "Oslo", ["the rebels responsible for the raid"]),
    ("promise-to", "The president vowed to stand by the army.", "The president", ["to stand by the army"]),
    (
        "indirect-that",
        "The Syrian minister emphasized, for his part, that Damascus wanted peace.",
        "The Syrian minister",
        ["Damascus wanted peace"],
    ),
    (
        "indirect-that",
        "The agency reported that during a visit to Oslo, General Roe repeated his offer.",
        "The agency",
        ["during a visit to Oslo, General Roe repeated his offer"],
    ),
    (
        "indirect-that",
        "The Military Media said that the marshal praised Egypt and thanked Sudan.",
        "The Military Media",
        ["the marshal praised Egypt and thanked Sudan"],
    ),
    (
        "indirect-clause",
        "Admiral Roe, who leads the fleet, said places such as Oslo and Riga were safe.",
        "Admiral Roe",
        ["places such as Oslo and Riga were safe"],
    ),
    ("indirect-clause", "Six in 10 say the army is ready.", "Six in 10", ["the army is ready"]),
    (
        "content-before-cue",
        "The accord will speed the supply of arms and spares, said Jane Roe, who led the talks.",
        "Jane Roe",
        ["The accord will speed the supply of arms and spares"],
    ),
    (
        "content-before-cue",
        "The navies are ready, the Omani ministry shared on its official page.",
        "the Omani ministry",
        ["The navies are ready"],
    ),
    (
        "content-before-cue",
        "He stayed, the minister said, because the road was closed.",
        "the minister",
        ["He stayed", "because the road was closed"],
    ),
    (
        "according-to",
        "According to outlets such as The Globe last week, citing two officials, the ship sank.",
        "outlets such as The Globe last week",
        ["the ship sank"],
    ),
    (
        "according-to",
        "He stayed, because, according to the ministry, the road was closed.",
        "the ministry",
        ["the road was closed"],
    ),
    (
        "content-before-cue",
        "A Turkish delegation has come to Oslo, the agency reports referring to the ministry.",
        "the agency",
        ["A Turkish delegation has come to Oslo"],
    ),
    ("according-to", "As reported by the state agency, the ship sank.", "the state agency", ["the ship sank"]),
    (
        "quote-split",
        "“We are one,” said Jane Roe, a captain in Oslo, “but we are few.”",
        "Jane Roe",
        ["We are one,", "but we are few."],
    ),
    ("quote-cue-after", "“We came. We saw.” “We left,” Roe said.", "Roe", ["We came. We saw.", "We left,"]),
    ("quote-cue-before", "Roe explained it this way: “A drill is no war.”", "Roe", ["A drill is no war."]),
    ("noun-object", "He met Poe, whom Roe called “a true friend,” in Oslo.", "Roe", ["a true friend,"]),
    (
        "noun-object",
        "Positively assessing the visit, Akbulut praised the envoy.",
        "Akbulut",
        ["the envoy"],
    ),
    (
        "noun-object",
        "Akbulut expressed condolences to the families of the dead.",
        "Akbulut",
        ["to the families of the dead"],
    ),
    ("noun-that", "Oslo's claim that the ship had sunk was false.", "Oslo's", ["the ship had sunk"]),
    (
        "indirect-clause",
        "Jane Roe holds meeting with the Norwegian minister, says ties are strong",
        "Jane Roe",
        ["ties are strong"],
    ),
    ("speaker-label", "GENERAL ROE: We had no choice. We went in.", "GENERAL ROE", ["We had no choice. We went in"]),
]


@pytest.mark.parametrize(("rule", "text", "speaker", "content"), EXAMPLES)
def test_example_of_a_rule(rule: str, text: str, speaker: str, content: list[str]) -> None:
    assert said(text) == [(rule, speaker, content)]


@pytest.mark.parametrize(
    "text",
    [
        "The two ministers met in Doha to discuss trade and press for joint drills.",
        "The army believes that the war will end.",
        "The state of the army is poor, and reports of losses abound.",
        "The so-called “safe zone” lies in the north.",
        "A group called the Lions holds the town.",
        "The attack claimed the lives of two soldiers.",
        "Egypt maintains a base on the coast, which has been used since 2011.",
        "The Gulf states are at odds over their repeated claims to the islands.",
        "The planned visit was called off.",
        "The king welcomed Jane Roe at the airport.",
        "He added a stamp to the paper.",
        "The ministry did not say that the ship had left.",
        "They flew to Rabat after the announced date.",
        "The drill, dubbed “Lion of the Sea”, ended on Friday.",
        "The film “The Last Order” opened in May.",
    ],
)
def test_what_attributes_nothing(text: str) -> None:
    assert said(text) == []


def test_a_participle_is_a_statement_with_the_same_speaker() -> None:
    text = "Roe said that Algiers was a friend, adding that the two navies would train together."
    assert said(text) == [
        ("indirect-that", "Roe", ["Algiers was a friend"]),
        ("participle", "Roe", ["the two navies would train together"]),
    ]
    assert read(text)[1].shares == 0


def test_a_participle_may_open_the_sentence() -> None:
    text = "Noting that the border was calm, the governor called for more trade."
    assert said(text) == [
        ("participle", "the governor", ["the border was calm"]),
        ("call-for", "the governor", ["more trade"]),
    ]


def test_a_preface_is_no_statement() -> None:
    text = "Referring to the accord of last year, the governor said it had worked."
    assert said(text) == [("indirect-clause", "the governor", ["it had worked"])]


def test_coordinate_verbs_share_their_subject() -> None:
    text = "Admiral Roe and General Poe held talks with the king, and voiced their readiness to help."
    assert said(text) == [("noun-object", "Admiral Roe and General Poe", ["their readiness to help"])]
    text = "He stressed the need for unity and said the army was strong."
    assert said(text) == [
        ("noun-object", "He", ["the need for unity"]),
        ("indirect-clause", "He", ["the army was strong"]),
    ]


def test_another_speaker_ends_the_content() -> None:
    text = "Roe said the talks had failed, while Poe said they would go on."
    assert said(text) == [
        ("indirect-clause", "Roe", ["the talks had failed"]),
        ("indirect-clause", "Poe", ["they would go on"]),
    ]


def test_a_cue_in_a_subordinate_clause_ends_with_it() -> None:
    text = "After the palace announced that the king was ill, the talks were put off."
    assert said(text) == [("indirect-that", "the palace", ["the king was ill"])]
    text = "The envoy, who said the road was open, left on Monday."
    assert said(text) == [("indirect-clause", "The envoy, who", ["the road was open"])]


def test_a_source_in_passing_leaves_the_statement() -> None:
    text = "General Roe said the port was safe, according to the agency."
    assert said(text) == [
        ("indirect-clause", "General Roe", ["the port was safe"]),
        ("according-to", "the agency", ["General Roe said the port was safe"]),
    ]
    assert [made.nested for made in read(text)] == [1, None]


def test_what_another_said_within_a_clause_is_part_of_it() -> None:
    assert len(read("Roe said that Poe had told him that the war was over.")) == 1


def test_the_one_quoted_speaks_not_the_one_who_quotes() -> None:
    text = "The agency quoted General Roe as saying that the port was safe."
    assert said(text) == [("indirect-that", "General Roe", ["the port was safe"])]
    text = "“The port is safe,” the agency quoted General Roe as saying."
    assert said(text) == [("quote-cue-after", "General Roe", ["The port is safe,"])]
    text = "General Roe was quoted as saying that the port was safe."
    assert said(text) == [("indirect-that", "General Roe", ["the port was safe"])]
    text = "A report by the weekly citing a former official disclosed that the ship had sunk."
    assert said(text) == [("indirect-that", "a former official", ["the ship had sunk"])]


def test_a_bare_quotation_belongs_to_the_last_speaker() -> None:
    text = "The minister thanked Riyadh for its help. “We will never forget it. Never.”"
    assert said(text) == [
        ("noun-object", "The minister", ["Riyadh for its help"]),
        ("quote-bare", "The minister", ["We will never forget it. Never."]),
    ]
    bare = read(text)[1]
    assert (bare.cue, bare.speaker, bare.verb, bare.shares) == (None, None, None, 0)
    assert said("“We will never forget it. Never.”") == []


def test_a_quotation_over_two_paragraphs_is_one_statement() -> None:
    text = "“We came in peace,” the envoy said. “We stay.\n“And we will help.”\nHe left."
    assert said(text) == [("quote-cue-after", "the envoy", ["We came in peace,", "We stay.", "And we will help."])]


def test_a_colon_may_introduce_the_next_paragraph() -> None:
    text = "The envoy told the council:\n“We came in peace.”"
    assert said(text) == [("next-paragraph", "The envoy", ["We came in peace."])]
    text = "The envoy said:\nWe came in peace. We stay.\nHe left."
    assert said(text) == [("next-paragraph", "The envoy", ["We came in peace. We stay"])]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Roe: Army ready to defend the coast\nThe army is ready.", "Roe", "Army ready to defend the coast"),
        ("Army ready to defend the coast: Roe\nThe army is ready.", "Roe", "Army ready to defend the coast"),
    ],
)
def test_a_headline_with_a_colon(text: str, speaker: str, content: str) -> None:
    assert said(text) == [("colon", speaker, [content])]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He said “the port is safe for all.”", "direct"),
        ("He underlined “the importance of the port.”", "direct"),
        ("He said the port “is safe for all ships.”", "mixed"),
        ("He described the port as “a safe haven for all” in the region.", "mixed"),
        ("He said the “safe” port was open.", "indirect"),
        ("He said the port was safe.", "indirect"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert [made.kind for made in read(text)] == [kind]


def test_marks_are_no_content() -> None:
    text = "He said the port “is safe for all ships.” Then he left."
    assert said(text)[0][2] == ["the port", "is safe for all ships."]
    text = "He described the port as “a safe haven for all” in the region."
    assert said(text)[0][2] == ["the port as “a safe haven for all” in the region"]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Rabat has also stressed that the border is open.", "has also stressed"),
        ("The general also called for more trade.", "also called for"),
        ("According to the palace, the king is well.", "According to"),
        ("The king on Monday said the war was over.", "said"),
    ],
)
def test_the_cue_holds_auxiliaries_and_adverbs(text: str, cue: str) -> None:
    made = read(text)[0].cue
    assert made is not None
    assert made.of(text) == cue


def test_a_blank_that_does_not_break_is_a_blank() -> None:
    text = "The\u00a0general paid\u00a0tribute\u00a0to the young\u00a0men."
    assert said(text) == [("noun-object", "The\u00a0general", ["the young\u00a0men"])]


def test_each_cue_has_an_act() -> None:
    acts = words("assert praise thank congratulate condemn accuse pledge offer call_for threaten deny express_hope")
    assert {cue.speech_act for cue in (*CUES.verbs.values(), *CUES.nouns.values())} == acts
    assert CUES.speech_act("pay tribute to") == "praise"
    assert CUES.speech_act(None) is None


def test_a_cue_of_no_known_frame_is_reported(tmp_path: Path) -> None:
    table = tmp_path / "cues.csv"
    table.write_text("form,lemma,frame,speech_act,source\nsaid,say,speech,assert,a grammar\n", encoding="utf-8")
    with pytest.raises(Problems, match="no known frame"):
        load_cues(table)


def test_trie_regex_prefers_the_longest_whole_word() -> None:
    pattern = trie_regex(["call", "call for", "caller", "it's"])
    assert pattern.findall("call for a caller; recall, call\u00a0for, calls, call, it’s") == [
        "call for",
        "caller",
        "call\u00a0for",
        "call",
        "it’s",
    ]
    with pytest.raises(ValueError, match="no words"):
        trie_regex([])


PARTS = ["He", "General Roe", "said", "that", "the army", "was", "ready", ",", "and", "“We came.”", "according to", ":"]
PARTS += [
    "adding",
    "who",
    "praised",
    "for",
    "but",
    "while",
    "called",
    "\n",
    ".",
    "“",
    "”",
    "as",
    "told",
    "whether",
    "(",
    ")",
]


@given(st.lists(st.sampled_from(PARTS), max_size=25))
def test_spans_are_in_order_and_within_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    found = read(text)
    for index, made in enumerate(found):
        assert made.content
        for span in (*made.content, made.cue, made.speaker):
            assert span is None or 0 <= span.start < span.end <= len(text)
        for before, after in pairwise(made.content):
            assert before.end <= after.start
        assert made.kind in ("direct", "indirect", "mixed")
        assert made.shares is None or (made.speaker is None and made.shares != index)
        assert made.shares is None or found[made.shares].shares is None
        assert made.nested is None or made.nested != index


@pytest.mark.parametrize(
    "part", ["He said that ", "A, according to B, ", "X said A and ", "He said: “A b c.” “D.” ", "“"]
)
def test_cost_is_linear_in_the_length(part: str) -> None:
    def seconds(times: int) -> float:
        parsed = layout(part * times)
        start = time.perf_counter()
        attributions(parsed, CUES)
        return time.perf_counter() - start

    assert seconds(4000) < 8 * seconds(1000) + 0.5


def test_two_layers_around_a_quotation() -> None:
    """A quotation that ends a clause begun outside it belongs to that clause; the trailing cue reports both."""
    found = said("The guest said Oman “values this friendship deeply,” said an army statement.")
    assert found == [
        ("indirect-clause", "The guest", ["Oman", "values this friendship deeply,"]),
        ("quote-cue-after", "an army statement", ["The guest said Oman", "values this friendship deeply,"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "He held talks with the Korean minister responsible for arms.",
        "Then a solemn welcoming ceremony was held at the ministry.",
        "Roe called on Jan Poe at the ministry.",
        "Had she held an account there, as the rules required, it would have been safe.",
        "Ministers referring to the treaty met in Oslo.",
        "He shared the view of his guest.",
        "Roe shared on “Y”, once called Z, a picture of the ship.",
        "The claim that the ship had sunk was false.",
    ],
)
def test_no_speech(text: str) -> None:
    assert said(text) == []


def test_labels_in_small_letters_count_where_they_come_twice() -> None:
    talk = (
        "Two talk\n\nJane Roe: What now?\n\nJan Poe: We want peace. We need it.\n\nJane Roe: Why?\n\nJan Poe: Because."
    )
    assert [(rule, speaker) for rule, speaker, _ in said(talk)] == [
        ("speaker-label", name) for name in ("Jane Roe", "Jan Poe") * 2
    ]
    assert said("A head\n\nJane Roe: nothing new.\n\nHe left.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Both ministers share the view that the strait is safe.",
            [("indirect-that", "Both ministers", ["the strait is safe"])],
        ),
        ("Poe was of the view that the ship was old.", [("indirect-that", "Poe", ["the ship was old"])]),
        ("Poe claimed last week that the ship had sunk.", [("indirect-that", "Poe", ["the ship had sunk"])]),
        ("The envoy said on June 23 that the port was open.", [("indirect-that", "The envoy", ["the port was open"])]),
        (
            "The envoy was quoted as telling reporters that the talks had ended.",
            [("indirect-that", "The envoy", ["the talks had ended"])],
        ),
        (
            "Poe was quoted by the agency as having said that the port was open.",
            [("indirect-that", "Poe", ["the port was open"])],
        ),
        (
            "General Osei assured his guest of full support.",
            [("noun-object", "General Osei", ["full support"])],
        ),
        (
            "They voiced concern over what the envoy did.",
            [("noun-object", "They", ["what the envoy did"])],
        ),
        (
            "Both sides noted with satisfaction the growth of trade.",
            [("noun-object", "Both sides", ["the growth of trade"])],
        ),
        (
            "Roe praised the accord underlining that Oman would stay.",
            [("noun-object", "Roe", ["the accord"]), ("participle", "Roe", ["Oman would stay"])],
        ),
        (
            "The agency reported, quoting the army's press office, that Roe had left.",
            [("indirect-that", "the army's press office", ["Roe had left"])],
        ),
        (
            "Poe, quoted by state television, said the road was open.",
            [("indirect-clause", "Poe", ["the road was open"])],
        ),
        (
            "Colonel Poe told a forum in Lima, where he lives, that the fleet was ready.",
            [("indirect-that", "Colonel Poe", ["the fleet was ready"])],
        ),
        (
            "Ministers of Kenya, the United Arab Emirates (UAE) and Oman said that the gulf was safe.",
            [("indirect-that", "Ministers of Kenya, the United Arab Emirates (UAE) and Oman", ["the gulf was safe"])],
        ),
        ("Silva promised on Sunday at a base in Oran to send ships.", [("promise-to", "Silva", ["to send ships"])]),
        ("It was announced that the king was ill.", [("indirect-that", None, ["the king was ill"])]),
        (
            "The army denied reports that the ship had sunk.",
            [("noun-object", "The army", ["reports that the ship had sunk"])],
        ),
        (
            "“We build ships” – said Poe – “and train crews.”",
            [("quote-split", "Poe", ["We build ships", "and train crews."])],
        ),
        ("Poe said – “we build ships” – and left the hall.", [("quote-cue-before", "Poe", ["we build ships"])]),
        ("“We build ships, said Poe. He left.", [("quote-cue-after", "Poe", ["We build ships,"])]),
        (
            "- We are friends. We share one aim - emphasized Minister Roe.",
            [("quote-cue-after", "Minister Roe", ["We are friends. We share one aim"])],
        ),
        (
            "The talks centred on joint work between the two states, added the release.",
            [("content-before-cue", "the release", ["The talks centred on joint work between the two states"])],
        ),
        (
            "According to Jan Poe, the king thanked Oman for its support and underlined that it was safe.",
            [
                ("according-to", "Jan Poe", ["the king thanked Oman for its support and underlined that it was safe"]),
                ("noun-object", "the king", ["Oman for its support"]),
                ("indirect-that", "the king", ["it was safe"]),
            ],
        ),
        ("“The port is open.” ― Jane Roe", [("quote-signed", "Jane Roe", ["The port is open."])]),
        ("From the report: “The fleet is too small.”", [("colon", "the report", ["The fleet is too small."])]),
        (
            "If the talks fail, “we will close the whole strait within a few days,” Poe said.",
            [("quote-cue-after", "Poe", ["If the talks fail", "we will close the whole strait within a few days,"])],
        ),
    ],
)
def test_forms_that_readers_of_news_met(text: str, expected: list[tuple[str, str | None, list[str]]]) -> None:
    assert said("A head\n\n" + text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It should be noted that the two countries signed a pact in 2009.",
        "According to the protocol, the two sides will hold a drill.",
        "The drill went according to plan.",
        "Published: July 12, 2023 - 10:10",
        "The minister paid tribute to the crews at the War Memorial.",
        "The two ministers spoke about training.",
        "“The best of ships” – a slogan of the year",
    ],
)
def test_what_the_narrator_says(text: str) -> None:
    assert said("A head\n\n" + text) == []


def test_a_few_words_in_single_marks_are_a_heading_where_the_marks_are_double() -> None:
    text = "A head\n\n“All is well,” Roe said.\n\n'Ships of the line'\n\n"
    text += "'The fleet will sail again in the summer of next year.'"
    assert [content for _, _, content in said(text)] == [
        ["All is well,"],
        ["The fleet will sail again in the summer of next year."],
    ]


def test_that_is_according_to_means_the_sentence_before() -> None:
    found = said("The council met in Lima. That’s according to Minister Jane Roe.")
    assert found == [("according-to", "Minister Jane Roe", ["The council met in Lima."])]


def test_quoted_by_an_agency_the_words_are_the_speakers() -> None:
    found = said("Spokesman John Roe, as quoted by Sur News, claimed on Monday that the army was ready.")
    assert found == [("indirect-that", "Spokesman John Roe", ["the army was ready"])]


def test_when_asked_is_no_statement() -> None:
    found = said("When asked whether others could join, Roe replied, “The doors are open.”")
    assert [content for _, _, content in found] == [["The doors are open."]]


def test_would_only_say() -> None:
    assert said("The ministry would only say that the talks were long.") == [
        ("indirect-that", "The ministry", ["the talks were long"])
    ]


def test_said_among_other_things_is_no_content() -> None:
    found = said("In her statement, Minister Roe said, among other things:\n\n“We are friends.”")
    assert [content for _, _, content in found] == [["We are friends."]]


@pytest.mark.parametrize("often", ["many times", "repeatedly", "on several occasions"])
def test_as_somebody_has_said_often_is_part_of_what_another_says(often: str) -> None:
    content = f"Norland stays ready to help, as President Demirel has stressed {often}"
    assert said(f"Minister Roe told reporters that {content}.") == [("indirect-that", "Minister Roe", [content])]


def test_credit_of_a_picture_is_no_statement() -> None:
    assert said("Anna Roe and Nils Poe in Oslo. Source: Ministry of Defence") == []


def test_where_something_was_said_is_no_content() -> None:
    assert said("Minister Roe said at the ceremony that the pact would last.") == [
        ("indirect-that", "Minister Roe", ["the pact would last"])
    ]


@pytest.mark.parametrize("day", ["Friday", "Monday"])
def test_day_behind_who_says_it(day: str) -> None:
    assert said(f"The two countries want closer ties, said the Norland defence ministry {day}.") == [
        ("content-before-cue", "the Norland defence ministry", ["The two countries want closer ties"])
    ]


def test_a_relative_clause_behind_about_is_no_that_clause() -> None:
    found = said("What Minister Roe said about the wall that will stand there is wrong.")
    assert [content for _, _, content in found if content == ["will stand there is wrong"]] == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("He also expressed hope to host the envoys in the spring.", "to host the envoys in the spring"),
        ("Minister Roe expressed readiness to train the pilots.", "to train the pilots"),
        ("According to the Norland Army “two rockets hit the gate”.", "two rockets hit the gate"),
        ("Roe reassured the envoys that “the bridge will be open on Monday.”", "the bridge will be open on Monday."),
    ],
)
def test_hope_to_do_and_quotations_right_behind_a_source(text: str, content: str) -> None:
    assert [c for _, _, c in said(text)] == [[content]]


def test_a_topic_before_a_colon_is_no_speaker() -> None:
    body = "\n\nThe ministers met in the fort on Monday and left."
    assert said("Border tension: Norland summons the envoy of Zubar" + body) == []
    assert said("Norland minister: Zubar must answer" + body) == [("colon", "Norland minister", ["Zubar must answer"])]


def test_who_calls_on_somebody_to_discuss_a_thing_visits_him() -> None:
    assert said("General Roe called on President Poe to discuss trade.") == []
    assert said("General Roe called on Norland to send ships.") == [
        ("call-for", "General Roe", ["Norland to send ships"])
    ]


def test_what_a_statement_elaborates_on_at_its_opening_is_no_statement() -> None:
    assert [content for _, _, content in said("Elaborating on his trip, Roe said the sea was calm.")] == [
        ["the sea was calm"]
    ]


def test_what_a_thing_is_considered() -> None:
    assert said("Roe considered the act a provocation.") == [("consider-as", "Roe", ["the act a provocation"])]
    assert said("Roe considered the plans at a meeting.") == []
    assert said("Roe held the post a year.") == []


def test_a_quotation_that_runs_on_is_of_whom_its_end_names() -> None:
    text = (
        "Roe said the sea was calm.\n\n“We lost ten men. It rained.\n\n“It was cold.\n\n“We are ready,” Poe stressed."
    )
    assert said(text) == [
        ("indirect-clause", "Roe", ["the sea was calm"]),
        ("quote-cue-after", "Poe", ["We lost ten men. It rained.", "It was cold.", "We are ready,"]),
    ]
    other = 'Roe said the sea was calm.\n\n"We lost ten men. It rained.\n\n“We are ready,” Poe stressed.'
    assert said(other)[-1] == ("quote-cue-after", "Poe", ["We are ready,"])
    closed = text.replace("rained.", "rained.”").replace("cold.", "cold.”")
    assert said(closed)[-1] == ("quote-cue-after", "Poe", ["We are ready,"])


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("He advocated patience.", "patience"),
        ("Minister Roe went on, “The sea is calm.”", "The sea is calm."),
        ("Minister Roe signals readiness for talks.", "readiness for talks"),
    ],
)
def test_cues_of_wishes_and_of_speaking_on(text: str, content: str) -> None:
    assert [c for _, _, c in said(text)] == [[content]]


def test_signals_troops_signal_nothing() -> None:
    assert said("The Norland signals troops have had boats since 2017. Signals intelligence was shared.") == []


def test_how_somebody_put_it() -> None:
    assert said("“Long overdue,” was how Minister Roe put it.") == [
        ("quote-cue-after", "Minister Roe", ["Long overdue,"])
    ]
    assert said("The “long” road was how they came.") == []


def test_whoever_threatens_says_nothing() -> None:
    text = "Whoever threatens Norland would have to reckon with its partners, the Zubar ministry said."
    assert [who for _, who, _ in said(text)] == ["the Zubar ministry"]


@pytest.mark.parametrize("day", ["Wednesday, 5 December", "Wednesday, December 5,", "Wednesday, 5 December 2018"])
def test_a_weekday_with_its_date_behind_a_cue(day: str) -> None:
    assert [c for _, _, c in said(f"General Roe said on {day} that the people had a right to peace.")] == [
        ["the people had a right to peace"]
    ]


def test_efforts_of_a_state_of_two_words_are_welcomed() -> None:
    assert [c for _, _, c in said("General Roe welcomed South Norland’s efforts at sea.")] == [
        ["South Norland’s efforts at sea"]
    ]


def test_the_time_before_after_is_none_of_what_is_said() -> None:
    text = "Roe announced that tanks would be sent, a day after his colleague Poe urged him to hurry."
    assert said(text)[0][2] == ["tanks would be sent"]


def test_a_source_between_subject_and_verb() -> None:
    assert said("The minister, according to the statement, stressed the importance of trade.") == [
        ("noun-object", "The minister", ["the importance of trade"])
    ]
    assert said("The drill, according to the ministry, ended on Monday.") == [
        ("according-to", "the ministry", ["The drill", "ended on Monday"])
    ]

"""What statements do and whom they are about: by the cue, and by the words where the cue does not tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.extract.act_words import SIGNS, ActWord
from scripts.reference import rows
from tests.genre import REFERENCE, Story

LUND = "Norwegian Defence Minister Omar Lund"
MET = f"{LUND} met Danish Defence Minister Ida Holm in Oslo on Thursday. "


def act(text: str) -> str | None:
    """The act of the last statement."""
    found: str | None = Story(text).row("statements", -1)["speech_act"]
    return found


def targets(text: str) -> list[str]:
    """The targets of the last statement: names (of no actor, the words), with + - or = for the stance."""
    story = Story(text)
    last = story.row("statements", -1)["statement"]
    sign = {"positive": "+", "negative": "-", "neutral": "="}
    return [
        (story.names[t["entity"]] if t["entity"] else t["words"]) + sign[t["stance"]]
        for t in story.rows["statement_targets"]
        if t["statement"] == last
    ]


@pytest.mark.parametrize(
    ("said", "does"),
    [
        ("said the drill was over.", "assert"),
        ("said Norway was ready to help Denmark.", "offer"),
        ("voiced Norway’s readiness to train Danish pilots.", "offer"),
        ("said Sweden was ready to attack Norway.", "assert"),
        ("said Norway was not ready to help Denmark.", "assert"),
        ("said: “We will send two frigates to Denmark.”", "pledge"),
        ("said Norway would send two frigates to Denmark.", "pledge"),
        ("said Denmark would send two frigates to Norway.", "assert"),
        ("said the frigates would leave on Monday.", "assert"),
        ("said: “We will see what happens.”", "assert"),
        ("said: “I assure you that the frigates come.”", "pledge"),
        ("reaffirmed Norway’s commitment to the defence of Denmark.", "pledge"),
        ("said that Russia must withdraw its troops from Denmark.", "call_for"),
        ("stressed the need for a joint patrol with Denmark.", "call_for"),
        ("said nobody knew what Denmark should do.", "assert"),
        ("said Denmark should have waited.", "assert"),
        ("said: “I hope that the frigates come soon.”", "express_hope"),
        ("said: “We are grateful to Denmark for its patience.”", "thank"),
        ("said: “Norway will never forget the help of Denmark.”", "thank"),
        ("appreciated Denmark’s support to the Norwegian navy.", "thank"),
        ("appreciated the professionalism of the Danish navy.", "praise"),
        ("said: “We congratulate Denmark on its new frigates.”", "congratulate"),
        ("praised Denmark for its patience.", "praise"),
        ("described Denmark as a reliable partner.", "praise"),
        ("described Russia as an aggressor.", "accuse"),
        ("condemned Russia’s attacks on Danish ships.", "condemn"),
        ("said Russia has violated the airspace of Denmark.", "accuse"),
        ("said Russia had been betrayed.", "assert"),
        ("said: “How often do we have to wait for Denmark?”", "assert"),
        ("said Russia was dragging its feet on the treaty.", "accuse"),
        ("said the talks were part of Russian aggression.", "accuse"),
        ("said Norway was fighting against Russian aggression.", "assert"),
        ("said those who attack the ships will pay the price.", "threaten"),
        ("vowed that Norway would take revenge.", "threaten"),
        ("said reports of a Norwegian drone were baseless.", "deny"),
    ],
)
def test_what_a_statement_does(said: str, does: str) -> None:
    assert act(f"{LUND} {said}") == does


@pytest.mark.parametrize(
    ("said", "whom"),
    [
        ("praised Denmark for its patience with Sweden.", ["Denmark+"]),
        ("thanked Denmark and Sweden for their help.", ["Denmark+", "Sweden+"]),
        ("appreciated the support given to Norway by Denmark.", ["Denmark+"]),
        ("condemned Russia’s attacks on Danish ships.", ["Russia-"]),
        ("accused Russia of attacks on Denmark.", ["Russia-"]),
        ("said Norway was ready to help Denmark against Russia.", ["Denmark+", "Russia-"]),
        ("said: “We will stand up to Russia.”", ["Russia-"]),
        ("called on Russia to withdraw from the island.", ["Russia-"]),
        ("called on Denmark to send a frigate.", ["Denmark="]),
        ("stressed the need for joint patrols with Denmark.", ["Denmark+"]),
        ("called on some countries to send a frigate.", ["some countries="]),
        ("called for the withdrawal of foreign troops.", ["foreign troops-"]),
        ("said Sweden was late.", ["Sweden="]),
        ("said the drill in Sweden was over.", []),
        ("said Norway had sent two frigates to Sweden.", []),
        ("said Norway stands by Sweden.", ["Sweden+"]),
    ],
)
def test_whom_a_statement_is_about(said: str, whom: list[str]) -> None:
    assert targets(f"{LUND} {said}") == whom


def test_those_spoken_to_are_meant_by_what_both_sides_have() -> None:
    assert targets(MET + "Lund said that bilateral ties were growing.") == ["Denmark+"]
    assert targets(MET + "“You have waited for long,” Lund said.") == ["Denmark="]
    assert targets(MET + "Lund expressed gratitude for the hospitality.") == ["Denmark+"]
    assert targets(MET + "Lund said that the drill was over.") == []
    assert targets("Norwegian Defence Minister Omar Lund said that bilateral ties were growing.") == []


def test_a_statement_may_be_about_the_meeting_or_the_visit() -> None:
    assert targets(MET + "Lund said the talks were useful.") == ["the talks="]
    story = Story(MET + "Lund said the talks were useful.")
    assert story.row("statement_targets")["meeting"] == story.row("meetings")["meeting"]
    assert targets("Danish Defence Minister Ida Holm said the talks were useful.") == []


def test_an_opening_it_is_the_state_of_the_sentence_before() -> None:
    assert targets(f"Denmark sent two frigates. {LUND} said it had waited for long.") == ["Denmark="]
    assert targets(f"Denmark sent two frigates. {LUND} said it was time to wait.") == []
    assert targets(f"Norway sent two frigates. {LUND} said it had waited for long.") == []


def test_words_before_a_statement_tell_what_it_speaks_of() -> None:
    assert targets(f"In reaction to a measure of the European Union, {LUND} said the winter was long.") == [
        "European Union="
    ]


def test_every_target_has_its_words() -> None:
    story = Story(f"{LUND} thanked Denmark and Sweden for their help.")
    assert story.evidence("statements", "target") == ["Denmark", "Sweden"]
    assert story.evidence("statements", "speech_act") == ["thanked"]


def test_the_same_words_at_two_meetings_have_one_of_them_as_occasion() -> None:
    text = (
        "Norwegian Defence Minister Omar Lund met Danish General Ida Holm in Oslo on Thursday. "
        "Norwegian General Piet Vos received Holm in Oslo on Thursday. "
        "Omar Lund and Piet Vos said that Norway was ready to help Denmark."
    )
    story = Story(text)
    assert story.speakers() == ["Omar Lund + Piet Vos"]
    assert story.row("statements")["meeting"] in {m["meeting"] for m in story.rows["meetings"]}


def test_every_act_word_has_a_known_sign(tmp_path: Path) -> None:
    words = rows(REFERENCE / "act_words.csv", ActWord, ("phrase", "sign"))
    assert {word.sign for word in words} == set(SIGNS)
    assert all(word.phrase == word.phrase.lower() for word in words)

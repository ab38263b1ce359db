"""States, places and bodies found in sentences of the genre."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.extract.gazetteer import Gazetteer, names
from scripts.extract.model import Layout, Mention, Paragraph, Span
from scripts.reference import load
from tests.genre import Story

GAZETTEER = Gazetteer(load(Path(__file__).parents[1] / "seeds" / "reference"))


def as_layout(text: str) -> Layout:
    return Layout(text, (Paragraph(Span(0, len(text)), "body"),), (), ())


def found(text: str) -> dict[str, str]:
    """What each mention of a text names: an actor's key, or a place with @ before it."""
    _, mentions = names(as_layout(text), GAZETTEER)
    return {m.span.of(text): m.entity or f"@{m.place_id}" for m in mentions}


def forms(text: str) -> dict[str, str]:
    return {m.span.of(text): m.form for m in names(as_layout(text), GAZETTEER)[1]}


@pytest.mark.parametrize(
    ("text", "surface", "means"),
    [
        ("Ankara is ready to help.", "Ankara", "turkey"),
        ("Relations between Doha and Ankara are close.", "Doha", "qatar"),
        ("He praised Algiers for its stand.", "Algiers", "algeria"),
        ("The weapons were provided to Kyiv last year.", "Kyiv", "ukraine"),
        ("They stayed there at the request of Bamako.", "Bamako", "mali"),
        ("He rejected Washington’s claim.", "Washington", "united-states"),
        ("Paris voiced its readiness.", "Paris", "france"),
        ("Support from Beijing continued.", "Beijing", "china"),
        ("The generals met in Ankara on Monday.", "Ankara", "@ankara"),
        ("He arrived in Doha on Tuesday.", "Doha", "@doha"),
        ("The minister travelled to Seoul.", "Seoul", "@seoul"),
        ("They flew from Riyadh.", "Riyadh", "@riyadh"),
        ("The talks were held in the capital Tunis.", "Tunis", "@tunis"),
        ("A bomb went off near Kabul.", "Kabul", "@kabul"),
        ("Warsaw, Poland", "Warsaw, Poland", "@warsaw"),
        ("It was signed in Hanoi, Vietnam, on May 3.", "Hanoi, Vietnam", "@hanoi"),
        ("It was signed in Hanoi, in Vietnam.", "Vietnam", "@vietnam"),
        ("KHARTOUM (SUNA) – The army said so.", "KHARTOUM", "@khartoum"),
        ("He left Cairo for Muscat.", "Muscat", "@muscat"),
        ("The minister travelled from Tunis to Rabat.", "Tunis", "@tunis"),
        ("In Cairo’s view this is wrong.", "Cairo", "egypt"),
        ("The hall was full\nManchester was quiet.", "Manchester", "@manchester"),  # not the end of the line before
        ("The Ruritanian parts of the Astana agreements remain.", "Astana", "@astana"),
    ],
)
def test_a_capital_is_a_state_or_a_city(text: str, surface: str, means: str) -> None:
    assert found(text)[surface] == means


def test_a_seat_that_acts_is_a_metonym() -> None:
    assert forms("The Moscow-Ankara line is open; Ankara agreed.") == {"Moscow": "metonym", "Ankara": "metonym"}
    assert forms("The generals met in Ankara.") == {"Ankara": "name"}


@pytest.mark.parametrize(
    ("text", "surface", "means"),
    [
        ("Pakistan signed the accord.", "Pakistan", "pakistan"),
        ("The two sides praised Egypt.", "Egypt", "egypt"),
        ("He thanked Qatar’s emir.", "Qatar", "qatar"),
        ("Fighting went on inside Sudan.", "Sudan", "@sudan"),
        ("on the soil of Libya", "Libya", "@libya"),
        ("troops in Mali and Niger", "Niger", "@niger"),
        ("his visit to India last week", "India", "@india"),
        ("military support to Ukraine", "Ukraine", "ukraine"),
        ("in war-torn Yemen", "Yemen", "@yemen"),
        ("The exercise takes place in Turkey, Poland, and Spain.", "Spain", "@spain"),
        ("After attacks inside Turkey, Poland is ready to help.", "Poland", "poland"),
    ],
)
def test_a_country_is_an_actor_or_a_place(text: str, surface: str, means: str) -> None:
    assert found(text)[surface] == means


@pytest.mark.parametrize(
    ("text", "surface", "key"),
    [
        ("the Pakistani military said", "the Pakistani military", "pakistan-armed-forces"),
        ("Qatar’s Ministry of Foreign Affairs", "Qatar’s Ministry of Foreign Affairs", "qatar-foreign-ministry"),
        ("Poland's Defence Ministry", "Poland's Defence Ministry", "poland-defence-ministry"),
        ("the Ministry of Defense of Turkey", "the Ministry of Defense of Turkey", "turkey-defence-ministry"),
        ("the Turkish government", "the Turkish government", "turkey-government"),
        ("the Kampala government", "the Kampala government", "uganda-government"),
        ("Kenyan troops left", "Kenyan troops", "kenya-armed-forces"),
        ("the Chilean Navy", "the Chilean Navy", "chile-navy"),
        ("the Iraqi Ministry of Oil", "the Iraqi Ministry of Oil", "iraq-oil-ministry"),
        ("the Iraqi Oil Ministry", "the Iraqi Oil Ministry", "iraq-oil-ministry"),
        ("Chief of the General Staff of the Omani Army", "the General Staff of the Omani Army", "oman-general-staff"),
        ("the Armed Forces of the Republic of Serbia", None, "serbia-armed-forces"),
        ("The Defence Ministry denied it.", "The Defence Ministry", "defence-ministry"),
        ("the Royal Saudi Air Force", "the Royal Saudi Air Force", "saudi-arabia-air-force"),
        ("the US Department of State", "the US Department of State", "united-states-foreign-ministry"),
        ("Iran's Islamic Revolution Guards Corps (IRGC)", "Islamic Revolution Guards Corps", "irgc"),
        ("the Peruvian regime", "the Peruvian regime", "peru"),
        ("members of the Lowland Relief Committee", "the Lowland Relief Committee", "lowland-relief-committee"),
    ],
)
def test_bodies(text: str, surface: str | None, key: str) -> None:
    mentions = found(text)
    assert key in mentions.values()
    if surface:
        assert mentions[surface] == key


def test_an_adjective_is_no_body() -> None:
    assert found("the Turkish military presence there") == {"Turkish": "turkey"}
    assert found("In Syria forces gathered.") == {"Syria": "@syria"}


def test_an_office_is_no_body() -> None:
    assert found("French Minister of the Armed Forces Jeanne Exemple") == {"French": "france"}


def test_an_acronym_that_the_text_gives() -> None:
    text = "The Lowland Relief Committee (LRC) met. The LRC agreed."
    assert found(text)["The LRC"] == "lowland-relief-committee"
    assert forms(text)["LRC"] == "name"


def test_the_entities_of_bodies() -> None:
    entities, _ = names(as_layout("Iran’s Defense Ministry met the IRGC and Angolan forces."), GAZETTEER)
    told = {e.key: (e.kind, e.name, e.country, e.actor_id) for e in entities}
    assert told == {
        "iran-defence-ministry": ("government", "Iranian Ministry of Defence", "IRN", None),
        "irgc": ("military", "IRGC", "IRN", "irgc"),
        "angola-armed-forces": ("military", "Angolan Armed Forces", "AGO", None),
    }


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Tehran-Damascus relations", {"Tehran": "iran", "Damascus": "syria"}),
        ("an Iran-Syria pact", {"Iran": "iran", "Syria": "syria"}),
        ("the United\u00a0States’ policies", {"the United\u00a0States": "united-states"}),
        ("US-backed fighters", {"US": "united-states"}),
        ("Syrian conflict", {"Syrian": "syria"}),
        ("the Syrian people", {"the Syrian people": "syria"}),
        ("the Nigerian", {"Nigerian": "nigeria"}),
        ("in eastern Aleppo and Anbar province", {"eastern Aleppo": "@aleppo", "Anbar province": "@anbar"}),
        ("the Daesh terrorist group", {"the Daesh terrorist group": "daesh"}),
        ("ISIS or ISIL", {"ISIS": "daesh", "ISIL": "daesh"}),
        ("the Zionist regime", {"the Zionist regime": "israel"}),
        ("the Kremlin", {"the Kremlin": "russia"}),
        ("in the Gulf", {"the Gulf": "@persian-gulf"}),
    ],
)
def test_names_as_they_are_written(text: str, means: dict[str, str]) -> None:
    assert found(text) == means


@pytest.mark.parametrize(
    "text",
    [
        "the singer Denzel Washington smiled",
        "the economist Michael Jordan said",
        "Israel Katz said",
        "see news.iran.ir for more",
        "WHAT IS THIS",
        "she speaks in Spanish.",
        "Romanias and Iranish are no words",
    ],
)
def test_what_is_no_state_and_no_place(text: str) -> None:
    assert found(text) == {}


def check(text: str, mentions: list[Mention]) -> None:
    at = 0
    for m in mentions:
        assert at <= m.span.start < m.span.end <= len(text)
        assert (m.entity is None) != (m.place_id is None)
        at = m.span.end


PIECES = ["Iran", "Tehran", "’s ", "'", " in ", " and ", "-", "the ", "Army", " of ", "Ministry", ", ", "Syrian ", "\n"]


@given(st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8"), max_size=30).map("".join))
@settings(deadline=None)
def test_mentions_of_any_text_lie_within_it_and_apart(text: str) -> None:
    entities, mentions = names(as_layout(text), GAZETTEER)
    check(text, mentions)
    assert {m.entity for m in mentions if m.entity} == {e.key for e in entities}


@given(st.text(alphabet="𐍈é x\u00a0", max_size=8))
@settings(deadline=None)
def test_offsets_are_code_points(before: str) -> None:
    text = f"{before} General talks in Tehran"
    assert [m.span.of(text) for m in names(as_layout(text), GAZETTEER)[1]] == ["Tehran"]


def test_hostile_text_takes_little_time() -> None:
    for text in (
        "Ministry of the " * 20_000,
        "Iran " * 40_000,
        "US " * 40_000,
        "A" * 200_000,
        "Army of the " * 20_000,
        "The Committee " * 20_000,
        "The Defence Ministry " * 10_000,
        "state media and " * 10_000,
        "Hanoi, Vietnam, " * 10_000,
    ):
        check(text, names(as_layout(text), GAZETTEER)[1])


@pytest.mark.parametrize(
    ("text", "surface", "key"),
    [
        ("the Ruritanian state media; Kenyan state media reported it", "Kenyan state media", "kenya-state-media"),
        ("the Angolan Military Media", "the Angolan Military Media", "angola-military-media"),
        ("Chad’s Army's General Headquarters", "General Headquarters", "chad-general-headquarters"),
        ("the Ministry of Defence Headquarters in Lusaka", None, "zambia-defence-ministry"),
        ("the Additional Office General of Border Trade", None, "additional-office-general-of-border-trade"),
        ("Lowland and Interior Ministry officers", "Interior Ministry", "interior-ministry"),
    ],
)
def test_media_and_headquarters(text: str, surface: str | None, key: str) -> None:
    mentions = found(text)
    assert key in mentions.values()
    if surface:
        assert mentions[surface] == key


@pytest.mark.parametrize(
    "text",
    [
        "the firm’s R&D Centre",
        "the General Security Council Agreement was extended",
        "the Army chief spoke",
        "the Army of the Lowland Sect",
        "state of the media today",
    ],
)
def test_what_is_no_body(text: str) -> None:
    assert not [e for e in names(as_layout(text), GAZETTEER)[0] if e.kind != "state" and not e.actor_id]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("the 3rd Armoured Division", "military"),
        ("the Lowland Engine Division", "other"),
        ("the Lowland News Network", "media"),
        ("the Lowland Action Network", "other"),
    ],
)
def test_a_division_is_military_beside_a_word_of_arms_only(name: str, kind: str) -> None:
    assert [e.kind for e in names(as_layout(f"He visited {name}."), GAZETTEER)[0]] == [kind]


@pytest.mark.parametrize(
    ("text", "key", "anonymous"),
    [
        ("He received him at the Defence Ministry in Lusaka, and Chad’s envoy left.", "zambia-defence-ministry", False),
        ("Chad’s Defence Ministry met Zambia’s envoy. The Ministry of Defence agreed.", "chad-defence-ministry", False),
        ("Zambia signed it. The Defence Ministry agreed.", "zambia-defence-ministry", False),
        ("Zambia and Chad signed it. The Defence Ministry agreed.", "defence-ministry", True),
        ("The Supreme Court ruled on it.", "supreme-court", True),
        ("Zambia’s press wrote of the Joint Training Committee.", "zambia-joint-training-committee", False),
        ("The Lowland Relief Committee met.", "lowland-relief-committee", False),
    ],
)
def test_whose_a_body_without_a_state_is(text: str, key: str, anonymous: bool) -> None:
    entities = {e.key: e for e in names(as_layout(text), GAZETTEER)[0]}
    assert entities[key].anonymous is anonymous


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("the Kenyan border", {"the Kenyan border": "@kenya"}),
        ("inside Chadian territory", {"Chadian territory": "@chad"}),
        ("a conference on Mali", {"Mali": "@mali"}),
        ("They discussed the Mali crisis.", {"Mali": "@mali"}),
        ("Mali\nThe troops left.", {"Mali": "@mali"}),
        ("the people of Mali", {"the people of Mali": "mali"}),
        ("He visited Kenya on 4 April and Mali.", {"Kenya": "@kenya", "Mali": "@mali"}),
        ("the Manama Dialogue", {"Manama": "@manama"}),
    ],
)
def test_places_by_what_stands_beside(text: str, means: dict[str, str]) -> None:
    layout = Layout(text, tuple(Paragraph(Span(0, len(line)), "body") for line in text.split("\n")[:1]), (), ())
    mentions = names(layout, GAZETTEER)[1]
    assert {m.span.of(text): m.entity or f"@{m.place_id}" for m in mentions} == means


def test_the_state_in_the_name_of_a_body_is_its_own() -> None:
    entities, _ = names(
        as_layout("The Kenya Metal Works Board and the Chad-Mali Trade Board met UAE forces."), GAZETTEER
    )
    assert {e.name: e.country for e in entities if e.kind != "state"} == {
        "Kenya Metal Works Board": "KEN",
        "Chad-Mali Trade Board": None,
        "Emirati Armed Forces": "ARE",
    }


def test_an_acronym_that_the_text_gives_to_a_body_means_it() -> None:
    own = "The talks were held at the Norwegian Ministry of Defence (MoD). The MoD said that the sea was calm."
    assert Story(own).speakers() == ["Norwegian Ministry of Defence"]
    assert Story("The MoD said that the sea was calm.").speakers() == ["UK Ministry of Defence"]


def test_joint_chiefs_of_staff_without_a_state_are_not_american() -> None:
    text = "The North fired a missile into the sea, the Joint Chiefs of Staff said."
    assert Story(text).speakers() == ["Joint Chiefs of Staff"]

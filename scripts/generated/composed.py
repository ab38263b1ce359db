"""Articles as newspapers compose them: head, lead, who said what, what was signed, what is known from before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from scripts.generated.article import Article
from scripts.generated.grammar import Publisher
from scripts.generated.line import BREAK, SPELLED, Line, Mark
from scripts.generated.occasion import MET, Occasion
from scripts.generated.people import Person
from scripts.generated.wording import MONTHS
from scripts.generated.world import World

TELLERS = (1, 1, 1, 1, 1, 2, 2, 3, 3, 4, 5, 7)  # articles on one occasion
COPIED = 0.15  # of the further articles on an occasion
HEADLINES = {"signed", "planned", "cancelled", "alone"}  # kinds with headlines of their own


@dataclass(frozen=True, slots=True)
class Written:
    """An article and what is known of it. Marks count code points of the whole text; people: names by key."""

    source_id: str
    publisher: str
    title: str
    published_on: date
    text: str
    told: Occasion
    marks: list[Mark]
    people: dict[str, str]


@dataclass(slots=True)
class Draft:
    """The paragraphs of an article; headline is the first of all that are not furniture."""

    article: Article
    headline: Line
    lines: list[Line] = field(default_factory=list)


def written(world: World, told: Occasion, number: int) -> Iterator[Written]:
    """All articles on an occasion; number: its place, for their ids."""
    random = Random(f"{world.seed}:articles:{number}")
    publishers = random.sample(world.grammar.publishers, random.choice(TELLERS))
    drafts: list[Draft] = []
    for publisher in publishers:
        published = _published(told, random)
        if drafts and random.random() < COPIED and published >= told.day:
            copied = drafts[0]
            article = Article(world, told, publisher, copied.article.published, random)
            article.names = copied.article.names
            cut = len(copied.lines) - random.randrange(0, len(copied.lines) // 3 + 1)
            draft = Draft(article, copied.headline, copied.lines[:cut])
        else:
            draft = _draft(Article(world, told, publisher, published, random))
            drafts.append(draft)
        yield _laid_out(draft, number)


def _published(told: Occasion, random: Random) -> date:
    if told.kind == "planned":
        return told.day - timedelta(random.randrange(1, 12))
    if told.kind == "cancelled":
        return told.day + timedelta(random.randrange(-3, 2))
    return told.day + timedelta(random.choice((0, 0, 0, 1, 1, 2)))


def _draft(article: Article) -> Draft:
    told, random = article.told, article.random
    kind = told.kind
    headline = article.paragraph(f"headline_{kind}" if kind in HEADLINES else "headline")
    draft = Draft(article, headline)
    add = draft.lines.append
    if article.publisher.caption and kind in MET and random.random() < 0.7:
        add(article.paragraph("caption"))
    add(article.paragraph("held" if kind == "visit" else kind))
    size = random.choice((0, 1, 1, 2, 2, 2))  # brief, usual, long
    _statements(draft, told.host, random.randrange(2, 4) + 3 * size)
    if kind == "alone":
        _around(draft, size + 1)
        return draft
    if kind == "signed":
        add(article.paragraph("dealmore", *["dealmore"][: random.randrange(2)]))
    if random.random() < 0.8:
        add(article.paragraph("turn", speaker=told.guest))
        article.last = told.guest.key
        _statements(draft, told.guest, random.randrange(0, 2) + 2 * size)
    if random.random() < 0.6:
        add(article.paragraph("joint"))
    if kind == "visit":
        add(article.paragraph("second"))
        _statements(draft, told.other, random.randrange(1, 3) + size)
    _around(draft, size)
    return draft


def _statements(draft: Draft, speaker: Person, sentences: int) -> None:
    """What one person says, in paragraphs of one or two sentences."""
    article, random = draft.article, draft.article.random
    while sentences > 0:
        together = 1 if random.random() < 0.65 else 2
        draft.lines.append(article.paragraph(*["say"] * min(together, sentences), speaker=speaker))
        sentences -= together


def _around(draft: Draft, size: int) -> None:
    """What stands beside the talks: other voices, what happened before and what comes next."""
    article, random, told = draft.article, draft.article.random, draft.article.told
    add = draft.lines.append
    chances = [("ministry", 0.45), ("unnamed", 0.3), ("expert", 0.3)]
    if told.kind != "alone":
        chances += [("narration", 0.5), ("narration", 0.4), ("next", 0.25), ("past", 0.3), ("olddeal", 0.3)]
    for part, chance in chances:
        if random.random() < chance * (0.6 + 0.4 * size):
            add(article.paragraph(part))
    for _ in range(random.randrange(1, size + 3)):
        add(article.paragraph(*["background"] * random.randrange(1, 4)))
    if random.random() < 0.15:
        add(article.paragraph("aside"))
    if article.publisher.tail == "stock":
        add(article.paragraph("stock"))


def _laid_out(draft: Draft, number: int) -> Written:
    """The article as its publisher prints it."""
    article, publisher = draft.article, draft.article.publisher
    parts: list[str] = []
    marks: list[Mark] = []
    size = 0

    def put(text: str, found: list[Mark], tag: str = "") -> None:
        nonlocal size
        parts.append(text)
        marks.extend(Mark(f"{tag}{m.tag}", m.start + size, m.end + size, m.of) for m in found)
        size += len(text)

    before, after = _head(article, publisher)
    put(before, [])
    put(draft.headline.text, draft.headline.marks, "headline:")
    put(after, [])
    if publisher.dateline == "agency":
        day = article.published
        put(f"{article.told.place.upper()}, {MONTHS[day.month - 1]} {day.day} ({publisher.publisher}) – ", [])
    for line in draft.lines:
        put(line.text, line.marks)
        put(BREAK, [])
    put("" if publisher.tail == "stock" else publisher.tail, [])
    text = "".join(parts).replace(*SPELLED[publisher.british])
    straight = publisher.quotes == "straight"
    text = text.replace("“", '"').replace("”", '"') if straight else text.replace("'", "’")
    published = article.published
    return Written(
        f"{publisher.slug}-{published.isoformat()}-{number}",
        publisher.publisher,
        draft.headline.text,
        published,
        text,
        article.told,
        marks,
        article.names,
    )


def _head(article: Article, publisher: Publisher) -> tuple[str, str]:
    """What stands before and behind the headline."""
    day = article.published
    return {
        "plain": ("", BREAK),
        "byline": ("", f"\nBy Staff Writer\n{article.full(day)}{BREAK}"),
        "section": (f"News / Defence{BREAK}", BREAK),
        "release": (f"Press release No. {article.told.day.toordinal() % 500}{BREAK}", BREAK),
        "dated": (f"date {day.isoformat()} ", BREAK),
    }[publisher.head]

"""What the people stage must know of names, titles and states, compiled once from seeds/reference."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from scripts.extract.names import PARTICLES, family, fold, folded, likeness
from scripts.extract.titles import Countries, OfficeBody, Titles
from scripts.reference import Reference, rows

UPPER = "".join(c for c in map(chr, [*range(0x41, 0x250), *range(0x1E00, 0x1F00)]) if c.isupper())
MARKS = "'’‘ʼʻʿʾ`"
QUOTES = "\"“”„'’‘"
GAP = "[ \u00a0]"
Word = tuple[int, int, int, str, str]  # start, end without a possessive ending, end, kind, the word without that ending
POSSESSIVES = ("'s", "’s", "'S", "’S")


@dataclass(frozen=True, slots=True)
class NameWord:
    """A row of given_names.csv or family_first.csv (family names that stand before the given name)."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Particle:
    """A small word within names: "bin", "van"."""

    form: str
    source: str


@dataclass(frozen=True, slots=True)
class OtherWord:
    """A word that is written with a capital and is no part of a person's name; why says what it is."""

    word: str
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Mononym:
    """A name by which one person is called without introduction, unless someone else of that name is introduced."""

    name: str
    actor_id: str
    source: str


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the reference tables."""

    actor_id: str
    country: str | None


class Lexicons:
    """Titles, states, names and the words that are no names; and the patterns for words with a capital."""

    def __init__(
        self,
        titles: Titles,
        countries: Countries,
        given: Iterable[str],
        family_first: Iterable[str],
        particles: Iterable[str],
        others: Iterable[tuple[str, str]],
        known: Iterable[tuple[str, KnownPerson]] = (),
        mononyms: Iterable[tuple[str, KnownPerson]] = (),
        bodies: Iterable[tuple[str, str]] = (),
        states: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.titles = titles
        self.countries = countries
        self.given = frozenset(map(fold, given))
        self.family_first = frozenset(map(fold, family_first))
        self.particles = frozenset(particles)
        self.others = dict(others)
        self.bodies = sorted(bodies, key=lambda row: -len(row[0]))
        self.mononyms = {folded(name): person for name, person in mononyms}
        self.known: dict[tuple[str, ...], set[KnownPerson]] = {}
        self.transliterated: dict[tuple[str, ...], set[KnownPerson]] = {}
        self.surnames: dict[str, set[KnownPerson]] = {}
        self.fathers: dict[tuple[str, ...], set[KnownPerson]] = {}  # by "X bin Y", the father by name
        self.families: dict[KnownPerson, set[str]] = {}  # of those of fathers
        self.firsts: dict[str, set[KnownPerson]] = {}
        self.states = dict(states)
        for name, person in known:
            words = folded(name)
            self.known.setdefault(words, set()).add(person)
            self.transliterated.setdefault(likeness(words), set()).add(person)
            if words[1:2] in (("bin",), ("ibn",)):
                self.fathers.setdefault(likeness(words[:3]), set()).add(person)
                if (name_of := family(words)) is not None:
                    self.families.setdefault(person, set()).add(name_of)
            self.surnames.setdefault(words[-1], set()).add(person)
            self.firsts.setdefault(words[0], set()).add(person)
            if len(words) > 1 and words[0] in self.family_first:
                self.surnames.setdefault(words[0], set()).add(person)
        articles = "|".join(sorted(PARTICLES))
        small = "|".join(sorted(self.particles))
        short = {form(a) for a in [*titles.abbreviations, "jr", "sr"] for form in (str.title, str.upper)}
        # A run takes full stops along; token tells those of abbreviations and initials from those of sentences.
        tail = rf"[\w.{MARKS}-]*"
        link = rf"{GAP}(?:(?:{small}){GAP}){{0,3}}(?:(?:{articles})-{GAP}?)?"
        nick = rf"{GAP}[{QUOTES}]{{1,2}}[{UPPER}]\w+[{QUOTES}]{{1,2}}"  # "Robert “Bob” Miller"
        self.run = re.compile(rf"[{UPPER}](?<!\w.){tail}(?:{nick}(?={GAP}[{UPPER}])|{link}[{UPPER}]{tail})*")
        word = rf"(?:(?:{articles})-{GAP}?)?[{UPPER}]\w*(?:[{MARKS}-]\w+)*"
        initials = rf"(?:[{UPPER}]\.)+(?:-[{UPPER}]\.)?"
        self.token = re.compile(rf"(?:{'|'.join(sorted(short))})\.|{initials}|{word}|(?<![\w-])(?:{small})(?![\w-])")
        self.kind = lru_cache(maxsize=1 << 16)(self._kind)
        self.words = lru_cache(maxsize=1 << 16)(self._words)

    @classmethod
    def load(cls, folder: Path, reference: Reference) -> Lexicons:
        """Read the CSVs of titles and names; states and persons come from the reference tables. Raises Problems."""
        persons = {a.actor_id: KnownPerson(a.actor_id, a.country) for a in reference.actors if a.kind == "person"}
        names = [(a.name, persons[a.actor_id]) for a in reference.actors if a.actor_id in persons]
        names += [(n.name, persons[n.actor_id]) for n in reference.actor_names if n.actor_id in persons]
        alone = rows(folder / "mononyms.csv", Mononym, ["name"])
        return cls(
            Titles.load(folder),
            Countries((n.name, n.country, n.form) for n in reference.country_names),
            (row.name for row in rows(folder / "given_names.csv", NameWord, ["name"])),
            (row.name for row in rows(folder / "family_first.csv", NameWord, ["name"])),
            (row.form for row in rows(folder / "particles.csv", Particle, ["form"])),
            ((row.word, row.why) for row in rows(folder / "not_names.csv", OtherWord, ["word"])),
            names,
            ((row.name, persons[row.actor_id]) for row in alone if row.actor_id in persons),
            ((row.words, row.office) for row in rows(folder / "office_bodies.csv", OfficeBody, ["words"])),
            ((row.actor_id, row.country) for row in reference.countries),
        )

    def _words(self, run: str) -> tuple[Word, ...]:
        """The words of a run; none if no one of them can be a name's."""
        found: list[Word] = []
        for match in self.token.finditer(run):
            word, core = match.group(), match.end()
            if found and run[match.start() - 1] in QUOTES:  # a nickname is no part of the name, but of its span
                at, _, _, kind, before = found[-1]
                end = core + len(run[core:]) - len(run[core:].lstrip(QUOTES))
                found[-1] = (at, end, end, kind, before)
                continue
            if word.endswith(POSSESSIVES):
                core, word = core - 2, word[:-2]
            kind = "particle" if word in self.particles else self.kind(word)
            found.append((match.start(), core, match.end(), kind, word))
        return tuple(found) if any(kind in ("name", "given", "family") for _, _, _, kind, _ in found) else ()

    def _kind(self, word: str) -> str:
        """The kind of a word with a capital that is no title where it stands: see naming.Token."""
        plain = fold(word)
        why = self.others.get(word.lower())
        if why == "namesake":
            return "namesake"
        if why:
            return "plain" if why in ("function", "calendar", "verb", "office") else "body"
        if self.countries.code(word):
            return "plain"
        if plain in self.given:
            return "name" if "-" in word and word[: word.index("-")].lower() in PARTICLES else "given"
        if len(word) == 1 or word.endswith(".") or word in ("II", "III", "IV", "Jr", "Sr"):
            return "initial"
        if any(c.isdigit() for c in word):
            return "body"
        if plain in self.family_first:
            return "family"
        if "-" in plain:
            parts = [self.kind(part.capitalize()) for part in plain.split("-") if part]
            return parts[0] if parts and parts[0] in ("given", "plain", "body", "family") else "name"
        if plain in self.countries.words and len(plain) > 3:
            return "body"
        return "body" if word.isupper() and len(word) < 6 else "name"

"""What is known of a generated article, in the form of the hand-coded gold, and what is one thing across articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from scripts.generated.article import NAMED
from scripts.generated.composed import Written
from scripts.generated.line import Mark
from scripts.generated.occasion import Occasion

KINDS = {"d": "direct", "dq": "direct", "i": "indirect", "iq": "indirect", "j": "indirect", "m": "mixed"}
HEADLINE = "headline:"
Truth = dict[str, Any]


def gold(written: Written) -> Truth:
    """As scripts.evaluate reads it: persons, meetings, agreements and statements with offsets into the text."""
    persons = _persons(written)
    return {
        "source_id": written.source_id,
        "persons": persons,
        "organisations": _bodies(written),
        "meetings": list(_meetings(written, {person["key"] for person in persons})),
        "agreements": list(_agreements(written)),
        "statements": _statements(written),
    }


def same(written: Written) -> Iterator[tuple[str, str, str, int, int]]:
    """Table, key across articles, source_id, start, end of the words of each person, meeting and agreement told."""
    told = written.told
    keys = {**_meeting_keys(told), **_agreement_keys(told)}
    for mark in written.marks:
        tag = mark.tag.removeprefix(HEADLINE)
        if tag == NAMED:
            yield "actors", mark.of[0], written.source_id, mark.start, mark.end
        elif tag in keys:
            table = "agreements" if "deal" in tag else "meetings"
            yield table, keys[tag], written.source_id, mark.start, mark.end


def _meeting_keys(told: Occasion) -> dict[str, str]:
    return {tag: f"{told.key}.{tag}" for tag in ("meet", "meet2", "past")}


def _agreement_keys(told: Occasion) -> dict[str, str]:
    """By tag; an older agreement is that of the two states, whoever tells of it."""
    deal = f"{told.key}.deal"
    return {"deal": deal, "pdeal": deal, "olddeal": f"{told.pair}.{told.old[0]}"}


def _evidence(written: Written, tag: str) -> list[Truth]:
    return [_span(mark) for mark in written.marks if mark.tag.removeprefix(HEADLINE) == tag]


def _span(mark: Mark) -> Truth:
    return {"start": mark.start, "end": mark.end}


def _persons(written: Written) -> list[Truth]:
    surfaces: defaultdict[str, set[str]] = defaultdict(set)
    for mark in written.marks:
        if mark.tag.removeprefix(HEADLINE) == NAMED:
            surfaces[mark.of[0]].add(written.text[mark.start : mark.end])
    return [
        {"key": key, "canonical_name": written.people[key], "surface_forms": sorted(found)}
        for key, found in surfaces.items()
        if key in written.people
    ]


def _bodies(written: Written) -> list[Truth]:
    keys = {key for mark in written.marks for key in mark.of if key not in written.people and " of " in key}
    return [{"key": key, "canonical_name": key, "surface_forms": [f"the {key}"]} for key in sorted(keys)]


def _meetings(written: Written, named: set[str]) -> Iterator[Truth]:
    told = written.told
    day = told.day.isoformat()
    host, guest, other = told.host.key, told.guest.key, told.other.key
    facts = {
        "meet": ([host, guest], day, told.status),
        "meet2": ([guest, other], day, told.status),
        "past": ([host, guest], told.earlier.date, "held"),
        "next": ([host], None, "planned"),
    }
    for tag, (people, date, status) in facts.items():
        if evidence := _evidence(written, tag):
            yield {
                "key": f"{told.key}.{tag}",
                "participants": people,
                "date": date,
                "status": status,
                "kind": "call" if told.kind == "call" and tag == "meet" else "meeting",
                "visit_only": tag == "next",
                "evidence": evidence,
            }
    if told.kind not in ("call", "alone") and guest in named:
        visit = {"key": f"{told.key}.visit", "participants": [guest], "date": day, "status": told.status}
        yield {**visit, "kind": "visit", "visit_only": True, "evidence": []}


def _agreements(written: Written) -> Iterator[Truth]:
    told = written.told
    keys = _agreement_keys(told)
    parties = [told.host.state.country, told.guest.state.country]
    facts = {
        "deal": ("signed", told.day.isoformat()),
        "pdeal": ("planned", told.day.isoformat()),
        "olddeal": ("signed", str(told.old[0])),
    }
    for tag, (status, date) in facts.items():
        if evidence := _evidence(written, tag):
            yield {"key": keys[tag], "status": status, "date": date, "parties": parties, "evidence": evidence}
    for mark in written.marks:
        if mark.tag == "truce":  # of whom is not told
            yield {"key": f"truce.{mark.start}", "status": "signed", "optional": True, "evidence": [_span(mark)]}


def _statements(written: Written) -> list[Truth]:
    found: list[Truth] = []
    for mark in sorted(written.marks, key=lambda mark: mark.start):
        tag = mark.tag.removeprefix(HEADLINE)
        if tag == "+":
            found[-1]["content"].append(_span(mark))
        elif tag in KINDS:
            headline = mark.tag.startswith(HEADLINE)
            found.append(
                {
                    "speaker": mark.of[0],
                    "speakers": list(mark.of),
                    "kind": KINDS[tag],
                    "position": "headline" if headline else "body",
                    "content": [_span(mark)],
                }
            )
    return found

"""Incidents as rows of the staged tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scripts.extract.incident_tellings import ROLES, Telling
from scripts.extract.incident_told import Incident, unnamed_source
from scripts.extract.model import Attribution, Entity, Span
from scripts.extract.records import Writer

ASSERTIONS = ("narrator", "speaker", "unnamed_source")  # the one that counts more first


def write_incidents(
    writer: Writer,
    incidents: Sequence[Incident],
    said: Sequence[Attribution],
    keys: Sequence[str],
    speakers: Sequence[tuple[str, ...]],
    lands: Mapping[str, Entity],
) -> None:
    """Add the rows of a document's incidents. keys, speakers: of statements and of actors, by attribution.

    lands: states by their key.
    """
    for incident in incidents:
        number = incident.told[0].at
        asserted = {_assertion(writer, t, speakers): t for t in reversed(incident.told)}
        assertion = next(a for a in ASSERTIONS if a in asserted)
        by = asserted[assertion].said
        place = next((p for t in incident.told if (p := writer.place(t.place))), None)
        means, harmed = ([s for t in incident.told if (s := getattr(t, name))] for name in ("means", "harmed"))
        writer.add(
            "incidents",
            incident=number,
            kind=incident.kind,
            **writer.when(incident.date),
            place_id=place,
            means=means[0].of(writer.text) if means else None,
            victims=harmed[0].of(writer.text) if harmed else None,
            assertion=assertion,
            certainty=incident.certainty,
            ongoing=incident.standing,
            statement=None if by is None else keys[by],
        )
        roles: set[tuple[str, str]] = set()
        for told in incident.told:
            roles |= _told(writer, number, told, place)
            if told.said is not None:
                roles |= {(key, "asserter") for key in speakers[told.said]}
                words = _speaker(told.said, said)
                if words is not None and speakers[told.said]:
                    writer.evidence("incidents", number, "asserter", words, told.rule)
        for key, role in sorted(roles):
            writer.used.add(key)
            if key in lands:
                writer.entities.setdefault(key, lands[key])
            writer.add("incident_actors", incident=number, entity=key, role=role)


def _assertion(writer: Writer, told: Telling, speakers: Sequence[tuple[str, ...]]) -> str:
    if told.said is None:
        return "narrator"
    return "unnamed_source" if unnamed_source(writer.entities, speakers[told.said]) else "speaker"


def _told(writer: Writer, number: int, told: Telling, place: str | None) -> set[tuple[str, str]]:
    """Evidence of one telling; the keys and roles in it."""
    writer.evidence("incidents", number, "incident", told.span, told.rule)
    if told.date and told.date.edtf:
        writer.evidence("incidents", number, "date", told.date.span, told.date.rule)
    if told.place and place and writer.place(told.place) == place:
        writer.evidence("incidents", number, "place", told.place.span, told.rule)
    roles = set()
    for role in ROLES:
        for mention in told.roles.get(role, ()):
            roles.add((mention.entity or "", role))
            writer.evidence("incidents", number, role, mention.span, told.rule)
    return roles


def _speaker(index: int, said: Sequence[Attribution]) -> Span | None:
    """The words that name the speaker of an attribution; its cue where they name none."""
    for _ in said:
        attribution = said[index]
        if attribution.speaker is not None:
            return attribution.speaker
        if attribution.shares is None:
            return attribution.cue or attribution.content[0]
        index = attribution.shares
    return None

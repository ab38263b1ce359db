"""Statements as rows of the staged tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from scripts.extract.agreements import Agreement, Told
from scripts.extract.model import Attribution
from scripts.extract.occasions import position
from scripts.extract.records import Writer
from scripts.extract.remarks import Remark
from scripts.extract.summaries import summaries


class _Statement(NamedTuple):
    """The columns of a statement in the order of its table, but for the last, summary_of."""

    statement: str
    kind: str
    verb: str | None
    text: str
    speech_act: str | None
    position: str
    meeting: int | None
    agreement: int | None
    part_of: str | None


OWN_BODIES = ("government", "military")


def write_statements(
    writer: Writer,
    said: Sequence[Attribution],
    keys: Sequence[str],
    speakers: Sequence[tuple[str, ...]],
    remarks: Sequence[Remark],
    agreements: Sequence[Agreement],
) -> None:
    """Add statements, their speakers, targets, sources and evidence. Those of the meetings are to be there.

    keys (as of statement_keys), speakers, remarks: one for each attribution.
    """
    lead = next((i for i, p in enumerate(writer.parts.paragraphs) if p.kind == "body"), 0)
    any_meeting = bool(writer.found["meetings"])
    about = Told(agreements)
    own: list[_Statement] = []
    for index, (a, remark) in enumerate(zip(said, remarks, strict=True)):
        key = keys[index]
        own.append(
            _Statement(
                key,
                a.kind,
                a.verb,
                " … ".join([writer.text[start:end] for start, end in a.content]),
                remark.act,
                position(a, writer.parts, remark.at, lead, any_meeting),
                remark.at.key if remark.at else None,
                about.of(a.content),
                keys[a.nested] if a.nested is not None and not _circular(said, index) else None,
            )
        )
        for span in a.content:
            writer.evidence("statements", key, "text", span, a.rule)
        if a.cue:
            writer.evidence("statements", key, "cue", a.cue, a.rule)
        if remark.speaker:
            writer.evidence("statements", key, "speaker", remark.speaker, a.rule)
        writer.used.update(speakers[index])
        writer.found["statement_speakers"] += [
            (writer.source, key, speaker, seq) for seq, speaker in enumerate(speakers[index], 1)
        ]
        _remark(writer, key, remark)
    _foreground(writer, own, speakers)
    texts, acts, where = [s.text for s in own], [s.speech_act for s in own], [s.position for s in own]
    whom = [_whom(writer, remark) for remark in remarks]
    sums = summaries(texts, speakers, acts, whom, where)
    writer.found["statements"] += [
        (writer.source, *row, None if full is None else keys[full]) for row, full in zip(own, sums, strict=True)
    ]


def _whom(writer: Writer, remark: Remark) -> str | None:
    """The country of the first target of a statement, or its key."""
    entity = writer.entities.get(next((t.entity or "" for t in remark.targets), ""))
    return (entity.country or entity.key) if entity else None


def _remark(writer: Writer, key: str, remark: Remark) -> None:
    """Act, targets and sources of a statement."""
    if remark.addressee:
        writer.entities.setdefault(remark.addressee.key, remark.addressee)
    if remark.act_words:
        writer.evidence("statements", key, "speech_act", remark.act_words, remark.act_rule)
    for seq, target in enumerate(remark.targets, 1):
        if target.entity:
            writer.used.add(target.entity)
        whom = (target.entity, target.agreement, target.meeting)
        row = (writer.source, key, seq, *whom, target.span.of(writer.text), target.stance)
        writer.found["statement_targets"].append(row)
        writer.evidence("statements", key, "target", target.span, target.rule)
    for seq, (source, words) in enumerate(remark.sources, 1):
        writer.used.add(source)
        writer.add("statement_sources", statement=key, seq=seq, entity=source, words=words.of(writer.text))
        writer.evidence("statements", key, "source", words, "source-chain")


def _foreground(writer: Writer, own: list[_Statement], speakers: Sequence[tuple[str, ...]]) -> None:
    """A body of a participant's state that speaks before the last statement of a meeting speaks of the meeting."""
    last = max((i for i, row in enumerate(own) if row.meeting is not None), default=0)
    present = {writer.entities[key].country for key in writer.present}
    for index in range(last):
        kinds = [writer.entities[key] for key in speakers[index]]
        told = own[index].position == "background"
        if told and any(e.kind in OWN_BODIES and e.country in present for e in kinds):
            own[index] = own[index]._replace(position="body")


def statement_keys(said: Sequence[Attribution]) -> list[str]:
    """The offset of the content; where several begin together, with that of the cue behind it, then with a number."""
    starts = Counter([a.content[0].start for a in said])
    keys: list[str] = []
    for a in said:
        start = a.content[0].start
        if starts[start] == 1:
            keys.append(str(start))
            continue
        key = f"{start}-{a.cue.start if a.cue else a.content[0].end}"
        times = sum(k == key or k.startswith(f"{key}-") for k in keys[-8:])
        keys.append(f"{key}-{times + 1}" if times else key)
    return keys


def _circular(said: Sequence[Attribution], index: int) -> bool:
    """Whether following a statement to the one it stands in leads back to it; two of one may claim each other."""
    seen = {index}
    following = said[index].nested
    while following is not None and following not in seen:
        seen.add(following)
        following = said[following].nested
    return following == index and index == min(seen)

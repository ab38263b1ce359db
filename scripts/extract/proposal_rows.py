"""Proposals as rows of the staged tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scripts.extract.proposed import Proposal

if TYPE_CHECKING:
    from scripts.extract.records import Writer


def write_proposals(writer: Writer, proposals: Sequence[Proposal], statements: Sequence[str]) -> None:
    """Add proposals, their actors, statements and evidence. statements: their keys in order."""
    for proposal in proposals:
        key, what = proposal.key, proposal.best
        meeting = proposal.at.key if proposal.at else None
        told = {"kind": what.kind, "status": proposal.status, "what": " ".join(what.what.of(writer.text).split())}
        writer.add(
            "proposals", proposal=key, **told, **writer.when(proposal.date), meeting=meeting, agreement=proposal.under
        )
        for item in proposal.told:
            writer.evidence("proposals", key, "proposal", item.telling.span, item.telling.rule)
        if proposal.date and proposal.date.edtf:
            writer.evidence("proposals", key, "date", proposal.date.span, proposal.date.rule)
        actors = dict.fromkeys((part.entity, part.role) for part, _ in proposal.parts())
        for part, rule in proposal.parts():
            writer.evidence("proposals", key, part.role, part.span, rule)
        for entity, role in sorted(actors):
            if entity not in writer.entities:
                writer.entities.setdefault(entity, next(s for s in writer.states.values() if s.key == entity))
            writer.used.add(entity)
            writer.add("proposal_actors", proposal=key, entity=entity, role=role)
        for index in sorted({i for t in proposal.told if (i := t.telling.statement) is not None}):
            writer.add("proposal_statements", proposal=key, statement=statements[index])

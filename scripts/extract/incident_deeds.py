"""What verbs tell of deeds of states: delivered, deployed, backed, sanctioned, expelled; and of wars that broke out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from scripts.extract.incident_frames import (
    COLLECTIVE,
    Found,
    Frame,
    said,
    voice,
)
from scripts.extract.phrases import Words
from scripts.extract.sentence import CALLING


def expelled(frame: Frame) -> Found | None:
    """ "A expelled B’s diplomats"."""
    s, undergone = frame.sentence, frame.undergone
    agents = frame.collective(frame.doer)
    if not s.has(undergone, "envoy") or not (agents or frame.group.passive) or frame.sense.shape in ("present", "base"):
        return None
    targets = s.actors(undergone)
    return frame.found("expulsion", voice(frame), agents=agents, targets=targets) if agents or targets else None


def severed(frame: Frame) -> Found | None:
    """ "A severed ties with B"."""
    s = frame.sentence
    agents = frame.collective(frame.doer)
    with_whom = s.sides(frame.prep("with", "to"))
    if not s.has(frame.undergone, "tie") or not agents or frame.sense.shape != "past":
        return None
    if frame.sense.word in ("cut", "suspend", "downgrade") and not with_whom:
        return None
    return frame.found("diplomatic_break", voice(frame), agents=agents, targets=with_whom or s.actors(frame.undergone))


def ousted(frame: Frame) -> Found | None:
    """ "A overthrew B"."""
    s, undergone = frame.sentence, frame.undergone
    victims = s.actors(undergone)
    ruling = (
        any(
            w in said(frame, undergone)
            for w in ("president", "government", "regime", "king", "prime minister", "leader", "dictator", "shah")
        )
        if undergone
        else False
    )
    if not (victims and ruling) or frame.sense.shape != "past":
        return None
    return frame.found(
        "coup", voice(frame), agents=[m for m in s.actors(frame.doer) if m not in victims], targets=victims
    )


def sanctioned(frame: Frame) -> Found | None:
    """ "A sanctioned B"."""
    s = frame.sentence
    agents, targets = frame.collective(frame.doer), s.sides(frame.undergone)
    if frame.sense.shape != "past" or not targets or not (agents or frame.group.passive):
        return None
    return frame.found("sanctions", voice(frame), agents=agents, targets=targets, standing=True)


def listed(frame: Frame) -> Found | None:
    """ "A put B on its terror list", "A called on C to list B"."""
    s = frame.sentence
    where = next((p for p in frame.preps if s.has(p.phrase, "list-noun")), None)
    if where is None or frame.undergone is None:
        return None
    undergone = frame.undergone
    bound = s.has(undergone, "list-noun")
    if bound:  # "designated B a terrorist organisation"
        undergone = Words(undergone.first, max(undergone.first, s.index(bound.start)))
    elif where.preposition not in ("in", "on", "as", "to", "into", "under"):
        return None
    targets = s.actors(undergone)
    if frame.sense.word in ("include", "put", "place", "add") and where.preposition not in ("in", "on", "to", "into"):
        return None
    agents = [m for m in frame.collective(frame.doer) if m not in targets]
    if not targets or not (agents or frame.group.passive):
        return None
    called = frame.group.governed in CALLING
    return frame.found(
        "terror_listing_call" if called else "terror_listing", "incident-listed", agents=agents, targets=targets
    )


def gave(frame: Frame) -> Found | None:
    """ "A delivered drones to B", "A provided B with military support"."""
    s, group = frame.sentence, frame.group
    if frame.sense.shape in ("present", "base") and not group.governed:
        return None
    stretches = [p.phrase for p in frame.preps if p.preposition in ("", "with")]
    if group.passive and group.subject:
        stretches.append(group.subject)
    aid = next(
        (w for w in stretches if s.has(w, "aid-noun") or (s.has(w, "plain-aid-noun") and _military(frame, w))), None
    )
    arms = next((w for w in stretches if s.has(w, "arms")), None)
    if aid is None and arms is None:
        return None
    beneficiaries = s.sides(frame.prep("to")) or ([] if group.passive else s.sides(frame.prep("for")))
    indirect = frame.thing
    if not beneficiaries and indirect is not None:
        # "supplied Syria with drones": the object is who gets them; "provided Syria military support": the words before
        hit = s.has(indirect, "arms", "aid-noun", "plain-aid-noun")
        upto = s.index(hit.start) if hit and frame.prep("with") is None else indirect.after
        beneficiaries = (
            [m for m in s.actors(Words(indirect.first, upto)) if m.form != "demonym"] if upto > indirect.first else []
        )
    agents = [m for m in s.actors(frame.doer) if m not in beneficiaries]
    if (
        frame.sense.word in ("give", "send", "sell", "provide", "equip", "furnish", "export", "transfer", "supply")
        and not agents
    ):
        return None
    agents = [m for m in agents if m.entity not in {b.entity for b in beneficiaries}]
    if not beneficiaries or not (agents or (arms and not group.passive) or group.passive):
        return None
    if all(s.entity(m).kind == "person" for m in (*beneficiaries, *agents)):
        return None
    kind = "arms_transfer" if arms and not aid else "military_support"
    return frame.found(
        kind,
        "incident-transfer" if kind == "arms_transfer" else "incident-aid",
        agents=agents,
        beneficiaries=beneficiaries,
        targets=s.actors(frame.prep("against")),
        standing=kind != "arms_transfer",
    )


def _military(frame: Frame, words: Words) -> bool:
    return (
        re.search(r"\b(?:military|advisory|security|combat|logistical|intelligence|arms)\b", said(frame, words))
        is not None
    )


def got(frame: Frame) -> Found | None:
    """ "B received drones from A"."""
    s = frame.sentence
    takers = frame.collective(frame.group.subject)
    own = {s.entity(m).country for m in takers}
    named = s.sides(frame.prep("from")) or [
        m for m in s.scene.actors if frame.thing and s.span(frame.thing).holds(m.span)
    ]
    givers = [m for m in named if s.entity(m).kind in COLLECTIVE and s.entity(m).country not in own]
    if frame.sense.shape != "past" or frame.group.passive or not s.has(frame.thing, "arms") or not (givers and takers):
        return None
    return frame.found("arms_transfer", "incident-transfer", agents=givers, beneficiaries=takers, place=None)


def deployed(frame: Frame) -> Found | None:
    """ "A deployed troops to B"."""
    s, undergone = frame.sentence, frame.undergone
    if frame.sense.shape in ("present", "base") or not s.has(undergone, "force", "arms"):
        return None
    agents = frame.collective(frame.doer) or frame.collective(undergone)
    to = frame.prep("to", "in", "on", "near", "at", "along", "into", "off", "inside", "across")
    where = s.places(to) or frame.collective(to) or s.has(to, "ground")
    if not where or not (agents or frame.group.passive):
        return None
    hosts = [m for m in s.sides(to) if s.entity(m).kind in COLLECTIVE and m.entity not in {a.entity for a in agents}]
    arms = s.has(undergone, "arms")
    first = s.has(undergone, "force")
    transfer = (
        frame.sense.word == "send"
        and frame.prep("to") is not None
        and arms is not None
        and (first is None or first == arms)
    )
    kind = "arms_transfer" if transfer else "deployment"
    return frame.found(
        kind,
        "incident-acted" if not frame.group.passive else "incident-suffered",
        agents=agents,
        beneficiaries=hosts if transfer else (),
        targets=() if transfer else hosts,
        standing=not transfer,
    )


def withdrew(frame: Frame) -> Found | None:
    """ "A withdrew its troops from B"."""
    s = frame.sentence
    agents = frame.collective(frame.doer) or frame.collective(frame.undergone)
    where = frame.prep("from")
    forces = (
        s.has(frame.undergone, "force")
        or s.has(frame.doer, "force")
        or any(s.entity(m).kind == "military" for m in agents)
    )
    if frame.sense.shape != "past" or not agents or not forces or not (s.places(where) or s.actors(where)):
        return None
    return frame.found(
        "withdrawal", voice(frame), agents=agents, targets=s.sides(where), place=next(iter(s.places(where)), None)
    )


def kept(frame: Frame) -> Found | None:
    """ "A maintains a base in B"."""
    s = frame.sentence
    hit = s.has(frame.undergone, "station-noun", "mission-noun")
    agents = frame.collective(frame.doer)
    to = frame.prep("in", "on", "at", "near", "inside")
    where = s.places(to) or frame.collective(to)
    if hit is None or not where or not agents or (frame.sense.shape == "participle" and frame.bare):
        return None
    word = s.text[hit.start : hit.end].lower()
    plain = word in ("troops", "soldiers", "forces", "personnel", "base", "bases", "presence", "contingent")
    if frame.sense.word in ("run", "open", "operate") and word in (
        "troops",
        "forces",
        "soldiers",
        "personnel",
        "presence",
    ):
        return None
    if word == "presence" and "military" not in said(frame, frame.undergone or Words(0, 1)):
        return None
    hosts = [m for m in s.sides(to) if s.entity(m).kind in COLLECTIVE and m.entity not in {a.entity for a in agents}]
    mission = any(x.part == "mission-noun" for x in hit.senses) and not plain
    return frame.found(
        "military_support" if mission else "military_presence",
        "incident-presence",
        agents=agents,
        beneficiaries=hosts if mission else (),
        targets=() if mission else hosts,
        standing=True,
    )


def backed(frame: Frame) -> Found | None:
    """ "A armed militants", "A helped B in its fight against C"."""
    s, undergone = frame.sentence, frame.undergone
    agents = frame.collective(frame.doer)
    group = s.has(undergone, "group") or [m for m in s.actors(undergone) if s.entity(m).kind == "armed_group"]
    state = any(s.entity(m).kind in ("state", "military") for m in s.actors(undergone))
    if agents and group and not (frame.sense.word in ("help", "train", "aid", "assist", "equip") and state):
        helped = [m for m in s.actors(undergone) if m.entity not in {a.entity for a in agents}]
        return frame.found(
            "support_to_armed_groups", "incident-backing", agents=agents, beneficiaries=helped, standing=True
        )
    armed = s.has(frame.prep("with"), "arms", "means", "aid-noun") or (
        frame.sense.word == "train" and s.has(undergone, "force", "person-noun")
    )
    if agents and armed and frame.sense.shape != "base":
        own = {s.entity(m).country for m in agents}
        others = [m for m in frame.collective(undergone) if s.entity(m).country not in own]
        if others:
            return frame.found("military_support", "incident-aid", agents=agents, beneficiaries=others, standing=True)
    fight = next(
        (p for p in frame.preps if p.preposition in ("in", "against", "during") and s.has(p.phrase, "war-noun")), None
    )
    helped = [m for m in s.actors(undergone) if s.entity(m).kind in ("state", "military", "government")]
    if (
        frame.sense.word in ("help", "aid", "assist", "support", "back")
        and fight
        and agents
        and helped
        and frame.sense.shape != "base"
    ):
        if {m.entity for m in agents} & {m.entity for m in helped} or not frame.prep("against"):
            return None
        return frame.found(
            "military_support",
            "incident-aid",
            agents=agents,
            beneficiaries=helped,
            targets=s.actors(frame.prep("against")),
            standing=True,
        )
    return None


def fought(frame: Frame) -> Found | None:
    """ "A has been fighting B since 2011"."""
    s = frame.sentence
    against = frame.prep("against", "with") or frame.thing
    targets = frame.collective(against)
    since = next((p for p in frame.preps if p.preposition == "since"), None)
    day = s.date(frame.hit.start)
    sides = {m.entity for m in frame.acting}
    if (
        (day is not None or len(sides) > 1)
        and s.has(frame.thing, "war-noun")
        and frame.sense.word == "fight"
        and frame.sense.shape == "past"
    ):
        return (
            frame.found("conflict", "incident-conflict", targets=frame.acting, standing=True) if frame.acting else None
        )
    if frame.sense.word in ("clash", "exchange fire", "trade fire"):
        agents = frame.collective(frame.group.subject)
        if frame.sense.shape != "past" or not (agents and (targets or day)):
            return None
        return frame.found("clash", "incident-acted", agents=agents, targets=targets)
    if since is None or day is None or not targets:
        return None
    return frame.found(
        "conflict", "incident-conflict", agents=frame.collective(frame.group.subject), targets=targets, standing=True
    )


def erupted(frame: Frame) -> Found | None:
    """ "War broke out in B in 2011", "militancy gripped B"."""
    s, word = frame.sentence, frame.sense.word
    doer = s.whole(frame.doer)
    war = s.has(doer, "war-noun")
    if frame.group.passive and word in ("grip", "engulf", "ravage", "plague"):
        war = s.has(frame.prep("by"), "war-noun")
    if war is None or (frame.sense.shape in ("present", "base") and not frame.group.governed):
        return None
    noun = s.text[war.start : war.end].lower()
    if noun in ("campaign", "fight", "violence", "crisis", "fighting", "aggression", "military operation") and word in (
        "begin",
        "start",
        "hit",
    ):
        return None
    if word in ("begin", "start") and frame.thing is not None:
        return None
    day = s.date(frame.hit.start)
    about = [
        *frame.collective(frame.undergone),
        *frame.collective(frame.prep("in", "between", "against")),
        *frame.collective(doer),
    ]
    near = [*s.places(frame.undergone), *s.places(frame.prep("in", "between")), *s.places(doer)]
    if not (day and (about or near or s.country(frame.undergone))) and not (about or near):
        return None
    place = s.place_before(frame.group.first) if not (about or near) else None
    return frame.found("conflict", "incident-conflict", targets=about, standing=True, place=place)


DEEDS: Mapping[str, Callable[[Frame], Found | None]] = {
    "expel-verb": expelled,
    "sever-verb": severed,
    "oust-verb": ousted,
    "sanction-verb": sanctioned,
    "list-verb": listed,
    "give-verb": gave,
    "get-verb": got,
    "deploy-verb": deployed,
    "keep-verb": kept,
    "withdraw-verb": withdrew,
    "back-verb": backed,
    "fight-verb": fought,
    "erupt-verb": erupted,
}

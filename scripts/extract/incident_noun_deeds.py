"""What nouns tell of forces, arms, help and wars: "A’s base in B", "deliveries to B", "A’s support for B"."""

from __future__ import annotations

import re

from scripts.extract.incident_frames import COLLECTIVE, Found
from scripts.extract.incident_nouns import WHERE, Noun, collective, with_roles
from scripts.extract.sentence import BE, SINCE, UNREAL
from scripts.lexicon import words

IN_FIGHT = re.compile(
    r"\b(?:in|during|against)\s+(?:(?:the|its|their|his|this)\s+)?(?:\w+\s+)?(?:fight|fighting|war|battle|struggle|confronting|combating)\b",
    re.I,
)
LASTING = words("war conflict insurgency militancy uprising hostilities rebellion")


def presence(noun: Noun) -> Found | None:
    """ "the Turkish military presence on Syrian soil"."""
    s = noun.sentence
    if "presence" not in noun.sense.word and "deployment" not in noun.sense.word:
        return None
    agents = collective(s, noun.owners()) or collective(s, s.actors(noun.prep("of")))
    to = noun.prep(*WHERE)
    hosts = [m for m in collective(s, s.sides(to)) if m.entity not in {a.entity for a in agents}]
    if noun.unreal or not agents or not (hosts or s.places(to)):
        return None
    made = noun.found("military_presence", "incident-presence", agents=agents, targets=hosts, standing=True)
    end = max([p.phrase.after for p in noun.preps if p.phrase == to], default=noun.words.after)
    return with_roles(made, {"end": end})


def handed(noun: Noun) -> Found | None:
    """ "Iran’s deployment of air defence systems to B", "deliveries of drones to B"."""
    s = noun.sentence
    of, to = noun.prep("of"), noun.prep("to", "in")
    light = noun.light("light-verb")
    if (noun.unreal and light is None) or to is None:
        return None
    what = s.has(of, "arms", "force") or s.has(noun.left, "arms", "force")
    if not what:
        return None
    owners = collective(s, noun.owners())
    agents = collective(s, s.actors(light[1].subject)) if light else owners or collective(s, s.actors(noun.prep("by")))
    agents = agents or owners
    hosts = [m for m in s.sides(to) if m.entity not in {a.entity for a in agents}]
    if not (hosts or s.places(to)) or (not agents and noun.sense.part == "deploy-noun"):
        return None
    arms = any(x.part == "arms" for x in what.senses) and not any(
        x.part == "force" and x.word in ("troops", "aircraft", "jets") for x in what.senses
    )
    kind = "arms_transfer" if arms or noun.sense.part == "transfer-noun" else "deployment"
    if noun.sense.part == "transfer-noun" and not (hosts and (agents or not light)):
        return None
    if (
        noun.sense.word in ("transfer", "transfers", "export", "sale", "sales", "supply", "supplies")
        and not agents
        and not hosts
    ):
        return None
    gains = {"beneficiaries": hosts} if kind == "arms_transfer" else {"targets": hosts}
    subject = light[1].subject if light else None
    end = max([p.phrase.after for p in noun.preps if p.phrase in (of, to)], default=noun.words.after)
    made = noun.found(
        kind,
        "incident-transfer" if kind == "arms_transfer" else "incident-launched" if light else "incident-noun",
        agents=agents,
        standing=kind != "arms_transfer",
        **gains,
    )
    return with_roles(made, {"end": end, **({"subject": subject} if subject else {})})


def backer(noun: Noun) -> Found | None:
    """ "A has been a key supporter of the militants"."""
    s, at = noun.sentence, noun.left.first
    of = noun.prep("of")
    if not s.has(of, "group"):
        return None
    for k in range(at, max(0, at - 7), -1):
        if k < len(s.tags) and s.word(k) in BE and s.tags[k] in "ae":
            first = k
            while first and s.tags[first - 1] in "raeNn":
                first -= 1
            if {s.word(i) for i in range(first, k + 1)} & UNREAL or "n" in s.tags[first:k]:
                return None
            group = s.subject_of(first)
            agents = collective(s, s.actors(group))
            if not agents:
                return None
            made = noun.found("support_to_armed_groups", "incident-backing", agents=agents, standing=True)
            return with_roles(made, {"subject": group})
    return None


def aid(noun: Noun) -> Found | None:
    """ "A’s military support for B", "A’s support in the fight against C"."""
    s = noun.sentence
    plain = noun.sense.part == "plain-aid-noun"
    after = s.text[noun.hit.end : min(s.scene.span.end, noun.hit.end + 110)]
    if (plain and not IN_FIGHT.search(after)) or noun.worded or (noun.unreal and not plain):
        return None
    its = noun.left.first < noun.words.first and s.word(noun.left.first) in ("its", "their")
    owners = collective(s, noun.owners())
    if its and not owners:
        before = [m for m in s.named_before(noun.left.first) if s.entity(m).kind in COLLECTIVE]
        owners = before[-1:]
    owners = owners or collective(s, s.actors(noun.prep("from", "of")))
    own = {m.entity for m in owners}
    gains = [m for m in s.actors(noun.prep("to", "for")) if m.entity not in own]
    if not owners or not (gains or plain):
        return None
    against = noun.prep("against") or next((p.phrase for p in noun.preps if s.has(p.phrase, "group")), None)
    foes = [m for m in s.actors(against) if m not in gains and s.entity(m).kind == "armed_group"]
    made = noun.found(
        "military_support", "incident-aid", agents=owners, beneficiaries=gains, targets=foes, standing=True
    )
    return with_roles(made, {"end": max([p.phrase.after for p in noun.preps], default=noun.words.after)})


def started(noun: Noun) -> Found | None:
    """ "the start of the Syrian conflict in 2011"."""
    s = noun.sentence
    of = noun.prep("of")
    if not s.has(of, "war-noun"):
        return None
    about = collective(s, s.actors(of)) + collective(s, s.actors(noun.prep("in", "between", "against")))
    demonyms = [m for m in s.scene.actors if of and s.span(of).start <= m.span.start < s.span(of).end]
    about = about or demonyms
    near = s.places(of) or s.places(noun.prep("in"))
    if not (about or near or noun.date):
        return None
    return noun.found("conflict", "incident-conflict", targets=about, standing=True)


def lasting(noun: Noun) -> Found | None:
    """ "A has been grappling with militancy since 2011", "A and B have been at war since May"."""
    s = noun.sentence
    if noun.sense.word.split()[-1] not in LASTING or noun.unreal:
        return None
    day = s.date(noun.hit.start)
    if day is None or not SINCE.search(s.text, max(s.scene.span.start, day.span.start - 24), day.span.start):
        return None
    verb = next((k for k in range(noun.words.first, max(-1, noun.words.first - 8), -1) if s.word(k) == "been"), None)
    if verb is None:
        return None
    while verb and s.tags[verb - 1] in "raeNni":
        verb -= 1
    about = collective(s, s.sides(s.subject_of(verb)))
    if not about:
        return None
    return with_roles(
        noun.found("conflict", "incident-conflict", targets=about, standing=True),
        {"subject": s.subject_of(verb), "date": day},
    )

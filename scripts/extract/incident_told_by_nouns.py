"""Incidents told by nouns: "an Israeli airstrike on A", "the assassination of B", "US sanctions against C"."""

from __future__ import annotations

from collections.abc import Callable

from scripts.extract.incident_frames import Found
from scripts.extract.incident_noun_deeds import aid, backer, handed, lasting, presence, started
from scripts.extract.incident_nouns import WHERE, Noun, collective, with_roles
from scripts.extract.model import Mention
from scripts.extract.phrases import Words
from scripts.extract.sentence import BE


def strike(noun: Noun) -> Found | None:
    """ "an Israeli airstrike on A", "launched attacks against B"."""
    s = noun.sentence
    owners = collective(s, noun.owners())
    on = noun.prep("on", "against", "at", "upon", "targeting", "of", "into")
    where = noun.prep(*WHERE)
    by = noun.prep("by")
    light = noun.light("light-verb")
    if noun.unreal and light is None:
        return None
    agents = collective(s, s.actors(by)) or owners
    if light:
        subject = light[1].subject
        acting = collective(s, s.actors(subject))
        if (
            s.text[light[0].start : light[0].end]
            .lower()
            .startswith(("suffer", "surviv", "saw", "came under", "experience"))
        ):
            source = noun.prep("from")  # "came under attack from the Syrian side"
            agents = agents or collective(s, s.actors(source))
            if not (acting or (agents and subject)):
                return None
            made = noun.found(noun.sense.kind, "incident-noun", agents=agents, targets=acting)
            end = max(made.end, source.after if source else 0)
            return with_roles(made, {"end": end, "subject": subject or made.subject})
        agents = acting or agents
    targets = s.sides(on)
    site = s.has(on, "site", "person-noun", "ground", "vessel") or s.places(on)
    day = noun.date
    place = s.places(where)
    if (
        targets
        and all(s.entity(m).kind == "person" for m in targets)
        and not s.has(on, "site")
        and noun.sense.kind == "attack"
    ):
        return None  # in words
    told = bool(agents) + bool(targets or site) + bool(day) + bool(place)
    if told < (1 if light and light[1].subject else 2) or not (agents or targets or site or place):
        return None
    if light is None and not (agents or place or s.places(on)) and told < 3 and not targets:
        return None
    subject = light[1].subject if light else None
    made = noun.found(
        noun.sense.kind,
        "incident-launched" if light else "incident-noun",
        agents=agents,
        targets=[m for m in targets if m not in agents],
        harmed=on if s.has(on, "person-noun") else None,
        standing=day is None and noun.plural,
    )
    end = max([p.phrase.after for p in noun.preps if p.phrase in (on, where, by)], default=noun.words.after)
    return with_roles(made, {"end": end, **({"subject": subject} if subject else {})})


def killing(noun: Noun) -> Found | None:
    """ "the assassination of B by A"."""
    s = noun.sentence
    of, by = noun.prep("of"), noun.prep("by")
    victims = s.actors(of)
    owners = noun.owners()
    if noun.unreal:
        return None
    agents = collective(s, s.actors(by))
    if of and (victims or s.has(of, "person-noun")):
        agents = agents or collective(s, owners)
    else:
        victims = [m for m in owners if s.entity(m).kind == "person"]
        of = noun.left
    day = noun.date
    if not (victims or s.has(of, "person-noun")) or not (agents or day or victims):
        return None
    if noun.sense.word in ("death", "deaths", "execution") and not agents:
        return None
    named = any(s.entity(m).kind == "person" for m in victims)
    if not (agents or day) and not (named and noun.sense.word not in ("death", "deaths")):
        return None
    return noun.found(noun.sense.kind, "incident-noun", agents=agents, victims=victims, harmed=of)


def sanctions(noun: Noun) -> Found | None:
    """ "US sanctions on A", "imposed bans on B"."""
    s = noun.sentence
    light = noun.light("light-verb")
    if light is None and noun.unreal:
        return None
    on = noun.prep("on", "against", "upon", "over")
    targets = s.sides(on) or s.sides(noun.prep("with"))
    agents = collective(s, noun.owners()) or collective(s, s.actors(noun.prep("by", "from")))
    if light:
        agents = collective(s, s.actors(light[1].subject)) or s.actors(light[1].subject) or agents
        if light[1].passive and not light[1].reduced:
            agents = collective(s, s.actors(noun.prep("by")))
    passive = _imposed(noun)
    if passive:
        agents = collective(s, s.actors(noun.prep("by"))) or agents
    target_of = _target_of(noun)
    targets = targets or target_of
    agents = [m for m in agents if m.entity not in {t.entity for t in targets}]
    day = noun.date
    if noun.sense.word in ("bans", "sanction", "blockade", "embargo", "restrictive measures") and not (
        light or passive or day
    ):
        return None
    if not targets or not (agents or ((light or passive) and day)):
        return None
    end = max([p.phrase.after for p in noun.preps if p.phrase == on], default=noun.words.after)
    subject = light[1].subject if light else None
    made = noun.found(
        "sanctions", "incident-launched" if light else "incident-noun", agents=agents, targets=targets, standing=True
    )
    if target_of:
        subject = Words(s.index(target_of[0].span.start), noun.left.after)
    return with_roles(made, {"end": end, **({"subject": subject} if subject else {})})


def _imposed(noun: Noun) -> bool:
    """ "the sanctions imposed on A by B"."""
    s = noun.sentence
    return any(
        s.word(k) in ("imposed", "slapped", "levied")
        for k in range(noun.words.after, min(noun.words.after + 4, len(s.tags)))
    )


def _target_of(noun: Noun) -> list[Mention]:
    """ "B has been a target of A’s sanctions": who."""
    s, at = noun.sentence, noun.left.first
    if at < 4 or s.word(at - 1) not in ("of", "under", "by"):
        return []
    for k in range(at - 1, max(0, at - 6), -1):
        if s.word(k) in BE and s.tags[k] in "ae":
            return collective(s, s.actors(Words(max(0, k - 5), k)))
    return []


def held(noun: Noun) -> Found | None:
    """ "Russia’s annexation of A", "the fall of B", "the seizure of the tanker": with an agent or a date."""
    s = noun.sentence
    of = noun.prep("of")
    agents = collective(s, noun.owners()) or collective(s, s.actors(noun.prep("by")))
    day = noun.date
    targets = [m for m in s.actors(of) if m.entity not in {a.entity for a in agents}]
    part = noun.sense.part
    if noun.unreal or of is None:
        return None
    thing: object
    if part in ("occupy-noun", "take-noun"):
        land = s.places(of) or s.has(of, "ground", "vessel")
        thing = land or (targets if part == "occupy-noun" else [])
    elif part == "defeat-noun":
        thing = [m for m in targets if s.entity(m).kind == "armed_group"] or s.has(of, "group")
    elif part == "down-noun":
        thing = s.has(of, "craft")
    else:
        thing = targets or s.has(of, "envoy", "person-noun")
    if not thing or not (agents or day):
        return None
    if part in ("detain-noun", "oust-noun") and not agents and not day:
        return None
    person = part == "detain-noun"
    return noun.found(
        noun.sense.kind,
        "incident-noun",
        agents=agents,
        targets=() if person else targets,
        victims=targets if person else (),
        harmed=of if person else None,
        standing=part in ("occupy-noun", "take-noun"),
    )


def coup(noun: Noun) -> Found | None:
    """ "the July 2023 coup in A"."""
    s = noun.sentence
    near = noun.prep("in", "against")
    about = collective(s, noun.owners()) + collective(s, s.actors(near))
    day = noun.date
    if noun.unreal or not day or not (about or s.places(near)):
        return None
    return noun.found("coup", "incident-noun", targets=about)


def tested(noun: Noun) -> Found | None:
    """ "North Korea’s missile test"."""
    s = noun.sentence
    light = noun.light("light-verb")
    agents = collective(s, s.actors(light[1].subject)) if light else collective(s, noun.owners())
    agents = agents or collective(s, s.actors(noun.prep("by", "of")))
    if not agents or (noun.unreal and not light):
        return None
    return noun.found(
        noun.sense.kind,
        "incident-launched" if light else "incident-noun",
        agents=agents,
        standing=noun.date is None and noun.plural,
    )


def clash(noun: Noun) -> Found | None:
    """ "clashes between A and B in C"."""
    s = noun.sentence
    between = noun.prep("between", "with", "of", "along", "on", "in", "at")
    parties = collective(s, s.actors(noun.prep("between", "with"))) + collective(s, noun.owners())
    day = noun.date
    if noun.unreal or not parties or not (day or s.places(between) or len({m.entity for m in parties}) > 1):
        return None
    return noun.found("clash", "incident-noun", targets=parties, standing=day is None and noun.plural)


NOUNS: dict[str, Callable[[Noun], Found | None]] = {
    "strike-noun": strike,
    "clash-noun": clash,
    "kill-noun": killing,
    "sanction-noun": sanctions,
    "presence-noun": presence,
    "transfer-noun": handed,
    "deploy-noun": handed,
    "start-noun": started,
    "war-noun": lasting,
    "backer-noun": backer,
    "aid-noun": aid,
    "plain-aid-noun": aid,
    "occupy-noun": held,
    "take-noun": held,
    "defeat-noun": held,
    "down-noun": held,
    "expel-noun": held,
    "detain-noun": held,
    "oust-noun": held,
    "coup-noun": coup,
    "test-noun": tested,
    "break-noun": tested,
}

"""What verbs tell of violence and of land: struck, killed, shot down, retook, occupied."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from scripts.extract.incident_frames import (
    BATTLE,
    COLLECTIVE,
    EVENT_NOUNS,
    Found,
    Frame,
    habitual,
    said,
    voice,
    words_at,
)
from scripts.extract.phrases import Words

IN_BATTLE = re.compile(rf"[^,;.]{{0,40}}?\b(?:in|during|from|while)\b[^,;.]{{0,30}}?{BATTLE.pattern}", re.I)
DEAD = frozenset(["dead", "killed", "wounded", "injured", "martyred"])


def struck(frame: Frame) -> Found | None:
    """ "A bombed B", "B was hit"."""
    s, doer, undergone = frame.sentence, frame.doer, frame.undergone
    if frame.sense.shape in ("present", "base") and not habitual(frame):
        return None
    agents, targets = frame.collective(doer), s.actors(undergone)
    tool = s.has(doer, *EVENT_NOUNS)
    site = s.has(undergone, "site", "person-noun", "ground", "vessel", "craft", "arms") or s.places(undergone)
    target = [m for m in targets if s.entity(m).kind in COLLECTIVE]
    soft = frame.sense.part == "soft-strike-verb"
    if undergone is None or not (site or target):
        return None
    suffered = frame.group.passive and frame.means and site
    if not (agents or tool or suffered) and (soft or not _armed(frame, doer, undergone)):
        return None
    if soft and not tool and s.word(undergone.first) in ("its", "their", "his"):
        return None
    if soft and not site and not tool and not (frame.sense.word == "strike" and target):
        return None
    harmed = undergone if s.has(undergone, "person-noun") else None
    return frame.found(
        frame.sense.kind,
        voice(frame),
        agents=agents or s.actors(doer),
        targets=targets,
        harmed=harmed,
        standing=frame.sense.shape != "past" or (frame.group.perfect and s.date(frame.hit.start) is None),
    )


def _armed(frame: Frame, doer: Words | None, undergone: Words) -> bool:
    """Whether those who act are not told as a body, but act with arms: "militants stormed the base"."""
    s = frame.sentence
    if s.has(doer, "group", "force", "person-noun", "craft", "arms"):
        return True
    ground = s.has(undergone, "site", "ground") is not None and not s.has(undergone, "person-noun")
    return any(ground or (s.entity(m).kind != "person" and s.places(undergone)) for m in s.actors(doer))


def killed(frame: Frame) -> Found | None:
    """ "A killed B", "B was killed"."""
    s, doer, undergone = frame.sentence, _by_attack(frame), frame.undergone
    if undergone is None or (frame.sense.shape in ("present", "base") and not habitual(frame)):
        return None
    victims = s.actors(undergone) or frame.own(undergone)
    someone = victims or s.has(undergone, "person-noun", "group") or s.tags[undergone.after - 1] == "m"
    if not someone:
        return None
    tool = s.has(doer, *EVENT_NOUNS, "war-noun")
    agents = s.actors(doer) if not tool or frame.collective(doer) else []
    if tool and doer != frame.doer:
        agents = frame.collective(Words(words_at(s, tool).after, doer.after)) if doer else []
    means = words_at(s, tool) if tool else frame.means
    if not (agents or tool or frame.group.passive or s.has(doer, "group", "force", "person-noun")):
        return None
    agents = agents or (s.actors(Words(frame.preps[0].phrase.first, means.first)) if frame.preps and means else [])
    kind = frame.sense.kind
    if kind == "killing" and means:
        told = s.has(means, "strike-noun")
        kinds = [x.kind for x in told.senses if x.part == "strike-noun"] if told else []
        kind = kinds[0] if kinds and kinds[0] in ("bombing", "strike") else kind
    return frame.found(
        kind,
        voice(frame),
        agents=[m for m in agents if m not in victims],
        victims=victims,
        harmed=undergone,
        means=means,
    )


def _by_attack(frame: Frame) -> Words | None:
    """Who kills: of "an attack by A on B that killed C" the words from the attack to A; B does not."""
    s, doer = frame.sentence, frame.doer
    if doer is None or doer.first < 2 or s.word(doer.first - 1) not in ("on", "against", "at", "targeting"):
        return doer
    before = Words(max(0, doer.first - 10), doer.first - 1)
    hit = s.has(before, *EVENT_NOUNS)
    return Words(s.index(hit.start), doer.first - 1) if hit else doer


def died(frame: Frame) -> Found | None:
    """ "B died in battle", "the raid claimed the lives of B"."""
    s, part = frame.sentence, frame.sense.part
    if frame.sense.shape in ("base", "present"):
        return None
    if part in ("claim-verb", "toll-verb"):
        lives = "lives" in frame.sense.word or "life" in frame.sense.word
        if not lives and not (
            frame.thing and s.has(frame.thing, "person-noun") and "lives" in said(frame, frame.thing)
        ):
            return None
        victims = s.actors(frame.thing)
        return frame.found("killing", "incident-suffered", victims=victims, harmed=frame.thing, means=_event(frame))
    if part == "leave-verb":
        at = s.index(frame.hit.end - 1) + 1
        dead = next((k for k in range(at, min(at + 9, len(s.tags))) if s.word(k) in DEAD), None)
        if dead is None or dead == at:
            return None
        harmed = Words(at, dead)
        return replace(
            frame.found("killing", "incident-suffered", victims=s.actors(harmed), harmed=harmed, means=_event(frame)),
            end=dead + 1,
        )
    if frame.sense.shape == "participle" and frame.thing and s.has(frame.thing, "person-noun"):
        victims = s.actors(frame.thing)  # "struck a post, martyring one soldier"
        return frame.found("killing", "incident-suffered", victims=victims, harmed=frame.thing)
    begin = frame.group.subject or None
    if begin is None:
        return None
    after = s.text[frame.hit.end : s.scene.span.end][:120]
    if frame.sense.word in ("die", "perish") and not (frame.means or IN_BATTLE.match(after)):
        return None
    return frame.found("killing", "incident-suffered", victims=s.actors(begin), harmed=begin)


def _event(frame: Frame) -> Words | None:
    hit = frame.sentence.has(frame.group.subject, *EVENT_NOUNS)
    return words_at(frame.sentence, hit) if hit else None


def downed(frame: Frame) -> Found | None:
    """ "A shot down a drone"."""
    s, undergone = frame.sentence, frame.undergone
    if not s.has(undergone, "craft") or (frame.sense.word == "shoot" and not s.has(undergone, "craft")):
        return None
    if frame.sense.shape in ("present", "base") and not habitual(frame):
        return None
    return frame.found("shootdown", voice(frame), agents=frame.acting, targets=s.actors(undergone))


def took(frame: Frame) -> Found | None:
    """ "A retook the town", "A seized a tanker", "A lost territory"."""
    s, undergone, doer = frame.sentence, frame.undergone, frame.doer
    if frame.sense.shape in ("present", "base") and not (habitual(frame) or frame.group.governed):
        return None
    part, word = frame.sense.part, frame.sense.word
    if part == "lose-verb":
        if (hit := s.has(undergone, "person-noun")) and not s.has(undergone, "ground"):
            harmed = undergone
            fight = BATTLE.search(s.text, hit.end, min(s.scene.span.end, hit.end + 60))
            collective = frame.collective(doer)
            if not fight or not collective:
                return None
            return frame.found("killing", "incident-suffered", victims=collective, harmed=harmed)
        land = s.has(undergone, "ground")
        if land is None or s.text[land.start : land.end].lower() == "ground":
            return None
        return frame.found("territorial_change", "incident-acted", agents=frame.collective(doer), standing=True)
    people = s.has(undergone, "person-noun", "force")
    if (people is not None and not frame.group.passive) or (people is not None and frame.sense.word == "capture"):
        return None  # prisoners
    ground: object = s.has(undergone, "ground") or s.places(undergone)
    if word in ("retake", "recapture", "capture", "overrun"):
        ground = ground or s.has(undergone, "site")
    if "control" in word or word in ("take back", "take over"):
        ground = ground or (frame.collective(doer) and undergone is not None and "P" in s.tags[slice(*undergone)])
    vessel = s.has(undergone, "vessel")
    agents = frame.collective(doer) or s.actors(doer)
    if frame.sense.kind == "territorial_change" or (frame.sense.kind == "seizure" and ground and not vessel):
        if not ground or not (agents or s.has(doer, "group", "force", "person-noun") or frame.group.passive):
            return None
        losers = frame.collective(frame.prep("from"))
        extra = s.actors(s.beside(frame.group.first, s.index(frame.hit.start)))
        return frame.found(
            "territorial_change", voice(frame), agents=agents, targets=losers, beneficiaries=extra, standing=True
        )
    if frame.sense.kind == "seizure" and vessel and (agents or s.has(doer, "group")):
        return frame.found("seizure", voice(frame), agents=agents, targets=s.actors(undergone))
    return None


def drove(frame: Frame) -> Found | None:
    """ "A drove B out of the town"."""
    s = frame.sentence
    agents, ground = (
        frame.collective(frame.doer),
        [p for p in frame.preps if s.has(p.phrase, "ground") or s.places(p.phrase)],
    )
    if not agents or not ground:
        return None
    return frame.found(
        "territorial_change", voice(frame), agents=agents, targets=s.actors(frame.undergone), standing=True
    )


def defeated(frame: Frame) -> Found | None:
    """ "A defeated the group B"."""
    s, undergone = frame.sentence, frame.undergone
    targets = [m for m in s.actors(undergone) if s.entity(m).kind in ("armed_group", "military", "state")]
    if not (targets or s.has(undergone, "group")) or (frame.sense.shape != "past" and frame.group.governed != "help"):
        return None
    agents = [m for m in s.actors(frame.doer) if m not in targets]
    if not agents or all(s.entity(m).kind == "person" for m in agents):
        return None
    return frame.found("military_defeat", voice(frame), agents=agents, targets=targets)


def occupied(frame: Frame) -> Found | None:
    """ "A occupied the island"."""
    s, undergone = frame.sentence, frame.undergone
    agents = frame.collective(frame.doer)
    where = s.has(undergone, "ground") or s.places(undergone) or frame.collective(undergone) or s.country(undergone)
    if not (agents and where):
        return None
    targets = [m for m in frame.collective(undergone) if m.entity not in {a.entity for a in agents}]
    return frame.found("occupation", voice(frame), agents=agents, targets=targets, standing=True)


def detained(frame: Frame) -> Found | None:
    """ "A arrested B’s soldiers"."""
    s, undergone = frame.sentence, frame.undergone
    agents = frame.collective(frame.doer)
    victims = s.actors(undergone)
    someone = s.has(undergone, "person-noun") or any(s.entity(m).kind == "person" for m in victims)
    armed = s.has(frame.doer, "group", "force")
    if frame.sense.shape != "past" or not someone or not (agents or (armed and victims)):
        return None
    return frame.found("detention", voice(frame), agents=agents, victims=victims, harmed=undergone)


def exploded(frame: Frame) -> Found | None:
    """ "A bomb went off in B"."""
    s = frame.sentence
    bomb = s.has(frame.group.subject, "means", "arms")
    if bomb is None or frame.sense.shape != "past":
        return None
    return frame.found("bombing", "incident-suffered", means=words_at(s, bomb))


def tested(frame: Frame) -> Found | None:
    """ "A test-fired a missile", "A fired rockets at B"."""
    s, undergone = frame.sentence, frame.undergone
    if frame.sense.shape in ("present", "base") or not s.has(undergone, "missile"):
        return None
    agents = frame.collective(frame.doer or (frame.prep("from") if frame.group.passive else None))
    at = frame.prep("at", "into", "toward", "towards", "against", "on")
    targets = [*s.actors(at), *s.places(at)]
    tried = frame.sense.word.startswith("test") or (at and s.word(at.after - 1) in ("sea", "ocean", "waters"))
    if at and not tried and (targets or s.has(at, "site") or "P" in s.tags[slice(*at)]):
        return (
            frame.found("strike", voice(frame), agents=agents, targets=[m for m in targets if m.entity])
            if agents
            else None
        )
    if frame.sense.word == "launch" and s.has(undergone, "strike-noun"):
        return None
    return frame.found("test", voice(frame), agents=agents) if agents else None


def violated(frame: Frame) -> Found | None:
    """ "A’s jets violated B’s airspace"."""
    s = frame.sentence
    agents, targets = frame.collective(frame.doer), frame.collective(frame.undergone)
    if not s.has(frame.undergone, "airspace") or frame.sense.shape in ("present", "base") or not agents:
        return None
    return frame.found("border_violation", voice(frame), agents=agents, targets=targets)


FORCE: Mapping[str, Callable[[Frame], Found | None]] = {
    "strike-verb": struck,
    "soft-strike-verb": struck,
    "kill-verb": killed,
    "die-verb": died,
    "claim-verb": died,
    "toll-verb": died,
    "leave-verb": died,
    "down-verb": downed,
    "take-verb": took,
    "lose-verb": took,
    "drive-verb": drove,
    "defeat-verb": defeated,
    "occupy-verb": occupied,
    "detain-verb": detained,
    "explode-verb": exploded,
    "test-verb": tested,
    "break-verb": violated,
}

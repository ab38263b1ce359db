"""How a sentence tells an instrument as signed, reached or to be signed, by whom, and who was there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from scripts.extract.event_words import AgreementWords, plain
from scripts.extract.model import Mention
from scripts.extract.scene import DATE, GAP, Scene, within
from scripts.lexicon import branches

BY_ITSELF = frozenset({"agreement", "memorandum", "treaty", "letter_of_intent"})  # others only where signed or named
DETERMINER = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Ii]ts|[Tt]heir|[Ss]everal|[Ss]ome|[Nn]o){GAP}"
)
REACH = 110  # code points between a verb of signing and its instrument
# the words before a verb of signing, or between an instrument and one behind it
WISHED = (
    "not never must should could might may cannot if unless until without no failed fail failing refused declined want"
)
WISHED += (
    " wants wanted hope hoped hopes hoping seek seeks seeking sought call calls called calling urge urged urging need"
)
WISHED += " needs rejected chance possibility effort efforts aim aims aimed aiming"
UNREAL = re.compile(rf"\b{branches(WISHED.split())}\b(?:{GAP}[\w’'-]+){{0,5}}{GAP}?$")
AHEAD = (
    "will would shall to set due expected expect expects plan plans planned planning scheduled about ready close near"
)
AHEAD += " preparing prepare prepares prepared ahead before prior intend intends intended intention upcoming agreed"
TO_COME = re.compile(rf"\b{branches(AHEAD.split())}\b(?:{GAP}[\w’'-]+){{0,3}}{GAP}?$")
NOT_OBJECT = re.compile(
    r"[.;:]|\b(?:that|which|who|said|after|during|to|by|amid|over|line|accordance|per|under|talks|meeting)\b"
)
# between an instrument and the passive that tells it as signed: its purpose, parties, worth; no second verb
AUXILIARIES = (
    "was were has have had is are been being be will would to must should may could recently also already earlier"
)
AUXILIARIES += " finally formally officially later then not first now due expected set"
SECOND = "said says that which who when while after before but is are were was has have had will would"
COMPLEMENT = re.compile(
    rf"{GAP}?(?:,{GAP}(?:which|that){GAP}|,{GAP}(?!who)|(?:that|which){GAP})?"
    # taken whole, by a group looked at ahead: possessive groups are read wrongly by Python before 3.11.5
    rf"(?=(?P<first>(?:(?!\b{branches(SECOND.split())}\b)[^.;:“”])*))(?P=first)"
    rf"(?:,?{GAP}?(?:which|that){GAP})?(?=(?P<aux>(?:{branches(AUXILIARIES.split())}{GAP})*))(?P=aux)"
)
IS = re.compile(r"\b(?:was|were|has been|have been|had been|is|are|be|being)[ \u00a0](?:\w+[ \u00a0]){0,2}$")
JOINT = re.compile(r"\bjoint\b", re.I)
HAS = re.compile(r"\b(?:has|have|had|under)[ \u00a0]$")
INCLUDING = re.compile(r"\bincluding[ \u00a0](?:the[ \u00a0])?$")
IN_FORCE = re.compile(
    rf"\b(?:(?:entered|came|enters|comes){GAP}into{GAP}(?:force|effect)|took{GAP}effect|(?:is|remains|been){GAP}in{GAP}force)\b"
)
FOLLOWED = re.compile(  # "the first contract, for 18 boats, followed in May"
    rf"(?:,?{GAP}(?:for|on|worth){GAP}[^,.;:]{{1,60}})?,?{GAP}followed{GAP}(?:in{GAP}|on{GAP}|late{GAP}|early{GAP})*{DATE}"
)
PREPOSITION = re.compile(
    r"[ \u00a0]?(?:\([^()]{1,12}\)[ \u00a0]?)?(?:,|(?:of|on|for|between|with|in|to|at|by|worth|last|during)\b|$)"
)
NO_OBJECT = re.compile(
    rf"[,.;)”]|$|{GAP}(?:in|on|by|with|between|at|last|this|during|under|earlier|today|yesterday|here|late|after|and|{DATE})"
)
WITHOUT_DATE = re.compile(r"\b(?:on|in|to|late|early)\b|\w+day\b")
BARE = re.compile(
    r"(?:[ \u00a0]\([A-Z][A-Za-z]{1,6}\))?(?:[ \u00a0](?:that|which)|,[ \u00a0]which)?[ \u00a0](?:the[ \u00a0])?"
)
# what an instrument is on, up to the relative clause: "the pact on fishing in the lake that Kenya signed"
RELATIVE = re.compile(
    rf"(?:{GAP}\([A-Z][A-Za-z]{{1,6}}\))?(?:{GAP}(?!(?:that|which|who|when|while|but|is|are|was|were|has|have|had|will|would|said|says)\b)"
    rf"[\w’'-]+){{0,16}},?{GAP}(?:that|which){GAP}"
)
TOLD_BY_BOTH = re.compile(
    rf"(?:{GAP}\([A-Z][A-Za-z]{{1,6}}\))?{GAP}(?:(?:that|which){GAP})?(?:the|both|their)(?:{GAP}two)?{GAP}(?:[a-z]+{GAP})?"
    rf"(?:sides|parties|countries|nations|states|governments|ministries|ministers|armies|militaries|navies|presidents|leaders)"
    rf"{GAP}(?:(?:has|have|had|recently|already|earlier|formally|also){GAP})*"
)
AUXILIARY = re.compile(
    r"[ \u00a0](?:(?:has|have|had|recently|already|earlier|formally|also)[ \u00a0])*(?:with[ \u00a0][A-Z]\w+[ \u00a0])?"
)
WITNESSED = re.compile(
    r"\b(?:witness|oversaw|oversee|attend|presided over|watched)\w*[ \u00a0](?:the[ \u00a0])?(?:formal[ \u00a0])?$"
)
WITNESSED_BY = re.compile(r"\b(?:witnessed|attended|overseen|followed|accompanied)[ \u00a0]?$")
PRESENCE = re.compile(rf"\b[Ii]n{GAP}the{GAP}presence{GAP}of{GAP}(?:both{GAP})?")
LINK = re.compile(rf"\b(?:with|by|between){GAP}(?:both{GAP})?")
BETWEEN = re.compile(rf"\b(?:between|with){GAP}(?:both{GAP})?")  # an instrument and the verb that tells it as signed
BEYOND = re.compile(r"[.;:]|\b(?:amid|over|despite|following|which|that|said|told)\b")
BEEN = "was|were|has been|have been|is|are|being|be|recently|already|earlier"
PASSIVE = re.compile(rf"(?:{GAP}\([A-Z][A-Za-z]{{1,6}}\))?{GAP}(?:(?:{BEEN}){GAP}){{0,3}}")


def signing(
    scene: Scene, match: re.Match[str], start: int, kind: str, words: AgreementWords
) -> tuple[str | None, int | None, int]:
    """(signed, planned, in_force or None; where the verb before the noun begins, or None; where the words of it end).

    None stands for what is not told as signed, or only as wished. start: of the noun phrase.
    """
    text = scene.text
    before = list(words.verbs.finditer(text, max(scene.span.start, match.start() - REACH), match.start()))
    if before and _signs(before[-1], kind, words):
        verb = before[-1]
        gap = text[verb.end() : start]
        if verb.start() > start:
            return "signed", None, match.end()  # "the signed deal": its subject is not told
        if _object(gap, words.signing[plain(verb.group())], text[start : match.start()], words):
            return _stage(scene, verb.start()), min(verb.start(), start), match.end()
    if HAS.search(text, max(scene.span.start, start - 20), start) and text[start : match.start()][:2] in ("a ", "an"):
        return ("in_force" if kind in BY_ITSELF else None), None, match.end()
    if before and INCLUDING.search(text, max(scene.span.start, start - 24), start):
        return _stage(scene, before[0].start()), None, match.end()
    if kind == "declaration" and JOINT.search(text, start, match.start()):
        return "signed", None, match.end()
    end = min(scene.span.end, match.end() + REACH + 40)
    link = PASSIVE.match(text, match.end(), end)
    behind = words.verbs.match(text, link.end()) if link else None
    if behind and behind.group().endswith(("ed", "ck", "ed to")) and _signs(behind, kind, words):
        stage = "signed" if "to be" not in (link.group() if link else "") else "planned"
        return stage, None, behind.end()
    if kind in BY_ITSELF | {"contract", "protocol", "annex"} and FOLLOWED.match(
        scene.flat, match.end() - scene.span.start
    ):
        return "signed", None, match.end()
    if (force := IN_FORCE.search(text, match.end(), end)) and COMPLEMENT.fullmatch(text, match.end(), force.start()):
        return "in_force", None, force.end()
    for behind in words.verbs.finditer(text, match.end(), end):
        told = text[match.end() : behind.start()]
        if not behind.group().endswith(("ed", "ck", "ed to")) or not _signs(behind, kind, words):
            continue
        if words.nouns.search(told):
            break  # it is the nearer one that was signed
        passive = IS.search(told) or (
            PREPOSITION.match(told) and NO_OBJECT.match(scene.flat, behind.end() - scene.span.start)
        )
        if passive and COMPLEMENT.fullmatch(told):
            return (
                (None if UNREAL.search(told) else "planned" if TO_COME.search(told) else "signed"),
                None,
                behind.end(),
            )
        if TOLD_BY_BOTH.fullmatch(told):
            return _stage(scene, behind.start()), None, behind.end()
        by = within(scene.actors, match.end() + 1, behind.start())
        if any(_told_by(scene, m, told, match.end()) for m in by) or _relative(scene, match.end(), behind.start()):
            return _stage(scene, behind.start()), behind.start(), behind.end()
        break
    return None, None, match.end()


def _object(gap: str, verb: str, modifiers: str, words: AgreementWords) -> bool:
    """Whether an instrument is what a verb of signing before it has as its object. gap: the text between them."""
    if verb == "agreed":  # "agreed to a truce", not "agreed to implement the truce"
        return not WITHOUT_DATE.sub("", gap).strip() and DETERMINER.match(modifiers) is not None
    if PREPOSITION.match(gap) and " and " in gap:
        return False  # "the treaty signed in 1998 and the protocol"
    other = words.nouns.search(gap) and not re.search(r"\band\b|,", gap)
    return not other and not NOT_OBJECT.search(gap)


def _told_by(scene: Scene, actor: Mention, told: str, start: int) -> bool:
    """Whether an actor signed what stands before: "a series of deals that Poland signed"."""
    return BARE.fullmatch(told[: actor.span.start - start]) is not None and bool(
        AUXILIARY.fullmatch(told[actor.span.end - start :])
    )


def _relative(scene: Scene, noun: int, verb: int) -> bool:
    """Whether actors signed what stands before: "the agreement on mine clearance that Kenya and Rwanda signed"."""
    link = RELATIVE.match(scene.text, noun, verb)
    if link is None:
        return False
    if TOLD_BY_BOTH.fullmatch(scene.text, link.end() - 1, verb):
        return True
    signers = scene.after(link.end())
    return bool(signers) and AUXILIARY.fullmatch(scene.text, signers[-1].span.end, verb) is not None


def _stage(scene: Scene, verb: int) -> str | None:
    """signed or planned, or None for what is not done or only wished, by the words before a verb of signing."""
    around = scene.text[max(scene.span.start, verb - 60) : verb]
    if UNREAL.search(around):
        return None
    return "planned" if TO_COME.search(around) else "signed"


def _signs(verb: re.Match[str], kind: str, words: AgreementWords) -> bool:
    """Whether a verb makes an instrument of its object: a plan is one when it is signed, not when it is concluded."""
    how = words.signing[plain(verb.group())]
    if how == "adopted":
        return kind in ("declaration", "roadmap", "protocol", "convention", "treaty")
    if how == "agreed":
        return kind in ("agreement", "ceasefire", "memorandum", "treaty", "roadmap", "contract")
    if kind == "understanding":
        return how == "reached"
    return kind != "paper" or how == "signed"


def parties_of(
    scene: Scene, noun: int, verb_at: int | None, after: int
) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """(who is bound or signs, who only witnesses). noun: where that of the instrument ends."""
    text, found, seen = scene.text, list[Mention](), list[Mention]()
    if verb_at is not None:
        signing = WITNESSED.search(text, max(scene.span.start, verb_at - 60), verb_at)
        (seen if signing else found).extend(scene.before(signing.start() if signing else verb_at))
    end = min(scene.span.end, after + 80)
    if (beyond := BEYOND.search(text, after, end)) is not None:
        end = beyond.start()
    for link in (*BETWEEN.finditer(text, noun, after), *LINK.finditer(text, after, end)):
        witness = WITNESSED_BY.search(text, max(after, link.start() - 20), link.start())
        (seen if witness else found).extend(_linked(scene, link.end()))
    for presence in PRESENCE.finditer(
        text, max(scene.span.start, after - 2 * REACH), min(scene.span.end, after + 2 * REACH)
    ):
        seen += scene.after(presence.end())
    present = {m.span for m in seen}
    return tuple(dict.fromkeys(m for m in found if m.span not in present)), tuple(dict.fromkeys(seen))


def _linked(scene: Scene, at: int) -> Sequence[Mention]:
    """Who is enumerated at text[at]; also "the armies of A and B", "the Kenyan and Rwandan governments"."""
    if named := scene.after(at):
        return named
    bodies = BODIES_OF.match(scene.text, at, scene.span.end)
    if bodies and bodies["of"]:
        return scene.after(bodies.end())
    return states_joined(scene, at, at + 40, AND) if bodies else ()


def states_joined(scene: Scene, start: int, end: int, join: re.Pattern[str]) -> Sequence[Mention]:
    """The first two states in text[start:end] that are joined so, by name or adjective: "a Kenya-Rwanda pact"."""
    near = [m for m in within(scene.actors, start, end) if scene.kind(m) == "state"]
    for one, other in pairwise(near):
        if one.entity != other.entity and join.fullmatch(scene.text, one.span.end, other.span.start):
            return one, other
    return ()


HYPHEN = re.compile("[-–—/]")
AND = re.compile(rf",?{GAP}(?:and|&){GAP}(?:the{GAP})?")
BODIES = (
    "ministries|governments|armies|navies|militaries|forces|sides|states|countries|nations|authorities|police|guards"
)
BODIES_OF = re.compile(
    rf"(?:the{GAP}|both{GAP}|two{GAP}){{0,2}}(?:[\w’'-]+{GAP}(?:and{GAP}[\w’'-]+{GAP})?){{0,3}}?(?:{BODIES})\b(?P<of>{GAP}of{GAP})?"
)

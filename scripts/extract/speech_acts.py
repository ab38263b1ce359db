"""What a speaker does by a statement, by its cue and by the words of its content.

A cue that tells by itself ("praised") decides; one that does not ("said") leaves it to the first words of the content
that tell. Acts as in Searle (1976), sorted as the cooperation and conflict of PLOVER need them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from scripts.extract.act_words import Sign
from scripts.extract.model import Span
from scripts.extract.talk import Named, Talk

NAMING = frozenset(("describe", "call", "brand", "dub", "label", "term", "portray", "characterise", "characterize"))
NAMING |= {"consider", "deem", "regard", "see", "view", "liken"}
WARNING = frozenset(("warn", "warn against", "warn of", "caution", "caution against"))
OWN_ACT = re.compile(  # between "Iran" or "we" and "will": nothing but the body's own noun and adverbs
    r"(?:[’']s?)?(?:[ \u00a0](?:(?:armed )?forces|army|navy|government|ministry|military|people|side|country|nation"
    r"|party|administration|company|parliament|[a-z]+ly|also|always|never|still|too|and|now|then|the|all|both|have|has"
    r"|and I|stand|stands|are|is|am|was|were|be|remain|remains|very|more than|[A-Z][\w-]+)\b){0,5}[ \u00a0]?"
)
JOINED = re.compile(r"[^.;:!?]{0,120}\band(?:[ \u00a0](?:also|therefore|thus|so|then|we|I))?[ \u00a0]")
DOING = re.compile(  # what is no deed of the one who will
    r"(?:[ \u00a0](?:also|not|never|always|soon|certainly|definitely|likely|probably))*[ \u00a0]"
    r"(?:be(?![ \u00a0](?:[a-z]+ing|ready|prepared|with|there)\b)|have|see|need|find|know|lose|remember|face|become"
    r"|come|like|say|tell|want|depend|discover|get|call|argue|think|suffer|meet|consider|love|hate|prefer|rather|hope"
    r"|appear|seem|make it|cost|take|mean)\b"
)
OWNER = re.compile(r"(?:[Mm]y|[Oo]ur|us|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)")
BARE = re.compile(r"(?:[ \u00a0][a-z]+ly)?[ \u00a0]")
DOES = re.compile(r"[ \u00a0][A-Za-z]|[ \u00a0]?…[ \u00a0][a-z]")
QUESTION = re.compile(r"(?:whether|if|why|what|how|who|when|where)\b|[^.]*\?$", re.I)
NOT = re.compile(r"\b(?:not|n['’]t|never|no|without|nor|hardly|refus\w+)(?:[ \u00a0]\w+)?[ \u00a0]?$")
UNLIKELY = re.compile(r"\b(?:if|whether|unless|what|who)\b[^.;]*$", re.I)
PAST = re.compile(r"[ \u00a0](?:not[ \u00a0])?(?:have|be[ \u00a0]able)\b")
OF = re.compile(
    r"[ \u00a0](?:of|by|from|committed by|against us by)[ \u00a0](?:the[ \u00a0])?(?:[A-Z][\w-]+[ \u00a0])?"
)
POSSESSOR = re.compile(r"(?:[’']s?)?(?:[ \u00a0-](?:[a-z-]+)){0,3}[ \u00a0]$")
TO_WARD_OFF = re.compile(  # a wrong that is fought or told of, not charged
    r"\b(?:against|fight\w*|combat\w*|counter\w*|confront\w*|defeat\w*|foil\w*|thwart\w*|end|prevent\w*|resist\w*"
    r"|war on)\b[^.;]{0,60}$"
)
PLAIN: Mapping[str, str] = {"hope": "express_hope", "condemn": "condemn", "deny": "deny", "charge": "accuse"}
PLAIN = {**PLAIN, **{act: act for act in ("thank", "congratulate", "praise")}, "assure": "pledge"}

MODALS = frozenset(("must", "should", "ought to", "has to", "have to", "needs to", "need to"))
SUBORDINATE = re.compile(  # a clause that tells no demand of the speaker
    r"\b(?:because|while|whereas|if|whether|when|who|which|what|why|how|(?:do|did|does) (?:you|we|they|he|she|I)"
    r"|(?:he|she|it|[A-Z]\w+) (?:believes?|thinks?|says?)|said|will|would)\b[^,.;:!?]*$"
    r"|\b(?:as|like)[ \u00a0](?:it|he|she|they|we|you|I)[ \u00a0]$"
)
SUFFERED = re.compile(r"\b(?:been|being|be|was|were|got)[ \u00a0]$")
SAYING = re.compile(
    r"[ \u00a0](?:say|tell|admit|confess|add|note|ask|wonder|stress|emphasi[sz]e|remind|mention|point out)\b"
)
LED_TO = re.compile(r"\b(?:against|on|in|with|for|to|of|by|from|at)[ \u00a0](?:the[ \u00a0])?$")
DOER = re.compile(r"\b(?:by|from|of)[ \u00a0](?:the[ \u00a0])?$")
REACH = 320  # code points of a content within which the words that tell an act stand

Found = tuple[str, Span]


def speech_act(talk: Talk, by_cue: str | None, verb: str | None) -> tuple[str | None, Span | None, str]:
    """The act, the words that tell it, and the rule. by_cue: what the cue tells; verb: its lemma.

    Without a cue and without words that tell, as of a bare quotation, it is None.
    """
    found = _told(talk, verb)
    if verb in ("ask", "query") and QUESTION.match(talk.text, *talk.said.content[0]):
        by_cue = "assert"
    if by_cue not in (None, "assert"):
        better = _sharper(talk, by_cue or "", verb)
        if better:
            return (*better, "act-in-words")
        return by_cue, talk.said.cue, "act-by-cue"
    if found:
        return (*found, "act-in-words")
    if by_cue is None:
        return None, None, ""
    return by_cue, talk.said.cue, "act-by-cue"


def _sharper(talk: Talk, by_cue: str, verb: str | None) -> Found | None:
    """What the content says of an act that the cue leaves open: praise for help is thanks, a vow of revenge a
    threat."""
    if verb in ("appreciate", "express appreciation for", "express appreciation to") and (help := talk.has("help")):
        return "thank", Span(help.start, help.end)
    if by_cue in ("pledge", "offer") and (threat := talk.has("threat")) and not _denied(talk, threat):
        return "threaten", _span(threat)
    return None


def _told(talk: Talk, verb: str | None) -> Found | None:
    """The first words of the content that tell an act."""
    if verb in NAMING:
        return _described(talk)
    first = talk.said.content[0].start
    for sign in talk.words:
        if sign.start > first + REACH:
            break
        act = _act(talk, sign)
        if act:
            return act, Span(sign.start, sign.end)
    if verb in WARNING and any(not n.own and n.mention for n in talk.named) and verb in ("warn", "warn against"):
        return ("threaten", talk.said.cue) if verb == "warn against" and talk.said.cue else None
    return None


def _described(talk: Talk) -> Found | None:
    """Praise or blame by a name: "described X as a friend"; "a partner in the war against Y" is blame."""
    first = next((n for n in talk.named if not n.own), None)
    if first is None or not talk.opens(first.span):
        return None
    bad = [s for s in talk.words if s.sign in ("bad", "wrong", "misdeed") and not _warded_off(talk, s)]
    sign = next(iter(bad), None) or talk.has("good", "call")
    if sign is None:
        return None
    return {"good": "praise", "call": "call_for"}.get(sign.sign, "accuse"), _span(sign)


def _act(talk: Talk, sign: Sign) -> str | None:
    """What a sign tells where it stands, or None."""
    if sign.sign in PLAIN:
        return None if _denied(talk, sign) else PLAIN[sign.sign]
    return READ[sign.sign](talk, sign) if sign.sign in READ else None


def _denied(talk: Talk, sign: Sign) -> bool:
    return NOT.search(talk.text, max(0, sign.start - 24), sign.start) is not None


def _ready(talk: Talk, sign: Sign) -> str | None:
    if _denied(talk, sign):
        return None
    who = talk.before(sign.start)
    noun = talk.text[sign.start : sign.end].lower().startswith(("readi", "willi", "desire"))
    if who is None:
        return "offer" if noun or _begins(talk, sign) else None
    return "offer" if who.own and (noun or _acts(talk, who, sign)) else None


def _commit(talk: Talk, sign: Sign) -> str | None:
    who = talk.before(sign.start)
    return None if _denied(talk, sign) or (who is not None and not who.own) else "pledge"


def _begins(talk: Talk, sign: Sign) -> bool:
    return sign.start - talk.said.content[0].start < 4


def _acts(talk: Talk, who: Named, sign: Sign) -> bool:
    between = talk.text[who.span.end : sign.start]
    return OWN_ACT.fullmatch(between) is not None or JOINED.fullmatch(between) is not None


def _will(talk: Talk, sign: Sign) -> str | None:
    who = talk.before(sign.start)
    text = talk.text
    if who is None or not who.own or not _acts(talk, who, sign):
        return None
    if OWNER.fullmatch(text, *who.span) and BARE.fullmatch(text, who.span.end, sign.start):
        return None  # "our will"
    word = text[sign.start : sign.end].lower()
    if word == "would" and UNLIKELY.search(talk.front(_span(sign), 200)):
        return None
    if any(s.sign == "threat" and sign.end <= s.start < sign.end + 30 for s in talk.words):
        return None
    return "pledge" if DOES.match(text, sign.end) and not DOING.match(text, sign.end) else None


def _call(talk: Talk, sign: Sign) -> str | None:
    if _denied(talk, sign) or PAST.match(talk.text, sign.end):
        return None
    who = talk.before(sign.start)
    word = talk.text[sign.start : sign.end].lower()
    if word in MODALS and (SUBORDINATE.search(talk.front(_span(sign), 120)) or SAYING.match(talk.text, sign.end)):
        return None
    if word in ("need to", "needs to", "have to", "has to", "needed to") and who is not None and who.mention is None:
        return "call_for" if talk.text[who.span.start : who.span.end].lower() in ("we", "both") else None
    return "call_for"


def _span(sign: Sign) -> Span:
    return Span(sign.start, sign.end)


def _misdeed(talk: Talk, sign: Sign) -> str | None:
    active = talk.text[sign.start : sign.end].split()[0].endswith("ing")
    if _denied(talk, sign) or (not active and SUFFERED.search(talk.front(_span(sign)))):
        return None
    who = talk.before(sign.start)
    return "accuse" if who is not None and not who.own and _subject(talk, who) else None


def _subject(talk: Talk, who: Named) -> bool:
    """Whether the one named acts, and is not what a preposition leads to."""
    front = talk.front(who.span)
    return LED_TO.search(front) is None or DOER.search(front) is not None


def _wrong(talk: Talk, sign: Sign) -> str | None:
    if _denied(talk, sign) or _warded_off(talk, sign):
        return None
    return "accuse" if owner_of(talk, sign) else None


def _warded_off(talk: Talk, sign: Sign) -> bool:
    return TO_WARD_OFF.search(talk.front(_span(sign), 80)) is not None


def owner_of(talk: Talk, sign: Sign) -> Named | None:
    """Whose a wrong is: who stands before it as its owner, or behind it after of or by."""
    who = talk.before(sign.start)
    if who and who.mention and not who.own and POSSESSOR.fullmatch(talk.text, who.span.end, sign.start):
        owned = talk.text[who.span.end : who.span.end + 1] in "’'" or who.mention.form in ("demonym", "metonym")
        if owned:
            return who
    for other in talk.named:
        if sign.end < other.span.start <= sign.end + 40 and other.mention and not other.own:
            return other if OF.fullmatch(talk.text, sign.end, other.span.start) else None
    return None


def _threat(talk: Talk, sign: Sign) -> str | None:
    return None if _denied(talk, sign) else "threaten"


READ: Mapping[str, Callable[[Talk, Sign], str | None]] = {
    "ready": _ready,
    "commit": _commit,
    "will": _will,
    "call": _call,
    "misdeed": _misdeed,
    "wrong": _wrong,
    "threat": _threat,
}

"""Where content that stands behind its cue begins. All positions are words of a unit."""

from __future__ import annotations

import re

from scripts.extract.clauses import Unit
from scripts.extract.subjects import finite
from scripts.extract.verbs import Verb
from scripts.lexicon import words

Region = tuple[int, int]  # words first, after of a unit
Beginning = tuple[int, str, bool]  # first word, rule, whether the words leave no doubt that content stands there

WANTING = words("ask tell")  # "told the crew to leave"
ADDRESSEE = re.compile(
    r"(?:[dDPxmzgfuir]|(?<=D)q|l(?=[dDPxm])|c(?=[dDPxzu])|p(?=[dDPxzmi])|t(?=[dDP])|,[dDPxzmip]{1,10}(?=,?h))*?(?=,?[hqws:]|,r,h|[oA]|t)"
    r"|d?[Pxz]*[Pu](?=[dDo])|u(?=[Pxz])"
)
CHAIN = re.compile(
    r"(?:[^hqaANv:;,]|(?<=D)q|(?<=[DPx])q(?=,?h)|,(?=[mi])|,r(?=,h)|,[pi][^,hqaANv:;]{1,16}(?=,)){0,40}?"
    r"(?:,?(h)(?!i|x(?:$|[,;]))|[,:]?(?<!D)(?=(q)(?!,?h)))"
)
PARENTHETIC = re.compile(r",[rplit][^,;:qhaANv]{0,16},(?=[hq])")  # ", for his part, that A"
INSERTED = re.compile(r"(?:(?:[plt]|,w)[^hq:;]{0,40}?)?,h(?=[dDPxzomA])")  # "said in Oslo, where he lives, that A"
SPEAKING = frozenset(["say", "that", "claim", "tell", "ask", "quote"])
LED_UP = re.compile(r"[^,;:qhswaANv]{1,8}(?:,[^,;:qhswaANv]{1,8})?:(?=q)")  # "explained it this way: “A”"
CITING = words("referring citing quoting")
CITING_THAT = re.compile(r",(?=g)([^,;:qhaANv]{2,16}),h")  # "reported, citing the ministry, that A"
ASSURED = re.compile(r"[dDPxzmuicr]{1,10}?p(?=[dDPxz])")  # "assured his guest of A"
UNDER = words("because if although though while when whenever once unless since until after before as despite given")
SUBORDINATE = re.compile(r"[slp][^,;q]{1,60},(?=[rdDPxzmo][^,;]{0,20}?[aANvfz])")
ABOUT = words("about around more over under nearly between up at from")
UNDERTAKEN = re.compile(r"p[^hqaANvtg:;,]{1,10}(?=t[xevz])")  # "promised at a rally to A"
CHAIN_CLAUSE = re.compile(r"[pl][^,oqaANvA]{0,20}?(?=o[raANvfx]|A)")


def behind(text: str, parsed: Unit, verb: Verb) -> Beginning | None:
    """Where the content behind a cue begins, the rule, and whether the words leave no doubt that it stands there."""
    tags, frame = parsed.tags, verb.cue.frame
    count = len(tags)
    at = _behind_time(text, parsed, verb.after)
    assured = ASSURED.match(tags, at) if verb.cue.lemma in ("assure", "reassure") else None
    if assured and text[slice(*parsed.words[assured.end() - 1])].lower() == "of":
        return assured.end(), "noun-object", True
    if frame in ("tell", "ask") and at < count:
        match = ADDRESSEE.match(tags, at)
        if match and (match.end() > at or tags[at] in "hqws:"):
            at = match.end()
            if at < count and tags[at] == "t":
                return (verb.after, "call-for", True) if verb.cue.lemma in WANTING and at > verb.after else None
        elif tags[at] != ":" and not tags.startswith((",q", "p"), at):
            return None
    if at >= count:
        return None
    tag, after = tags[at], tags[at + 1 : at + 2]
    if tag in "gP" and text[slice(*parsed.words[at])].lower() in CITING:
        return None  # "the agency reports referring to A"
    if verb.cue.lemma == "share" and tag != "h":
        return None  # "shared on “X”"
    if frame in SPEAKING and ":q" in tags and (match := LED_UP.match(tags, at)):
        return match.end(), "quote-cue-before", True
    if tag == "h" and frame not in ("quote", "name", "consider"):
        return at + 1, "participle" if verb.form == "participle" else "indirect-that", True
    if tag == "q" and (frame not in ("thing", "name", "consider") or _named_by(tags, verb)):
        if frame in ("claim", "object", "topic", "call", "promise", "name") and after not in ("", ","):
            return at, "noun-object", False
        return at, "quote-cue-before", True
    if tag == "," and (match := PARENTHETIC.match(tags, at)) and frame not in ("name", "consider", "thing"):
        if tags[match.end()] == "q":
            return match.end(), "quote-cue-before", True
        return match.end() + 1, "participle" if verb.form == "participle" else "indirect-that", True
    if tag == "," and (cited := cites(text, parsed, at)):
        return cited[1] + 2, "indirect-that", True
    if tag in ",:-" and after == "q":
        return at + 1, "quote-cue-before", True
    if tag == ":" and after and frame != "name":
        return at + 1, "colon", True
    if frame in SPEAKING and ",h" in tags and (match := INSERTED.match(tags, at)):
        return match.end(), "indirect-that", True
    if frame in ("quote", "that") and tag != "p" and not (tag == "t" and verb.cue.lemma == "write"):
        return None
    if frame == "claim" and " " in verb.cue.lemma and TO_ACT.match(tags, at):  # "expressed readiness to A"
        return at, "promise-to", True
    if tag in "pls" or (tag == "t" and frame in ("say", "that", "claim")):
        return _behind_chain(text, parsed, verb, at)
    return _complement(text, parsed, verb, at)


def cites(text: str, parsed: Unit, at: int) -> Region | None:
    """Who is cited where ", citing A, that" stands at a word."""
    match = CITING_THAT.match(parsed.tags, at) if parsed.tags.startswith(",g", at) else None
    if not match or text[slice(*parsed.words[at + 1])].lower() not in CITING:
        return None
    return at + 3 if parsed.tags[at + 2] == "t" else at + 2, match.end(1)


# "said earlier this month that", "noted with satisfaction the growth of trade"; a number alone may begin the clause
ADVERBIAL = re.compile(
    r"(?:(?:(?:earlier|later|late|early|only|just)\s+)?(?:(?:this|last|next|that|the\s(?:same|next|previous|following))\s"
    r"(?:\w+day|day|week|weekend|month|year|morning|afternoon|evening|night|summer|winter|spring|autumn|fall)"
    r"|(?:an?|one|two|three|four|five|six|several|some|\d+)\s(?:few\s)?(?:hour|day|week|month|year)s?"
    r"\s(?:ago|earlier|later|before))"
    r"|with\s(?:\w+\s)?(?:satisfaction|appreciation|concern|regret|pleasure|gratitude|interest|pride|alarm))(?!['’\w])"
)


DAY = re.compile(r",(?:mi|im)m?(?:,(?=h))?(?=[hqdDPxzo])")


def _behind_time(text: str, parsed: Unit, at: int) -> int:
    """The word behind adverbs and times that follow a cue."""
    tags, count = parsed.tags, len(parsed.tags)
    while at < count:
        day = tags[at] == "m" and tags[at - 1] == "i" and tags[at + 1 : at + 2] in ("", *"h,q:plt")  # "April 14"
        if day or tags[at] in "ri" or (tags[at] == "p" and tags[at + 1 : at + 2] == "i"):
            at += 1
        elif tags[at] == "," and tags[at - 1] == "i" and (match := DAY.match(tags, at)):  # "on Monday, 5 May"
            at = match.end()
        elif tags[at] in "pdxmz" and (match := ADVERBIAL.match(text, parsed.words[at][0])):
            while at < count and parsed.words[at][0] < match.end():
                at += 1
        else:
            break
    return at


def _behind_chain(text: str, parsed: Unit, verb: Verb, at: int) -> Beginning | None:
    """Content behind adverbials: "said during the meeting on Wednesday that A"."""
    tags = parsed.tags
    frame = verb.cue.frame
    if frame in ("object", "topic", "thing", "name", "consider", "quote"):
        return None
    word = text[slice(*parsed.words[at])].lower()
    if word in ("whether", "if") and frame != "promise":
        return at, "indirect-clause", True
    if frame == "say" and word in UNDER and SUBORDINATE.match(tags, at):  # "said if A, B"
        return at, "indirect-clause", True
    match = CHAIN.match(tags, at)
    # "said at the ceremony that A", but "said about the wall that stands there"
    marked = match is not None and match.group(1) and tags[match.end() : match.end() + 1] not in [*"aANv"]
    about = frame == "say" and word in ABOUT and not marked
    if about and tags[at + 1 : at + 2] in ("d", "m") and finite(tags, at, len(tags)):
        return at, "indirect-clause", False
    if frame == "promise" and (undertaken := UNDERTAKEN.match(tags, at)):
        return undertaken.end(), "promise-to", True
    if match:
        return match.end(), "indirect-that" if match.group(1) else "quote-cue-before", True
    if frame in ("say", "claim", "tell"):
        match = CHAIN_CLAUSE.match(tags, at)
        if match:
            return match.end(), "indirect-clause", False
    return None


LOOSE = frozenset(["say", "tell", "argue", "insist"])  # no noun follows them, so what follows is a clause
THING = re.compile(r"(?:d|P{0,2}D)?[xzg][^P]")


def _named_by(tags: str, verb: Verb) -> bool:
    """ "what Roe called “A”", "Poe, whom Roe called “A”"."""
    return verb.cue.frame == "name" and verb.subject is not None and tags[: verb.subject[0]].endswith("w")


FIXED = re.compile("[shw,;:-]")
HELD = re.compile(r"(?:\w+\s){0,3}?(?:talks|meetings?|discussions?|consultations?|negotiations?|an?|it|onto?)\b")
CONSIDERED = re.compile(r"\b(?:to be|as|responsible|accountable)\b")
A_THING = re.compile(  # "considered the act a provocation"
    r"(?:the|this|that|these|those|any|such|it)\s"
    r"(?:(?!(?:at|in|on|for|with|by|to|from|after|before|during|and|under|over)\s)[\w-]+\s){0,5}?"
    r"an?\s(?!few|couple|day|week|month|year|second|while)"
)
CALLED = re.compile(r"q|[dD][xgfPr]")
NAMED = re.compile(r"(?:[^q,;:\-t][^q,;:\-]{0,15})q|[ou][dx]|[dDPxmzu]{0,6}[PxDzdou](?=[dD][xPgq])")


def _complement(text: str, parsed: Unit, verb: Verb, at: int) -> Beginning | None:
    """Content right behind a cue, with nothing that marks it."""
    tags, frame = parsed.tags, verb.cue.frame
    tag = tags[at]
    if tag in ",;-:y":
        return None
    if tag == "w":
        if frame == "object" and text[slice(*parsed.words[at])].lower() == "what":
            return at, "noun-object", False
        return (at, "indirect-clause", False) if frame in ("say", "claim", "tell", "ask") else None
    if tag == "t":
        if frame == "object" and " " in verb.cue.lemma:  # "expressed condolences to A"
            return at, "noun-object", False
        return (at, "promise-to", True) if frame == "promise" else None
    if frame in ("say", "tell", "ask"):
        if _is_clause(tags, at, verb.cue.lemma):
            return at, "participle" if verb.form == "participle" else "indirect-clause", False
        return None
    if frame == "consider":
        held = verb.cue.lemma == "hold"
        near = _near(text, parsed, at, NEAR if held else None)
        if held:
            return (at, "consider-as", True) if CONSIDERED.search(near) and not HELD.match(near) else None
        return (at, "consider-as", True) if CONSIDERED.search(near) or A_THING.match(near) else None
    if frame == "promise" and verb.cue.lemma == "offer":
        return None
    if _named_by(tags, verb):
        return (at, "consider-as", True) if CALLED.match(tags, at) else None  # "what Roe called A", "whom he called A"
    if frame == "name":
        named = NAMED.match(tags, at)
        first = text[parsed.words[verb.subject[0]][0] :][:3].lower() if verb.subject else ""
        if named and first.startswith(("a ", "an ")) and not named.group().endswith("q"):
            return None  # "a group called A"
        return (at, "consider-as", True) if named else None
    if frame == "thing":
        return (at, "noun-object", False) if THING.match(tags, at) else None
    if tag in "caANvbe" and text[slice(*parsed.words[at])].lower() not in ("plans", "needs"):
        return None
    rule = {
        "call": "call-for",
        "claim": "noun-object",
        "object": "noun-object",
        "topic": "noun-object",
        "promise": "noun-object",
    }.get(frame)
    if rule is None:
        return None
    if verb.cue.lemma == "call on" and (not TO_DO.search(tags, at) or VISITED.search(text, *_stretch(parsed, at))):
        return None  # "called on the minister at his office"
    if frame == "claim" and finite(tags, at + 1, len(tags)) is not None and tags[at] in "oAPdD":
        rule = "indirect-clause"
    return at, rule, False


def _is_clause(tags: str, at: int, lemma: str) -> bool:
    """Whether what follows a cue without that is a clause, with a finite verb of its own as far as one can tell."""
    if tags[at] in "AaN" or (tags[at] == "o" and at + 2 < len(tags)):
        return True
    if lemma in LOOSE:
        return len(tags) - at > 3 or finite(tags, at + 1, len(tags)) is not None or "q" in tags[at:]
    stop = FIXED.search(tags, at + 1)
    end = stop.start() if stop else len(tags)
    return finite(tags, at + 1, end) is not None or ("q" in tags[at + 1 : end] and tags[at] != "q")


# what one calls on somebody at home for
VISITED = re.compile(
    r"\bto\s(?:discuss|exchange|review|congratulate|brief|inform|convey|pay|hand|present|bid|talk|introduce)\b"
)


def _stretch(parsed: Unit, at: int) -> tuple[int, int]:
    """Where the words from one on stand, a clause long."""
    return parsed.words[at][0], parsed.words[min(at + 25, len(parsed.words)) - 1][1]


def _near(text: str, parsed: Unit, at: int, until: re.Pattern[str] | None) -> str:
    stop = until.search(parsed.tags, at) if until else None
    last = min(stop.start() if stop else len(parsed.words), at + 60) - 1
    if last < at:
        return ""
    return text[parsed.words[at][0] : parsed.words[last][1]]


NEAR = re.compile(r"[;:qaANv]|,(?![^,]{1,40},[lt])")
TO_ACT = re.compile(r"tr?[xev]")
TO_DO = re.compile(r"t[xevrzf]|q")

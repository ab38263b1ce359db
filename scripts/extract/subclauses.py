"""The clauses of one sentence, as far as it takes to tell whose a date is where two things happen in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

# Words that begin a clause. What happens in a clause of the second sort happens when its main clause does.
APART = "who|whom|whose|which|that|because|since|until|although|if|before|ahead of|prior to|follows|followed"
ALONG = "where|when|while|after|following|during which|on which|at which"
OPENER = re.compile(
    r"(?:(?P<comma>,)[ \u00a0](?:and[ \u00a0])?)?"
    rf"\b(?:(?P<along>{ALONG}|before(?=[ \u00a0]\w+ing\b))|(?P<apart>{APART}))\b"
    r"|(?P<mark>[;:])|(?P<close>,)(?=[ \u00a0])",
    re.I,
)
# behind the comma that ends a clause within a sentence stands no further member of an enumeration, and no apposition
GOES_ON = re.compile(
    r",[ \u00a0](?:and|or|the|a|an|his|her|their|its|both|including|then|chief|commander)\b|,[ \u00a0][^a-z]"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """start: of the words that open it. along: whether what it tells happens when its main clause does."""

    start: int
    along: bool
    main: Clause | None


class Clauses:
    """The clauses of text[start:end], found by the words that open them and the commas that close them."""

    def __init__(self, text: str, start: int, end: int) -> None:
        top = Clause(start, True, None)
        self.starts, self.clauses = [start], [top]
        open_, closable = top, False
        for match in OPENER.finditer(text, start, end):
            if match["close"]:
                fronted = open_.main is not None and open_.main.main is None and open_.start == start
                if open_.main and closable and (fronted or not GOES_ON.match(text, match.start())):
                    open_, closable = open_.main, False
                    self._begin(match.start(), open_)
                continue
            at = match.start()
            main = top if match["mark"] else open_
            open_ = Clause(at, bool(match["along"] or match["mark"]), main)
            closable = bool(match["comma"]) or match["apart"] != "that"
            self._begin(at, open_)

    def _begin(self, at: int, clause: Clause) -> None:
        self.starts.append(at)
        self.clauses.append(clause)

    def at(self, position: int) -> Clause:
        """The clause that a position stands in."""
        return self.clauses[bisect_right(self.starts, position) - 1]

    def around(self, position: int) -> Iterator[Clause]:
        """The clause at a position, then those whose time is its own, the inner before the outer; six at most."""
        clause: Clause | None = self.at(position)
        for _ in range(6):
            if clause is None:
                return
            yield clause
            clause = clause.main if clause.along else None

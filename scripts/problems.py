"""What is wrong with an input, where it stands and what to do about it. A run reports all of its problems at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

SHOWN = 80  # characters of a value that a message shows
MOST = 10_000  # problems of one run; a hostile file must not fill the memory with complaints


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right.

    file: its path, as the user named it or below the folder the user named. where: "line 3" (1-based, a header is line
    1), "row 12" (1-based, no header counted) or closer; None for the whole file. column: its name. value: as found,
    whole or the part in question. what: what is wrong, read after the place ("is no date"). todo: what to do about it.
    """

    file: str
    where: str | None
    column: str | None
    value: str | None
    what: str
    todo: str

    def __str__(self) -> str:
        """One line: ``file, where, column c, value 'v': what; todo``. Control characters in it are escaped."""
        place = [self.file]
        if self.where is not None:
            place.append(self.where)
        if self.column is not None:
            place.append(f"column {self.column}")
        if self.value is not None:
            place.append(f"value {_shown(self.value)}")
        return f"{plain(', '.join(place))}: {plain(self.what)}; {plain(self.todo)}"


class Problems(Exception):
    """All problems of a run, in the order found. Survives pickling, so it crosses process pools."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """The count, then every problem on a line of its own."""
        count = len(self.problems)
        return "\n".join([f"{count} problem{'' if count == 1 else 's'}:", *map(str, self.problems)])


class Report:
    """The problems of a run as they are found."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(
        self, file: str, where: str | None, what: str, todo: str, column: str | None = None, value: str | None = None
    ) -> None:
        """Note a problem. Raises Problems at the MOST-th, with a last one that says that the run stopped there."""
        self.problems.append(Problem(file, where, column, value, what, todo))
        if len(self.problems) >= MOST:
            what = f"is where the run stopped, with {MOST:,} problems"
            raise Problems([*self.problems, Problem(file, where, None, None, what, "correct these first")])

    def close(self) -> None:
        """Raises Problems if there are any."""
        if self.problems:
            raise Problems(self.problems)


def all_of(*steps: Callable[[], Any]) -> list[Any]:
    """What the steps give, in order. Raises Problems with those of every step that has any, not of the first alone."""
    results = []
    problems: list[Problem] = []
    for step in steps:
        try:
            results.append(step())
        except Problems as error:
            problems += error.problems
    if problems:
        raise Problems(problems)
    return results


def plain(text: str) -> str:
    """The text with every character that does not print (controls, direction marks, surrogates) as an escape."""
    if text.isprintable():
        return text
    # repr() escapes backslashes too, so each character goes by itself
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _shown(value: str) -> str:
    """The value in quotation marks, escaped; its beginning and its length if it is long."""
    if len(value) <= SHOWN:
        return repr(value)
    return f"{value[:SHOWN]!r}... ({len(value):,} characters)"

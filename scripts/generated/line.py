"""One paragraph in the making, with what is to be known of it."""

from __future__ import annotations

from typing import NamedTuple

from scripts.generated.wording import capital

SPELLED = {True: ("efense", "efence"), False: ("efence", "efense")}  # as long as each other
BREAK = "\n\n"


class Mark(NamedTuple):
    """What a stretch of the text is. tag: that of the template, or "name". of: keys of who speaks or is named."""

    tag: str
    start: int
    end: int
    of: tuple[str, ...] = ()


class Line:
    """Text that grows at its end; offsets are code points from its start."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.tail = ""
        self.marks: list[Mark] = []
        self.open: list[tuple[str, int]] = []
        self.by: tuple[str, ...] = ()  # who speaks: keys, or the words for somebody without a name

    def add(self, text: str) -> None:
        """Append text; at the start of a sentence with a capital."""
        if text[:1] == "," and self.tail.endswith(","):
            text = text[1:]
        if not text:
            return
        if self.begins:
            text = capital(text)
        if "¶" in text:
            text = text.replace("¶", BREAK)
        self.parts.append(text)
        self.size += len(text)
        self.tail = text[-4:] if len(text) > 3 else (self.tail + text)[-4:]

    @property
    def begins(self) -> bool:
        """Whether a sentence begins here."""
        before = self.tail.removesuffix("“")
        return not before or before.endswith((". ", ".” ", BREAK))

    def opened(self, tag: str) -> None:
        """A stretch begins."""
        self.open.append((tag, self.size))

    def closed(self) -> None:
        """The stretch that began last ends."""
        tag, start = self.open.pop()
        if tag == "by":
            self.by = (self.text[start:].removeprefix("A ").removeprefix("a "),)
        else:
            self.marks.append(Mark(tag, start, self.size))

    @property
    def text(self) -> str:
        return "".join(self.parts)

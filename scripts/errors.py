"""The errors behind the figures of evaluate, grouped by cause, each in its sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from scripts.causes import NOT_COUNTED, Finding, Study
from scripts.evaluate import Report
from scripts.explain import marked
from scripts.extract.text import layout
from scripts.query import shown


def errors(report: Report, texts: Mapping[str, str]) -> list[Finding]:
    """All errors of a report. texts: by source_id; of an article without one, causes that need it are not told."""
    layouts = {source: layout(text) for source, text in texts.items()}
    studies = (Study(article, report.published, layouts.get(article.source_id)) for article in report.articles)
    return [finding for study in studies for finding in study.findings()]


def groups(found: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Figure and cause with the errors, the largest group first, what is not counted last."""
    by_cause: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        by_cause[f"{finding.figure}: {finding.cause}"].append(finding)
    return sorted(by_cause.items(), key=lambda group: (group[0].endswith(NOT_COUNTED), -len(group[1]), group[0]))


def show(found: Iterable[Finding], texts: Mapping[str, str], console: Console) -> None:
    """Print the errors by groups, each passage marked in its sentence: highlighted on a terminal, »so« elsewhere."""
    layouts = {source: layout(text) for source, text in texts.items()}
    for cause, same in groups(found):
        _line(console, Text(f"{len(same)}  {cause}", style="bold"), 0)
        for finding in same:
            for passage in finding.passages:
                rule = f"  [{passage.rule}]" if passage.rule else ""
                where = f"{shown(passage.source_id)}  {passage.start}-{passage.end}  {shown(passage.field)}{rule}"
                _line(console, Text(where, style="dim"), 2)
                _line(console, marked(passage, layouts.get(passage.source_id), console), 4)
            if finding.note:
                _line(console, Text(shown(finding.note)), 4)
        console.print()


def _line(console: Console, text: Text, indent: int) -> None:
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, indent)))
    else:  # a file has no width: nothing is broken into lines
        console.print(Text(" " * indent) + text, soft_wrap=True)

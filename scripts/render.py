"""Problems for whoever reads them: people, programs, and the services that run checks."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from scripts.problems import Problem, Problems, plain

TOOL = "defence-diplomacy-record"
SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
WHERE = re.compile(r"(row|line) ([0-9]{1,12})\b")
NONE = "No problems."


@dataclass(frozen=True, slots=True)
class Located:
    """A problem with its file as seen from where the user is, and its line there, from 1, as far as it has one."""

    problem: Problem
    path: str
    line: int | None

    @property
    def rule(self) -> str:
        """The same for problems of one kind: the table and column that it is about."""
        name = PurePosixPath(self.problem.file).name.removesuffix(".csv")
        return plain(name if self.problem.column is None else f"{name}.{self.problem.column}")


def located(problems: Sequence[Problem], folder: Path, named: str = "") -> list[Located]:
    """The problems of a package in a folder, each on its line. named: the folder as the user named it."""
    rows: dict[str, set[int]] = {}
    places = [(problem, _where(problem)) for problem in problems]
    for problem, (unit, number) in places:
        if unit == "row" and problem.file.endswith(".csv"):
            rows.setdefault(problem.file, set()).add(number)
    lines = {file: dict(_begin(folder / file, wanted)) for file, wanted in rows.items()}
    return [
        Located(
            problem,
            str(PurePosixPath(named) / problem.file),
            number if unit == "line" else lines.get(problem.file, {}).get(number),
        )
        for problem, (unit, number) in places
    ]


def _where(problem: Problem) -> tuple[str, int]:
    match = WHERE.match(problem.where or "")
    return (match[1], int(match[2])) if match else ("", 0)


def _begin(file: Path, rows: set[int]) -> Iterator[tuple[int, int]]:
    """Rows of a CSV, from 1, with the line on which each begins: a cell may have several."""
    try:
        with file.open(encoding="utf-8", newline="", errors="replace") as stream:
            reader = csv.reader(stream)
            line, last = 1, max(rows)
            for row, _ in enumerate(reader):
                if row in rows:
                    yield row, line
                if row == last:
                    return
                line = reader.line_num + 1
    except (OSError, csv.Error):  # then it has no line
        return


def text(problems: Sequence[Located]) -> str:
    """One line each, for people."""
    return str(Problems(found.problem for found in problems)) if problems else NONE


def as_json(problems: Sequence[Located]) -> str:
    """An object: valid, and problems, each with the fields of Problem, its path and its line."""
    listed = [{**asdict(found.problem), "path": found.path, "line": found.line} for found in problems]
    return json.dumps({"valid": not listed, "problems": listed}, indent=1)


def junit(problems: Sequence[Located]) -> str:
    """JUnit XML: a failed test case for each file that has a problem, or one that passed."""
    files: dict[str, list[Located]] = {}
    for found in problems:
        files.setdefault(found.path, []).append(found)
    counts = {"tests": str(max(1, len(files))), "failures": str(len(files)), "errors": "0"}
    suites = ElementTree.Element("testsuites", counts)
    suite = ElementTree.SubElement(suites, "testsuite", {"name": "validate", **counts})
    for path, group in files.items():
        case = ElementTree.SubElement(suite, "testcase", {"classname": "package", "name": plain(path)})
        count = f"{len(group)} problem{'' if len(group) == 1 else 's'}"
        ElementTree.SubElement(case, "failure", {"message": count}).text = "\n".join(str(one.problem) for one in group)
    if not files:
        ElementTree.SubElement(suite, "testcase", {"classname": "package", "name": "all files"})
    ElementTree.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suites, encoding="unicode")


def sarif(problems: Sequence[Located]) -> str:
    """SARIF 2.1.0, one result each."""
    rules = {rule: index for index, rule in enumerate(dict.fromkeys(found.rule for found in problems))}
    results = [
        {
            "ruleId": found.rule,
            "ruleIndex": rules[found.rule],
            "level": "error",
            "message": {"text": str(found.problem)},
            "locations": [{"physicalLocation": _physical(found)}],
        }
        for found in problems
    ]
    about = [{"id": rule, "shortDescription": {"text": f"What is asked of {rule}."}} for rule in rules]
    run = {"tool": {"driver": {"name": TOOL, "rules": about}}, "results": results}
    return json.dumps({"$schema": SARIF, "version": "2.1.0", "runs": [run]}, indent=1)


def _physical(found: Located) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(found.path, errors="surrogateescape")}}
    return place if found.line is None else {**place, "region": {"startLine": found.line}}


def github(problems: Sequence[Located]) -> str:
    """Workflow commands, which GitHub shows beside the lines of the files."""
    lines = []
    for found in problems:
        line = "" if found.line is None else f",line={found.line}"
        place = f"file={_property(found.path)}{line},title={_property(found.rule)}"
        lines.append(f"::error {place}::{_data(str(found.problem))}")
    return "\n".join(lines) if lines else NONE


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(plain(words)).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Sequence[Located]], str]] = {
    "text": text,
    "json": as_json,
    "junit": junit,
    "sarif": sarif,
    "github": github,
}

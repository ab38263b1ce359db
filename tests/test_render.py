"""Problems as text, JSON, JUnit, SARIF and annotations: each says what is wrong, in which file, on which line."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from scripts.problems import Problem
from scripts.render import FORMATS, Located, located

PROBLEMS = [
    Problem("data/actors.csv", "row 2 (actor_id b)", "kind", "wi,z:ar%d\n::error::", "is none", "use one"),
    Problem("data/actors.csv", "row 3 (actor_id c)", None, None, "is odd <&\x07\ud800>", "mend it"),
    Problem("data/actors.csv", "row 9", None, None, "is not there", "look"),
    Problem("articles/é ü.csv", "line 7, byte 3", None, None, "is not UTF-8", "save it"),
    Problem("datapackage.json", None, None, None, "is gone", "publish again"),
]
# of SARIF 2.1.0 what is given here: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LINE = {"type": "object", "required": ["startLine"], "properties": {"startLine": {"type": "integer", "minimum": 1}}}
FILE = {"type": "object", "required": ["uri"], "properties": {"uri": {"type": "string", "format": "uri-reference"}}}


def whole(**properties: Any) -> dict[str, Any]:
    """A schema of an object with all of these properties and no other."""
    return {"type": "object", "required": [*properties], "additionalProperties": False, "properties": properties}


PLACE = {**whole(artifactLocation=FILE, region=LINE), "required": ["artifactLocation"]}
RESULT = whole(
    ruleId={"type": "string"},
    ruleIndex={"type": "integer", "minimum": 0},
    level={"enum": ["none", "note", "warning", "error"]},
    message=TEXT,
    locations={"type": "array", "items": whole(physicalLocation=PLACE)},
)
RULE = whole(id={"type": "string"}, shortDescription=TEXT)
DRIVER = whole(name={"type": "string"}, rules={"type": "array", "uniqueItems": True, "items": RULE})
RUN = whole(tool=whole(driver=DRIVER), results={"type": "array", "items": RESULT})
SARIF = whole(**{"$schema": {"format": "uri"}, "version": {"const": "2.1.0"}, "runs": {"type": "array", "items": RUN}})


@pytest.fixture
def found(tmp_path: Path) -> list[Located]:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "actors.csv").write_text('actor_id,name\na,"two\nlines"\nb,x\nc,y\n', encoding="utf-8")
    return located(PROBLEMS, tmp_path, "my-record")


def test_a_row_is_on_the_line_where_it_begins(found: list[Located]) -> None:
    assert [one.line for one in found] == [4, 5, None, 7, None]
    assert found[0].path == "my-record/data/actors.csv"


def test_a_folder_that_was_not_named_is_in_no_path(tmp_path: Path) -> None:
    assert [one.path for one in located(PROBLEMS, tmp_path)] == [problem.file for problem in PROBLEMS]


def test_text_is_a_line_each(found: list[Located]) -> None:
    lines = FORMATS["text"](found).split("\n")
    assert lines == ["5 problems:", *map(str, PROBLEMS)]


def test_json_has_every_part(found: list[Located]) -> None:
    read = json.loads(FORMATS["json"](found))
    assert read["valid"] is False
    assert read["problems"][0]["value"] == PROBLEMS[0].value
    assert {*read["problems"][0]} == {"file", "where", "column", "value", "what", "todo", "path", "line"}


def test_junit_has_a_failure_for_each_file(found: list[Located]) -> None:
    suites = ElementTree.fromstring(FORMATS["junit"](found).encode())
    (suite,) = suites
    assert (suites.tag, suite.tag) == ("testsuites", "testsuite")
    assert suite.attrib == {"name": "validate", "tests": "3", "failures": "3", "errors": "0"}
    assert [case.get("name") for case in suite] == list(dict.fromkeys(one.path for one in found))
    assert all(case.tag == "testcase" and case.get("classname") for case in suite)
    assert [len((case.findtext("failure") or "").split("\n")) for case in suite] == [3, 1, 1]


def test_sarif_is_what_the_standard_asks_for(found: list[Located]) -> None:
    checker = jsonschema.FormatChecker()
    for problems in (found, []):
        read = json.loads(FORMATS["sarif"](problems))
        jsonschema.Draft7Validator(SARIF, format_checker=checker).validate(read)
        assert len(read["runs"][0]["results"]) == len(problems)
    results = json.loads(FORMATS["sarif"](found))["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["actors.kind", "actors", "actors", "é ü", "datapackage.json"]
    assert results[0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "my-record/data/actors.csv"},
        "region": {"startLine": 4},
    }


def test_an_annotation_is_one_command(found: list[Located]) -> None:
    lines = FORMATS["github"](found).split("\n")
    assert len(lines) == len(PROBLEMS)
    assert lines[0].startswith(
        "::error file=my-record/data/actors.csv,line=4,title=actors.kind::data/actors.csv, row 2"
    )
    assert all(re.fullmatch(r"::error file=[^:,]+(,line=\d+)?,title=[^:,]+::[^\r\n]+", line) for line in lines)
    assert "ar%25d" in lines[0]


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_wrong_is_said_too(name: str) -> None:
    said = FORMATS[name]([])
    assert said == "No problems." or "error" not in said.replace('errors="0"', "")

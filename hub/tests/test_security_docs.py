"""The self-check in the documentation: complete, in known words, and its tests exist."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "security-asvs.md").read_text()

#: Levels 1 and 2 of ASVS 5.0.0: how many requirements each section begins with. Level 3 comes last
#: in its section, or is listed below.
SECTIONS = (
    "1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 "
    "4.1:3 4.2:1 4.3:2 4.4:4 5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 "
    "7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 "
    "10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 "
    "12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 "
    "16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2"
)
STATES = {
    "tested",
    "built so",
    "JupyterHub",
    "operator",
    "partly",
    "not met",
    "nothing there",
}


def required() -> set[str]:
    sections = (entry.split(":") for entry in SECTIONS.split())
    return {f"{name}.{n}" for name, count in sections for n in range(1, int(count) + 1)}


def rows() -> list[tuple[list[str], str, str]]:
    """Numbers, state and proof of each line of the table of requirements."""
    found = re.findall(
        r"^\| (\d+\.\d+\.\d+(?:, \d+\.\d+\.\d+)*) +\|[^|]*\| ([^|]+?) +\|([^|]*)\|$",
        TEXT,
        re.MULTILINE,
    )
    return [(numbers.split(", "), state, proof.strip()) for numbers, state, proof in found]


def test_every_requirement_of_both_levels_stands_there_once() -> None:
    count = Counter(number for numbers, _, _ in rows() for number in numbers)
    assert set(count) == required()
    assert [number for number, times in count.items() if times > 1] == []


@pytest.mark.parametrize(("numbers", "state", "proof"), rows())
def test_a_line_has_a_state_and_what_holds_it(numbers: list[str], state: str, proof: str) -> None:
    assert state in STATES
    if state == "tested":
        named = re.findall(r"`([^`]+)`", proof)
        assert [one for one in named if re.search(r"(\.test\.m?ts|/test_\w+\.py|\.spec\.ts)$", one)]
    if state in ("partly", "operator"):
        assert proof, numbers


def test_every_file_that_is_named_exists() -> None:
    named = set(re.findall(r"`([\w.-]+/[\w./-]+\.\w+)`", TEXT))
    assert named
    assert sorted(one for one in named if not (ROOT / one).exists()) == []


def test_every_advisory_has_its_reason() -> None:
    table = TEXT.split("\n## JupyterHub's security advisories\n")[1]
    lines = [line for line in table.splitlines() if line.startswith("| ")][2:]
    assert len(lines) >= 8
    for line in lines:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        assert len(cells) == 4, line
        assert all(cells), line
    for wanted in ("GHSA-c4gm-pwx9-9w8j", "GHSA-69wv-m5fw-2fhp"):
        assert wanted in table

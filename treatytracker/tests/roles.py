"""Reads docs/roles.md, and makes the people that its columns name."""

import re
from pathlib import Path

from django.test import Client

from articles.tests.editors import sign_in

PAPER = Path(__file__).resolve().parents[2] / "docs" / "roles.md"
ROLES = ("Editor", "Reviewer", "Administrator")


def table(heading):
    """Return a table of the paper as (first cell, role, other cell) triples."""
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", PAPER.read_text(), re.S | re.M)[1]
    rows = [
        [cell.strip(" `") for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line.startswith("|")
    ]
    assert tuple(rows[0][1:]) == ROLES
    return [
        (first, role, cell)
        for first, *cells in rows[2:]
        for role, cell in zip(ROLES, cells, strict=True)
    ]


def person(role):
    """Return a client of somebody who is in the group of a role and in no other."""
    client = Client()
    sign_in(client, role.casefold(), groups=[role])
    return client


def expected(heading, first):
    """Return {role: cell} of one row of a table."""
    return {role: cell for name, role, cell in table(heading) if name == first}

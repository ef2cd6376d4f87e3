"""The papers name every setting and every command, and nothing that is not there."""

import re
import subprocess

import pytest

from treatytracker import __version__


@pytest.fixture
def paper(settings):
    def read(name):
        return (settings.BASE_DIR / name).read_text()

    return read


@pytest.fixture
def targets(paper):
    return set(re.search(r"^\.PHONY: (.+)$", paper("Makefile"), re.M)[1].split())


def test_readme_lists_every_environment_variable(paper, settings_variables):
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", paper("README.md"), re.M)) == settings_variables


def test_readme_lists_every_make_target(paper, targets):
    assert set(re.findall(r"^\| `make ([a-z-]+)` \|", paper("README.md"), re.M)) == targets


def test_make_help_explains_every_target(settings, targets):
    said = subprocess.run(
        ["make", "help"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    ).stdout
    assert set(re.findall(r"^make ([a-z-]+) +\S", said, re.M)) == targets


def test_readme_tells_what_make_can_be_given(paper):
    given = set(re.findall(r"\$\((?:if \$\()?([A-Z]+)\b", paper("Makefile"))) - {"PYTHON"}
    assert given == {"ARGS", "UPGRADE"}
    assert [name for name in given if f"{name}=" not in paper("README.md")] == []


def test_papers_name_every_variable_of_the_tests(paper, settings):
    told = paper("README.md") + paper("CONTRIBUTING.md")
    folders = ("conftest.py", "e2e/*.py", "tools/*.py", "*/tests/*.py")
    for source in (file for folder in folders for file in settings.BASE_DIR.glob(folder)):
        for name in re.findall(r"environ\.get\(\"([A-Z_]+)\"", source.read_text()):
            assert f"`{name}" in told, f"{name} in {source.name}"


def test_decisions_name_every_library(paper):
    decisions = paper("docs/decisions.md").lower()
    for name in ("requirements.in", "requirements-dev.in"):
        libraries = re.findall(r"^([A-Za-z][\w-]*)", paper(name), re.M)
        assert [library for library in libraries if library.lower() not in decisions] == []


def test_version_is_the_newest_of_the_changelog_in_the_schema_too(paper, client):
    newest = re.search(r"^## \[(.+?)\]", paper("CHANGELOG.md"), re.M)[1]
    schema = client.get("/api/schema/?format=json").json()
    assert newest == __version__ == schema["info"]["version"]


def test_security_paper_names_tests_that_exist(paper, settings):
    promised = re.findall(r"`([\w/]+/test_\w+\.py)(?:::(\w+))?`", paper("SECURITY.md"))
    assert len(promised) > 25
    for file, test in promised:
        source = (settings.BASE_DIR / file).read_text()
        assert not test or f"def {test}(" in source, f"{file}::{test}"


def test_papers_link_to_files_that_exist(settings):
    for paper in [*settings.BASE_DIR.glob("*.md"), *settings.BASE_DIR.glob("docs/*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", paper.read_text()):
            assert (paper.parent / target).exists(), f"{paper.name} links to {target}"

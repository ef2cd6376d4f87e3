"""What `make figures` counts, on a small checkout made for it."""

import re
import subprocess
import sys

import pytest

TEXT = {
    "articles/__init__.py": "",
    "articles/models/__init__.py": "from articles.admin import site\n",
    "articles/admin/__init__.py": (
        '"""The desk."""\n\nfrom django import forms\n\n'
        "from articles.redline import compare\n\n\n"
        "class Form(forms.Form):\n    def _clean_form(self):  # because\n"
        "        return compare(self.instance._secret)\n"
    ),
    "articles/redline/__init__.py": (
        "def compare(a, b):\n    return a\n\n\ndef _own(a):\n    return a\n"
    ),
    "articles/tests/test_models.py": "\n" * 12,
    "articles/migrations/0001_initial.py": "x = 1\n" * 500,
    "templates/page.html": f"{'a' * 130}\n",
}


@pytest.fixture
def figures(settings, tmp_path):
    for name, text in TEXT.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    script = settings.BASE_DIR / "tools/figures.py"
    return subprocess.run(
        [sys.executable, script, tmp_path], capture_output=True, text=True, check=True
    ).stdout


def test_figures_count_modules_and_templates_but_no_tests_and_migrations(figures):
    assert re.search(r"^modules +4$", figures, re.M)
    assert re.search(
        r"^lines of the largest module +10  articles/admin/__init__.py$", figures, re.M
    )
    assert re.search(r"^signs of the longest template line +130  page.html$", figures, re.M)
    assert re.search(r"^lines of tests to lines of code +0.71  12 to 17$", figures, re.M)


def test_figures_tell_imports_types_and_comments(figures):
    assert re.search(r"^imports between rooms of a floor +2  2 pairs of rooms$", figures, re.M)
    assert re.search(r"^public functions without types.* 1  articles.redline 1$", figures, re.M)
    assert re.search(r"^comments per 100 lines of code +10.0$", figures, re.M)


def test_figures_list_each_use_of_private_api(figures):
    listed = figures.partition("Uses of private API:")[2].split("\n  ")[1:]
    assert listed == [
        "articles/admin/__init__.py:9 Form._clean_form overrides",
        "articles/admin/__init__.py:10 self.instance._secret\n",
    ]

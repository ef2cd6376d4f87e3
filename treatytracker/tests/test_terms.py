"""No text for people has a word that docs/terms.md rules out."""

import ast
import re
import subprocess

import pytest

GETTEXT = re.compile(r"_|n?p?gettext(_lazy)?")
HELP = {"help", "help_text", "description"}
IN_TEMPLATE = re.compile(
    r'(?s){%\s*translate\s+"(.*?)"|{%\s*blocktranslate\b[^%]*%}(.*?){%\s*endblocktranslate|_\("(.*?)"\)'
)


@pytest.fixture
def ruled_out(settings):
    rows = re.findall(r"^\|.*\|$", (settings.BASE_DIR / "docs/terms.md").read_text(), re.M)
    words = {word for row in rows for word in re.findall(r"`(.+?)`", row.split("|")[4])}
    assert len(words) > 40
    return re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words), re.I)


def texts_of_python(source):
    """Yield what is given to gettext, and help texts of fields and commands, with their lines."""
    for node in ast.walk(ast.parse(source)):
        values = []
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            values = [keyword.value for keyword in node.keywords if keyword.arg in HELP]
            values += node.args if GETTEXT.fullmatch(name) else []
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in HELP:
            values = [node.value]
        for value in values:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.lineno, value.value


def texts_of_template(source):
    for text in IN_TEMPLATE.finditer(source):
        words = re.sub(r"<[^>]*>|{{.*?}}", "…", "".join(filter(None, text.groups())))
        yield source.count("\n", 0, text.start()) + 1, " ".join(words.split())


def test_no_text_for_people_has_a_word_that_is_ruled_out(settings, ruled_out):
    listed = subprocess.run(
        ["git", "ls-files", "*.py", "*.html"], cwd=settings.BASE_DIR, capture_output=True, text=True
    )
    paths = listed.stdout.split() or pytest.skip("needs the files as git has them")
    wrong, count = [], 0
    for path in paths:
        if re.search(r"(^|/)(tests|migrations|e2e|bench|tools)/", path):
            continue
        source = (settings.BASE_DIR / path).read_text()
        read = texts_of_python if path.endswith(".py") else texts_of_template
        for line, text in read(source):
            count += 1
            if word := ruled_out.search(text):
                wrong.append(f"{path}:{line}: “{word[0]}” in “{text}”")
    assert count > 1500
    assert not wrong, "\n".join(wrong)

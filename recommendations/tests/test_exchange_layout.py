"""data/README.md says which keys are needed, and its example is all that an import needs."""

import re

import pytest
from django.core.management import call_command

from recommendations.exchange.interchange.importing import import_folder
from recommendations.exchange.interchange.layout import PATTERNS
from recommendations.exchange.interchange.schema import ListOf
from recommendations.models import Recommendation

ROW = re.compile(r"^\| `([a-z/*]+\.yaml)`(?:: `([a-z.]+)`)? \| (.+) \|$", re.MULTILINE)
EXAMPLE = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def paper(settings):
    return (settings.BASE_DIR / "data" / "README.md").read_text()


def needed(keys, path=()):
    """Yield which keys are needed at each path of a mapping; what holds itself only once."""
    if names := [name for name, kind in keys.items() if getattr(kind, "required", False)]:
        yield ".".join(path), names
    for name, kind in keys.items():
        if isinstance(kind, ListOf) and kind.keys is not keys:
            yield from needed(kind.keys, (*path, name))


def test_paper_names_exactly_the_needed_keys(paper):
    told = {(file, path): re.findall("`(.+?)`", keys) for file, path, keys in ROW.findall(paper)}
    expected = {}
    for pattern, shape in PATTERNS.values():
        file = pattern.removeprefix("treaties/*/")
        keys = shape.keys if isinstance(shape, ListOf) else shape
        expected |= {(file, path): names for path, names in needed(keys)}
    assert told == expected


@pytest.mark.django_db
def test_example_is_imported_once_and_makes_everything_public(paper, tmp_path, capsys):
    for name, text in EXAMPLE.findall(paper):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    call_command("import_data", str(tmp_path))
    assert "1 given a key" in capsys.readouterr().out
    [recommendation] = Recommendation.objects.published()
    [target] = recommendation.targets.all()
    assert str(target.provision.eid) == "art_1__para_1"
    assert not import_folder(tmp_path)
    call_command("check_data", verbosity=0)

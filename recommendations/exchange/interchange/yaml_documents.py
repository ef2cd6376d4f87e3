"""YAML as the interchange format has it: every scalar is text, and stays the same text. Pure.

`dump` writes what `plain(parse(…))` reads back unchanged, always in the same bytes.
"""

import re

import yaml
from django.utils.translation import gettext as _

WIDTH = 100
# libyaml's parser is some ten times faster; both give the same nodes.
READER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# Signs that a reader of YAML takes for line breaks or drops.
NEEDS_ESCAPES = re.compile("[\r\x85\u2028\u2029\ufeff]")
# Lines that begin and end with a sign: as a block they lose nothing.
PARAGRAPHS = re.compile(r"(?! )[^\n]*[^\n ](?:\n+[^\n]*[^\n ])*\n?")


class Unreadable(Exception):
    """Text that is not one YAML document of plain lists, mappings and scalars; says the line."""

    def __init__(self, message, line=0):
        self.message, self.line = message, line
        super().__init__(message)


def parse(text):
    """Return the yaml node of a document, None for an empty one; Unreadable otherwise."""
    try:
        node = yaml.compose(text, Loader=READER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context
        raise Unreadable(_("not YAML: %s") % problem, mark.line + 1 if mark else 0) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise Unreadable(_("not YAML: %s") % " ".join(str(error).split())) from error
    _refuse_aliases(node)
    return node


def _refuse_aliases(root):
    """Refuse nodes that stand in several places: they can hold themselves, or grow without end."""
    seen, waiting = set(), [root]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, yaml.CollectionNode):
            continue
        if node in seen:
            raise Unreadable(
                _("*aliases are not supported: write the value out"), node.start_mark.line + 1
            )
        seen.add(node)
        for part in node.value:
            waiting.extend(part if isinstance(part, tuple) else [part])


def plain(node):
    """Return a node as Python has it: lists, dicts and text."""
    if node is None:
        return None
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(value) for key, value in node.value}
    return node.value


def dump(value):
    """Return lists, dicts and text as a YAML document, lines of about 100 signs."""
    # The writer in Python, not that of libyaml: the bytes must be the same on every machine.
    return yaml.serialize(_node(value), Dumper=yaml.BaseDumper, allow_unicode=True, width=WIDTH)


def _node(value):
    if isinstance(value, dict):
        pairs = [(_node(key), _node(item)) for key, item in value.items()]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)
    if isinstance(value, list):
        items = [_node(item) for item in value]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=False)
    return yaml.ScalarNode("tag:yaml.org,2002:str", value, style=_style(value))


def _style(text):
    """Return how a text is best written: folded where YAML allows, line by line, or escaped."""
    if NEEDS_ESCAPES.search(text):
        return '"'
    if "\n" not in text:
        return None if text else "'"
    return "|" if PARAGRAPHS.fullmatch(text) else '"'

"""Files of the interchange format as entries: mappings checked against the schema, with places."""

import yaml
from django.utils.translation import gettext as _

from recommendations.exchange.interchange.faults import Fault, Place
from recommendations.exchange.interchange.schema import BY_LANGUAGE, WORDS, ListOf
from recommendations.exchange.interchange.value_types import NOT_TEXT
from recommendations.exchange.interchange.yaml_documents import Unreadable, parse


class FileEntry(dict):
    """One mapping of a file: every key of its schema with its value, absent ones empty.

    `sound` is False where a value of its own (not of an entry within it) could not be read.
    """

    def __init__(self, place):
        super().__init__()
        self.place, self.lines, self.sound = place, {}, True

    def copy(self):
        """Return an entry of the same place, for what it says in short to be said at length."""
        other = FileEntry(self.place)
        other.update(self)
        other.lines, other.sound = self.lines, self.sound
        return other

    def at(self, key, step=None):
        """Return the place of a key's value, or of one step within it."""
        line = self.lines.get((key, step)) or self.lines.get((key, None)) or self.place.line
        place = self.place.within(key, line)
        return place if step is None else place.within(step, line)


def read_file(folder, file, schema, faults):
    """Return the entry, or for a ListOf the entries, of one file; None where it cannot be read.

    Adds all that is wrong with it to `faults`.
    """
    place = Place(file)
    try:
        text = (folder / file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or _("it is not UTF-8 text")
        faults.append(Fault(place, _("cannot be read: %s") % reason))
        return None
    try:
        node = parse(text)
    except Unreadable as error:
        faults.append(Fault(place._replace(line=error.line), error.message))
        return None
    if isinstance(schema, ListOf):
        return _entries(node, schema, place, faults) if node is not None else []
    if node is None:
        faults.append(Fault(place, _("the file is empty")))
        return None
    return _entry(node, schema, place, faults)


def _line(node):
    return node.start_mark.line + 1


def _entries(node, schema, place, faults):
    """Read a list of mappings; what is none is a fault and left out."""
    if not isinstance(node, yaml.SequenceNode):
        faults.append(Fault(place._replace(line=_line(node)), _("a list is needed here")))
        return []
    read = [
        _entry(item, schema.keys, place.within(index, _line(item)), faults)
        for index, item in enumerate(node.value)
    ]
    return [entry for entry in read if entry is not None]


def _entry(node, schema, place, faults):
    """Read a mapping by its schema; None where it is something else."""
    place = place._replace(line=_line(node))
    if not isinstance(node, yaml.MappingNode):
        faults.append(Fault(place, _("keys with values are needed here")))
        return None
    entry = FileEntry(place)
    nodes = _pairs(node, schema, entry, faults)
    for key, value_type in schema.items():
        given = nodes.get(key)
        if given is not None:
            entry.lines[key, None] = _line(given)
        entry[key] = _value(given, key, value_type, entry, faults)
        if getattr(value_type, "required", False) and (given is None or given.value == ""):
            faults.append(Fault(place, _("missing key “%s”") % key))
            entry.sound = False
    return entry


def _pairs(node, schema, entry, faults):
    """Return the nodes of the values by key; unknown and repeated keys are faults."""
    nodes = {}
    for key_node, value in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        place = entry.place._replace(line=_line(key_node))
        if key not in schema:
            faults.append(Fault(place, _("unknown key “%s”") % str(key)[:40]))
        elif key in nodes:
            faults.append(Fault(place, _("the key “%s” appears twice") % key))
        else:
            nodes[key] = value
    return nodes


def _value(node, key, value_type, entry, faults):
    """Read the value of a key by its type; what cannot be read is a fault and empty."""
    place = entry.at(key)
    if isinstance(value_type, ListOf):
        return _entries(node, value_type, place, faults) if node is not None else []
    if value_type == WORDS:
        return _words(node, key, entry, faults)
    if value_type == BY_LANGUAGE:
        return _by_language(node, key, entry, faults)
    if node is None:
        return value_type.empty
    try:
        if not isinstance(node, yaml.ScalarNode):
            raise ValueError(_("a single value is needed here"))
        # A key with nothing after it is a key left out.
        return value_type.read(node.value) if node.value else value_type.empty
    except ValueError as error:
        faults.append(Fault(place, str(error)))
        entry.sound = False
        return value_type.empty


def _words(node, key, entry, faults):
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        return _unsound(entry, faults, entry.at(key), _("a list is needed here"), [])
    words = []
    for index, item in enumerate(node.value):
        entry.lines[key, index] = _line(item)
        if not isinstance(item, yaml.ScalarNode) or not item.value or NOT_TEXT.search(item.value):
            _unsound(entry, faults, entry.at(key, index), _("a single value is needed here"), None)
        elif item.value in words:
            message = _("“%s” appears twice") % item.value
            _unsound(entry, faults, entry.at(key, index), message, None)
        else:
            words.append(item.value)
    return words


def _by_language(node, key, entry, faults):
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        return _unsound(entry, faults, entry.at(key), _("keys with values are needed here"), {})
    texts = {}
    for tag, text in node.value:
        plain = isinstance(tag, yaml.ScalarNode) and isinstance(text, yaml.ScalarNode)
        if not plain or tag.value in texts or NOT_TEXT.search(tag.value + text.value):
            place = entry.at(key)._replace(line=_line(tag))
            message = _("one text for each language is needed here")
            _unsound(entry, faults, place, message, None)
        else:
            entry.lines[key, tag.value] = _line(text)
            texts[tag.value] = text.value
    return texts


def _unsound(entry, faults, place, message, instead):
    """Note what is wrong with a value; return what stands in for it."""
    faults.append(Fault(place, message))
    entry.sound = False
    return instead


def in_order(entries, nested):
    """Return each entry of a tree with the index, in this list, of the one that it lies within."""
    flat = []

    def add(level, parent):
        for entry in level:
            flat.append((entry, parent))
            add(entry.get(nested, []), len(flat) - 1)

    add(entries, None)
    return flat

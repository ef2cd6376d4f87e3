"""Print the figures of the house: sizes, comments, imports between rooms, private API, types.

Usage: python tools/figures.py [CHECKOUT] [--rename OLD=NEW …]. It only reads, and needs nothing
but Python, so that it can be run over any checkout; --rename reads a room of an older one under
the name that the contracts in pyproject.toml give it now. Tests and migrations are not counted.
"""

import argparse
import ast
import io
import re
import statistics
import sys
import tokenize
import tomllib
from collections import Counter
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
PACKAGES = ("articles", "recommendations", "treatytracker")
LONG_FUNCTION, SHORT_TEMPLATE = 40, 10  # lines
# Libraries whose classes are built upon: a private method of theirs can be overridden unseen.
LIBRARIES = ("django", "rest_framework", "simple_history", "django_filters", "drf_spectacular")
# Underscored, but documented by Django or Python.
DOCUMENTED = {
    *("_meta", "_state", "_default_manager", "_base_manager"),
    *("_replace", "_asdict", "_fields", "_make", "_exit"),
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def is_private(name):
    return name.startswith("_") and not name.endswith("__") and name not in DOCUMENTED


class Module:
    """One Python file: its dotted name, the room it stands in, its syntax tree and its words."""

    def __init__(self, path, root, renamed):
        parts = list(path.relative_to(root).with_suffix("").parts)
        parts = [renamed.get(part, part) for part in parts]
        self.path = path.relative_to(root)
        self.is_package = parts[-1] == "__init__"
        self.name = ".".join(parts[:-1] if self.is_package else parts)
        self.room = room_of(self.name)
        self.source = path.read_text(encoding="utf-8")
        self.lines = self.source.count("\n")
        self.tree = ast.parse(self.source)
        self.nodes = list(ast.walk(self.tree))

    @cached_property
    def comments(self):
        tokens = tokenize.generate_tokens(io.StringIO(self.source).readline)
        return sum(token.type == tokenize.COMMENT for token in tokens)

    @cached_property
    def code_lines(self):
        """The number of lines that are neither empty, nor comments, nor docstrings."""
        documents = set()
        for node in self.nodes:
            if isinstance(node, (ast.Module, ast.ClassDef, *FUNCTIONS)) and ast.get_docstring(node):
                documents |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
        return sum(
            bool(line.strip()) and not line.lstrip().startswith("#") and number not in documents
            for number, line in enumerate(self.source.splitlines(), 1)
        )

    @cached_property
    def functions(self):
        return [node for node in self.nodes if isinstance(node, FUNCTIONS)]

    @cached_property
    def classes(self):
        return [node for node in self.nodes if isinstance(node, ast.ClassDef)]

    @cached_property
    def own_names(self):
        """The private names that the module defines, on itself or on any object of its classes."""
        return {
            *(node.name for node in (*self.functions, *self.classes)),
            *(
                node.attr if isinstance(node, ast.Attribute) else node.id
                for node in self.nodes
                if isinstance(node, (ast.Attribute, ast.Name)) and isinstance(node.ctx, ast.Store)
            ),
        }

    def imports(self):
        """Yield the dotted names that are imported, wherever in the module."""
        package = self.name.split(".") if self.is_package else self.name.split(".")[:-1]
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                above = package[: len(package) + 1 - node.level] if node.level else []
                base = ".".join([*above, *([node.module] if node.module else [])])
                yield from (f"{base}.{alias.name}" for alias in node.names)


def room_of(name):
    """Return floor and room of a dotted name: a package or a module that stands beside them."""
    return ".".join(name.split(".")[:2])


def modules_in(root, renamed):
    return [
        Module(path, root, renamed)
        for package in PACKAGES
        for path in sorted((root / package).rglob("*.py"))
        if not {"tests", "migrations"} & set(path.parts)
    ]


def sizes(modules, root):
    lines = sorted(module.lines for module in modules)
    largest = max(modules, key=lambda module: module.lines)
    templates = sorted((root / "templates").rglob("*.*"))
    texts = {path: path.read_text(encoding="utf-8").splitlines() for path in templates}
    longest = max(texts, key=lambda path: max(map(len, texts[path]), default=0))
    long_functions = [
        f"{module.path}:{node.lineno} {node.name}"
        for module in modules
        for node in module.functions
        if node.end_lineno - node.lineno + 1 > LONG_FUNCTION
    ]
    yield "modules", len(modules), ""
    yield "lines of the median module", round(statistics.median(lines)), ""
    yield "lines of the largest module", largest.lines, largest.path
    yield "modules under 30 lines", sum(count < 30 for count in lines), ""
    yield "templates", len(texts), ""
    short = sum(len(text) <= SHORT_TEMPLATE for text in texts.values())
    yield f"templates of at most {SHORT_TEMPLATE} lines", short, ""
    yield "signs of the longest template line", max(map(len, texts[longest])), longest.name
    yield f"functions over {LONG_FUNCTION} lines", len(long_functions), ", ".join(long_functions)


def comments(modules):
    """Yield comments per 100 lines of code, of all and of each room."""
    rooms = {"": modules}
    for module in modules:
        rooms.setdefault(module.room, []).append(module)
    for room, inside in rooms.items():
        code = sum(module.code_lines for module in inside)
        if not room or code > 60:
            share = 100 * sum(module.comments for module in inside) / max(code, 1)
            yield f"comments per 100 lines of code{room and f', {room}'}", f"{share:.1f}", ""


def tests(modules, root):
    code = sum(module.lines for module in modules)
    files = [path for package in PACKAGES for path in (root / package).rglob("tests/*.py")]
    inside = sum(path.read_text(encoding="utf-8").count("\n") for path in files)
    browser = sum(path.read_text(encoding="utf-8").count("\n") for path in root.glob("e2e/*.py"))
    yield "lines of tests to lines of code", f"{inside / code:.2f}", f"{inside} to {code}"
    yield "with the browser tests", f"{(inside + browser) / code:.2f}", ""


def imports(modules):
    """Yield how many modules of a room import how many of another room of their floor."""
    names = {module.name for module in modules}
    pairs, against = Counter(), []
    for module in modules:
        targets = {module_of(name, names) for name in module.imports()} - {None}
        for target in sorted(targets):
            rooms = (module.room, room_of(target))
            if rooms[0] != rooms[1] and rooms[0].split(".")[0] == rooms[1].split(".")[0]:
                pairs[rooms] += 1
                if is_against(*rooms):
                    against.append(f"{module.name} → {target}")
    yield "imports between rooms of a floor", pairs.total(), f"{len(pairs)} pairs of rooms"
    yield "imports against the layers", len(against), "; ".join(against)


def module_of(name, names):
    """Return the module that an imported name is or stands in; None for one of a library."""
    while name and name not in names:
        name = name.rpartition(".")[0]
    return name or None


def layers():
    """Return the floor's rooms by their height, and those that must not import each other."""
    contracts = tomllib.loads((HERE / "pyproject.toml").read_text())["tool"]["importlinter"]
    for contract in contracts["contracts"]:
        for floor in contract.get("containers", ()) if contract["type"] == "layers" else ():
            heights, apart = {}, set()
            for height, layer in enumerate(reversed(contract["layers"])):
                for room in re.split(r"[|:]", layer):
                    heights[f"{floor}.{room.strip(' ()')}"] = height
                if "|" in layer:
                    apart.add(height)
            yield heights, apart


LAYERS = list(layers())


def is_against(importer, imported):
    for heights, apart in LAYERS:
        if importer in heights and imported in heights:
            above, below = heights[importer], heights[imported]
            if above < below or (above == below and above in apart):
                return True
    return False


def private_uses(modules):
    """Yield the uses of others' private API: read, imported, or overridden."""
    house = {node.name: node for module in modules for node in module.classes}
    own = {name for module in modules for name in module.own_names}
    foreign = names_in_libraries()
    for module in modules:
        for node in module.nodes:
            where = f"{module.path}:{getattr(node, 'lineno', '')}"
            if isinstance(node, ast.Attribute) and is_private(node.attr):
                of_self = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
                mine = own if of_self else module.own_names
                if node.attr not in mine:
                    yield f"{where} {ast.unparse(node)}"
            elif isinstance(node, ast.ImportFrom):
                yield from (
                    f"{where} from {node.module} import {alias.name}"
                    for alias in node.names
                    if is_private(alias.name)
                )
            elif isinstance(node, ast.ClassDef) and builds_on_library(node, house):
                yield from (
                    f"{module.path}:{part.lineno} {node.name}.{part.name} overrides"
                    for part in node.body
                    if isinstance(part, FUNCTIONS) and is_private(part.name)
                    if part.name in foreign
                )


def names_in_libraries():
    """Return the names of the private methods of the libraries that this Python has."""
    names = set()
    for library in LIBRARIES:
        spec = find_spec(library)
        for folder in (spec and spec.submodule_search_locations) or ():
            for path in Path(folder).rglob("*.py"):
                source = path.read_text(encoding="utf-8", errors="replace")
                names |= set(re.findall(r"^    +def (_[a-z]\w*)\(", source, re.MULTILINE))
    if not names:
        print("No library is installed here: overridden private methods are not seen.")
    return names


def builds_on_library(node, house, seen=()):
    """Return whether a class, or one that it builds upon, has a parent from outside the house."""
    for base in node.bases:
        name = base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "")
        if name not in house or name in seen:
            if name not in ("NamedTuple", "Exception", "dict", "list", "tuple", "str", "Protocol"):
                return True
        elif builds_on_library(house[name], house, (*seen, name)):
            return True
    return False


def untyped(modules):
    """Count the public functions of the typed rooms that lack a type, of what they take or give."""
    rooms = tomllib.loads((HERE / "pyproject.toml").read_text())["tool"]["mypy"]["packages"]
    counts = Counter(dict.fromkeys(rooms, 0))
    for module in modules:
        counts[module.room] += sum(not is_typed(node) for node in module.functions)
    total = sum(counts[room] for room in rooms)
    by_room = ", ".join(f"{room} {counts[room]}" for room in rooms if counts[room])
    yield "public functions without types in the typed rooms", total, by_room


def is_typed(function):
    """Return whether a function has all its types, or is private and may be without."""
    args = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    named = [arg for arg in args if arg.arg not in ("self", "cls")]
    complete = function.returns and all(arg.annotation for arg in named)
    return function.name.startswith("_") or bool(complete)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkout", nargs="?", type=Path, default=HERE)
    parser.add_argument("--rename", nargs="+", default=[], metavar="OLD=NEW")
    given = parser.parse_args()
    root = given.checkout.resolve()
    modules = modules_in(root, dict(pair.split("=") for pair in given.rename))
    private = list(private_uses(modules))
    rows = [
        *sizes(modules, root),
        *tests(modules, root),
        *imports(modules),
        *untyped(modules),
        ("uses of private API", len(private), ""),
        *comments(modules),
    ]
    for name, value, note in rows:
        print(f"{name:<64} {value!s:>6}  {note}".rstrip())
    print("\nUses of private API:", *(private or ["none"]), sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())

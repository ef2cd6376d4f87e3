"""Broken files without end: random bytes, real and made documents cut short and mutated."""

import random

from articles.reading.formats import suffixes
from articles.tests import papers
from articles.tests.reading import TREATIES

WINDOW = 25_000  # bytes of a real file that are taken at a time
MADE = {
    ".txt": b"PART I\nGENERAL\nArticle 1\nScope\n1. Each:\n(a) x;\n(i) y;\n(b) z.\nANNEX I\nL\n",
    ".md": b"# T\n\n### Article 1\n\n#### Scope\n\n1. **Each** [x](y):\n\na) x\n\n| a | b |\n",
    ".html": b"<h3>Article 1</h3><p>Scope<ol type=a><li>x<li>y</ol><table><tr><td>(a)<td>x",
    ".xml": b"<?xml version='1.0'?><akomaNtoso><act><body><article><num>1</num><paragraph>"
    b"<num>1.</num><content><p>x</p></content></paragraph></article></body></act></akomaNtoso>",
    ".yaml": b"articles:\n- kind: article\n  number: 1\n  provisions:\n"
    b"  - {kind: point, number: (a), texts: {en: x}}\n",
    ".docx": papers.docx(["Article 1", "Scope", "1. Each", "(a) x"], "<w:num/>", "<w:style/>"),
    ".pdf": papers.pdf([[(80, 700, 12, "Article 1"), (80, 680, 12, "1. Each")]]),
}


def inputs(count, seed=0, pdfs=0.1):
    """Yield (name, bytes) of so many files; the same ones for the same seed.

    `pdfs` is the share of PDF files: each costs a process of its own.
    """
    chance = random.Random(seed)
    seeds = {suffix: [content] for suffix, content in MADE.items()}
    for path in sorted(TREATIES.glob("*.*")) if TREATIES.exists() else ():
        seeds.setdefault(path.suffix, []).append(path.read_bytes())
    others = [suffix for suffix in seeds if suffix != ".pdf"]
    for number in range(count):
        suffix = ".pdf" if chance.random() < pdfs else chance.choice(others)
        content = chance.choice(seeds[suffix])
        if suffix not in (".pdf", ".docx") and len(content) > WINDOW:
            start = chance.randrange(len(content) - WINDOW)
            content = content[start : start + chance.randrange(WINDOW)]
        yield f"{number}{_suffix(suffix, chance)}", broken(content, chance)


def _suffix(suffix, chance):
    """Return the right end of a name, mostly."""
    return suffix if chance.random() < 0.95 else chance.choice(suffixes())


def broken(content, chance):
    """Return a file cut short, mutated, spliced, or nothing but random bytes."""
    kind = chance.random()
    if kind < 0.1:
        return chance.randbytes(chance.randrange(2000))
    if kind < 0.3:
        return content[: chance.randrange(len(content) + 1)]
    data = bytearray(content)
    for _time in range(chance.choice([1, 3, 10, 60])):
        at = chance.randrange(len(data) + 1)
        length = chance.choice([1, 2, 8, 200])
        act = chance.randrange(5)
        if act == 0:
            data[at : at + length] = chance.randbytes(length)
        elif act == 1:
            del data[at : at + length]
        elif act == 2:
            data[at:at] = data[at : at + length] * chance.choice([1, 5])
        elif act == 3:
            data[at:at] = chance.choice([b"(i) ", b"1. ", b"\nArticle 1\n", b"<", b"\x00", b"&#0;"])
        else:
            other = chance.randrange(len(data) + 1)
            data[at:at] = data[other : other + length]
    return bytes(data)

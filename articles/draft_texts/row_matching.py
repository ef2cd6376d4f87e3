"""Which rows of a draft the pieces of a document are: by kind and number, and then by eId."""

import re

from articles.reading.patterns import SUFFIXES
from articles.references.numerals import roman_value


def number_key(number):
    """Return a number so that "I" and "1" are one, and "24bis" and "24 bis"."""
    bare = re.sub(r"[^\w]", "", number.lower())
    match = re.fullmatch(rf"(\w+?)({SUFFIXES})?", bare)
    head, suffix = match.groups() if match else (bare, None)
    value = roman_value(head)
    return f"{value or head}{suffix or ''}"


def article_key(article):
    return article.kind, number_key(article.number)


def articles(outline, rows):
    """Return the rows of the articles of an outline, None for new ones, and the rows left over."""
    by_key = {}
    for row in rows:
        by_key.setdefault(article_key(row), row)
    found = [by_key.pop(article_key(read), None) for read in outline.articles]
    taken = {row.pk for row in found if row}
    return found, [row for row in rows if row.pk not in taken]


def divisions(outline, rows):
    """Return the rows of the divisions of an outline, None for new ones, and the rows left over.

    By slug; else by kind and number where just one of the draft has them, whatever it lies in.
    """
    by_slug, left = {row.slug: row for row in rows}, list(rows)
    found = []
    for read in outline.divisions:
        row = by_slug.get(read.slug)
        if row is None:
            key = (read.kind, number_key(read.number))
            like = [one for one in left if (one.kind, number_key(one.number)) == key]
            alone = sum((one.kind, number_key(one.number)) == key for one in outline.divisions)
            row = like[0] if len(like) == 1 and alone == 1 else None
        if row in left:
            left.remove(row)
        else:
            row = None
        found.append(row)
    return found, left

"""Rows of a draft: which pieces of a document they are, and what points to them from outside."""

import re

from articles.locking import lock, lock_all
from articles.models import Article, Division, Provision, ProvisionText
from articles.reading.patterns import SUFFIXES
from articles.references.numerals import roman_value
from articles.vocabulary import SUFFIX_PLACES, suffix_at

STRUCTURE = {Article, Division, Provision, ProvisionText}


def hold_text(draft):
    """Hold a draft and its articles until the transaction ends: others write in single articles."""
    lock(draft)
    lock_all(draft.articles.all())


def number_key(number):
    """Return a number so that "I" and "1" are one, and "24bis" and "24 bis"."""
    bare = re.sub(r"[^\w]", "", number.lower())
    match = re.fullmatch(rf"(\w+?)({SUFFIXES})?", bare)
    head, suffix = match.groups() if match else (bare, None)
    value = roman_value(head)
    return f"{value or head}{suffix_at(SUFFIX_PLACES.get(suffix, 0))}"


def key_of(unit):
    """Return that by which an article or division is the same in another document."""
    return unit.kind, number_key(unit.number)


def articles_of(outline, rows):
    """Return the rows of the articles of an outline, None for new ones, and the rows left over."""
    by_key = {}
    for row in rows:
        by_key.setdefault(key_of(row), row)
    matches = [by_key.pop(key_of(read), None) for read in outline.articles]
    taken = {row.pk for row in matches if row}
    return matches, [row for row in rows if row.pk not in taken]


def divisions_of(outline, rows):
    """Return the rows of the divisions of an outline, None for new ones, and the rows left over.

    By slug; else by kind and number where just one of the draft has them, whatever it lies in.
    """
    by_slug, left = {row.slug: row for row in rows}, list(rows)
    matches = []
    for read in outline.divisions:
        row = by_slug.get(read.slug)
        if row is None:
            key = key_of(read)
            like = [row for row in left if key_of(row) == key]
            alone = sum(key_of(other) == key for other in outline.divisions)
            row = like[0] if len(like) == 1 and alone == 1 else None
        if row in left:
            left.remove(row)
        else:
            row = None
        matches.append(row)
    return matches, left


def pointed_to(model, rows):
    """Yield (row, what points to it) of rows that something outside the text itself points to."""
    by_key = {row.pk: row for row in rows}
    for relation in model._meta.related_objects:
        other = relation.related_model
        if other in STRUCTURE or not by_key:
            continue
        name = relation.field.name
        pointing = other._base_manager.filter(**{f"{name}__in": by_key}).order_by("pk")
        for pointer in pointing.select_related(*named_in(other)):
            yield by_key[getattr(pointer, f"{name}_id")], pointer


def named_in(model):
    """Return what to fetch with rows of a model so that their names need no further queries."""
    for field in model._meta.concrete_fields:
        if field.is_relation:
            yield field.name
            names = {inner.name for inner in field.related_model._meta.concrete_fields}
            yield from (f"{field.name}__{name}" for name in ("draft", "article") if name in names)

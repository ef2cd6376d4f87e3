"""What points to rows of a text from outside it: recommendations, successions."""

from articles.models import Article, Division, Provision, ProvisionText

STRUCTURE = {Article, Division, Provision, ProvisionText}


def pointed_to(model, rows):
    """Yield (row, what points to it) of rows that something outside the text itself points to."""
    by_key = {row.pk: row for row in rows}
    for relation in model._meta.related_objects:
        other = relation.related_model
        if other in STRUCTURE or not by_key:
            continue
        name = relation.field.name
        found = other._base_manager.filter(**{f"{name}__in": by_key}).order_by("pk")
        for one in found.select_related(*named_in(other)):
            yield by_key[getattr(one, f"{name}_id")], one


def named_in(model):
    """Return what to fetch with rows of a model so that their names need no further queries."""
    for field in model._meta.concrete_fields:
        if field.is_relation:
            yield field.name
            inner = {one.name for one in field.related_model._meta.concrete_fields}
            yield from (f"{field.name}__{name}" for name in ("draft", "article") if name in inner)

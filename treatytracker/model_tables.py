"""The models as Markdown: a diagram and tables for docs/data-model.md, read off the models."""

from django.apps import apps
from django.db import models
from django.utils.translation import override

FLOORS = {"articles": "Ground floor: the text", "recommendations": "First floor: who asks what"}
ABOUT = "Identifiers of rows are left out: they are the database's own and never leave it."


def model_tables():
    """Return the diagram and one table for each model, as Markdown in English."""
    with override("en"):
        parts = [ABOUT, "", *diagram()]
        for floor, title in FLOORS.items():
            parts += ["", f"## {title}"]
            for model in of_floor(floor):
                parts += ["", *table(model)]
    return "\n".join(parts) + "\n"


def of_floor(floor):
    """Return the models of a floor by name, without those that hold history."""
    everything = apps.get_app_config(floor).get_models()
    return sorted(
        (model for model in everything if not model.__name__.startswith("Historical")),
        key=lambda model: model.__name__,
    )


def own_fields(model):
    """Return the fields of a model in order, the identifier left out."""
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return [field for field in fields if not field.primary_key]


def diagram():
    """Return a Mermaid diagram of who points to whom."""
    lines = ["```mermaid", "erDiagram"]
    shown = [model for floor in FLOORS for model in of_floor(floor)]
    for model in shown:
        for field in own_fields(model):
            if field.is_relation and field.related_model in shown:
                lines.append(f"    {edge(model, field)}")
    return [*lines, "```"]


def edge(model, field):
    """Return one line of the diagram: the pointed-to model, how many on each side, the pointer."""
    target = field.related_model.__name__
    if field.many_to_many:
        return f'{target} }}o--o{{ {model.__name__} : "{field.name}"'
    cardinality = "o|" if field.null else "||"
    return f'{target} {cardinality}--o{{ {model.__name__} : "{field.name}"'


def table(model):
    """Return the heading, purpose, fields and rules of a model."""
    summary = " ".join(model.__doc__.split())
    lines = [f"### {model.__name__}", "", summary, "", "| field | holds | |", "| --- | --- | --- |"]
    lines += [
        f"| `{field.name}` | {holds(field)} | {remarks(field)} |" for field in own_fields(model)
    ]
    rules = [rule for rule in model._meta.constraints if rule.name]
    if rules:
        lines += ["", "Held by the database:", ""]
        lines += [f"- `{rule.name}`: {rule.violation_error_message}" for rule in rules]
    return lines


def holds(field):
    """Return what a field holds, in words: a model, a vocabulary or a kind of value."""
    if field.is_relation:
        name = field.related_model.__name__
        return f"several {name}" if field.many_to_many else name
    if field.choices:
        return ", ".join(f"`{value}`" for value, _label in field.flatchoices)
    names = {
        "PartialDateField": "date, as far as known",
        "SlugField": "slug",
        "URLField": "web address",
        "FileField": "file",
        "DateField": "date",
        "DateTimeField": "moment",
        "BooleanField": "yes or no",
        "PositiveSmallIntegerField": "number",
        "PositiveIntegerField": "number",
    }
    return names.get(type(field).__name__, "text")


def remarks(field):
    """Return whether it may be empty, must be unique or is derived, and its help text."""
    notes = []
    if field.unique:
        notes.append("unique")
    if field.null or field.blank:
        notes.append("may be empty")
    if not field.editable:
        notes.append("set by the tracker")
    if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE:
        notes.append("goes with it")
    words = str(field.help_text)
    return "; ".join(notes) + (". " if notes and words else "") + words

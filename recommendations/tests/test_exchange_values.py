"""What an export holds: every field of every model comes back from it with its value."""

from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.db.models import Model

from articles.models import Treaty
from articles.tests.factories import ArticleFactory, SessionFactory
from recommendations.exchange.interchange.exporting import export_folder
from recommendations.exchange.interchange.importing import import_folder
from recommendations.models import Submission, Theme
from recommendations.tests.everything import MOMENT, SOURCED, forget_everything, make_everything

pytestmark = pytest.mark.django_db

# Models and fields that stay behind, each for its reason.
STAYS = {
    "Change": "the log of changes is one database's own",
    "ChangeNumber": "the log of changes is one database's own",
    "FormerSlug": "former addresses are those of one site; another never had them",
    "Outcome.confirmed_by": "accounts are one site's own",
    "Passage.accepted_by": "accounts are one site's own",
    "Recommendation.created_by": "accounts are one site's own",
    "Submission.created_by": "accounts are one site's own",
    "Succession.decided_at": "what an account did is one site's own",
    "Succession.decided_by": "what an account did is one site's own",
}
# Whose rows are in one order.
OWNERS = {
    "Article": "draft",
    "Division": "draft",
    "Passage": "recommendation",
    "Provision": "article",
    "Session": "treaty",
    "Signature": "submission",
    "Target": "recommendation",
    "Theme": "parent",
}
DERIVED = ("folded", "sort_key")


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def make_all(slug="convention"):
    """Make one of everything, and what else it takes to fill every field, no two of a row alike."""
    recommendation = make_everything(slug)
    submission = recommendation.submission
    SessionFactory(treaty=submission.treaty, position=1)
    Treaty.objects.filter(pk=submission.treaty_id).update(example=True)
    draft = submission.drafts.get()
    ArticleFactory(draft=draft, kind="annex", number="I", position=9)
    draft.divisions.update(**SOURCED)
    general = submission.recommendations.create(
        key=f"gen{slug[-6:]}", number="7", title="Whole", action="general", cross_cutting=True
    )
    general.refresh_folded()
    for position, theme in enumerate(Theme.objects.filter(parent=None), start=1):
        Theme.objects.filter(pk=theme.pk).update(position=position)
    for rows in (Submission.objects.filter(pk=submission.pk), submission.recommendations.all()):
        rows.update(updated_at=MOMENT + timedelta(days=2))
    rows.filter(pk=recommendation.pk).update(public_since=MOMENT + timedelta(days=1))
    # Once public, by itself and with its submission, and gone since.
    gone = {
        "state": "withdrawn",
        "published_at": MOMENT,
        "withdrawn_at": MOMENT + timedelta(days=3),
    }
    rows.filter(pk=general.pk).update(**gone, public_since=MOMENT + timedelta(days=1))
    Submission.objects.create(
        title="Gone", slug=f"gone-{slug}", treaty=submission.treaty, language="en", **gone
    )
    return recommendation


def models():
    return [
        model
        for floor in ("articles", "recommendations")
        for model in apps.get_app_config(floor).get_models()
        if not model.__name__.startswith("Historical") and model.__name__ not in STAYS
    ]


def fields(model):
    """Return the fields whose values an export must hold."""
    return [
        field
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]
        if not field.primary_key and f"{model.__name__}.{field.name}" not in STAYS
    ]


def identity(row):
    """Return what names a row outside the database; a child row is named by its owner and place."""
    for name in ("path", "key", "eid"):
        if hasattr(row, name):
            return f"{type(row).__name__} {getattr(row, name)}"
    if hasattr(row, "slug"):
        return f"{type(row).__name__} {row.slug}"
    return f"{type(row).__name__} {rank(row)} of {identity(row.recommendation)}"


def rank(row):
    """Return at which place among the rows of its owner a row stands: the order is what counts."""
    owner = OWNERS[type(row).__name__]
    rows = type(row).objects.filter(**{owner: getattr(row, owner)})
    return rows.filter(position__lt=row.position).count()


def value(row, field):
    """Return the value of a field, rows it points to by their identities."""
    if field.many_to_many:
        return sorted(map(identity, getattr(row, field.name).all()))
    if field.name == "position":
        return rank(row)
    found = getattr(row, field.name)
    return identity(found) if isinstance(found, Model) else found


def values():
    """Return all rows of all models, each as its values by field."""
    return {
        model.__name__: sorted(
            (
                {field.name: value(row, field) for field in fields(model)}
                for row in model.objects.all()
            ),
            key=repr,
        )
        for model in models()
    }


def test_what_tests_of_exchange_are_made_of_fills_every_field():
    make_all()
    assert [
        f"{model.__name__}.{field.name}"
        for model in models()
        for field in fields(model)
        if not any(is_filled(row, field) for row in model.objects.all())
    ] == []


def is_filled(row, field):
    if field.many_to_many:
        return getattr(row, field.name).exists()
    return getattr(row, field.attname) not in ("", None, field.get_default())


def test_no_two_texts_of_one_row_are_the_same():
    """Otherwise fields could be mistaken for each other, and the comparison would not tell."""
    make_all()
    for model in models():
        for row in model.objects.all():
            texts = [value for value in texts_of(row) if value]
            assert len(texts) == len(set(texts)), (model, texts)


def texts_of(row):
    """Return the texts and moments of a row that follow from nothing else."""
    names = [
        field.name
        for field in fields(type(row))
        if not (field.is_relation or field.choices or field.name in DERIVED)
    ]
    given = [getattr(row, name) for name in names]
    return [value for value in given if isinstance(value, str | datetime)]


def test_every_field_comes_back_by_value(tmp_path):
    make_all("first")
    make_all("second")
    before = values()
    export_folder(tmp_path / "data")
    forget_everything()
    assert not any(values().values())
    import_folder(tmp_path / "data")
    after = values()
    for name, rows in before.items():
        assert after[name] == rows, name

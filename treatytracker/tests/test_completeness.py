"""Every field is on the desk, in the interchange format and in the API, or it says why not."""

from collections import defaultdict

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from articles.api import serializers as text_serializers
from articles.models import (
    Article,
    Division,
    Draft,
    Provision,
    ProvisionText,
    Session,
    Succession,
    Treaty,
)
from recommendations.api import recommendation_serializers, serializers
from recommendations.exchange.interchange import schema
from recommendations.models import (
    Organisation,
    Outcome,
    Passage,
    Proposal,
    Recommendation,
    Signature,
    Submission,
    Target,
    Theme,
)
from recommendations.tests.everything import make_everything

# Written along the way by code or triggers, and by no person: where addresses led once, the log of
# changes that the index reads, and texts as searches read them.
WRITTEN_ALONG_THE_WAY = {"FormerSlug", "Change", "ChangeNumber", "FoldedText"}

# What each model is in a file of the interchange format.
KEYS = {
    Article: schema.ARTICLE,
    Division: schema.DIVISION,
    Draft: schema.DRAFT,
    Organisation: schema.ORGANISATION,
    Outcome: schema.OUTCOME,
    Passage: schema.PASSAGE,
    Proposal: schema.PROPOSAL,
    Provision: schema.PROVISION,
    Recommendation: schema.RECOMMENDATION,
    Session: schema.SESSION,
    Signature: schema.SIGNATURE,
    Submission: schema.SUBMISSION,
    Succession: schema.SUCCESSION,
    Target: schema.TARGET,
    Theme: schema.TOP_THEME,
    Treaty: schema.TREATY,
}
SERIALIZERS = {
    Article: serializers.ArticleDetailSerializer,
    Division: text_serializers.DivisionSerializer,
    Draft: serializers.DraftDetailSerializer,
    Organisation: serializers.OrganisationSerializer,
    Outcome: recommendation_serializers.OutcomeSerializer,
    Passage: recommendation_serializers.PassageSerializer,
    Proposal: recommendation_serializers.ProposalSerializer,
    Provision: text_serializers.ProvisionSerializer,
    Recommendation: recommendation_serializers.RecommendationDetailSerializer,
    Session: serializers.SessionDetailSerializer,
    Signature: serializers.SignatorySerializer,
    Submission: serializers.SubmissionDetailSerializer,
    Succession: text_serializers.SuccessionSerializer,
    Target: recommendation_serializers.TargetSerializer,
    Theme: serializers.ThemeDetailSerializer,
    Treaty: serializers.TreatyDetailSerializer,
}

NOT_ON_THE_DESK = {
    "Succession.state": "buttons confirm and reject, which note who decided",
    "Target.article": "one field takes a place as it is cited, and finds the article",
    "Target.division": "one field takes a place as it is cited, and finds the division",
    "Target.provision": "one field takes a place as it is cited, and finds the provision",
}
NOT_IN_FILES = {
    "Article.draft": "stands within its draft",
    "Article.position": "is the order in the file",
    "Division.draft": "stands within its draft",
    "Division.parent": "stands within it",
    "Division.position": "is the order in the file",
    "Draft.treaty": "is the folder of the file",
    "Outcome.recommendation": "stands within it",
    "Outcome.target": "stands within it",
    "Passage.position": "is the order in the file",
    "Passage.recommendation": "stands within it",
    "Proposal.target": "stands within it",
    "Provision.article": "stands within it",
    "Provision.parent": "stands within it",
    "Provision.position": "is the order in the file",
    "ProvisionText.language": "is a key of the texts of a provision",
    "ProvisionText.provision": "stands within it",
    "ProvisionText.text": "is a value of the texts of a provision",
    "Recommendation.submission": "stands within it",
    "Session.position": "is the order in the file",
    "Session.treaty": "stands within it",
    "Signature.position": "is the order in the file",
    "Signature.submission": "stands within it",
    "Succession.ancestor": "is the key “from”",
    "Succession.descendant": "is the key “to”",
    "Target.position": "is the order in the file",
    "Target.recommendation": "stands within it",
    "Theme.parent": "stands within it",
    "Theme.position": "is the order in the file",
}
NOT_IN_THE_API = {
    "Division.draft": "is the beginning of its path",
    "Division.position": "is the order of the list",
    "Division.slug": "is the end of its path",
    "Draft.slug": "is the end of its path",
    "Outcome.recommendation": "stands within it",
    "Outcome.status": "is the field “confirmed”",
    "Passage.position": "is the order of the list",
    "Passage.recommendation": "stands within it",
    "Proposal.target": "stands within it",
    "Provision.article": "stands within it",
    "Provision.position": "is the order of the list",
    "ProvisionText.language": "is a key of the texts of a provision",
    "ProvisionText.provision": "stands within it",
    "ProvisionText.text": "is a value of the texts of a provision",
    "Session.position": "is the order of the list",
    "Session.slug": "is the end of its path",
    "Signature.organisation": "is its slug and name",
    "Signature.position": "is the order of the list",
    "Signature.submission": "stands within it",
    "Submission.text": "is what the document says, as long as a book; its file can be had",
    "Target.position": "is the order of the list",
    "Target.recommendation": "stands within it",
    "Theme.position": "is the order of the list",
}


def models():
    """Return the models that people fill, without those of history."""
    return [
        model
        for floor in ("articles", "recommendations")
        for model in apps.get_app_config(floor).get_models()
        if not model.__name__.startswith("Historical")
        and model.__name__ not in WRITTEN_ALONG_THE_WAY
    ]


def editable_fields(model):
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return [field.name for field in fields if field.editable and not field.primary_key]


def missing(names_of):
    """Return the editable fields that are not among the names that `names_of` gives a model."""
    return {
        f"{model.__name__}.{name}"
        for model in models()
        for name in editable_fields(model)
        if name not in names_of(model)
    }


def desk_fields(client):
    """Return the names of the fields in forms and inlines of the desk's pages by model."""
    names = defaultdict(set)
    for model in models():
        if model not in admin.site._registry:
            continue
        page = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = model._default_manager.first()
        for address in (reverse(f"{page}_add"), reverse(f"{page}_change", args=[row.pk])):
            answer = client.get(address)
            if answer.status_code == 403:  # what is entered elsewhere has a page without fields
                continue
            context = answer.context
            names[model].update(context["adminform"].form.fields)
            for inline in context["inline_admin_formsets"]:
                formset = inline.formset
                names[formset.model].update([*formset.empty_form.fields, formset.fk.name])
    return names


@pytest.mark.django_db
def test_every_editable_field_is_on_the_desk(admin_client):
    make_everything()
    names = desk_fields(admin_client)
    assert missing(names.__getitem__) == set(NOT_ON_THE_DESK)


def test_every_editable_field_is_in_the_interchange_format():
    assert missing(lambda model: KEYS.get(model, ())) == set(NOT_IN_FILES)


def test_every_choice_of_a_field_can_stand_in_a_file():
    for model, keys in KEYS.items():
        for field in model._meta.fields:
            if field.choices and field.name in keys:
                choices = [value for value, _label in field.flatchoices]
                assert [keys[field.name].read(value) for value in choices] == choices


def test_every_editable_field_is_in_the_api():
    def names_of(model):
        return SERIALIZERS[model]().fields if model in SERIALIZERS else ()

    assert missing(names_of) == set(NOT_IN_THE_API)


def test_whatever_is_left_out_is_a_field_and_has_a_reason():
    editable = {f"{model.__name__}.{name}" for model in models() for name in editable_fields(model)}
    for exceptions in (NOT_ON_THE_DESK, NOT_IN_FILES, NOT_IN_THE_API):
        assert set(exceptions) <= editable
        assert all(exceptions.values())
    assert set(KEYS) == set(SERIALIZERS) == {*models()} - {ProvisionText}

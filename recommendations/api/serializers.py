"""Organisations, submissions, themes, facets, and the texts with the number of recommendations.

The rule for all serializers stands in articles.api.serializers.
"""

from django.urls import reverse
from rest_framework import serializers

from articles.api import serializers as text
from articles.api.serializers import (
    Choice,
    OptionalText,
    OptionalURL,
    Paths,
    ReadOnlySerializer,
    Text,
    paths_of,
    represent_all,
)
from recommendations.models import Organisation, Signature

Number = serializers.IntegerField
ROLES = (Signature.Role.AUTHOR, Signature.Role.ENDORSER)


class CountedSerializer(ReadOnlySerializer):
    recommendation_count = Number(
        help_text="Public recommendations here: as many as the list has with this filter."
    )

    def to_representation(self, row):
        return super().to_representation(row) | {"recommendation_count": row.recommendation_count}


class TreatySerializer(CountedSerializer, text.TreatySerializer):
    pass


class TreatyDetailSerializer(CountedSerializer, text.TreatyDetailSerializer):
    pass


class SessionSerializer(CountedSerializer, text.SessionSerializer):
    pass


class SessionDetailSerializer(CountedSerializer, text.SessionDetailSerializer):
    pass


class DraftSerializer(CountedSerializer, text.DraftSerializer):
    pass


class DraftDetailSerializer(CountedSerializer, text.DraftDetailSerializer):
    pass


class ArticleSerializer(CountedSerializer, text.ArticleSerializer):
    pass


class ArticleDetailSerializer(CountedSerializer, text.ArticleDetailSerializer):
    pass


class OrganisationSerializer(ReadOnlySerializer):
    slug = Text(help_text="Its address: /organisations/<slug>/.")
    url = serializers.URLField(help_text="The page about it.")
    name = Text()
    acronym = OptionalText()
    other_names = serializers.ListField(child=serializers.CharField())
    kind = Choice(choices=Organisation.Kind.choices)
    country = OptionalText(help_text="ISO 3166 code of two letters.")
    website = OptionalURL()
    accreditation = OptionalText(help_text="As recorded, in free text.")
    submission_count = Number(help_text="Public submissions that it signed.")
    recommendation_count = Number(help_text="Public recommendations in them.")

    def to_representation(self, organisation):
        return {
            "slug": organisation.slug,
            "url": self.page_of(organisation),
            "name": organisation.name,
            "acronym": organisation.acronym or None,
            "other_names": organisation.names,
            "kind": organisation.kind,
            "country": organisation.country or None,
            "website": organisation.website or None,
            "accreditation": organisation.accreditation or None,
            "submission_count": organisation.submission_count,
            "recommendation_count": organisation.recommendation_count,
        }


class SignatorySerializer(ReadOnlySerializer):
    slug = Text(help_text="Slug of the organisation.")
    name = Text()
    role = Choice(choices=Signature.Role.choices)
    name_as_signed = OptionalText(help_text="Its name as the document has it.")

    def to_representation(self, signature):
        organisation = signature.organisation
        return self.represent(
            organisation.slug, organisation.name, signature.role, signature.name_as_signed
        )

    @staticmethod
    def represent(slug, name, role, name_as_signed):
        return {"slug": slug, "name": name, "role": role, "name_as_signed": name_as_signed or None}


def by_role(signatures, with_endorsers):
    """Return signatures in the order of an answer: authors first, endorsers on request."""
    roles = ROLES if with_endorsers else ROLES[:1]
    return [s for role in roles for s in signatures if s.role == role]


class SubmissionSerializer(ReadOnlySerializer):
    slug = Text(help_text="Its address: /submissions/<slug>/.")
    url = serializers.URLField(help_text="The page about it.")
    title = Text()
    treaty = Text(help_text="Slug of the treaty.")
    example = serializers.BooleanField(help_text="On an invented treaty, for practice.")
    session = OptionalText(help_text="The session it was submitted to, as treaty/session.")
    drafts = Paths("The drafts that it comments on, each as treaty/draft.")
    date = OptionalText(help_text="As far as it is known: 2023, 2023-07 or 2023-07-19.")
    language = Text(help_text="Language code of the document (BCP 47).")
    source_url = OptionalURL(help_text="Where the document is published.")
    file = OptionalURL(help_text="The document itself, where the tracker has it.")
    sha256 = OptionalText(help_text="Of that file.")
    published_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    signatories = Number(help_text="How many organisations signed, endorsers among them.")
    organisations = SignatorySerializer(
        many=True, help_text="Its authors; on a detail all who signed."
    )
    recommendation_count = Number(help_text="Public recommendations in it.")

    related_fields = frozenset({"drafts", "signatories", "organisations"})
    with_endorsers = False

    def to_representation(self, submission):
        answer = {
            "slug": submission.slug,
            "url": self.page_of(submission),
            "title": submission.title,
            "treaty": submission.treaty.slug,
            "example": submission.treaty.example,
            "session": session_path(submission),
            "date": submission.date or None,
            "language": submission.language,
            "source_url": submission.source_url or None,
            "file": self.file_of(submission),
            "sha256": submission.sha256 or None,
            "published_at": submission.published_at,
            "updated_at": submission.updated_at,
            "recommendation_count": submission.recommendation_count,
        }
        return answer | self.related_of(submission) if self.with_related else answer

    def related_of(self, submission):
        return {
            "drafts": paths_of(submission.drafts.all()),
            "signatories": len(submission.signatures.all()),
            "organisations": represent_all(
                SignatorySerializer, by_role(submission.signatures.all(), self.with_endorsers)
            ),
        }

    def file_of(self, submission):
        if not submission.file:
            return None
        return self.context.get("origin", "") + reverse("submission-file", args=[submission.slug])


def session_path(submission):
    """Return treaty/session of a submission, or None; both are of one treaty."""
    if not submission.session_id:
        return None
    return f"{submission.treaty.slug}/{submission.session.slug}"


class PointerSerializer(ReadOnlySerializer):
    key = Text(help_text="Key of the recommendation: /recommendations/<key>/.")
    number = Text(help_text="Its number in the submission.")
    title = Text()

    def to_representation(self, recommendation):
        return {
            "key": recommendation.key,
            "number": recommendation.number,
            "title": recommendation.title,
        }


class SubmissionDetailSerializer(SubmissionSerializer):
    recommendations = PointerSerializer(
        many=True, help_text="Its public recommendations, in the order of the document."
    )

    related_fields = SubmissionSerializer.related_fields | {"recommendations"}
    with_endorsers = True

    def related_of(self, submission):
        return super().related_of(submission) | {
            "recommendations": represent_all(PointerSerializer, submission.recommendations.all())
        }


class ThemeSerializer(ReadOnlySerializer):
    slug = Text(help_text="Its address: /themes/<slug>/.")
    url = serializers.URLField(help_text="The page about it.")
    name = Text()
    parent = OptionalText(help_text="Slug of the top-level theme.")
    definition = OptionalText()
    recommendation_count = Number(
        help_text="Public recommendations under it, those of themes within it among them."
    )

    def to_representation(self, theme):
        return {
            "slug": theme.slug,
            "url": self.page_of(theme),
            "name": theme.name,
            "parent": theme.parent.slug if theme.parent_id else None,
            "definition": theme.definition or None,
            "recommendation_count": theme.recommendation_count,
        }


class ThemeDetailSerializer(ThemeSerializer):
    children = Paths("Slugs of the themes within it.")

    def to_representation(self, theme):
        return super().to_representation(theme) | {
            "children": [child.slug for child in theme.children.all()]
        }


class FacetValueSerializer(ReadOnlySerializer):
    value = Text(help_text="What to give as value of the parameter.")
    label = Text(help_text="The value in words.")
    count = serializers.IntegerField(help_text="Rows that match with this value alone.")
    chosen = serializers.BooleanField()
    query = serializers.CharField(
        allow_blank=True,
        help_text="The query string with this value selected, or no longer selected.",
    )

    def to_representation(self, value):
        return {
            "value": value.value,
            "label": value.label,
            "count": value.count,
            "chosen": value.is_chosen,
            "query": value.querystring,
        }


class FacetSerializer(ReadOnlySerializer):
    name = Text(help_text="The parameter.")
    label = Text(help_text="The parameter in words.")
    values = FacetValueSerializer(many=True)

    def to_representation(self, facet):
        return {
            "name": facet.name,
            "label": facet.label,
            "values": represent_all(FacetValueSerializer, facet.values),
        }


class FacetsSerializer(ReadOnlySerializer):
    count = serializers.IntegerField(help_text="Recommendations that match all filters.")
    facets = FacetSerializer(many=True)

    def to_representation(self, listing):
        return {"count": listing.total, "facets": represent_all(FacetSerializer, listing.facets())}

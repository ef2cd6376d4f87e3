"""A recommendation with all that belongs to it; see `articles.api.serializers` for the rule."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from articles import redline
from articles.api.serializers import (
    Choice,
    FactSerializer,
    OptionalText,
    ReadOnlySerializer,
    Text,
    instance_of,
    represent_all,
)
from articles.redline import Likeness
from recommendations.api.examples import RECOMMENDATION
from recommendations.api.serializers import SignatorySerializer, by_role
from recommendations.listing.rows import RelatedValues, place_label, target_label
from recommendations.models import Outcome, Passage, Proposal, Recommendation, Target
from recommendations.models.recommendation import quote


class PassageSerializer(ReadOnlySerializer):
    exact = Text(help_text="The words of the source.")
    prefix = OptionalText(help_text="Some words before them.")
    suffix = OptionalText(help_text="Some words after them.")
    page = serializers.IntegerField(allow_null=True)
    check = Choice(
        choices=Passage.Check.choices,
        help_text="Whether the words are found in the text of the document, where one is stored.",
    )
    not_found_reason = OptionalText(
        help_text="Why they are right though they are not found, by a reviewer."
    )

    def to_representation(self, passage):
        return {
            "exact": passage.exact,
            "prefix": passage.prefix or None,
            "suffix": passage.suffix or None,
            "page": passage.page,
            "check": passage.text_check,
            "not_found_reason": passage.not_found_reason or None,
        }


class ProposalSerializer(ReadOnlySerializer):
    language = Text(help_text="BCP 47 tag.")
    base = OptionalText(help_text="The wording that it starts from; null for an insertion.")
    proposed = OptionalText(help_text="The wording that is proposed; null for a deletion.")
    basis = Choice(choices=Proposal.Basis.choices, help_text="How the base is known.")
    note = OptionalText()
    redline = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField(), min_length=2, max_length=2),
        help_text="From base to proposed as pairs of an operation and a text: = kept, - deleted, "
        "+ inserted. Without the + it reads as the base, without the - as the proposal.",
    )
    official_text = Choice(
        choices=[(likeness.value, likeness.value) for likeness in Likeness],
        allow_null=True,
        help_text="How the base compares with the official text of its place and language; "
        "provision numbers, white space, quotation marks and dashes are ignored. "
        "Null where there is no such text.",
    )
    official_redline = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField(), min_length=2, max_length=2),
        allow_null=True,
        help_text="From the official text to the base, where that is near it; else null.",
    )

    @staticmethod
    def represent(proposal, check):
        """Return a proposal, with the `bases.BaseCheck` of its base or None."""
        return {
            "language": proposal.language,
            "base": proposal.base or None,
            "proposed": proposal.proposed or None,
            "basis": proposal.basis,
            "note": proposal.note or None,
            "redline": redline.as_json(redline.compare(proposal.base, proposal.proposed)),
            "official_text": check.likeness.value if check else None,
            "official_redline": redline.as_json(check.redline) if check and check.is_near else None,
        }


class TargetSerializer(ReadOnlySerializer):
    label = Text(help_text="As it is cited: Article 35(1).")
    as_cited = OptionalText(help_text="In the words of the submission.")
    article = OptionalText(help_text="treaty/draft/article; null where it is a division.")
    division = OptionalText(help_text="treaty/draft/division; null where it is an article.")
    provision = OptionalText(help_text="eId of the provision in the article.")
    extent = Choice(choices=Target.Extent.choices)
    relation = Choice(choices=Target.Relation.choices)
    new_label = OptionalText(help_text="Of what is to be inserted before or after.")
    proposal = ProposalSerializer(
        allow_null=True, help_text="In the language of the recommendation."
    )
    proposals = ProposalSerializer(
        many=True,
        required=False,
        help_text="In every language; only on a detail, and only where there are several.",
    )

    def represent(self, target, proposals, checks, language, is_detail):
        """Return a target, with its proposal in `language` where there are several.

        `checks` has the BaseChecks of its proposals by their ids.
        """
        in_language = [p for p in proposals if p.language == language]
        proposal = next(iter(in_language or proposals), None)
        answer = {
            "label": target_label(target, place_label(target)),
            "as_cited": target.as_cited or None,
            "article": path(
                target.article__draft__treaty__slug,
                target.article__draft__slug,
                target.article__slug,
            ),
            "division": path(
                target.division__draft__treaty__slug,
                target.division__draft__slug,
                target.division__slug,
            ),
            "provision": target.provision__eid,
            "extent": target.extent,
            "relation": target.relation,
            "new_label": target.new_label or None,
            "proposal": ProposalSerializer.represent(proposal, checks.get(proposal.pk))
            if proposal
            else None,
        }
        if is_detail and len(proposals) > 1:
            answer["proposals"] = [
                ProposalSerializer.represent(row, checks.get(row.pk)) for row in proposals
            ]
        return answer


def path(*slugs):
    """Return slugs as a path; None where there is nothing to lead to."""
    return "/".join(slugs) if all(slugs) else None


class OutcomeSerializer(FactSerializer):
    draft = Text(help_text="The later draft, as treaty/draft.")
    target = OptionalText(help_text="Label of the target; null: the whole recommendation.")
    verdict = Choice(choices=Outcome.Verdict.choices)
    confirmed = serializers.BooleanField(help_text="By an editor; otherwise it is suggested.")
    evidence = OptionalText()
    note = OptionalText()

    def represent(self, outcome, labels):
        """Return an outcome; `labels` names the targets by their ids."""
        return {
            "draft": path(outcome.draft__treaty__slug, outcome.draft__slug),
            "target": labels.get(outcome.target),
            "verdict": outcome.verdict,
            "confirmed": outcome.status == Outcome.Status.CONFIRMED,
            "evidence": outcome.evidence or None,
            "note": outcome.note or None,
        } | self.to_representation(outcome)


class ThemePointerSerializer(ReadOnlySerializer):
    slug = Text()
    name = Text()

    def to_representation(self, theme):
        return {"slug": theme.theme__slug, "name": theme.theme__name}


class OriginSerializer(ReadOnlySerializer):
    slug = Text(help_text="Slug of the submission.")
    title = Text()
    date = OptionalText(help_text="As far as it is known: 2023, 2023-07 or 2023-07-19.")
    signatories = serializers.IntegerField(help_text="How many organisations signed it.")
    organisations = SignatorySerializer(
        many=True, help_text="Its authors; on a detail all who signed."
    )

    def represent(self, submission, signatures, is_detail):
        """Return the submission that a recommendation stands in."""
        return {
            "slug": submission.slug,
            "title": submission.title,
            "date": submission.date or None,
            "signatories": len(signatures),
            "organisations": [
                SignatorySerializer.represent(
                    signature.organisation__slug,
                    signature.organisation__name,
                    signature.role,
                    signature.name_as_signed,
                )
                for signature in by_role(signatures, with_endorsers=is_detail)
            ],
        }


@extend_schema_serializer(
    examples=[OpenApiExample("A recommendation", value=RECOMMENDATION, response_only=True)]
)
class RecommendationSerializer(ReadOnlySerializer):
    key = Text(help_text="Its permanent identity: /recommendations/<key>/.")
    url = serializers.URLField(help_text="Its permalink, for people.")
    number = Text(help_text="Its number in the submission, such as 6.1.")
    title = Text(help_text="What is asked, in the editor's words.")
    quote = Text(help_text="The words of the source: the passages, joined with […].")
    passages = PassageSerializer(many=True)
    action = Choice(choices=Recommendation.Action.choices)
    aim = Choice(choices=Recommendation.Aim.choices, allow_null=True)
    cross_cutting = serializers.BooleanField(help_text="About the whole text; has no targets.")
    rationale = OptionalText(help_text="Why it is asked, in the editor's words.")
    language = Text(help_text="Language code of the quote (BCP 47).")
    example = serializers.BooleanField(help_text="On an invented treaty, for practice.")
    published_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    submission = OriginSerializer()
    themes = ThemePointerSerializer(many=True)
    targets = TargetSerializer(many=True, help_text="The places that it is about, in order.")
    outcomes = OutcomeSerializer(many=True, help_text="What later drafts have of what was asked.")

    related_fields = frozenset({"quote", "passages", "submission", "themes", "targets", "outcomes"})
    is_detail = False

    @classmethod
    def only_needed(cls, rows, with_related):
        """Return the queryset with the submission alone: `RelatedValues` reads the rest."""
        bare = rows.prefetch_related(None).select_related(None)
        unread = ("folded", "submission__folded", "submission__text", "submission__treaty__summary")
        return bare.select_related("submission__treaty").defer(*unread)

    def represent_rows(self, rows):
        """Return each row, with what stands around them all read at once."""
        rows = list(rows)
        related = RelatedValues(rows) if self.with_related else None
        return [
            self.represent(row) | (self.related_of(row, related) if related else {}) for row in rows
        ]

    def represent(self, row):
        """Return what stands in the row itself."""
        return {
            "key": row.key,
            "url": self.page_of(row),
            "number": row.number,
            "title": row.title,
            "action": row.action,
            "aim": row.aim or None,
            "cross_cutting": row.cross_cutting,
            "rationale": row.rationale or None,
            "language": row.quote_language,
            "example": row.submission.treaty.example,
            "published_at": row.published_at,
            "updated_at": row.updated_at,
        }

    def related_of(self, row, related):
        """Return what stands around the row."""
        passages, targets = related.passages[row.pk], related.targets[row.pk]
        answers = [
            instance_of(TargetSerializer).represent(
                target,
                related.proposals[target.pk],
                related.base_checks,
                row.quote_language,
                self.is_detail,
            )
            for target in targets
        ]
        labels = {t.pk: answer["label"] for t, answer in zip(targets, answers, strict=True)}
        signatures = related.signatures[row.submission_id]
        return {
            "quote": quote(passage.exact for passage in passages),
            "passages": represent_all(PassageSerializer, passages),
            "submission": instance_of(OriginSerializer).represent(
                row.submission, signatures, self.is_detail
            ),
            "themes": represent_all(ThemePointerSerializer, related.themes[row.pk]),
            "targets": answers,
            "outcomes": [
                instance_of(OutcomeSerializer).represent(outcome, labels)
                for outcome in related.outcomes[row.pk]
            ],
        }


class RecommendationDetailSerializer(RecommendationSerializer):
    is_detail = True

"""The shapes of what an article's own answer alone has: its text, its way through the drafts."""

from rest_framework import serializers

from articles.api.serializers import (
    ArticleSerializer,
    Choice,
    FactSerializer,
    OptionalText,
    Paths,
    ReadOnlySerializer,
    Text,
    paths_of,
    shaped,
)
from articles.models import Provision, Succession
from articles.trees import as_the_text_runs, publicly_visible


class ProvisionSerializer(ReadOnlySerializer):
    eid = Text(help_text="Akoma Ntoso identifier, such as art_23__para_2__point_c.")
    label = Text(help_text="As it is cited: Article 23(2)(c).")
    kind = Choice(choices=Provision.Kind.choices)
    number = OptionalText()
    parent = OptionalText(help_text="The eId of the provision that it lies within.")
    depth = serializers.IntegerField(help_text="How deep it lies: 1 is the outermost.")
    agreed_ad_referendum = serializers.BooleanField(allow_null=True)
    texts = serializers.DictField(
        child=serializers.CharField(),
        help_text="The wording as published, by language tag; empty where we do not have it.",
    )

    def to_representation(self, provision):
        return {
            "eid": provision.eid,
            "label": provision.label,
            "kind": provision.kind,
            "number": provision.number or None,
            "parent": provision.parent.eid if provision.parent_id else None,
            "depth": provision.depth,
            "agreed_ad_referendum": provision.agreed_ad_referendum,
            "texts": {text.language: text.text for text in provision.texts.all()},
        }


class SuccessionSerializer(FactSerializer):
    ancestor = Text(help_text="The earlier article, as treaty/draft/article.")
    descendant = OptionalText(help_text="What it became; null where it was dropped.")
    dropped_in = OptionalText(help_text="The draft that no longer has it, as treaty/draft.")
    state = Choice(
        choices=[choice for choice in Succession.State.choices if choice[0] != "rejected"],
        help_text="Only confirmed successions make up the lineage.",
    )
    confidence = Choice(choices=Succession.Confidence.choices, allow_null=True)
    reasons = OptionalText()

    def to_representation(self, succession):
        later, dropped_in = succession.descendant, succession.dropped_in
        return {
            "ancestor": succession.ancestor.path,
            "descendant": later.path if later else None,
            "dropped_in": dropped_in.path if dropped_in else None,
            "state": succession.state,
            "confidence": succession.confidence or None,
            "reasons": succession.reasons or None,
        } | super().to_representation(succession)


class LineageSerializer(ReadOnlySerializer):
    articles = Paths("The article in every draft, earliest stage first, itself among them.")
    successions = SuccessionSerializer(
        many=True, help_text="The steps between them, and those that are suggested."
    )

    def to_representation(self, lineage):
        articles, successions = lineage
        return {
            "articles": paths_of(articles),
            "successions": shaped(SuccessionSerializer, successions),
        }


class ArticleDetailSerializer(ArticleSerializer):
    provisions = ProvisionSerializer(many=True, help_text="The pieces inside it, as the text runs.")
    lineage = LineageSerializer(help_text="What it came from and what it became.")

    def to_representation(self, article):
        seen = publicly_visible(article.provisions.all(), article.cited)
        rows = {provision.pk: provision for provision in seen}
        provisions = []
        for provision, depth in as_the_text_runs(rows.values()):
            provision.article, provision.parent = article, rows.get(provision.parent_id)
            provision.depth = depth
            provisions.append(provision)
        return super().to_representation(article) | {
            "provisions": shaped(ProvisionSerializer, provisions),
            "lineage": LineageSerializer().to_representation(article.lineage),
        }

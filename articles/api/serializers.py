"""Serializers of the texts: fields describe an answer for the schema, `to_representation` builds
it from prefetched rows, without a field's cost for each value.

One rule for all of them: what is not known or not there is null; a list without members is empty.
"""

from functools import cache, partial

from rest_framework import serializers

from articles.lineage.following import lineages
from articles.models import (
    Article,
    Basis,
    Division,
    Draft,
    Provision,
    Session,
    Succession,
    Treaty,
)
from articles.trees import as_the_text_runs, publicly_visible

Text = serializers.CharField
OptionalText = partial(serializers.CharField, allow_null=True)
Choice = serializers.ChoiceField
OptionalURL = partial(serializers.URLField, allow_null=True)


def paths_of(rows):
    """Return the addresses of rows as paths of slugs."""
    return [row.path for row in rows]


def Paths(help_text):
    return serializers.ListField(child=serializers.CharField(), help_text=help_text)


class ReadOnlySerializer(serializers.Serializer):
    # No docstring: the schema would give it as the description of every serializer without one.

    # Fields that show rows around the row itself. A serializer that has any leaves them out where
    # `with_related` in its context is False. `origin` in the context is the address of the site.
    related_fields = frozenset()

    @property
    def with_related(self):
        return self.context.get("with_related", True)

    @classmethod
    def only_needed(cls, rows, with_related):
        """Return the queryset `rows` without what this serializer does not look at."""
        return rows if with_related else rows.prefetch_related(None)

    def represent_rows(self, rows):
        """Return each row; here a serializer can read at once what stands around all of them."""
        return map(self.to_representation, rows)

    def page_of(self, row):
        """Return the address of the page of a row."""
        return self.context.get("origin", "") + row.get_absolute_url()


# One instance of a serializer without context is enough: making it takes longer than its work.
instance_of = cache(lambda serializer_class: serializer_class())


def represent_all(serializer_class, rows):
    """Return each row, by a serializer that needs no context."""
    return [instance_of(serializer_class).to_representation(row) for row in rows]


class FactSerializer(ReadOnlySerializer):
    """A fact of the process with how it is known."""

    basis = Choice(choices=Basis.choices, help_text="How this fact is known.")
    source = OptionalText(help_text="Where it was seen: a document, a page, a symbol.")

    def to_representation(self, fact):
        return {"basis": fact.basis, "source": fact.source or None}


class TreatySerializer(ReadOnlySerializer):
    slug = Text(help_text="Its address: /treaties/<slug>/.")
    url = serializers.URLField(help_text="The page about it.")
    title = Text()
    short_title = Text()
    negotiating_body = OptionalText(help_text="The body that negotiates or negotiated it.")
    status = Choice(choices=Treaty.Status.choices)
    summary = OptionalText()
    example = serializers.BooleanField(help_text="Invented, for practice: no treaty of the world.")

    def to_representation(self, treaty):
        return {
            "slug": treaty.slug,
            "url": self.page_of(treaty),
            "title": treaty.title,
            "short_title": treaty.short_title,
            "negotiating_body": treaty.negotiating_body or None,
            "status": treaty.status,
            "summary": treaty.summary or None,
            "example": treaty.example,
        }


class TreatyDetailSerializer(TreatySerializer):
    sessions = Paths("Its sessions in order, each as treaty/session.")
    drafts = Paths("Its drafts, earliest stage first, each as treaty/draft.")

    def to_representation(self, treaty):
        return super().to_representation(treaty) | {
            "sessions": paths_of(treaty.sessions.all()),
            "drafts": paths_of(treaty.drafts.all()),
        }


class SessionSerializer(FactSerializer):
    path = Text(help_text="Its address: /sessions/<treaty>/<session>/.")
    url = serializers.URLField(help_text="Its place on the page of the treaty.")
    treaty = Text(help_text="Slug of the treaty.")
    title = Text()
    kind = Choice(choices=Session.Kind.choices)
    number = serializers.IntegerField(allow_null=True)
    place = OptionalText()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)

    def to_representation(self, session):
        return {
            "path": session.path,
            "url": self.page_of(session),
            "treaty": session.treaty.slug,
            "title": session.title,
            "kind": session.kind,
            "number": session.number,
            "place": session.place or None,
            "starts_on": session.starts_on,
            "ends_on": session.ends_on,
        } | super().to_representation(session)


class SessionDetailSerializer(SessionSerializer):
    drafts = Paths("The drafts that it considered, each as treaty/draft.")

    def to_representation(self, session):
        return super().to_representation(session) | {"drafts": paths_of(session.drafts.all())}


class DraftSerializer(FactSerializer):
    path = Text(help_text="Its address: /drafts/<treaty>/<draft>/.")
    url = serializers.URLField(help_text="The page with its table of contents.")
    treaty = Text(help_text="Slug of the treaty.")
    title = Text()
    kind = Choice(choices=Draft.Kind.choices)
    symbol = OptionalText(help_text="Of the document, as printed: A/AC.291/22, COM(2012) 11.")
    date = OptionalText(help_text="As far as it is known: 2023, 2023-05 or 2023-05-29.")
    stage = serializers.IntegerField(
        help_text="Documents that together form one version of the text share the number."
    )
    partial = serializers.BooleanField(help_text="Whether it has only a part of the text.")
    language = OptionalText(
        help_text="Language code of its headings (BCP 47), whose text gives the structure."
    )
    sessions = Paths("The sessions that considered it, each as treaty/session.")
    source_url = OptionalURL(help_text="Where the document is published.")

    def to_representation(self, draft):
        return {
            "path": draft.path,
            "url": self.page_of(draft),
            "treaty": draft.treaty.slug,
            "title": draft.title,
            "kind": draft.kind,
            "symbol": draft.symbol or None,
            "date": draft.date or None,
            "stage": draft.stage,
            "partial": draft.partial,
            "language": draft.language or None,
            "sessions": paths_of(draft.sessions.all()),
            "source_url": draft.source_url or None,
        } | super().to_representation(draft)


class DivisionSerializer(FactSerializer):
    path = Text(help_text="treaty/draft/division.")
    kind = Choice(choices=Division.Kind.choices)
    number = OptionalText()
    label = Text(help_text="As it is cited: Chapter IV.")
    heading = OptionalText()
    parent = OptionalText(help_text="The division that it is within, as treaty/draft/division.")

    def to_representation(self, division):
        return {
            "path": division.path,
            "kind": division.kind,
            "number": division.number or None,
            "label": division.label,
            "heading": division.heading or None,
            "parent": division.parent.path if division.parent_id else None,
        } | super().to_representation(division)


class DraftDetailSerializer(DraftSerializer):
    divisions = DivisionSerializer(
        many=True, help_text="Its parts, chapters and sections, in order."
    )

    def to_representation(self, draft):
        divisions = list(draft.divisions.all())
        rows = {division.pk: division for division in divisions}
        for division in divisions:
            # Both are at hand already: no query for what is the same row.
            division.draft, division.parent = draft, rows.get(division.parent_id)
        return super().to_representation(draft) | {
            "divisions": represent_all(DivisionSerializer, divisions)
        }


class ArticleSerializer(FactSerializer):
    path = Text(help_text="Its address: /articles/<treaty>/<draft>/<article>/.")
    url = serializers.URLField(help_text="The page with its text and what is asked of it.")
    kind = Choice(choices=Article.Kind.choices)
    number = OptionalText(help_text="As printed, for example 24 or 24 bis.")
    label = Text(help_text="As it is cited: Article 24 bis.")
    heading = OptionalText()
    draft = Text(help_text="The draft that it is in, as treaty/draft.")
    division = OptionalText(help_text="The division that it is in, as treaty/draft/division.")
    position = serializers.IntegerField(help_text="Its place in the order of the draft.")

    def to_representation(self, article):
        return {
            "path": article.path,
            "url": self.page_of(article),
            "kind": article.kind,
            "number": article.number or None,
            "label": article.label,
            "heading": article.heading or None,
            "draft": article.draft.path,
            "division": f"{article.draft.path}/{article.division.slug}"
            if article.division_id
            else None,
            "position": article.position,
        } | super().to_representation(article)


class ProvisionSerializer(ReadOnlySerializer):
    eid = Text(help_text="Akoma Ntoso identifier, for example art_23__para_2__point_c.")
    label = Text(help_text="As it is cited: Article 23(2)(c).")
    kind = Choice(choices=Provision.Kind.choices)
    number = OptionalText()
    parent = OptionalText(help_text="The eId of the provision that it is within.")
    depth = serializers.IntegerField(help_text="Its depth: 1 is the outermost.")
    agreed_ad_referendum = serializers.BooleanField(allow_null=True)
    texts = serializers.DictField(
        child=serializers.CharField(),
        help_text="The wording as published, by language code; empty where it is not recorded.",
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
    ancestor = OptionalText(
        help_text="The earlier article, as treaty/draft/article; null where the later one is new."
    )
    descendant = OptionalText(help_text="What it became; null where it was dropped.")
    dropped_in = OptionalText(help_text="The draft that no longer has it, as treaty/draft.")
    state = Choice(
        choices=[choice for choice in Succession.State.choices if choice[0] != "rejected"],
        help_text="Only confirmed successions make up the lineage.",
    )
    kind = Choice(
        choices=Succession.Kind.choices,
        help_text="Whether an article became another, was dropped, or is new.",
    )
    confidence = Choice(choices=Succession.Confidence.choices, allow_null=True)
    score = serializers.FloatField(
        allow_null=True,
        help_text="How sure the rule was that suggested it, from 0 to 1; null where none did.",
    )
    reasons = OptionalText()

    def to_representation(self, succession):
        earlier, later = succession.ancestor, succession.descendant
        dropped_in = succession.dropped_in
        return {
            "ancestor": earlier.path if earlier else None,
            "descendant": later.path if later else None,
            "dropped_in": dropped_in.path if dropped_in else None,
            "state": succession.state,
            "kind": succession.kind,
            "confidence": succession.confidence or None,
            "score": succession.score,
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
            "successions": represent_all(SuccessionSerializer, successions),
        }


class ArticleLineageSerializer(ReadOnlySerializer):
    """What an article came from and what it became, over confirmed successions."""

    article = Text(help_text="The article, as treaty/draft/article.")
    came_from = Paths("All that it came from, in every earlier draft, earliest stage first.")
    became = Paths("All that it became, in every later draft, earliest stage first.")
    dropped_in = Paths("The drafts that dropped it, or what it had become, as treaty/draft.")
    is_new = serializers.BooleanField(
        help_text="Whether it is confirmed that it came from no earlier article."
    )

    def represent_rows(self, rows):
        return map(self.to_representation, lineages(list(rows)))

    def to_representation(self, lineage):
        return {
            "article": lineage.article.path,
            "came_from": paths_of(lineage.earlier),
            "became": paths_of(lineage.later),
            "dropped_in": paths_of(lineage.dropped_in),
            "is_new": lineage.is_new,
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
            "provisions": represent_all(ProvisionSerializer, provisions),
            "lineage": LineageSerializer().to_representation(article.lineage),
        }

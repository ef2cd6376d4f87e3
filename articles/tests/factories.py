"""Plain factories of this floor: each makes one valid row, and what it cannot stand without."""

import factory
from factory.django import DjangoModelFactory

from articles import models


class TreatyFactory(DjangoModelFactory):
    class Meta:
        model = models.Treaty

    title = factory.Sequence("Convention number {0}".format)
    short_title = factory.Sequence("Convention {0}".format)
    slug = factory.Sequence("convention-{0}".format)


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = models.Session

    treaty = factory.SubFactory(TreatyFactory)
    title = factory.Sequence("Session {0}".format)
    slug = factory.Sequence("session-{0}".format)
    position = factory.Sequence(int)


class DraftFactory(DjangoModelFactory):
    class Meta:
        model = models.Draft

    treaty = factory.SubFactory(TreatyFactory)
    title = factory.Sequence("Draft text {0}".format)
    slug = factory.Sequence("draft-{0}".format)
    symbol = factory.Sequence("A/TEST/{0}".format)
    kind = models.Draft.Kind.NEGOTIATING
    stage = factory.Sequence(lambda n: n + 1)


class DivisionFactory(DjangoModelFactory):
    class Meta:
        model = models.Division

    draft = factory.SubFactory(DraftFactory)
    kind = models.Division.Kind.CHAPTER
    number = factory.Sequence(str)
    slug = factory.Sequence("chapter-{0}".format)
    heading = factory.Sequence("Heading of chapter {0}".format)


class ArticleFactory(DjangoModelFactory):
    class Meta:
        model = models.Article

    draft = factory.SubFactory(DraftFactory)
    number = factory.Sequence(lambda n: str(n + 1))
    heading = factory.Sequence("Heading of article {0}".format)
    position = factory.Sequence(int)


class ProvisionFactory(DjangoModelFactory):
    class Meta:
        model = models.Provision

    article = factory.SubFactory(ArticleFactory)
    kind = models.Provision.Kind.PARAGRAPH
    number = factory.Sequence(lambda n: str(n + 1))
    eid = factory.LazyAttribute(lambda o: f"{o.article.eid}__para_{o.number}")
    position = factory.Sequence(int)


class SuccessionFactory(DjangoModelFactory):
    class Meta:
        model = models.Succession

    ancestor = factory.SubFactory(ArticleFactory)
    descendant = factory.SubFactory(
        ArticleFactory, draft__treaty=factory.SelfAttribute("...ancestor.draft.treaty")
    )
    state = models.Succession.State.CONFIRMED

"""Plain factories of this floor. What a trait "published" makes has gone through `publishing`."""

import factory
from factory.django import DjangoModelFactory

from articles.tests.factories import ArticleFactory, TreatyFactory
from recommendations import models, publishing


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = models.Organisation

    name = factory.Sequence("Example Organisation {0}".format)
    slug = factory.Sequence("example-organisation-{0}".format)


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = models.Theme

    name = factory.Sequence("Theme {0}".format)
    slug = factory.Sequence("theme-{0}".format)
    position = factory.Sequence(int)


class SubmissionFactory(DjangoModelFactory):
    """A draft submission with one author; `published=True` publishes it."""

    class Meta:
        model = models.Submission
        skip_postgeneration_save = True

    title = factory.Sequence("Submission {0}".format)
    slug = factory.Sequence("submission-{0}".format)
    treaty = factory.SubFactory(TreatyFactory)
    date = "2023-07"

    @factory.post_generation
    def drafts(self, create, extracted):
        self.drafts.set(extracted or [])

    @factory.post_generation
    def authors(self, create, extracted):
        for position, organisation in enumerate(extracted or [OrganisationFactory()]):
            self.signatures.create(organisation=organisation, position=position)

    @factory.post_generation
    def published(self, create, extracted):
        if extracted:
            publishing.publish(self)


class RecommendationFactory(DjangoModelFactory):
    """A draft recommendation on one new article; `published=True` publishes both.

    `articles=[…]` gives its targets, `articles=[]` makes it cross-cutting; `themes=[…]` its themes.
    """

    class Meta:
        model = models.Recommendation
        skip_postgeneration_save = True

    submission = factory.SubFactory(SubmissionFactory)
    number = factory.Sequence(lambda n: str(n + 1))
    title = factory.Sequence("Recommendation {0}".format)
    action = models.Recommendation.Action.AMEND

    @factory.post_generation
    def articles(self, create, extracted):
        if extracted is None:
            extracted = [ArticleFactory(draft__treaty=self.submission.treaty)]
        for position, article in enumerate(extracted):
            self.targets.create(article=article, position=position)
            self.submission.drafts.add(article.draft)
        if not extracted:
            self.cross_cutting = True
            self.save()

    @factory.post_generation
    def themes(self, create, extracted):
        self.themes.set(extracted or [ThemeFactory()])

    @factory.post_generation
    def passage(self, create, extracted):
        self.passages.create(exact=extracted or f"We ask for thing number {self.number}.")
        self.refresh_folded()

    @factory.post_generation
    def published(self, create, extracted):
        if extracted:
            if not self.submission.is_public:
                publishing.publish(self.submission)
            publishing.publish(self)


class TargetFactory(DjangoModelFactory):
    class Meta:
        model = models.Target

    recommendation = factory.SubFactory(RecommendationFactory, articles=[])
    article = factory.SubFactory(
        ArticleFactory,
        draft__treaty=factory.SelfAttribute("...recommendation.submission.treaty"),
    )


class ProposalFactory(DjangoModelFactory):
    class Meta:
        model = models.Proposal

    target = factory.SubFactory(TargetFactory)
    base = "Each State Party may adopt measures."
    proposed = "Each State Party shall adopt measures."


class OutcomeFactory(DjangoModelFactory):
    class Meta:
        model = models.Outcome

    recommendation = factory.SubFactory(RecommendationFactory)
    draft = factory.SubFactory("articles.tests.factories.DraftFactory")
    verdict = models.Outcome.Verdict.ADOPTED
    evidence = "The words stand in the later draft."

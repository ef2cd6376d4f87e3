"""Small worlds for the tests of the API: rows of every kind, each with all its parts."""

from articles.models import Treaty
from articles.tests.factories import (
    DivisionFactory,
    DraftFactory,
    ProvisionFactory,
    SessionFactory,
    SuccessionFactory,
    TreatyFactory,
)
from recommendations import publishing
from recommendations.tests.factories import (
    OrganisationFactory,
    OutcomeFactory,
    ProposalFactory,
    RecommendationFactory,
    SubmissionFactory,
    ThemeFactory,
)

# The lists of the API that have a page for each row, too.
LISTS = [
    "treaties",
    "sessions",
    "drafts",
    "articles",
    "organisations",
    "submissions",
    "themes",
    "recommendations",
]


def make_world(number=1):
    """Make a treaty with `number` of everything that a list of the API can hold."""
    treaty = TreatyFactory(title="A convention", slug="convention", short_title="Convention")
    return [make_part(treaty, suffix) for suffix in range(1, number + 1)]


def enlarge_world(number):
    """Add to a world of one what makes it one of `number`."""
    treaty = Treaty.objects.get(slug="convention")
    return [make_part(treaty, suffix) for suffix in range(2, number + 1)]


def make_part(treaty, suffix):
    """Make one of everything: a public recommendation with all its parts, and what it needs."""
    session = SessionFactory(treaty=treaty, slug=f"session-{suffix}", position=suffix)
    draft = DraftFactory(treaty=treaty, slug=f"draft-{suffix}", stage=suffix * 10)
    draft.sessions.add(session)
    chapter = DivisionFactory(draft=draft, slug="chapter-i", number="I")
    DivisionFactory(draft=draft, parent=chapter, kind="section", slug="section-1", number="1")
    provision = ProvisionFactory(
        article__draft=draft, article__number="24", article__division=chapter, number="2"
    )
    provision.texts.create(language="en", text="Each State Party may adopt measures.")
    later = SuccessionFactory(
        ancestor=provision.article,
        descendant__number="40",
        descendant__draft=DraftFactory(
            treaty=treaty, slug=f"later-{suffix}", stage=suffix * 10 + 1
        ),
    ).descendant
    author = OrganisationFactory(slug=f"author-{suffix}")
    submission = SubmissionFactory(
        treaty=treaty,
        session=session,
        slug=f"submission-{suffix}",
        authors=[author],
        drafts=[draft],
    )
    submission.signatures.create(
        organisation=OrganisationFactory(slug=f"endorser-{suffix}"), role="endorser", position=1
    )
    theme = ThemeFactory(slug=f"theme-{suffix}", parent=ThemeFactory(slug=f"upper-{suffix}"))
    recommendation = RecommendationFactory(
        submission=submission, number="2.1", key=f"key{suffix}", articles=[], themes=[theme]
    )
    recommendation.cross_cutting = False
    recommendation.save()
    add_targets(recommendation, provision, chapter, later)
    publishing.publish(submission)
    publishing.publish(recommendation)
    return recommendation


def add_targets(recommendation, provision, chapter, later):
    """Add a target with proposals in two languages, one on a division, and an outcome of each."""
    target = recommendation.targets.create(article=provision.article, provision=provision)
    recommendation.targets.create(division=chapter, position=1, as_cited="the chapter")
    ProposalFactory(target=target)
    ProposalFactory(target=target, language="es", base="podrá", proposed="deberá")
    OutcomeFactory(recommendation=recommendation, draft=later.draft, verdict="partly")
    OutcomeFactory(
        recommendation=recommendation, target=target, draft=later.draft, verdict="adopted"
    )

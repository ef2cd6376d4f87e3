"""A small public world, and hidden copies of everything in it that bear one marker word."""

from django.core.files.base import ContentFile

from articles.tests.factories import (
    ArticleFactory,
    DivisionFactory,
    DraftFactory,
    ProvisionFactory,
    SessionFactory,
    SuccessionFactory,
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

MARKER = "zqxhidden"


def public_world():
    """Make a treaty of two stages with one published submission; return its recommendation."""
    session = SessionFactory(slug="session-5")
    treaty = session.treaty
    early = DraftFactory(treaty=treaty, slug="early", stage=1, date="2022-11")
    late = DraftFactory(treaty=treaty, slug="late", stage=2, date="2023-05-29")
    early.sessions.add(session)
    chapter = DivisionFactory(draft=late, slug="chapter-iv")
    old = ArticleFactory(draft=early, number="42")
    new = ArticleFactory(draft=late, number="24", division=chapter)
    SuccessionFactory(ancestor=old, descendant=new)
    provision = ProvisionFactory(article=new, number="2", eid="art_24__para_2")
    submission = SubmissionFactory(
        slug="open", treaty=treaty, session=session, drafts=[early, late], published=True
    )
    theme = ThemeFactory(slug="inner", parent=ThemeFactory(slug="outer"))
    recommendation = RecommendationFactory(
        submission=submission, number="1", articles=[new], themes=[theme], published=True
    )
    recommendation.targets.update(provision=provision)
    ProposalFactory(target=recommendation.targets.get())
    OutcomeFactory(recommendation=recommendation, draft=late)
    RecommendationFactory(
        submission=submission, number="2", articles=[old], themes=[theme], published=True
    )
    return recommendation


def hide_copies(recommendation):
    """Make draft, in-review and withdrawn copies of all of it; every text bears MARKER."""
    acts = {
        "draft": [],
        "review": [publishing.submit_for_review],
        "withdrawn": [publishing.publish, publishing.withdraw],
    }
    hidden = []
    for name, steps in acts.items():
        # One in a submission that is itself hidden, by an organisation that signed nothing else …
        submission = SubmissionFactory(
            slug=f"{MARKER}-{name}",
            title=f"{MARKER} submission",
            text=f"{MARKER} passage",
            treaty=recommendation.submission.treaty,
            session=recommendation.submission.session,
            authors=[OrganisationFactory(name=f"{MARKER} body", slug=f"{MARKER}-{name}")],
        )
        submission.file.save(f"{MARKER}.txt", ContentFile(MARKER.encode()))
        hidden += [submission, _hidden_recommendation(recommendation, submission, "1")]
        # … and one in the public submission.
        hidden.append(_hidden_recommendation(recommendation, recommendation.submission, name))
        for step in steps:
            for thing in hidden[-3:]:
                step(thing)
    # Published itself, but in a submission that is not.
    orphan = _hidden_recommendation(recommendation, hidden[0], "9")
    publishing.publish(orphan)
    return [*hidden, orphan]


def _hidden_recommendation(model, submission, number):
    target = model.targets.get()
    hidden = RecommendationFactory(
        submission=submission,
        number=f"{number} {MARKER}"[:20],
        title=f"{MARKER} title",
        rationale=f"{MARKER} rationale",
        articles=[target.article],
        themes=list(model.themes.all()),
        passage=f"{MARKER} passage",
    )
    proposal = ProposalFactory(target=hidden.targets.get(), proposed=f"{MARKER} wording")
    OutcomeFactory(
        recommendation=hidden, draft=target.draft, evidence=f"{MARKER} evidence", note=""
    )
    assert proposal.proposed
    hidden.refresh_folded()
    return hidden

"""One of everything with every field filled, for tests of what must carry all of it."""

from datetime import UTC, date, datetime

from django.core.files.base import ContentFile

from articles.models import (
    Article,
    Basis,
    Division,
    Draft,
    Provision,
    ProvisionText,
    Session,
    Succession,
    Treaty,
)
from articles.tests.factories import DivisionFactory, DraftFactory, ProvisionFactory
from recommendations import publishing
from recommendations.exchange.interchange.layout import digest
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

MOMENT = datetime(2024, 2, 29, 23, 59, 59, 123456, tzinfo=UTC)
AWKWARD = " no: 'yes' # \"6.10\"\n\n  – مادة ٢٤ \n"
LONG = "يجب على كل دولة طرف أن تعتمد ما قد يلزم من تدابير تشريعية " * 12
SOURCED = {"basis": Basis.SOURCED, "source": "A/AC.291/22: page 3"}


def make_text(slug="convention", stage=1):
    """Make a treaty with a session and two drafts, an article in each, and a succession."""
    treaty = Treaty.objects.create(
        title="Convention: a title",
        short_title="Convention",
        slug=slug,
        negotiating_body="Committee",
        status="adopted",
        summary=AWKWARD,
    )
    session = Session.objects.create(
        **SOURCED,
        treaty=treaty,
        title="Sixth session",
        slug="session-6",
        kind="concluding",
        number=6,
        place="Vienna",
        starts_on=date(2023, 8, 21),
        ends_on=date(2023, 9, 1),
    )
    draft = Draft.objects.create(
        **SOURCED,
        treaty=treaty,
        title="Draft text",
        slug="draft-1",
        kind="informal",
        symbol="A/AC.291/22",
        date="2023-05",
        stage=stage,
        partial=True,
        language="fr",
        source_url="https://example.org/22.pdf",
    )
    draft.sessions.add(session)
    part = DivisionFactory(draft=draft, kind="part", slug="part-a", number="A", position=0)
    chapter = DivisionFactory(draft=draft, parent=part, slug="chapter-i", number="I", position=1)
    article = Article.objects.create(
        **SOURCED, draft=draft, number="24 bis", heading="Safeguards", division=chapter
    )
    later = DraftFactory(treaty=treaty, slug="draft-2", stage=stage + 1)
    became = Article.objects.create(draft=later, number="6.10", position=3)
    Succession.objects.create(
        ancestor=article, descendant=became, state="confirmed", confidence="B", reasons="Same."
    )
    Succession.objects.create(ancestor=article, dropped_in=later, **SOURCED)
    Succession.objects.create(descendant=became, state="rejected", score=0.625)
    return treaty, session, draft, article, later


def make_provisions(article):
    """Make a paragraph with a point in it, with texts in two languages; return the point."""
    paragraph = ProvisionFactory(
        article=article, number="2", position=0, agreed_ad_referendum=False
    )
    point = Provision.objects.create(
        article=article,
        parent=paragraph,
        kind="point",
        number="(c)",
        eid=f"{paragraph.eid}__point_c",
        position=1,
        agreed_ad_referendum=True,
    )
    ProvisionText.objects.create(provision=point, language="ar", text=LONG)
    ProvisionText.objects.create(provision=point, language="en", text=AWKWARD)
    return point


def make_everything(slug="convention"):
    """Make one of everything, published, with a file; return the recommendation."""
    treaty, session, draft, article, later = make_text(slug)
    point = make_provisions(article)
    file = ContentFile(b"%PDF of " + slug.encode(), name="asked.pdf")
    submission = Submission.objects.create(
        title="Comments: on the draft",
        slug=f"comments-{slug}",
        treaty=treaty,
        session=session,
        date="2023-07",
        language="es",
        source_url="https://example.org/comments",
        file=file,
        sha256=digest(ContentFile(b"%PDF of " + slug.encode())),
        text=AWKWARD,
        updated_at=MOMENT,
    )
    submission.drafts.add(draft)
    author = Organisation.objects.create(
        name=f"Organisation {slug}",
        acronym="ON",
        other_names="First name\nSecond: name",
        slug=f"organisation-{slug}",
        kind="igo",
        country="NO",
        website="https://example.org",
        accreditation="Yes",
    )
    endorser = Organisation.objects.create(name="Endorser", slug=f"endorser-{slug}")
    Signature.objects.create(
        submission=submission, organisation=endorser, role="endorser", position=1
    )
    Signature.objects.create(
        submission=submission, organisation=author, name_as_signed="The Organisation"
    )
    recommendation = make_recommendation(submission, slug)
    make_parts(recommendation, article, point, draft, later)
    recommendation.refresh_folded()
    publishing.publish(submission, at=MOMENT)
    publishing.publish(recommendation, at=MOMENT)
    Submission.objects.filter(pk=submission.pk).update(updated_at=MOMENT)
    Recommendation.objects.filter(pk=recommendation.pk).update(updated_at=MOMENT)
    recommendation.refresh_from_db()
    return recommendation


def make_recommendation(submission, slug):
    recommendation = Recommendation.objects.create(
        submission=submission,
        key=f"key{slug[-6:]}",
        number="6.10",
        title="no",
        action="replace",
        aim="clarify",
        rationale=AWKWARD,
        language="ar",
        updated_at=MOMENT,
    )
    parent = Theme.objects.create(name="Upper", slug=f"upper-{slug}", definition=AWKWARD)
    child = Theme.objects.create(name="Lower", slug=f"lower-{slug}", parent=parent, position=1)
    recommendation.themes.add(parent, child)
    return recommendation


def make_parts(recommendation, article, point, draft, later):
    Passage.objects.create(
        recommendation=recommendation,
        exact=AWKWARD,
        prefix="before",
        suffix="after",
        page=7,
        not_found_reason="A translation by its authors.",
    )
    Passage.objects.create(
        recommendation=recommendation, exact=LONG, position=1, not_found_reason="It is a scan."
    )
    at = Target.objects.create(
        recommendation=recommendation,
        article=article,
        provision=point,
        extent="own",
        as_cited='Article 24 bis, "c"',
    )
    Proposal.objects.create(target=at, base=AWKWARD, proposed=LONG, basis="official", note="no")
    after = Target.objects.create(
        recommendation=recommendation,
        article=article,
        relation="after",
        new_label="24 ter",
        position=1,
    )
    Proposal.objects.create(target=after, proposed="New.", language="fr")
    division = Division.objects.get(draft=draft, slug="chapter-i")
    Target.objects.create(recommendation=recommendation, division=division, position=2)
    judged = {"recommendation": recommendation, "draft": later}
    Outcome.objects.create(
        **judged, target=at, verdict="partly", status="confirmed", note="Seen.", evidence="Words."
    )
    Outcome.objects.create(**judged, **SOURCED, verdict="moot", evidence="It is gone.")


def forget_everything():
    """Delete all rows, in the order in which they hold each other."""
    for model in (Theme, Division, Provision):
        model.objects.update(parent=None)
    for model in (
        *(Recommendation, Submission, Theme, Organisation, Succession),
        *(Provision, Article, Division, Draft, Session, Treaty),
    ):
        model.objects.all().delete()

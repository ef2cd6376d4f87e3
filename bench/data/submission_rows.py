"""Themes, organisations and submissions with their signatures."""

import datetime as dt

from articles.models import Session
from bench.data import shares
from recommendations.models import Organisation, Signature, Submission, Theme

MOMENT = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)


def make_themes():
    """Make the themes of both levels and return those of the lower one, then the upper one."""
    lower, upper = [], []
    for position, (upper_name, names) in enumerate(shares.SUBJECTS.items()):
        parent = Theme.objects.create(name=upper_name, slug=f"theme-{position}", position=position)
        upper.append(parent)
        lower += Theme.objects.bulk_create(
            Theme(name=name, slug=f"{parent.slug}-{place}", parent=parent, position=place)
            for place, name in enumerate(names)
        )
    return lower + upper


def make_organisations(rng, count):
    subjects = [subject for under in shares.SUBJECTS.values() for subject in under]
    rows = []
    for number in range(1, count + 1):
        body, subject = rng.choice(shares.BODIES), rng.choice(subjects)
        name = f"{body} for {subject} {number}"
        kind = shares.pick(rng, shares.KINDS)
        rows.append(Organisation(name=name, slug=f"organisation-{number}", kind=kind))
        rows[-1].derive()
    return Organisation.objects.bulk_create(rows)


def make_submissions(rng, count, treaties, organisations):
    """Make the submissions with drafts and signatures; return [(submission, its drafts)]."""
    drafts = {treaty.pk: list(treaty.drafts.all()) for treaty in treaties}
    sessions = {
        (session.treaty_id, session.starts_on.year): session for session in Session.objects.all()
    }
    large, small = treaties
    rows = []
    for number in range(1, count + 1):
        # The first two make sure that each treaty has one, however few there are.
        on_small = number == 2 or (number > 2 and rng.random() < shares.ON_SMALL_TREATY)
        rows.append(make_submission(rng, number, small if on_small else large, sessions))
    Submission.objects.bulk_create(rows)
    on = [(row, commented_on(rng, drafts[row.treaty_id])) for row in rows]
    link = Submission.drafts.through
    link.objects.bulk_create(
        link(submission=row, draft=draft) for row, drafts_of_row in on for draft in drafts_of_row
    )
    sign(rng, rows, organisations)
    return on


def make_submission(rng, number, treaty, sessions):
    day = dt.date(shares.FIRST_YEAR, 1, 1) + dt.timedelta(rng.randrange(365 * shares.YEARS))
    is_public = number <= 2 or rng.random() < shares.SUBMISSIONS_PUBLIC
    state = "published" if is_public else shares.pick(rng, shares.UNPUBLISHED)
    row = Submission(
        title=f"Comments {number} on the {treaty.title}",
        slug=f"submission-{number}",
        treaty=treaty,
        session=sessions[treaty.pk, day.year] if rng.random() < 0.9 else None,
        date=day.isoformat()[: rng.choices([10, 7, 4], [60, 30, 10])[0]],
        language=shares.pick(rng, shares.LANGUAGES),
        state=state,
        published_at=None if state in ("draft", "in_review") else MOMENT,
        updated_at=MOMENT - dt.timedelta(minutes=number),
    )
    row.derive()
    return row


def commented_on(rng, drafts):
    """Return the drafts that a submission is on: one, or now and then two."""
    return rng.sample(drafts, 2 if len(drafts) > 1 and rng.random() < 0.2 else 1)


def sign(rng, submissions, organisations):
    """Let organisations sign, few of them often: authors first, and endorsers under the longest."""
    likely = shares.falling_weights(len(organisations))
    rows = []
    for submission in submissions:
        wanted = shares.pick(rng, shares.SIGNATURES)
        signing = dict.fromkeys(rng.choices(organisations, likely, k=wanted))
        rows += (
            Signature(
                submission=submission,
                organisation=organisation,
                position=place,
                role=Signature.Role.AUTHOR if place < 3 else Signature.Role.ENDORSER,
            )
            for place, organisation in enumerate(signing)
        )
    Signature.objects.bulk_create(rows)

"""Treaties with their drafts and successions, as files of the format."""

from collections import defaultdict

from django.db.models import Prefetch

from articles.models import Draft, Provision, Session, Succession, Treaty
from articles.models.session import FIRST_DAY
from recommendations.exchange.interchange import layout, schema
from recommendations.exchange.interchange.exporting.values import entry

# Drafts in memory at a time: each may hold a thousand provisions with their texts.
DRAFTS_AT_ONCE = 20


def treaties(slug=None):
    """Yield (file, contents) of each treaty, draft and list of successions, or of one treaty's."""
    rows = Treaty.objects.order_by("slug")
    drafts = Draft.objects.order_by("treaty__slug", "slug")
    successions = Succession.objects.for_list()
    if slug is not None:
        rows, drafts = rows.filter(slug=slug), drafts.filter(treaty__slug=slug)
        successions = successions.filter(ancestor__draft__treaty__slug=slug)
    in_order = Session.objects.order_by("position", FIRST_DAY, "slug")
    for treaty in rows.prefetch_related(Prefetch("sessions", in_order)):
        sessions = [entry(schema.SESSION, session) for session in treaty.sessions.all()]
        yield layout.treaty_file(treaty.slug), entry(schema.TREATY, treaty, sessions=sessions)
    yield from _drafts(drafts, in_order)
    yield from _successions(successions)


def _drafts(drafts, sessions):
    provisions = Provision.objects.order_by("position", "eid").prefetch_related("texts")
    whole = drafts.select_related("treaty").prefetch_related(
        Prefetch("sessions", sessions),
        "divisions",
        "articles__division",
        Prefetch("articles__provisions", provisions),
    )
    for draft in whole.iterator(chunk_size=DRAFTS_AT_ONCE):
        divisions = sorted(draft.divisions.all(), key=lambda row: (row.position, row.slug))
        articles = sorted(draft.articles.all(), key=lambda row: (row.position, row.slug))
        contents = entry(
            schema.DRAFT,
            draft,
            sessions=[session.slug for session in draft.sessions.all()],
            divisions=_tree(schema.DIVISION, "divisions", divisions, lambda _row: {}),
            articles=[_article(article) for article in articles],
        )
        yield layout.draft_file(draft.treaty.slug, draft.slug), contents


def _article(article):
    provisions = list(article.provisions.all())
    return entry(
        schema.ARTICLE,
        article,
        division=article.division and article.division.slug,
        provisions=_tree(schema.PROVISION, "provisions", provisions, _texts),
    )


def _texts(provision):
    texts = sorted(provision.texts.all(), key=lambda text: text.language)
    return {"texts": {text.language: text.text for text in texts}}


def _tree(keys, nested, rows, more):
    """Return rows as entries within each other, under `nested`; `more` gives further values."""
    children = defaultdict(list)
    for row in rows:
        children[row.parent_id].append(row)

    def below(parent):
        return [
            entry(keys, row, **{nested: below(row.pk)}, **more(row)) for row in children[parent]
        ]

    return below(None)


def _successions(rows):
    """Yield the successions of each treaty in the order of the text."""
    by_treaty = defaultdict(list)
    for row in rows:
        by_treaty[row.ancestor.draft.treaty.slug].append(row)
    for treaty, edges in sorted(by_treaty.items()):
        edges.sort(key=_order)
        yield layout.successions_file(treaty), [_succession(edge) for edge in edges]


def _order(edge):
    begin, end = edge.ancestor, edge.descendant
    later = edge.later_draft
    position = (end.position, end.slug) if end else (0, "")
    earlier = begin.draft
    return (
        *(earlier.stage, earlier.slug, begin.position, begin.slug),
        *(later.stage, later.slug, *position),
    )


def _succession(edge):
    return entry(
        schema.SUCCESSION,
        edge,
        **{
            "from": f"{edge.ancestor.draft.slug}/{edge.ancestor.slug}",
            "to": edge.descendant and f"{edge.descendant.draft.slug}/{edge.descendant.slug}",
            "dropped_in": edge.dropped_in and edge.dropped_in.slug,
        },
    )

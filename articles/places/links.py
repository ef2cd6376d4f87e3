"""Citations in a text as links to the articles and divisions of the same draft."""

from functools import cached_property, lru_cache

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from articles import references
from articles.models import Article, Division

# A page shows the same texts to everybody; reading one takes about a microsecond a character.
_references_in = lru_cache(maxsize=4096)(references.find)


class Links:
    """Where the citations in texts on one page lead; read for all its drafts at once, if at all.

    The drafts come with their treaties. What another instrument says, and what the draft does
    not have, stays plain text. `read` is `addresses_in`, or keeps what that gives.
    """

    def __init__(self, drafts, read=None):
        self.drafts = {draft.pk: draft for draft in drafts if draft}
        self.read = read or addresses_in

    def html(self, text, draft, within=None):
        """Return a text as safe HTML; `within` is the Provision or Article that it stands at."""
        if draft is None or draft.pk not in self.drafts:
            return format_html("{}", text)
        place = references.citation_of(within) if within else None
        titles = (draft.treaty.title, draft.treaty.short_title)
        pieces, end = [], 0
        for reference in _references_in(text, place, titles):
            for mention in reference.mentions if not reference.instrument else ():
                address = self._address(draft, mention.citations, place)
                if address:
                    words = text[mention.start : mention.end]
                    link = format_html('<a class="cites" href="{}">{}</a>', address, words)
                    pieces += [format_html("{}", text[end : mention.start]), link]
                    end = mention.end
        pieces.append(format_html("{}", text[end:]))
        return mark_safe("".join(pieces))

    def _address(self, draft, citations, place):
        """Return where the first of the cited places that the draft has is shown, or None."""
        for citation in citations:
            place_cited = citation.kind, references.plain_number(citation.number)
            address = self._addresses[draft.pk].get(place_cited)
            if address and citation != (place and place._replace(steps=())):
                return f"{address}#{citation.eid}" if citation.steps else address
        return None

    @cached_property
    def _addresses(self):
        return self.read(list(self.drafts.values()))


def addresses_in(drafts):
    """Return the addresses of all articles and divisions of drafts, by draft's id; two queries.

    Those of one draft are by kind and number. The drafts come with their treaties.
    """
    by_id = {draft.pk: draft for draft in drafts}
    addresses = {key: {} for key in by_id}
    for model in (Article, Division):
        rows = model.objects.order_by().only("draft", "kind", "number", "slug")
        for row in rows.filter(draft__in=by_id):
            row.draft = by_id[row.draft_id]
            place = row.kind, references.plain_number(row.number)
            addresses[row.draft_id].setdefault(place, row.get_absolute_url())
    return addresses

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
    not have, stays plain text.
    """

    def __init__(self, drafts):
        self.drafts = {draft.pk: draft for draft in drafts if draft}

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
            key = (draft.pk, citation.kind, references.plain_number(citation.number))
            address = self._addresses.get(key)
            if address and citation != (place and place._replace(steps=())):
                return f"{address}#{citation.eid}" if citation.steps else address
        return None

    @cached_property
    def _addresses(self):
        """The addresses of all articles and divisions by draft, kind and number."""
        addresses = {}
        for rows in (
            Article.objects.order_by().only("draft", "kind", "number", "slug"),
            Division.objects.order_by().only("draft", "kind", "number", "slug"),
        ):
            for row in rows.filter(draft__in=self.drafts):
                row.draft = self.drafts[row.draft_id]
                key = (row.draft_id, row.kind, references.plain_number(row.number))
                addresses.setdefault(key, row.get_absolute_url())
        return addresses

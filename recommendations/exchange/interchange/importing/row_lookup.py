"""The rows that are in the database already, by what identifies them outside it."""

from functools import cached_property

from articles.models import (
    Article,
    Division,
    Draft,
    FormerSlug,
    Provision,
    Session,
    Succession,
    Treaty,
)
from recommendations.models import Organisation, Theme

# Nouns whose identity begins with the slug of a treaty.
OF_A_TREATY = {"treaty", "session", "draft", "division", "article", "provision"}


def provision_path(draft_path, eid):
    return f"{draft_path}#{eid}"


class RowLookup:
    """Rows by noun and identity, read when first asked for: a fixed number of queries a treaty."""

    def __init__(self):
        self._rows, self._treaties = {}, set()
        self.successions = {}

    def rows(self, noun):
        """Return the rows of a noun as a dict by identity."""
        if noun not in self._rows:
            self._rows[noun] = {}
            if noun == "organisation":
                self._rows[noun] |= {row.slug: row for row in Organisation.objects.all()}
            elif noun == "theme":
                themes = Theme.objects.select_related("parent")
                self._rows[noun] |= {row.slug: row for row in themes}
        return self._rows[noun]

    def get(self, noun, identity):
        """Return the row of this identity, BROKEN where it could not be written, or None."""
        if noun in OF_A_TREATY:
            self._read_treaty(identity.split("/")[0])
        return self.rows(noun).get(identity)

    def renamed(self, slug):
        """Return the organisation that bore a slug before it was renamed or merged, or None."""
        return self._former.get(slug)

    @cached_property
    def _former(self):
        by_key = {row.pk: row for row in self.rows("organisation").values() if row}
        of_kind = FormerSlug.objects.filter(kind=Organisation._meta.label_lower)
        return {former.slug: by_key[former.row] for former in of_kind if former.row in by_key}

    def _read_treaty(self, slug):
        """Read a treaty with all that is in its drafts, once."""
        if slug in self._treaties or "\x00" in slug:
            return
        self._treaties.add(slug)
        treaty = Treaty.objects.filter(slug=slug).first()
        if treaty is None:
            return
        self.rows("treaty")[slug] = treaty
        for session in Session.objects.filter(treaty=treaty):
            session.treaty = treaty
            self.rows("session")[session.path] = session
        drafts = {}
        for draft in Draft.objects.filter(treaty=treaty).prefetch_related("sessions"):
            draft.treaty = treaty
            drafts[draft.pk] = self.rows("draft")[draft.path] = draft
        self._read_articles(treaty, drafts)

    def _read_articles(self, treaty, drafts):
        divisions, articles = {}, {}
        for division in Division.objects.filter(draft__treaty=treaty):
            division.draft = drafts[division.draft_id]
            divisions[division.pk] = self.rows("division")[division.path] = division
        for division in divisions.values():
            division.parent = divisions.get(division.parent_id)
        for article in Article.objects.filter(draft__treaty=treaty):
            article.draft = drafts[article.draft_id]
            article.division = divisions.get(article.division_id)
            articles[article.pk] = self.rows("article")[article.path] = article
        self._read_provisions(treaty, articles)
        for succession in Succession.objects.of_treaty(treaty.slug):
            self.successions[succession.ends] = succession
            succession.ancestor = articles.get(succession.ancestor_id)

    def _read_provisions(self, treaty, articles):
        provisions = {}
        of_treaty = Provision.objects.filter(draft__treaty=treaty).prefetch_related("texts")
        for provision in of_treaty:
            provision.article = articles[provision.article_id]
            path = provision_path(provision.article.draft.path, provision.eid)
            provisions[provision.pk] = self.rows("provision")[path] = provision
        for provision in provisions.values():
            provision.parent = provisions.get(provision.parent_id)

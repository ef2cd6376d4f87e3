"""Lines of formats that say outright what each piece is: they become an Outline as they stand."""

from articles import references
from articles.folding import slug_of
from articles.interface_translation import gettext as _
from articles.kinds import ProvisionKind
from articles.reading.lines import Line, Unreadable
from articles.reading.outline import (
    ARTICLES,
    DIVISIONS,
    Doubt,
    Outline,
    ReadArticle,
    ReadDivision,
    ReadProvision,
    count_words,
    doubts_of,
    doubts_of_left_out,
)

DEEPEST = 12
LONGEST_EID = 120


def outline_of_marks(lines: list[Line], language: str | None = None) -> Outline:
    """Return the Outline that marked lines say; Unreadable where they contradict themselves."""
    return Builder(language).build(lines)


class Builder:
    """Puts marked lines together, in one pass."""

    def __init__(self, language: str | None):
        self.outline = Outline(language or "")
        # Those that are open, the outermost first.
        self.divisions: list[ReadDivision] = []
        self.provisions: list[ReadProvision] = []
        self.article: ReadArticle | None = None
        self.eids: set[str] = set()
        self.slugs: set[str] = set()

    def build(self, lines: list[Line]) -> Outline:
        """Return the outline of all lines."""
        for line in lines:
            if line.mark is None:
                continue  # every line of these formats has one
            kind = line.mark.kind
            number = "" if kind == "document" else line.mark.number
            self.outline.words += count_words(line.text) + count_words(number)
            self.outline.left_out += [item._replace(place=self._place()) for item in line.dropped]
            if kind == "document":
                self.outline.title = line.text[:400]
                self.outline.language = self.outline.language or line.mark.number
            elif kind in DIVISIONS:
                self.outline.labels += count_words(line.mark.number)
                self._add_division(line)
            elif kind in ARTICLES:
                self.outline.labels += count_words(line.mark.number)
                self._add_article(line)
            else:
                self._add_provision(line)
        self.outline.language = self.outline.language or "en"
        left_out = self.outline.left_out
        self.outline.words += sum(count_words(item.text) for item in left_out)
        self.outline.doubts += [*doubts_of(self.outline), *doubts_of_left_out(self.outline)]
        return self.outline

    def _place(self) -> str:
        return self.article.label if self.article else ""

    def _add_division(self, line):
        mark = line.mark
        del self.divisions[mark.depth :]
        parent = self.divisions[-1] if self.divisions else None
        slug = mark.eid or slug_of(f"{parent.slug if parent else ''} {mark.kind} {mark.number}")
        slug = slug_of(slug)[:80] or f"division-{len(self.outline.divisions) + 1}"
        if slug in self.slugs:
            raise Unreadable(_("Two divisions have the name %s.") % slug)
        division = ReadDivision(mark.kind, mark.number[:20], slug, line.text[:400])
        division.parent = parent.slug if parent else ""
        self.outline.divisions.append(division)
        self.slugs.add(slug)
        self.divisions.append(division)

    def _add_article(self, line):
        mark = line.mark
        article = ReadArticle(mark.kind, mark.number[:20], line.text[:400], mark.division)
        if mark.kind == "article" and not mark.number:
            raise Unreadable(_("An article has no number: “%s”.") % line.text[:80])
        if article.eid in self.eids:
            raise Unreadable(_("%s appears twice.") % article.label)
        if article.division not in self.slugs:
            article.division = ""
        self.eids.add(article.eid)
        self.outline.articles.append(article)
        self.article, self.provisions = article, []

    def _add_provision(self, line):
        mark = line.mark
        if self.article is None:
            place = mark.eid or mark.number
            self.outline.doubts.append(
                Doubt(place, _("This does not belong to any article."), line.text)
            )
            return
        if mark.depth > DEEPEST:
            raise Unreadable(_("The provisions are nested too deeply to be a treaty."))
        del self.provisions[mark.depth :]
        parent = self.provisions[-1] if self.provisions else None
        siblings = parent.provisions if parent else self.article.provisions
        above = parent.eid if parent else self.article.eid
        eid = self._eid(mark, above, siblings)
        provision = ReadProvision(mark.kind, mark.number[:20], eid, line.text)
        provision.texts, provision.agreed_ad_referendum = dict(mark.texts or {}), mark.agreed
        siblings.append(provision)
        self.provisions.append(provision)

    def _eid(self, mark, above, siblings):
        """Return the eId that the file gives, if it can be one here; else that which follows."""
        inside = mark.eid.startswith(f"{above}__") and len(mark.eid) <= LONGEST_EID
        if inside and mark.eid not in self.eids:
            self.eids.add(mark.eid)
            return mark.eid
        number = mark.number
        if mark.kind == ProvisionKind.SUBPARAGRAPH:
            number = str(sum(sibling.kind == mark.kind for sibling in siblings) + 1)
        try:
            eid = own_eid = references.eid_under(above, mark.kind, number)
        except references.Uncitable:
            eid = own_eid = references.eid_under(above, mark.kind, str(len(siblings) + 1))
        copies = 1
        while own_eid in self.eids:
            copies += 1
            own_eid = f"{eid}-{copies}"
        if len(own_eid) > LONGEST_EID:
            raise Unreadable(_("The provisions are nested too deeply to be a treaty."))
        self.eids.add(own_eid)
        return own_eid

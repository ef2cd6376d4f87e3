"""Two drafts of a treaty compared: which article became which, and what changed in the words."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Draft
from recommendations.exchange.comparison_table import lines, rows_of
from recommendations.views.comparison_page import ComparisonPage
from recommendations.views.downloads import csv_file, plain_text
from recommendations.views.page_cache import kept_until_changed


@kept_until_changed
def compare_drafts(request, treaty, earlier, later):
    """Show what changed from one draft to a later one; the other way round leads here as well."""
    first, second = compared(treaty, earlier, later)
    if first.stage > second.stage:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(reverse("compare", args=[treaty, later, earlier]) + query)
    page = ComparisonPage(first, second, request.GET)
    context = {"treaty": first.treaty, "earlier": first, "later": second, "page": page}
    context["example"] = first.treaty.example_title
    in_place = request.htmx and page.article
    template = "_compared_articles" if in_place else "compare"
    return render(request, f"recommendations/{template}.html", context)


def compared(treaty, earlier, later):
    """Return two drafts of a treaty by their slugs; Http404 where they cannot be compared."""
    drafts = Draft.objects.select_related("treaty").filter(treaty__slug=treaty)
    first = get_object_or_404(drafts, slug=earlier)
    second = get_object_or_404(drafts, slug=later)
    if first.stage == second.stage:
        raise Http404("Documents of one stage are parts of one text.")
    return first, second


def comparison_csv(request, treaty, earlier, later):
    """Stream the comparison as a table; 400 where the query string asks for what is not."""
    first, second = compared(treaty, earlier, later)
    if first.stage > second.stage:
        first, second = second, first
    page = ComparisonPage(first, second, request.GET)
    unknown = [name for name in request.GET if name not in page.PARAMETERS]
    wrong = [*page.refusals, *(_("There is no parameter “%s”.") % name[:80] for name in unknown)]
    if wrong:
        return plain_text("\n".join(wrong), 400)
    rows = rows_of(shown.articles for shown in page.chosen)
    table = lines(rows, page.language, first.treaty.example)
    return csv_file(request, table, len(rows), f"{treaty}-{first.slug}-{second.slug}")

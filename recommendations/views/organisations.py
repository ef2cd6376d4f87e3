"""The organisations: their list, and the page of one with what it signed and asks for."""

from django.http import QueryDict
from django.shortcuts import get_object_or_404, render

from recommendations.listing import Listing
from recommendations.listing.counts import count_recommendations
from recommendations.listing.directory_filters import OrganisationFilterSet
from recommendations.listing.rows import example_title, recommendation_rows
from recommendations.models import Organisation, Signature, Submission
from recommendations.views.directory_state import Directory
from recommendations.views.facet_panel import top_values
from recommendations.views.quote_links import with_links

LATEST = 10
MOST_COMPANIONS = 60


def organisations(request):
    """List the organisations that signed public submissions, 25 a page."""
    rows = Organisation.objects.published().with_counts()
    directory = Directory(OrganisationFilterSet, request.GET, rows, "organisation")
    context = {"directory": directory, "kinds": Organisation.Kind.choices}
    return render(request, "recommendations/organisations.html", context)


def organisation(request, slug):
    """Show one organisation that signed a public submission; 404 for others."""
    shown = get_object_or_404(Organisation.objects.published().with_counts(), slug=slug)
    count_recommendations([shown], "organisation")
    signed = Signature.objects.public().filter(organisation=shown)
    submissions = Submission.objects.published().filter(pk__in=signed.values("submission"))
    listing = Listing(QueryDict(f"organisation={shown.slug}"))
    latest = listing.rows.read_as(recommendation_rows)[:LATEST]
    context = {
        "organisation": shown,
        "example": example_title(listing, latest),
        "submissions": count_recommendations(
            submissions.for_list().newest_first()[:LATEST], "submission"
        ),
        "facets": top_values(listing, ("lineage", "theme")),
        "latest": with_links(latest),
        "companions": companions(shown, signed),
    }
    return render(request, "recommendations/organisation.html", context)


def companions(organisation, signed):
    """Return the organisations that signed the same public submissions, at most 60 of them."""
    alongside = Signature.objects.filter(submission__in=signed.values("submission"))
    others = Organisation.objects.filter(pk__in=alongside.values("organisation"))
    return others.exclude(pk=organisation.pk)[:MOST_COMPANIONS]

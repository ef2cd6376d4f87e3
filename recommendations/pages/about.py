"""The pages about the tracker itself: what it is, and its data."""

from django.conf import settings
from django.shortcuts import render

from recommendations.models import Recommendation


def about(request):
    """Say what the tracker is, how it is made, and how to report an error."""
    contact = {"email": settings.CONTACT_EMAIL, "url": settings.CONTACT_URL}
    return render(request, "pages/about.html", {"contact": contact})


def data(request):
    """Say how to take the data away, with examples that work on the data at hand."""
    public = Recommendation.objects.published().for_list()
    example = public.order_by("submission__slug", "sort_key").first()
    return render(request, "pages/data.html", {"example": example})

"""How the site calls itself, and who runs it: in every template."""

from django.conf import settings


def site_names(request):
    return {"site_name": settings.SITE_NAME, "operator": settings.OPERATOR}

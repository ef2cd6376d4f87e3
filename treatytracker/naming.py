"""How the site calls itself, and who runs it: in every template."""

from django.conf import settings


def named(request):
    return {"site_name": settings.SITE_NAME, "operator": settings.OPERATOR}

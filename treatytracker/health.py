"""Whether the site can answer, for programs that watch it."""

from django.db import Error, connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from treatytracker.errors import OUTAGE_SECONDS


@never_cache
@require_safe
def health(request):
    """Answer 200 where the database answers, and 503 where it does not; never why."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        headers = {"Retry-After": str(OUTAGE_SECONDS)}
        return HttpResponse("unavailable\n", "text/plain", 503, headers=headers)
    return HttpResponse("ok\n", content_type="text/plain")

"""Addresses of the whole site."""

from django.contrib import admin
from django.urls import include, path

from treatytracker.health import health

urlpatterns = [
    path("", include("recommendations.urls")),
    path("api/", include("treatytracker.api.urls")),
    path("admin/", admin.site.urls),
    path("health/", health, name="health"),
]

handler400 = "treatytracker.errors.bad_request"
handler403 = "treatytracker.errors.permission_denied"
handler404 = "treatytracker.errors.page_not_found"
handler500 = "treatytracker.errors.server_error"

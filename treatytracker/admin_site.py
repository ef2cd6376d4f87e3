"""The admin site, under the project's own name, with a sign-in of its own."""

from functools import partial, wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db import OperationalError
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from articles.locking import busy, tried_twice, was_broken_off
from treatytracker.sign_in_sessions import lacks_second_step


class PickerView(AutocompleteJsonView):
    """What a picker offers while somebody types, with all that its labels read in one query."""

    def get_queryset(self):
        rows, related = super().get_queryset(), self.model_admin.list_select_related
        return rows.select_related(*related) if related and related is not True else rows

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        label = getattr(self.model_admin, "label_of_choice", str)
        return result | {"text": label(obj)}


def with_second_try(view):
    """Return a view that is tried again where another transaction was in its way.

    Where that is in vain too, nothing is changed, and the page that asked for it says so. The pages
    of records see to it themselves: they give back what was typed.
    """
    attempt = tried_twice(view)

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return attempt(request, *args, **kwargs)
        except OperationalError as error:
            if not was_broken_off(error) or request.method in ("GET", "HEAD"):
                raise
            messages.error(request, busy())
            return HttpResponseRedirect(request.get_full_path())

    return answer


class TreatyTrackerAdminSite(AdminSite):
    """The editor's desk."""

    index_title = gettext_lazy("The desk")

    @property
    def site_header(self):
        return _("%(site)s desk") % {"site": settings.SITE_NAME}

    site_title = site_header

    def has_permission(self, request):
        return super().has_permission(request) and not lacks_second_step(request.user)

    def get_urls(self):
        # This module is loaded before any model is.
        from treatytracker.sign_in_sessions import session_state
        from treatytracker.two_step import views

        own = [
            path("login/code/", self.open_view(views.code), name="two_step_code"),
            path("two-step/", self.open_view(views.two_step), name="two_step"),
            path("session/", self.open_view(session_state), name="session"),
        ]
        return [*own, *super().get_urls()]

    def autocomplete_view(self, request):
        return PickerView.as_view(admin_site=self)(request)

    def admin_view(self, view, cacheable=False):
        return super().admin_view(with_second_try(view), cacheable)

    def open_view(self, view):
        """Return a view of the site that looks itself who may see it."""
        guarded = sensitive_post_parameters()(csrf_protect(never_cache(view)))
        return partial(guarded, site=self)

    def index(self, request, extra_context=None):
        return super().index(request, self._dashboard(request) | (extra_context or {}))

    def app_index(self, request, app_label, extra_context=None):
        context = self._dashboard(request) | (extra_context or {})
        return super().app_index(request, app_label, context)

    def _dashboard(self, request):
        from recommendations.admin.dashboard import dashboard_of

        return dashboard_of(request.user)

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        """Show the first step of signing in; whoever has done all steps is led on."""
        from treatytracker.two_step.views import SignIn

        index = reverse("admin:index", current_app=self.name)
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(index)
        context = {
            **self.each_context(request),
            "title": _("Sign in"),
            "subtitle": None,
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            **({} if "next" in request.GET or "next" in request.POST else {"next": index}),
            **(extra_context or {}),
        }
        request.current_app = self.name
        return SignIn.as_view(extra_context=context)(request)

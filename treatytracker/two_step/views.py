"""Pages of signing in in two steps: the password, the code, and setting it up."""

import base64
import math
from http import HTTPStatus

import django_otp
import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import LoginView
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from treatytracker.sessions import end_sessions
from treatytracker.sign_in import SignInForm
from treatytracker.two_step import devices, pending
from treatytracker.two_step.forms import CodeForm, SetUpForm


class SignIn(LoginView):
    """The first step. Who needs the second one is signed in to nothing before it."""

    authentication_form = SignInForm
    template_name = "admin/login.html"

    def form_valid(self, form):
        user = form.get_user()
        has_app = devices.app_of(user) is not None
        if not (has_app or settings.REQUIRE_TWO_FACTOR):
            return super().form_valid(form)
        pending.begin(self.request, user, self.get_success_url())
        return to("two_step_code" if has_app else "two_step")

    def form_invalid(self, form):
        if form.non_field_errors():
            form.point_to_error()
        answer = super().form_invalid(form)
        if form.retry_after is not None:
            answer.status_code = HTTPStatus.TOO_MANY_REQUESTS
            answer.headers["Retry-After"] = str(math.ceil(form.retry_after))
        return answer


def code(request, site):
    """Ask who gave the right password for a code, and sign them in."""
    user = pending.user_of(request)
    if user is None or devices.app_of(user) is None:
        return to("login")
    form = CodeForm(user, request.POST or None)
    if form.is_valid():
        leads_to = pending.end(request)
        sign_in(request, user, form.device)
        warn_of_few_codes(request, user, form.device)
        return HttpResponseRedirect(leads_to)
    return page(request, site, "code", _("The second step"), form=form)


def two_step(request, site):
    """Show somebody's own second step: how to set it up, or how it stands."""
    user = pending.user_of(request)
    if user is None and not site.has_permission(request):
        return to("login")
    if devices.app_of(user or request.user) is None:
        return set_up(request, site, user)
    return to("two_step_code") if user else as_it_stands(request, site)


def set_up(request, site, user):
    """Take an app into use. `user` is somebody between the steps, None for who is signed in."""
    person = user or request.user
    form = SetUpForm(person, request.POST or None, knows_password=user is not None)
    if not form.is_valid():
        shown = {"form": form, "required": user is not None, **drawn(person)}
        return page(request, site, "set_up", _("Set up two-step sign-in"), **shown)
    leads_to = pending.end(request) if user else reverse("admin:index")
    if user:
        sign_in(request, user, devices.app_of(user))
    else:
        request.session.cycle_key()
        django_otp.login(request, devices.app_of(request.user))
    end_sessions(person, but=request.session.session_key)
    return new_codes(request, site, leads_to)


def as_it_stands(request, site):
    """Make new recovery codes or turn the second step off, for who gives a code once more."""
    form = CodeForm(request.user, request.POST or None)
    if form.is_valid():
        if "_codes" in request.POST:
            return new_codes(request, site, reverse("admin:two_step"))
        if "_off" in request.POST and not settings.REQUIRE_TWO_FACTOR:
            devices.turn_off(request.user, but=request.session.session_key)
            messages.success(request, _("Two-step sign-in is off."))
            return to("index")
    left = devices.recovery_codes_left(request.user)
    shown = {"form": form, "codes_left": left, "required": settings.REQUIRE_TWO_FACTOR}
    return page(request, site, "as_it_stands", _("Two-step sign-in"), **shown)


def new_codes(request, site, leads_to):
    """Show new recovery codes, this once."""
    codes = devices.make_recovery_codes(request.user)
    return page(request, site, "codes", _("Recovery codes"), codes=codes, leads_to=leads_to)


def sign_in(request, user, device):
    """Sign somebody in who has proven themselves with a device."""
    user.otp_device = device
    login(request, user)


def warn_of_few_codes(request, user, device):
    if device != devices.app_of(user):
        left = devices.recovery_codes_left(user)
        text = _("You have used a recovery code; %(left)d are left.") % {"left": left}
        messages.warning(request, text)


def drawn(user):
    """Return the secret of the app being set up, to scan and to type."""
    app = devices.app_being_set_up(user)
    drawing = segno.make(app.config_url, error="m").svg_inline(omitsize=True, light="#fff")
    secret = base64.b32encode(app.bin_key).decode().rstrip("=").lower()
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    # Drawn from modules alone: no word of the address is in the markup.
    return {"drawing": mark_safe(drawing), "secret": " ".join(groups)}


def page(request, site, name, title, **context):
    context = {**site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"admin/two_step/{name}.html", context)


def to(name):
    return HttpResponseRedirect(reverse(f"admin:{name}"))

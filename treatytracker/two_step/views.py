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

from treatytracker.sign_in import SignInForm
from treatytracker.sign_in_sessions import end_sessions
from treatytracker.two_step import devices, pending_sign_in
from treatytracker.two_step.forms import CodeForm, SetUpForm


class SignIn(LoginView):
    """The first step. Who needs the second one is signed in to nothing before it."""

    authentication_form = SignInForm
    template_name = "admin/login.html"

    def form_valid(self, form):
        user = form.get_user()
        has_app = devices.authenticator_of(user) is not None
        if not (has_app or settings.REQUIRE_TWO_FACTOR):
            return super().form_valid(form)
        pending_sign_in.start(self.request, user, self.get_success_url())
        return redirect_to("two_step_code" if has_app else "two_step")

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
    user = pending_sign_in.user_of(request)
    if user is None or devices.authenticator_of(user) is None:
        return redirect_to("login")
    form = CodeForm(user, request.POST or None)
    if form.is_valid():
        next_url = pending_sign_in.finish(request)
        sign_in(request, user, form.device)
        warn_of_few_codes(request, user, form.device)
        return HttpResponseRedirect(next_url)
    return render_page(request, site, "code", _("Enter your code"), form=form)


def two_step(request, site):
    """Show somebody's own second step: how to set it up, or how it stands."""
    user = pending_sign_in.user_of(request)
    if user is None and not site.has_permission(request):
        return redirect_to("login")
    if devices.authenticator_of(user or request.user) is None:
        return set_up(request, site, user)
    return redirect_to("two_step_code") if user else status(request, site)


def set_up(request, site, user):
    """Take an app into use. `user` is somebody between the steps, None for who is signed in."""
    person = user or request.user
    form = SetUpForm(person, request.POST or None, knows_password=user is not None)
    if not form.is_valid():
        context = {"form": form, "required": user is not None, **qr_code(person)}
        return render_page(request, site, "set_up", _("Set up two-step sign-in"), **context)
    next_url = pending_sign_in.finish(request) if user else reverse("admin:index")
    if user:
        sign_in(request, user, devices.authenticator_of(user))
    else:
        request.session.cycle_key()
        django_otp.login(request, devices.authenticator_of(request.user))
    end_sessions(person, keep=request.session.session_key)
    return new_codes(request, site, next_url)


def status(request, site):
    """Make new recovery codes or turn the second step off, for who gives a code once more."""
    form = CodeForm(request.user, request.POST or None)
    if form.is_valid():
        if "_codes" in request.POST:
            return new_codes(request, site, reverse("admin:two_step"))
        if "_off" in request.POST and not settings.REQUIRE_TWO_FACTOR:
            devices.turn_off(request.user, keep=request.session.session_key)
            messages.success(request, _("Two-step sign-in is off."))
            return redirect_to("index")
    left = devices.recovery_codes_left(request.user)
    context = {"form": form, "codes_left": left, "required": settings.REQUIRE_TWO_FACTOR}
    return render_page(request, site, "status", _("Two-step sign-in"), **context)


def new_codes(request, site, next_url):
    """Show new recovery codes, this once."""
    codes = devices.make_recovery_codes(request.user)
    return render_page(request, site, "codes", _("Recovery codes"), codes=codes, leads_to=next_url)


def sign_in(request, user, device):
    """Sign somebody in who has proven themselves with a device."""
    user.otp_device = device
    login(request, user)


def warn_of_few_codes(request, user, device):
    if device != devices.authenticator_of(user):
        left = devices.recovery_codes_left(user)
        text = _("You have used a recovery code. You have %(left)d left.") % {"left": left}
        messages.warning(request, text)


def qr_code(user):
    """Return the secret of the app being set up, to scan and to type."""
    app = devices.unconfirmed_authenticator(user)
    drawing = segno.make(app.config_url, error="m").svg_inline(omitsize=True, light="#fff")
    secret = base64.b32encode(app.bin_key).decode().rstrip("=").lower()
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    # Drawn from modules alone: no word of the address is in the markup.
    return {"drawing": mark_safe(drawing), "secret": " ".join(groups)}


def render_page(request, site, name, title, **context):
    context = {**site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"admin/two_step/{name}.html", context)


def redirect_to(name):
    return HttpResponseRedirect(reverse(f"admin:{name}"))

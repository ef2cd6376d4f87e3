"""What people prove themselves with in the second step: one app each, and recovery codes."""

from django.db import transaction
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from treatytracker.sign_in_sessions import end_sessions

RECOVERY_CODES = 10


def authenticator_of(user):
    """Return the app that somebody has set up; None without one."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def unconfirmed_authenticator(user):
    """Return the app that somebody is about to set up, with the same secret until they are done."""
    app, _created = TOTPDevice.objects.get_or_create(user=user, confirmed=False)
    return app


@transaction.atomic
def set_up(user, code):
    """Take the app into use if the code is one of it, and return whether it is."""
    app = unconfirmed_authenticator(user)
    if not verify_token(user, app.persistent_id, normalised(code)):
        return False
    TOTPDevice.objects.filter(pk=app.pk).update(confirmed=True)
    return True


def device_accepting(user, code):
    """Return the device that a code of somebody is from; None for a wrong or a used one."""
    code = normalised(code)
    # What an app shows is all figures, a recovery code never is: each is tried where it belongs.
    kind = TOTPDevice if code.isdigit() else StaticDevice
    device = kind.objects.filter(user=user, confirmed=True).first()
    return verify_token(user, device.persistent_id, code) if device else None


def normalised(code):
    """Return a code as it is compared: without spaces and hyphens, in small letters."""
    return "".join(code.split()).replace("-", "").casefold()


@transaction.atomic
def make_recovery_codes(user):
    """Return new recovery codes, each good for one sign-in; former ones are void."""
    StaticDevice.objects.filter(user=user).delete()
    sheet = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = set()
    while len(codes) < RECOVERY_CODES:
        code = StaticToken.random_token()
        if not code.isdigit():
            codes.add(code)
    StaticToken.objects.bulk_create(StaticToken(device=sheet, token=code) for code in codes)
    return sorted(codes)


def recovery_codes_left(user):
    """Return how many recovery codes somebody has not used yet."""
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def turn_off(user, keep=None):
    """Forget the app and recovery codes of somebody, and end their sessions but `keep`."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    end_sessions(user, keep)

"""The forms of the second step. Wrong codes are limited like wrong passwords."""

from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from treatytracker.sign_in import attempt_slots, seconds_until_free, take_slot, too_many_attempts
from treatytracker.two_step import devices

# Longer than any code with its spaces, and short enough to be compared at no cost.
LONGEST = 40


class CodeForm(forms.Form):
    """Asks for a code, and holds in `device` what it is from."""

    code = forms.CharField(
        label=_("Code"),
        max_length=LONGEST,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.device = user, None

    def clean_code(self):
        # Per account alone: whoever comes here knows the password, from whichever address.
        slots = attempt_slots(f"code of {self.user.pk}", "")
        if not take_slot(slots):
            raise too_many_attempts(seconds_until_free(slots))
        if self.accept(self.cleaned_data["code"]):
            cache.delete_many(slots)
        elif not self.errors:
            raise ValidationError(_("The code is wrong, has expired or has already been used."))
        return self.cleaned_data["code"]

    def accept(self, code):
        """Return whether the code is one of the person's."""
        self.device = devices.device_accepting(self.user, code)
        return self.device is not None


class SetUpForm(CodeForm):
    """Takes an app into use; asks those who are signed in for their password too."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["password", "code"]

    def __init__(self, user, *args, knows_password, **kwargs):
        super().__init__(user, *args, **kwargs)
        # The focus would pass over what is to be done first.
        del self.fields["code"].widget.attrs["autofocus"]
        if knows_password:
            del self.fields["password"]

    def accept(self, code):
        password = self.cleaned_data.get("password")
        if "password" in self.fields and not (password and self.user.check_password(password)):
            self.add_error("password", _("The password is wrong."))
            return False
        return devices.set_up(self.user, code)

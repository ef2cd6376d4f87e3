"""The admin site, under the project's own name."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _

from treatytracker.sign_in import SignInForm


class TreatyTrackerAdminSite(AdminSite):
    """The editor's desk."""

    site_header = _("Treaty Tracker desk")
    site_title = _("Treaty Tracker desk")
    index_title = _("The desk")
    login_form = SignInForm

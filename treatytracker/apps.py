from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class TreatyTrackerConfig(AppConfig):
    name = "treatytracker"
    default = True

    def ready(self):
        from django.contrib.auth.signals import user_logged_in

        from treatytracker import checks, sign_in_sessions  # noqa: F401  importing registers the checks

        user_logged_in.connect(
            sign_in_sessions.note_start, dispatch_uid="treatytracker.sign_in_sessions.note_start"
        )


class TreatyTrackerAdminConfig(admin_apps.AdminConfig):
    default = False  # it stands in for django.contrib.admin and is named whole in the settings
    default_site = "treatytracker.admin_site.TreatyTrackerAdminSite"

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class TreatyTrackerConfig(AppConfig):
    name = "treatytracker"
    default = True

    def ready(self):
        from django.contrib.auth.signals import user_logged_in

        from treatytracker import checks, sessions  # noqa: F401  importing registers the checks

        user_logged_in.connect(sessions.stamp, dispatch_uid="treatytracker.sessions.stamp")


class TreatyTrackerAdminConfig(admin_apps.AdminConfig):
    default = False  # it stands in for django.contrib.admin and is named whole in the settings
    default_site = "treatytracker.site.TreatyTrackerAdminSite"

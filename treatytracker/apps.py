from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class TreatyTrackerConfig(AppConfig):
    name = "treatytracker"
    default = True

    def ready(self):
        from treatytracker import checks  # noqa: F401  importing registers them


class TreatyTrackerAdminConfig(admin_apps.AdminConfig):
    default = False  # it stands in for django.contrib.admin and is named whole in the settings
    default_site = "treatytracker.site.TreatyTrackerAdminSite"

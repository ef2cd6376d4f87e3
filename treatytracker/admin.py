"""Accounts at the desk. Devices of the second step have no pages: their secrets are nobody's."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Permission, User
from django.utils.translation import gettext as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.admin.object_actions import ObjectAction, ObjectActionsMixin
from treatytracker.two_step import devices

for model in (TOTPDevice, StaticDevice, User):
    admin.site.unregister(model)

# What makes somebody more than an administrator; a superuser alone hands it on.
ABOVE = {"is_superuser", "user_permissions"}


@admin.register(User)
class PersonAdmin(ObjectActionsMixin, UserAdmin):
    """An account: in which groups it is, and its second step reset when the app is lost."""

    change_form_template = "admin/person_form.html"
    list_display = ("username", "first_name", "last_name", "email", "is_staff", "is_active")
    list_filter = ("is_staff", "is_superuser", "is_active", "groups")

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return fieldsets
        return [
            (title, {**options, "fields": [f for f in options["fields"] if f not in ABOVE]})
            for title, options in fieldsets
        ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "user_permissions":
            # Records of history have no pages of their own, so leave to use them means nothing.
            kwargs["queryset"] = Permission.objects.exclude(codename__contains="_historical")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        return self._not_above(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._not_above(request, obj) and super().has_delete_permission(request, obj)

    def _not_above(self, request, obj):
        return request.user.is_superuser or not (obj and obj.is_superuser)

    def get_deleted_objects(self, objs, request):
        deleted, counts, permissions, holders = super().get_deleted_objects(objs, request)
        above = [person for person in objs if not self._not_above(request, person)]
        return deleted, counts, {*permissions, *map(str, above)}, holders

    def lock_above(self, obj, action):
        """Lock nothing: accounts stand by themselves."""

    def is_in_conflict(self, request, obj):
        return False  # accounts have no versions, and their one action can be done twice

    def get_object_actions(self, request, obj=None):
        if obj is None or not self.has_change_permission(request, obj):
            return []
        return (
            [ObjectAction("reset-two-step", _("Reset two-step sign-in"))]
            if devices.authenticator_of(obj)
            else []
        )

    def perform(self, request, obj, name):
        devices.turn_off(obj)
        return _(
            "%(person)s now signs in with a password only, and has been signed out everywhere."
        ) % {"person": obj}

    def render_change_form(self, request, context, add=False, change=False, obj=None, **kwargs):
        context["has_app"] = obj is not None and devices.authenticator_of(obj) is not None
        return super().render_change_form(
            request, context, add=add, change=change, obj=obj, **kwargs
        )

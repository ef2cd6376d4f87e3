"""The page of an account at the desk."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_permissions_on_rows_of_history_are_no_choice(admin_client):
    page = reverse("admin:auth_user_change", args=[User.objects.get().pk])
    form = admin_client.get(page).context["adminform"].form
    offered = set(form.fields["user_permissions"].queryset.values_list("codename", flat=True))
    known = set(Permission.objects.values_list("codename", flat=True))
    assert known - offered == {name for name in known if "historical" in name}
    assert "change_submission" in offered

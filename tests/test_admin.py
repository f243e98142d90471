"""Django's admin in a real browser, under the same strict policy as the rest of the site."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import reverse


@pytest.fixture
def administrator(page, log_in):
    user = get_user_model().objects.create_superuser("shepherd", "shepherd@example.org", "a long pass phrase")
    log_in(page, user)
    return user


def test_every_list_and_form_opens_without_a_violation(page, administrator):
    page.goto(reverse("admin:index"))
    for model, its_admin in admin.site._registry.items():
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        assert page.goto(reverse(f"admin:{name}_changelist")).status == 200, name
        if its_admin.has_add_permission(request_of(administrator)):
            assert page.goto(reverse(f"admin:{name}_add")).status == 200, name


def request_of(user):
    """As much of a request as an admin asks for when it says who may add."""
    return type("Request", (), {"user": user})()

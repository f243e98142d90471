"""Django's admin in a real browser, under the same strict policy as the rest of the site."""

from html.parser import HTMLParser

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests.harness import thinned


class _Inline(HTMLParser):
    """Finds what the policy stops: styles and scripts in the page itself, and in attributes."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        script = tag == "script" and "src" not in given and given.get("type") in (None, "module", "text/javascript")
        stopped = [name for name, _ in attrs if name == "style" or name.startswith("on")]
        if script or tag == "style" or stopped:
            self.found.append((tag, *stopped))


@pytest.fixture
def administrator(page, log_in):
    user = get_user_model().objects.create_superuser("shepherd", "shepherd@example.org", "a long pass phrase")
    log_in(page, user)
    return user


def lists_and_forms(user):
    for model, its_admin in admin.site._registry.items():
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"admin:{name}_changelist")
        if its_admin.has_add_permission(request_of(user)):
            yield reverse(f"admin:{name}_add")


def test_every_list_and_form_opens_without_a_violation(page, client, administrator):
    """The policy stops what stands in the page; all are searched for that, and those opened for what scripts add."""
    client.force_login(administrator)
    addresses = [reverse("admin:index"), *lists_and_forms(administrator)]
    for address in addresses:
        answer = client.get(address, follow=True)
        assert (answer.status_code, _Inline(answer.text).found) == (200, []), address
    for address in thinned(addresses, 4):
        assert page.goto(address).status == 200, address


def request_of(user):
    """As much of a request as an admin asks for when it says who may add."""
    return type("Request", (), {"user": user})()

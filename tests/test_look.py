"""The reader's choice of light or dark."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

pytestmark = pytest.mark.django_db


class Theme:
    def test_is_kept_in_the_browser_and_leads_back(self, client):
        response = client.post(reverse("theme"), {"theme": "dark", "next": "/accounts/login/"})
        assert response.url == "/accounts/login/"
        assert 'data-theme="dark"' in client.get("/accounts/login/").content.decode()

    def test_is_kept_with_the_member(self, client):
        member = get_user_model().objects.create_user("ada")
        client.force_login(member)
        client.post(reverse("theme"), {"theme": "light"})
        member.refresh_from_db()
        assert member.theme == "light"

    def test_goes_back_to_the_device_when_asked(self, client):
        client.post(reverse("theme"), {"theme": "dark"})
        client.post(reverse("theme"), {"theme": ""})
        assert 'data-theme="' not in client.get("/accounts/login/").content.decode()

    @pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
    def test_never_leads_to_another_site(self, client, elsewhere):
        assert client.post(reverse("theme"), {"theme": "dark", "next": elsewhere}).url == "/"

    def test_ignores_what_is_no_theme(self, client):
        client.post(reverse("theme"), {"theme": "neon"})
        assert 'data-theme="' not in client.get("/accounts/login/").content.decode()

    def test_does_not_change_by_a_link(self, client):
        assert client.get(reverse("theme")).status_code == 405

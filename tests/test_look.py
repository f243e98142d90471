"""The reader's choice of light or dark, and the style guide."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from films.models import Film

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

    def test_can_be_chosen_by_a_visitor_only_from_our_own_pages(self):
        strict = Client(enforce_csrf_checks=True)
        assert (
            strict.post(reverse("theme"), {"theme": "dark"}, headers={"sec-fetch-site": "same-origin"}).status_code
            == 302
        )
        assert (
            strict.post(reverse("theme"), {"theme": "dark"}, headers={"sec-fetch-site": "cross-site"}).status_code
            == 403
        )

    def test_does_not_change_by_a_link(self, client):
        assert client.get(reverse("theme")).status_code == 405


class Styleguide:
    def test_shows_staff_every_component(self, admin_client):
        Film.objects.create(title="Beaches", year=1988)
        page = admin_client.get(reverse("styleguide")).content.decode()
        assert "3½ of 5 sheep" in page
        assert "Waits for a moderator" in page
        assert "Something broke" in admin_client.get(reverse("styleguide_error", args=["500"])).text

    def test_can_be_seen_on_a_site_without_films(self, admin_client):
        assert admin_client.get(reverse("styleguide")).status_code == 200

    def test_is_not_there_for_others(self, client):
        assert client.get(reverse("styleguide")).status_code == 404
        client.force_login(get_user_model().objects.create_user("ada"))
        assert client.get(reverse("styleguide")).status_code == 404

"""Members' pages as far as they go without reviews; the rest is in reviews/tests/test_members_page.py."""

import pytest
from django.urls import reverse

from accounts.models import User

from .factories import make_member

pytestmark = pytest.mark.django_db


class TestMember:
    def test_everybody_can_see_a_member(self, client):
        make_member(display_name="Anna B.", bio="I like films.")
        page = client.get("/members/anna/")
        assert page.status_code == 200
        assert "Anna B." in page.text
        assert "I like films." in page.text

    def test_the_address_is_not(self, client):
        make_member(email="secret@example.org")
        assert "secret@example.org" not in client.get("/members/anna/").text

    def test_a_name_in_other_letters_leads_to_the_one_page(self, client):
        make_member("Anna")
        response = client.get("/members/aNNA/")
        assert (response.status_code, response.url) == (301, "/members/Anna/")

    def test_nobody_of_that_name_is_404(self, client):
        assert client.get("/members/nobody/").status_code == 404

    def test_a_deactivated_member_is_404_in_any_letters(self, client):
        make_member(is_active=False)
        assert client.get("/members/anna/").status_code == 404
        assert client.get("/members/ANNA/").status_code == 404

    def test_a_page_is_only_looked_at(self, client):
        make_member()
        assert client.post("/members/anna/").status_code == 405


class TestMembers:
    def test_they_stand_in_the_order_of_their_names(self, client):
        for name in ("carl", "Anna", "bert"):
            make_member(name)
        shown = [member.username for member in client.get(reverse("accounts:members")).context["members"]]
        assert shown == ["Anna", "bert", "carl"]

    def test_deactivated_members_are_not_among_them(self, client):
        make_member(is_active=False)
        assert "anna" not in client.get(reverse("accounts:members")).text

    def test_page_by_page_everybody_comes_once(self, client):
        names = [f"m{n:03}x" for n in range(60)]
        User.objects.bulk_create(User(username=name) for name in names)
        seen, after = [], ""
        for _ in range(4):
            page = client.get(reverse("accounts:members"), {"after": after})
            seen += [member.username for member in page.context["members"]]
            after = page.context["next_after"]
            if not after:
                break
        assert seen == names

import pytest
from django.urls import reverse

from accounts.models import User

from .factories import make_member

pytestmark = pytest.mark.django_db
PAGE = "/accounts/preferences/"


@pytest.fixture
def member(client):
    member = make_member()
    client.force_login(member)
    return member


class TestPreferences:
    def test_a_visitor_is_asked_to_sign_in_and_comes_back(self, client):
        assert client.get(PAGE).url == f"{reverse('account_login')}?next={PAGE}"

    def test_everything_that_is_chosen_is_kept(self, client, member):
        chosen = {
            "display_name": "Anna B.",
            "bio": "I like films.\r\nLong ones.",
            "glyph": "stars",
            "theme": "dark",
            "language": "de",
        }
        assert client.post(PAGE, chosen).status_code == 302
        member.refresh_from_db()
        kept = {name: getattr(member, name) for name in chosen}
        assert kept == chosen | {"bio": "I like films.\nLong ones."}

    @pytest.mark.parametrize("name", ["Admin", "ADM1N", "\u0410dmin", " moderator ", "Marla_1", "MARLA 1"])
    def test_nobody_takes_the_name_of_the_staff_or_of_another_member(self, client, member, name):
        make_member("marla-1")
        page = client.post(PAGE, {"display_name": name, "glyph": "sheep", "theme": "auto"})
        assert "please choose another" in page.content.decode()
        member.refresh_from_db()
        assert member.display_name == ""

    @pytest.mark.parametrize(
        ("field", "value"),
        [("glyph", "cows"), ("theme", "pink"), ("language", "xx"), ("display_name", "x" * 61), ("bio", "x" * 2001)],
    )
    def test_what_there_is_not_is_refused_next_to_the_field(self, client, member, field, value):
        response = client.post(PAGE, {field: value})
        assert response.context["form"].errors[field]
        member.refresh_from_db()
        assert getattr(member, field) == ""

    @pytest.mark.parametrize(
        ("sent", "shown"),
        [
            ("  Anna   B. ", "Anna B."),
            ("Anna\u202eB", "AnnaB"),
            ("A\u200bn\u200dna", "Anna"),
            ("Anna\tB", "Anna B"),
            ("Cafe\u0301", "Café"),
            ("\u200b\u2060", ""),
        ],
    )
    def test_what_cannot_be_seen_does_not_become_part_of_a_name(self, client, member, sent, shown):
        client.post(PAGE, {"display_name": sent})
        member.refresh_from_db()
        assert member.display_name == shown

    def test_markup_in_a_name_is_only_ever_text(self, client, member):
        page = client.post(PAGE, {"display_name": "<script>alert(1)</script>"}, follow=True)
        assert "<script>alert(1)" not in page.text
        assert "&lt;script&gt;alert(1)" in page.text

    @pytest.mark.parametrize("field", ["is_staff", "is_superuser", "is_active", "username", "email", "avatar"])
    def test_nobody_gives_themselves_more_than_the_form_offers(self, client, member, field):
        before = getattr(member, field)
        client.post(PAGE, {field: "1", "display_name": "x"})
        member.refresh_from_db()
        assert getattr(member, field) == before

    def test_a_refused_form_does_not_change_the_name_in_the_header(self, client, member):
        page = client.post(PAGE, {"display_name": "Mallory", "glyph": "cows"})
        assert page.context["request"].user.shown_name == "anna"

    def test_as_the_device_does_also_forgets_what_this_browser_was_told(self, client, member):
        client.post(reverse("theme"), {"theme": "dark"})
        client.post(PAGE, {"theme": ""})
        assert 'data-theme="dark"' not in client.get(PAGE).text

    def test_only_what_the_site_offers_can_be_asked_of_it(self, client, member):
        assert client.delete(PAGE).status_code == 405


class TestLanguage:
    def test_a_member_reads_the_site_in_the_language_that_was_chosen_whatever_the_browser_says(self, client, member):
        User.objects.update(language="de")
        assert '<html lang="de"' in client.get(PAGE, headers={"Accept-Language": "en"}).text

    def test_without_a_choice_the_browser_decides(self, client, member):
        assert '<html lang="de"' in client.get(PAGE, headers={"Accept-Language": "de"}).text

    def test_a_language_that_the_site_no_longer_has_does_no_harm(self, client, member):
        User.objects.update(language="tlh")
        assert '<html lang="en"' in client.get(PAGE, headers={"Accept-Language": "en"}).text

    def test_one_readers_language_does_not_stick_to_the_next(self, client, member):
        User.objects.update(language="de")
        client.get(PAGE)
        client.logout()
        assert '<html lang="en"' in client.get(reverse("account_login"), headers={"Accept-Language": "en"}).text

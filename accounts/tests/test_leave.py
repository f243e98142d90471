import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User
from pictures.fields import Whole

from .factories import PASSWORD, make_administrator, make_member

pytestmark = pytest.mark.django_db
PAGE = "/accounts/leave/"


@pytest.fixture
def member(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    member = make_member(display_name="Anna B.", bio="I like films.", first_name="Anna")
    client.force_login(member)
    return member


class TestLeave:
    def test_nothing_is_left_of_who_it_was(self, client, member, tmp_path, django_capture_on_commit_callbacks):
        member.change_picture(Whole(Image.new("RGB", (40, 30))))
        member.emailaddress_set.create(email=member.email, primary=True)
        member.groups.add(Group.objects.create(name="club"))
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(PAGE, {"password": PASSWORD}).url == reverse("home")
        left = User.objects.get()
        words = " ".join(str(value) for value in vars(left).values()).lower()
        assert "anna" not in words
        assert not left.is_active
        assert not left.emailaddress_set.exists()
        assert not left.groups.exists()
        assert not list(tmp_path.rglob("*.*"))

    def test_the_page_is_gone_and_the_name_is_free(self, client, member):
        client.post(PAGE, {"password": PASSWORD})
        assert client.get("/members/anna/").status_code == 404
        make_member("anna")

    def test_every_session_ends(self, client, member):
        other = Client()
        other.force_login(member)
        client.post(PAGE, {"password": PASSWORD})
        for browser in (client, other):
            assert browser.get(reverse("accounts:preferences")).status_code == 302

    def test_without_the_password_nothing_happens(self, client, member):
        response = client.post(PAGE, {"password": "not this one"})
        assert response.context["form"].errors["password"]
        assert User.objects.get().is_active

    def test_guessing_the_password_is_slowed_down(self, client, member):
        for _ in range(5):
            client.post(PAGE, {"password": "not this one"})
        assert "Too many" in str(client.post(PAGE, {"password": PASSWORD}).context["form"].errors)
        assert User.objects.get().is_active

    def test_looking_at_the_page_does_nothing(self, client, member):
        assert client.get(PAGE).status_code == 200
        assert User.objects.get().is_active

    def test_the_only_administrator_stays(self, client):
        client.force_login(make_administrator())
        response = client.post(PAGE, {"password": PASSWORD})
        assert "only administrator" in str(response.context["form"].errors)
        assert User.objects.get().is_active

    def test_one_of_two_administrators_may_go(self, client):
        make_administrator("second")
        client.force_login(make_administrator())
        client.post(PAGE, {"password": PASSWORD})
        assert User.objects.administrators().get().username == "second"

    def test_a_visitor_is_asked_to_sign_in(self, client):
        assert client.get(PAGE).url.startswith(reverse("account_login"))

    def test_two_who_leave_do_not_collide(self):
        for name in ("anna", "bert"):
            make_member(name).leave()
        assert User.objects.filter(is_active=False).count() == 2

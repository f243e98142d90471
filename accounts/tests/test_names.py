import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from accounts.names import look

from .factories import PASSWORD, make_member

pytestmark = pytest.mark.django_db


def sign_up(client, username, email="new@example.org", password=PASSWORD, **more):
    data = {"username": username, "email": email, "password1": password, "next": "/films/"}
    return client.post(reverse("account_signup"), data | more)


class TestSignUpNames:
    def test_a_plain_name_is_taken_as_it_is_written(self, client):
        assert sign_up(client, "Anna.B-3_x").status_code == 302
        assert User.objects.get().username == "Anna.B-3_x"

    @pytest.mark.parametrize(
        "name",
        ["..", "a", "-anna", "anna.", "an na", "ännä", "anna/b", "<b>x</b>", "anna@home", "a" * 31, "an\nna", ""],
    )
    def test_a_name_that_would_break_an_address_is_refused_next_to_the_field(self, client, name):
        response = sign_up(client, name)
        assert response.status_code == 200
        assert response.context["form"].errors["username"]
        assert not User.objects.exists()

    @pytest.mark.parametrize("name", ["admin", "Admin", "ADM1N", "me", "Support", "m0derator", "left-12", "Left_3"])
    def test_a_name_that_sounds_like_the_site_is_refused(self, client, name):
        assert "kept for the site" in str(sign_up(client, name).context["form"].errors["username"])

    @pytest.mark.parametrize("name", ["anna", "ANNA"])
    def test_a_taken_name_in_any_case_is_refused(self, client, name):
        make_member("Anna")
        assert sign_up(client, name).context["form"].errors["username"]

    @pytest.mark.parametrize(("taken", "name"), [("Ian_1", "lan-l"), ("bo.bo", "b0-bo"), ("mila", "mlla")])
    def test_a_name_that_looks_like_another_is_refused_with_the_reason(self, client, taken, name):
        make_member(taken)
        assert "looks almost the same" in str(sign_up(client, name).context["form"].errors["username"])

    def test_the_database_refuses_what_slips_past_the_form(self):
        make_member("a-nna")
        make_member("anna")
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create(username="ANNA")
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create(username="a_nna")

    def test_of_two_who_choose_one_name_in_one_moment_the_second_is_asked_again(self, client, monkeypatch):
        make_member("anna")
        monkeypatch.setattr("accounts.adapter.MemberAdapter.clean_username", lambda self, name, shallow=False: name)
        response = sign_up(client, "anna")
        assert response.status_code == 302
        assert response.url == reverse("account_signup")
        assert "just taken" in str(next(iter(get_messages(response.wsgi_request))))
        assert User.objects.count() == 1

    def test_python_and_the_database_see_the_same_look(self):
        for name in ("Zo0._-", "IiLl1", "A.b_C-0"):
            make_member(name, email="")
            assert User.objects.that_look_like(name).get().username == name, look(name)

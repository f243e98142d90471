from functools import partial

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import FirstAdminLink, User
from tests.together import at_once

from .factories import PASSWORD, make_administrator, make_member


def printed_link(capsys):
    call_command("first_admin_link")
    return capsys.readouterr().out.strip().rpartition(" ")[2]


def page(link):
    return "/" + link.split("/", 3)[3]


ANSWERS = {"username": "shepherd", "email": "", "password": PASSWORD}


@pytest.mark.django_db
class TestFirstAdminLink:
    def test_a_new_site_prints_a_whole_address(self, capsys, settings):
        assert printed_link(capsys).startswith(f"{settings.SITE_URL}/accounts/setup/")

    def test_only_a_hash_of_it_is_kept(self, capsys):
        token = page(printed_link(capsys)).strip("/").rpartition("/")[2]
        assert token not in str(FirstAdminLink.objects.values_list().get())

    def test_a_site_with_an_administrator_prints_nothing(self, capsys):
        make_administrator()
        assert printed_link(capsys) == ""
        assert not FirstAdminLink.objects.exists()

    def test_an_administrator_who_is_deactivated_does_not_count(self, capsys):
        User.objects.filter(pk=make_administrator().pk).update(is_active=False)
        assert printed_link(capsys)


@pytest.mark.django_db
class TestSetup:
    def test_it_makes_an_administrator_logs_in_and_welcomes(self, client, capsys):
        response = client.post(page(printed_link(capsys)), ANSWERS, follow=True)
        assert response.redirect_chain == [(reverse("accounts:welcome"), 302)]
        assert response.status_code == 200
        administrator = User.objects.get()
        assert administrator.is_superuser
        assert administrator.check_password(PASSWORD)
        assert client.get(reverse("admin:index")).status_code == 200

    def test_used_once_it_is_dead(self, client, capsys):
        link = page(printed_link(capsys))
        client.post(link, ANSWERS)
        User.objects.update(is_superuser=False)  # so that only the use can be the reason
        assert Client().get(link).status_code == 410
        assert Client().post(link, ANSWERS | {"username": "second"}).status_code == 410
        assert User.objects.count() == 1

    def test_a_newer_link_kills_it(self, client, capsys):
        old, new = page(printed_link(capsys)), page(printed_link(capsys))
        assert client.get(old).status_code == 410
        assert client.get(new).status_code == 200

    def test_an_administrator_made_otherwise_kills_it(self, client, capsys):
        link = page(printed_link(capsys))
        make_administrator("other")
        assert client.get(link).status_code == 410
        assert client.post(link, ANSWERS).status_code == 410
        assert not User.objects.filter(username="shepherd").exists()

    def test_a_wrong_token_is_answered_with_a_sentence(self, client, capsys):
        printed_link(capsys)
        response = client.get(reverse("accounts:setup", args=["guessed"]))
        assert response.status_code == 410
        assert "no longer works" in response.text

    @pytest.mark.parametrize("password", ["short", "shepherd12", "1234567890", "password1234"])
    def test_a_weak_password_is_refused_and_the_link_lives_on(self, client, capsys, password):
        link = page(printed_link(capsys))
        response = client.post(link, ANSWERS | {"password": password})
        assert response.context["form"].errors["password"]
        assert client.get(link).status_code == 200
        assert not User.objects.exists()

    def test_a_name_that_a_member_has_is_refused_and_the_link_lives_on(self, client, capsys):
        make_member("Shepherd")
        link = page(printed_link(capsys))
        assert client.post(link, ANSWERS).context["form"].errors
        assert client.get(link).status_code == 200

    def test_the_address_given_counts_as_confirmed(self, client, capsys):
        client.post(page(printed_link(capsys)), ANSWERS | {"email": "Me@Example.org"})
        assert User.objects.get().emailaddress_set.get().verified

    def test_welcome_is_for_administrators_only(self, client):
        client.force_login(make_member())
        assert client.get(reverse("accounts:welcome")).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_several_who_use_the_link_at_once_one_wins(capsys):
    link = page(printed_link(capsys))
    answers = []

    def come(name):
        client = Client()
        answers.append(client.post(link, ANSWERS | {"username": name}).status_code)

    names = [f"shepherd-{n}x" for n in "abcd"]
    assert at_once([partial(come, name) for name in names]) == []
    assert sorted(answers) == [302, 410, 410, 410]
    assert User.objects.administrators().count() == 1

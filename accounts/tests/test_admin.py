import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse

from accounts.models import User

from .factories import make_administrator, make_member

pytestmark = pytest.mark.django_db
LIST = "/admin/accounts/user/"


@pytest.fixture
def administrator(client):
    administrator = make_administrator()
    client.force_login(administrator)
    return administrator


@pytest.fixture
def helper(client):
    """Staff who may edit members, but are no administrator."""
    helper = make_member("helper-1", is_staff=True)
    helper.user_permissions.add(*Permission.objects.filter(codename__in=["view_user", "change_user", "delete_user"]))
    client.force_login(helper)
    return helper


def page_of(member):
    return reverse("admin:accounts_user_change", args=[member.pk])


def act(client, action, *members):
    return client.post(LIST, {"action": action, "_selected_action": [m.pk for m in members]}, follow=True)


def filled_in(client, member, **changes):
    form = client.get(page_of(member)).context["adminform"].form
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: value for name, value in (data | changes).items() if value not in (None, False, [])}


class TestMemberAdmin:
    @pytest.mark.parametrize("query", ["ANNA", "Anna B.", "anna@example"])
    def test_members_are_found_by_name_and_address(self, client, administrator, query):
        make_member(display_name="Anna B.")
        make_member("bert")
        found = client.get(LIST, {"q": query}).context["cl"].result_list
        assert [member.username for member in found] == ["anna"]

    def test_twice_as_many_members_cost_no_more_queries(self, client, administrator, django_assert_max_num_queries):
        User.objects.bulk_create(User(username=f"m{n}x") for n in range(10))
        with django_assert_max_num_queries(12) as first:
            client.get(LIST)
        User.objects.bulk_create(User(username=f"n{n}x") for n in range(40))
        with django_assert_max_num_queries(len(first)):
            client.get(LIST)

    def test_nobody_is_deleted_for_good(self, client, administrator):
        member = make_member()
        assert client.post(reverse("admin:accounts_user_delete", args=[member.pk]), {"post": "yes"}).status_code == 403
        act(client, "delete_selected", member)
        assert User.objects.filter(pk=member.pk).exists()

    def test_deactivated_members_are_out_and_it_is_logged(self, client, administrator):
        member = make_member()
        act(client, "deactivate", member)
        member.refresh_from_db()
        assert not member.is_active
        assert LogEntry.objects.filter(object_id=str(member.pk)).count() == 1
        act(client, "activate", member)
        member.refresh_from_db()
        assert member.is_active

    def test_nobody_deactivates_themselves_by_mistake(self, client, administrator):
        act(client, "deactivate", administrator)
        administrator.refresh_from_db()
        assert administrator.is_active

    def test_a_new_member_can_be_made(self, client, administrator):
        data = {"username": "carl", "usable_password": "true", "password1": "ein ganz neues wort"}
        response = client.post(LIST + "add/", data | {"password2": "ein ganz neues wort"})
        assert response.status_code == 302
        assert User.objects.get(username="carl").check_password("ein ganz neues wort")

    @pytest.mark.parametrize("name", ["ANNA", "a_nna", ".."])
    def test_a_name_that_cannot_be_is_refused_next_to_the_field(self, client, administrator, name):
        make_member("a-nna" if name == "a_nna" else "anna")
        data = {"username": name, "usable_password": "true", "password1": "ein ganz neues wort"}
        response = client.post(LIST + "add/", data | {"password2": "ein ganz neues wort"})
        assert response.status_code == 200
        assert response.context["errors"]

    def test_the_profile_can_be_put_right(self, client, administrator):
        member = make_member(display_name="Rude")
        response = client.post(page_of(member), filled_in(client, member, display_name="Anna"))
        assert response.status_code == 302
        member.refresh_from_db()
        assert member.display_name == "Anna"


class TestPowers:
    def test_staff_cannot_make_themselves_administrator(self, client, helper):
        client.post(page_of(helper), filled_in(client, helper, is_superuser="on", is_staff="on"))
        helper.refresh_from_db()
        assert not helper.is_superuser

    def test_staff_do_not_touch_administrators(self, client, helper):
        administrator = make_administrator()
        client.post(page_of(administrator), {"username": "taken-over"})
        act(client, "deactivate", administrator)
        new = {"password1": "ein ganz neues wort", "password2": "ein ganz neues wort", "usable_password": "true"}
        client.post(reverse("admin:auth_user_password_change", args=[administrator.pk]), new)
        administrator.refresh_from_db()
        assert administrator.username == "shepherd"
        assert administrator.is_active
        assert not administrator.check_password("ein ganz neues wort")

    def test_a_member_sees_nothing_of_it(self, client):
        client.force_login(make_member())
        assert client.get(LIST).status_code in (302, 403)


class TestSecondFactorAdmin:
    @pytest.fixture
    def factor(self):
        TOTP.activate(make_member(), "SECRETSECRETSECRET")
        return Authenticator.objects.get()

    def test_it_can_be_taken_away_but_its_secret_is_nowhere_to_be_seen(self, client, administrator, factor):
        for name in ("changelist", "change"):
            page = client.get(reverse(f"admin:mfa_authenticator_{name}", args=[factor.pk] if name == "change" else []))
            assert page.status_code == 200
            assert "SECRETSECRET" not in page.text
        client.post(reverse("admin:mfa_authenticator_delete", args=[factor.pk]), {"post": "yes"})
        assert not Authenticator.objects.exists()

    def test_staff_cannot_take_an_administrators_away(self, client, helper):
        TOTP.activate(make_administrator(), "SECRETSECRETSECRET")
        helper.user_permissions.add(*Permission.objects.filter(content_type__model="authenticator"))
        factor = Authenticator.objects.get()
        client.post(reverse("admin:mfa_authenticator_delete", args=[factor.pk]), {"post": "yes"})
        client.post(
            "/admin/mfa/authenticator/", {"action": "delete_selected", "_selected_action": factor.pk, "post": "yes"}
        )
        assert Authenticator.objects.exists()

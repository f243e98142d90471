"""Signing up, logging in, confirming an address, resetting a password: allauth as this site sets it up."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

from accounts.models import User

from .factories import PASSWORD, make_administrator, make_member

pytestmark = pytest.mark.django_db
HERE = "/films/miss-you-already-2015/"


@pytest.fixture
def mail_leaves(settings):
    """The site as it is with EMAIL_URL."""
    settings.SENDS_MAIL = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.MFA_ALLOW_UNVERIFIED_EMAIL = False


def log_in(client, login="anna", password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": login, "password": password} | more)


def sign_up(client, username="anna", email="anna@example.org", **more):
    return client.post(reverse("account_signup"), {"username": username, "email": email, "password1": PASSWORD} | more)


def say_password_again(client, response=None):
    """Before anything that could lock the owner out, the password is asked for once more."""
    page = response.url if response else reverse("account_reauthenticate")
    assert page.startswith(reverse("account_reauthenticate"))
    return client.post(page, {"password": PASSWORD})


def is_logged_in(client):
    return "_auth_user_id" in client.session


def link_in(message, start="/accounts/"):
    return re.search(rf"https?://[^/]+({start}\S+)", message.body)[1]


def confirmed(member):
    member.emailaddress_set.create(email=member.email, verified=True, primary=True)
    return member


class TestSignUp:
    def test_on_a_site_without_mail_one_is_in_at_once(self, client):
        assert sign_up(client, next=HERE).url == HERE
        assert is_logged_in(client)

    def test_what_was_begun_before_is_still_there_after(self, client):
        session = client.session
        session["draft"] = "half a review"
        session.save()
        sign_up(client, next=HERE)
        assert client.session["draft"] == "half a review"

    @pytest.mark.parametrize("password", ["short", "anna@example.org", "123456789012", "password123"])
    def test_a_weak_password_is_refused(self, client, password):
        assert sign_up(client, password1=password).context["form"].errors["password1"]

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("en", ["Please fill this in.", "e-mail address; please"]),
            ("de", ["Bitte fülle das aus.", "sieh noch einmal"]),
        ],
    )
    def test_what_is_missing_or_wrong_is_said_in_the_sites_own_words(self, client, language, said):
        page = client.post(reverse("account_signup"), {"email": "anna"}, headers={"accept-language": language}).text
        assert [sentence for sentence in said if sentence not in page] == []

    @pytest.mark.parametrize("email", ["", "anna", "anna@", "a b@example.org", "x@example.org\nBcc: y@example.org"])
    def test_an_address_that_is_none_is_refused(self, client, email):
        assert sign_up(client, email=email).context["form"].errors["email"]

    def test_where_mail_leaves_the_address_has_to_be_confirmed(self, client, mail_leaves, mailoutbox):
        assert sign_up(client, next=HERE).url == reverse("account_email_verification_sent")
        assert not is_logged_in(client)
        assert mailoutbox[0].to == ["anna@example.org"]

    def test_the_link_in_the_mail_leads_back_to_what_was_begun(self, client, mail_leaves, mailoutbox):
        session = client.session
        session["draft"] = "half a review"
        session.save()
        sign_up(client, next=HERE)
        link = link_in(mailoutbox[0])
        page = client.get(link)
        assert (
            not User.objects.get().emailaddress_set.get().verified
        )  # a mail scanner that follows links confirms nothing
        assert HERE in page.text
        assert client.post(link).url == HERE
        assert is_logged_in(client)
        assert client.session["draft"] == "half a review"

    def test_in_another_browser_the_link_confirms_but_lets_nobody_in(self, client, mail_leaves, mailoutbox):
        sign_up(client, next=HERE)
        other = Client()
        assert other.post(link_in(mailoutbox[0])).url == HERE
        assert not is_logged_in(other)
        assert User.objects.get().emailaddress_set.get().verified

    @pytest.mark.parametrize("mode", ["optional", "mandatory"])
    def test_nobody_learns_whether_an_address_has_an_account(self, client, settings, mode):
        settings.ACCOUNT_EMAIL_VERIFICATION = mode
        confirmed(make_member("anna"))
        known = sign_up(Client(), "bert", "ANNA@example.org", next=HERE)
        unknown = sign_up(Client(), "carl", "carl@example.org", next=HERE)
        assert (known.status_code, known.url) == (unknown.status_code, unknown.url)

    def test_the_page_asks_and_keeps_where_to_go(self, client):
        page = client.get(reverse("account_signup"), {"next": HERE})
        assert f'value="{HERE}"' in page.text
        assert f"{reverse('account_login')}?next=" in page.text


class TestLogIn:
    @pytest.mark.parametrize("login", ["anna", "ANNA", "anna@example.org", "Anna@Example.ORG", " anna "])
    def test_by_name_or_address_in_any_case(self, client, login):
        make_member("Anna", email="anna@example.org")
        assert log_in(client, login, next=HERE).url == HERE
        assert is_logged_in(client)

    def test_what_was_begun_before_is_still_there_after(self, client):
        make_member()
        session = client.session
        session["draft"] = "half a review"
        session.save()
        log_in(client)
        assert client.session["draft"] == "half a review"

    def test_the_session_gets_a_new_key(self, client):
        make_member()
        session = client.session
        session["draft"] = "x"
        session.save()
        before = client.session.session_key
        log_in(client)
        assert client.session.session_key != before

    def test_a_wrong_password_and_an_unknown_name_are_answered_alike(self, client):
        make_member()
        wrong, unknown = log_in(client, password="not this one"), log_in(client, "nobody-here")
        assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
        assert wrong.context["form"].non_field_errors()

    @pytest.mark.parametrize(
        "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
    )
    def test_it_leads_to_no_other_site(self, client, elsewhere):
        make_member()
        assert log_in(client, next=elsewhere).url == reverse("home")

    def test_a_deactivated_member_stays_out(self, client):
        make_member(is_active=False)
        log_in(client)
        assert not is_logged_in(client)

    def test_after_five_wrong_passwords_even_the_right_one_waits(self, client):
        make_member()
        for _ in range(5):
            log_in(client, password="not this one")
        response = log_in(client)
        assert not is_logged_in(client)
        assert "Too many" in str(response.context["form"].errors)

    def test_a_forwarded_address_is_not_believed_without_a_proxy(self, client):
        for n in range(31):
            last = client.post(reverse("account_login"), {}, headers={"X-Forwarded-For": f"10.0.0.{n}"})
        assert last.status_code == 429

    def test_members_of_a_site_that_begins_to_send_mail_get_a_link_and_are_not_lost(
        self, client, mail_leaves, mailoutbox
    ):
        make_member()
        log_in(client)
        assert client.post(link_in(mailoutbox[0])).status_code == 302
        assert is_logged_in(client)

    def test_a_member_without_an_address_is_not_shut_out(self, client, mail_leaves):
        make_member(email="")
        log_in(client)
        assert is_logged_in(client)

    def test_an_administrator_gets_in_even_when_mail_is_broken(self, client, mail_leaves):
        make_administrator()
        log_in(client, "shepherd")
        assert is_logged_in(client)


class TestLogOut:
    def test_looking_at_the_address_logs_nobody_out(self, client):
        client.force_login(make_member())
        client.get(reverse("account_logout"))
        assert is_logged_in(client)

    def test_a_post_logs_out(self, client):
        client.force_login(make_member())
        assert client.post(reverse("account_logout")).status_code == 302
        assert not is_logged_in(client)


class TestPasswordReset:
    def ask(self, client, email):
        return client.post(reverse("account_reset_password"), {"email": email})

    def test_the_link_sets_a_new_password_once(self, client, mailoutbox):
        make_member()
        self.ask(client, "Anna@example.org")
        link = link_in(mailoutbox[0])
        form = client.get(link, follow=True)
        new = {"password1": "ein ganz neues wort", "password2": "ein ganz neues wort"}
        client.post(form.redirect_chain[-1][0], new)
        assert User.objects.get().check_password("ein ganz neues wort")
        assert "token_fail" in Client().get(link, follow=True).context

    def test_an_unknown_address_is_answered_alike(self, client):
        make_member()
        known, unknown = self.ask(client, "anna@example.org"), self.ask(client, "nobody@example.org")
        assert (known.status_code, known.url) == (unknown.status_code, unknown.url)

    def test_a_site_without_mail_says_so(self, client):
        assert "does not send e-mail yet" in client.get(reverse("account_reset_password_done")).text

    def test_a_site_with_mail_says_nothing_of_the_kind(self, client, mail_leaves):
        assert "does not send e-mail yet" not in client.get(reverse("account_reset_password_done")).text

    def test_a_mail_server_that_is_down_takes_no_page_down(self, client, settings):
        make_member()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        assert self.ask(client, "anna@example.org").status_code == 302

    def test_the_message_is_signed_by_the_site(self, client, mailoutbox, settings):
        settings.SITE_NAME = "The Sheepfold"
        make_member()
        self.ask(client, "anna@example.org")
        assert "-- \nThe Sheepfold\n" in mailoutbox[0].body


def code(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


class TestSecondFactor:
    @pytest.fixture
    def secret(self):
        secret = generate_totp_secret()
        TOTP.activate(make_administrator(), secret)
        return secret

    def test_the_password_alone_is_not_enough(self, client, secret):
        assert log_in(client, "shepherd", next=HERE).url == reverse("mfa_authenticate")
        assert not is_logged_in(client)

    def test_with_the_code_one_comes_back_to_what_was_begun(self, client, secret):
        log_in(client, "shepherd", next=HERE)
        assert client.post(reverse("mfa_authenticate"), {"code": code(secret)}).url == HERE
        assert is_logged_in(client)

    def test_a_recovery_code_works_once(self, client, secret):
        codes = RecoveryCodes.activate(User.objects.get()).get_unused_codes()
        for expected in (True, False):
            browser = Client()
            log_in(browser, "shepherd", next=HERE)
            browser.post(reverse("mfa_authenticate"), {"code": codes[0]})
            assert is_logged_in(browser) is expected

    def test_the_admin_has_no_door_of_its_own(self, client, secret):
        response = client.post(reverse("admin:login"), {"username": "shepherd", "password": PASSWORD})
        assert response.url.startswith(reverse("account_login"))
        assert not is_logged_in(client)

    def test_a_member_who_is_not_staff_is_not_asked_again_and_again_by_the_admin(self, client):
        client.force_login(make_member())
        assert client.get(reverse("admin:index"), follow=True).status_code == 403

    def test_a_member_can_set_one_up(self, client):
        make_member()
        log_in(client, next=HERE)
        say_password_again(client, client.get(reverse("mfa_activate_totp")))
        assert "<svg" in client.get(reverse("mfa_activate_totp")).text
        secret = client.session["mfa.totp.secret"]
        client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
        assert User.objects.get().authenticator_set.filter(type="totp").exists()


class TestAccountPages:
    @pytest.mark.parametrize(
        "name",
        [
            "account_email",
            "account_change_password",
            "account_logout",
            "mfa_index",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "usersessions_list",
        ],
    )
    def test_every_page_of_a_member_opens_without_inline_styles_or_scripts(self, client, name):
        make_member()
        log_in(client, next=HERE)
        say_password_again(client)
        page = client.get(reverse(name))
        assert page.status_code == 200
        assert " style=" not in page.text
        assert not re.search(r"<script(?![^>]*(src=|application/json))", page.text)

    def test_the_address_changes_when_the_new_one_is_confirmed(self, client, mailoutbox, mail_leaves):
        confirmed(make_member())
        log_in(client, next=HERE)
        asked = client.post(reverse("account_email"), {"email": "new@example.org", "action_add": ""})
        say_password_again(client, asked)
        assert User.objects.get().email == "anna@example.org"
        client.post(link_in(next(m for m in mailoutbox if m.to == ["new@example.org"])))
        assert User.objects.get().email == "new@example.org"

    def test_other_sessions_can_be_ended(self, client):
        make_member()
        other = Client()
        log_in(client, next=HERE)
        log_in(other, next=HERE)
        assert client.get(reverse("usersessions_list")).context["session_count"] == 2
        client.post(reverse("usersessions_list"))
        assert other.get(reverse("accounts:preferences")).status_code == 302
        assert client.get(reverse("accounts:preferences")).status_code == 200

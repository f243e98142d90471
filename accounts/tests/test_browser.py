"""Passkeys need a browser: Chromium plays the authenticator."""

import pytest

from accounts.models import User

from .factories import PASSWORD, make_member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def authenticator(page):
    """A fingerprint reader that always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    always = {"isUserVerified": True, "automaticPresenceSimulation": True}
    return devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options | always})


def sign_in(page, where):
    page.goto(f"/accounts/login/?next={where}")
    page.locator("[name=login]").fill("ANNA")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


class TestPasskey:
    def test_a_member_adds_one_and_signs_in_with_it_alone(self, page, authenticator):
        make_member()
        sign_in(page, "/accounts/2fa/webauthn/add/")
        page.locator("[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
        page.get_by_label("Passwordless").check()
        page.get_by_role("button", name="Add").click()
        page.wait_for_url("**/recovery-codes/**")
        assert User.objects.get().authenticator_set.filter(type="webauthn").exists()

        page.context.clear_cookies()
        page.goto("/accounts/login/?next=/accounts/preferences/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_role("heading", name="Preferences", level=1).wait_for()

    def test_one_that_does_not_work_is_said_on_the_page(self, page, browser_problems):
        page.goto("/accounts/login/")
        page.route("**/webauthn/login/**", lambda route: route.abort())
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_text("The passkey did not work.").wait_for()
        browser_problems.clear()

"""What only a real browser shows: hidden passages, rating by keyboard, a visitor's way to the form."""

import re

import pytest

from reviews.models import Review
from reviews.tests.factories import a_film, a_member, a_review, nothing_is_held

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def film():
    nothing_is_held()
    return a_film()


class Spoilers:
    def test_are_hidden_until_they_are_opened_by_keyboard(self, page, film):
        body = (
            "It ends: ||the butler did it|| and so on.\n\n- a list with ||the gardener||\n\n||\nA whole paragraph.\n||"
        )
        review = a_review(film, title="Whole", body=body)
        page.goto(review.get_absolute_url())
        assert page.get_by_text("and so on").is_visible()
        for secret in ("the butler did it", "the gardener", "A whole paragraph."):
            assert not page.get_by_text(secret).is_visible()
        page.get_by_text("Spoiler", exact=True).first.focus()
        page.keyboard.press("Enter")
        assert page.get_by_text("the butler did it").is_visible()
        assert not page.get_by_text("the gardener").is_visible()

    def test_a_whole_review_is_hidden_with_its_title(self, page, film):
        review = a_review(film, title="She is the ghost", body="All along.", has_spoilers=True)
        page.goto(review.get_absolute_url())
        assert not page.get_by_text("She is the ghost").is_visible()
        page.get_by_text("Gives the story away. Show it").click()
        assert page.get_by_text("All along.").is_visible()


class Rating:
    def test_is_saved_in_place_by_keyboard_and_the_average_follows(self, page, log_in, film):
        member = a_member()
        log_in(page, member)
        page.goto(film.get_absolute_url())
        page.locator("#box-6").focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        page.get_by_text("Saved.").wait_for()
        assert Review.objects.get().half_steps == 7
        assert "3.5" in page.locator("#members-verdict").inner_text()
        assert page.evaluate("document.activeElement.id") == "box-7"

    def test_works_without_scripts(self, new_page, log_in, film):
        page = new_page(java_script_enabled=False)
        log_in(page, a_member())
        page.goto(film.get_absolute_url())
        page.locator("#box-7").check(force=True)
        page.get_by_role("button", name="Save rating").click()
        assert Review.objects.get().half_steps == 7
        assert page.locator("#box-7").is_checked()

    def test_a_visitors_click_is_kept_through_the_login(self, page, film):
        a_member("later")
        page.goto(film.get_absolute_url())
        page.locator("#box-5").click()
        page.get_by_text("Your choice is kept.").wait_for()
        page.locator("#rate").get_by_role("link", name="Sign in").click()
        page.get_by_label(re.compile("username|e-mail", re.I)).first.fill("later")
        page.get_by_label("Password").first.fill("correct horse battery")
        page.locator("main button[type=submit], main button").first.click()
        page.wait_for_url("**/review/")
        assert page.locator("#write-5").is_checked()
        page.get_by_role("button", name="Save review").click()
        page.wait_for_url(f"**{film.get_absolute_url()}*")
        assert Review.objects.get().half_steps == 5

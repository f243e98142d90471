"""The main story in a real browser: from a visitor's first rating to a moderator's decision."""

import re

import pytest

from films.models import Film
from reviews.models import Comment, Policy, Review, Status
from reviews.tests.factories import a_comment, a_film, a_member, nothing_is_held

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.each_database]


def sign_up(page, name):
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=email]").fill(f"{name}@example.org")
    for field in page.locator("input[type=password]").all():
        field.fill("correct horse battery")
    page.locator("main form:has(input[name=username]) button").first.click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_visitor_rates_signs_up_writes_edits_and_talks_and_a_moderator_decides(  # noqa: PLR0915 - one story
    new_page, log_in, scripts
):
    nothing_is_held()
    film = a_film("Miss You Already", 2015)
    first = a_comment(film, a_member("host"), body="Who was on the houseboat?")
    Policy().save()

    # A visitor chooses three and a half sheep and writes; both are there after the sign-up, and are saved as chosen.
    page = new_page(java_script_enabled=scripts)
    page.goto(f"/films/{film.slug}/review/")
    page.locator("input[name=half_steps][value='7']").check(force=True)
    page.get_by_label("Review", exact=True).fill("It *earns* its tears.")
    page.get_by_role("button", name="Save review").click()
    page.get_by_role("link", name=re.compile("sign up|join", re.I)).first.click()
    sign_up(page, "newcomer")
    page.wait_for_url(f"**/films/{film.slug}/review/**")
    assert page.locator("input[name=half_steps][value='7']").is_checked()
    assert page.get_by_label("Review", exact=True).input_value() == "It *earns* its tears."
    page.get_by_role("button", name="Save review").click()
    page.wait_for_url(re.compile(rf"/films/{film.slug}/$|/reviews/\d+/"))
    review = Review.objects.get()
    assert (review.half_steps, review.status) == (7, Status.PENDING)

    # The first text is held; its author is told why, nobody else sees it.
    page.goto(review.get_absolute_url())
    assert "first" in page.locator("main").inner_text().casefold()
    visitor = new_page(java_script_enabled=scripts)
    visitor.goto(f"/films/{film.slug}/")
    assert "earns" not in visitor.content()

    # A moderator publishes it in the admin; the film counts it, and everybody sees it.
    moderator = new_page(java_script_enabled=scripts)
    log_in(moderator, a_member("mo", is_staff=True, is_superuser=True))
    decide(moderator, review, "Publish")
    review.refresh_from_db()
    assert review.status == Status.PUBLISHED
    film.refresh_from_db()
    assert (film.votes_7, film.rating_count, film.review_count) == (1, 1, 1)
    visitor.goto(f"/films/{film.slug}/")
    assert visitor.get_by_text("earns").is_visible()

    # Its author edits it: the same rating is chosen, and the mark says that it was edited.
    page.goto(f"/films/{film.slug}/review/")
    assert page.locator("input[name=half_steps][value='7']").is_checked()
    page.get_by_label("Review", exact=True).fill("It earns its tears, twice.")
    page.get_by_role("button", name="Save review").click()
    page.goto(review.get_absolute_url())
    assert "edited" in page.locator("main").inner_text().casefold()

    # A comment, and a reply to somebody's.
    page.goto(f"/films/{film.slug}/")
    page.locator("#comments textarea").first.fill("Bring handkerchiefs.")
    page.locator("#comments form button").first.click()
    page.get_by_text("Bring handkerchiefs.").first.wait_for()
    page.goto(f"/comments/{first.pk}/reply/")
    page.locator("main textarea").first.fill("Jess was.")
    page.locator("main form button").first.click()
    page.get_by_text("Jess was.").first.wait_for()
    assert Comment.objects.get(body="Jess was.").parent == first

    # The moderator closes the comments and removes the review; nothing of it is left to see or to count.
    moderator.goto(f"/films/{film.slug}/")
    moderator.get_by_role("button", name="Close comments").click()
    moderator.locator("#comments-closed").wait_for()
    visitor.goto(f"/films/{film.slug}/")
    assert visitor.locator("#comments-closed").is_visible()
    decide(moderator, review, "Remove")
    visitor.goto(f"/films/{film.slug}/")
    assert "tears" not in visitor.content()
    assert Film.objects.get().rating_count == 0


def decide(page, review, action):
    """One bulk action in the admin's list."""
    page.goto("/admin/reviews/review/")
    page.locator(f"input[name=_selected_action][value='{review.pk}']").check()
    page.locator("select[name=action]").first.select_option(label=action)
    page.locator("button[name=index]").first.click()
    page.locator(".messagelist").wait_for()

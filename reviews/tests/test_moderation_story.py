"""The whole story of moderation in a real browser, decided with the queue's keys."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from films.models import Film
from reviews.models import Policy, Review, Status
from reviews.moderation.models import Case, Decision, Notice
from reviews.tests.factories import a_comment, a_film, a_member, a_review, nothing_is_held
from reviews.tests.moderation_factories import a_moderator, a_senior

pytestmark = pytest.mark.django_db(transaction=True)


def write(page, film, words):
    page.goto(f"/films/{film.slug}/review/")
    page.locator("input[name=half_steps][value='8']").check(force=True)
    page.get_by_label("Review", exact=True).fill(words)
    page.get_by_role("button", name="Save review").click()
    page.wait_for_url(lambda address: not address.endswith("/review/"))


def open_first_case(page):
    """As a moderator does without touching the mouse: the queue, down to the first case, in."""
    page.goto("/admin/moderation/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/*/")


def press(page, key):
    """A key that decides: the middle of the page says what was done, and shows what comes next."""
    with page.expect_response(lambda answer: getattr(answer.request.redirected_from, "method", "") == "POST"):
        page.keyboard.press(key)
    page.locator(".messagelist .success").wait_for()


def everything_about(film):
    film = Film.objects.get(pk=film.pk)
    totals = (film.rating_count, film.rating_sum, film.review_count, film.comment_count)
    texts = film.reviews.order_by("pk").values_list("pk", "body", "status", "public_half_steps", "published_at")
    replies = film.comments.order_by("pk").values_list("pk", "body", "status", "published_at")
    return totals, list(texts), list(replies)


def inbox(page):
    page.goto("/notices/")
    return page.locator("main")


def test_a_text_is_held_published_reported_removed_appealed_and_comes_back_as_it_was(  # noqa: PLR0915 - one story
    new_page, log_in
):
    nothing_is_held()
    first, second = a_film("First"), a_film("Second")
    host = a_member("host")
    a_review(second, host, half_steps=3)
    author, mo, senior = a_member("newcomer"), a_moderator("mo"), a_senior("sen")
    Policy().save()
    page, desk, visitor = new_page(), new_page(), new_page()
    log_in(page, author)
    log_in(desk, mo)

    # A new member's first review is held, and says why. One key publishes it, one takes that back, one publishes again.
    write(page, first, "It *earns* its tears.")
    held = Review.objects.get(author=author)
    page.goto(held.get_absolute_url())
    expect(page.locator("main")).to_contain_text(
        "a moderator reads the first texts of every new member", use_inner_text=True
    )
    open_first_case(desk)
    press(desk, "p")
    press(desk, "u")
    held.refresh_from_db()
    assert held.status == Status.PENDING
    open_first_case(desk)
    press(desk, "p")
    visitor.goto(held.get_absolute_url())
    expect(visitor.get_by_text("earns")).to_be_visible()

    # The second appears at once and is answered. Three members report it: one case, and it is held.
    write(page, second, "Whoever likes this has no heart.")
    review = Review.objects.get(author=author, film=second)
    a_comment(second, author, review=None, body="And another thing.")
    a_comment(second, host, review=review, body="I like it, and I have one.")
    before = everything_about(second)
    reporters = [a_member(f"reporter{number}") for number in range(3)]
    guest = new_page()
    for reporter in reporters:
        log_in(guest, reporter)
        guest.goto(review.get_absolute_url())
        guest.get_by_role("link", name="Report this review").click()
        guest.locator("input[name=ground][value=abuse]").check()
        guest.get_by_role("button", name="Send the report").click()
        guest.wait_for_url("**/moderation/reports/")
    assert Case.objects.open().of(review).get().reports.count() == 3
    visitor.goto(review.get_absolute_url())
    assert "no heart" not in visitor.content()

    # It is removed with a letter in the moderator's own words; its place and the answer stay.
    open_first_case(desk)
    desk.locator("#id_ground").select_option("abuse")
    desk.locator("#id_letter").fill("Please argue about the film.")
    desk.keyboard.press("Escape")
    press(desk, "x")
    visitor.goto(review.get_absolute_url())
    expect(visitor.locator("main")).to_contain_text("A moderator removed this review: abuse.", use_inner_text=True)
    expect(visitor.get_by_text("I have one.")).to_be_visible()

    # The author reads why, and appeals. The moderator who removed it cannot decide on that; another one grants it.
    expect(inbox(page)).to_contain_text("removed your review", use_inner_text=True)
    page.get_by_role("link", name="removed your review").click()
    page.get_by_role("link", name="Show it").click()
    expect(page.locator("main")).to_contain_text("Please argue about the film.", use_inner_text=True)
    page.locator("textarea[name=body]").fill("I did argue about the film.")
    page.get_by_role("button", name="Send the appeal").click()
    page.get_by_text("Your appeal is with the moderators.").wait_for()
    desk.goto("/admin/moderation/")
    expect(desk.locator(".mod-empty")).to_be_visible()
    log_in(desk, senior)
    open_first_case(desk)
    press(desk, "g")

    # Everything is as before; everybody was told; the log holds.
    assert everything_about(second) == before
    visitor.goto(second.get_absolute_url())
    expect(visitor.get_by_text("no heart")).to_be_visible()
    expect(inbox(page)).to_contain_text("Your appeal was granted", use_inner_text=True)
    for reporter in reporters:
        log_in(guest, reporter)
        expect(inbox(guest)).to_contain_text("We acted on your report", use_inner_text=True)
        assert list(Notice.objects.filter(member=reporter).values_list("kind", flat=True)) == ["report"]
    assert set(Decision.objects.values_list("action", flat=True)) == {"publish", "undo", "hold", "remove", "grant"}
    call_command("verify_log")

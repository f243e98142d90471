"""The main stories in a real browser, walked with scripts and without, on a phone and on a desk."""

import re
from functools import partial

import pytest
from PIL import Image
from playwright.sync_api import expect

from films.models import Film, Genre
from reviews.models import Comment, Policy, Review, Status
from reviews.tests.factories import a_comment, a_film, a_member, nothing_is_held
from tests.harness import THOROUGH

pytestmark = pytest.mark.django_db(transaction=True)

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


def walked(*always):
    """The ways to walk a story: those named, and all four when the run is THOROUGH."""
    ways = [
        pytest.param(how == "with-scripts", viewport, id=f"{where}-{how}")
        for where, viewport in (("phone", PHONE), ("desk", DESK))
        for how in ("with-scripts", "without-scripts")
    ]
    return pytest.mark.parametrize(("scripts", "viewport"), [way for way in ways if THOROUGH or way.id in always])


def sign_up(page, name):
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=email]").fill(f"{name}@example.org")
    for field in page.locator("input[type=password]").all():
        field.fill("correct horse battery")
    page.locator("main form:has(input[name=username]) button").first.click()


@walked("phone-with-scripts", "desk-without-scripts")
def test_a_visitor_rates_signs_up_writes_edits_and_talks_and_a_moderator_decides(  # noqa: PLR0915 - one story
    new_page, log_in, scripts, viewport
):
    nothing_is_held()
    film = a_film("Miss You Already", 2015)
    first = a_comment(film, a_member("host"), body="Who was on the houseboat?")
    Policy().save()
    somebody = partial(new_page, java_script_enabled=scripts, viewport=viewport)

    # A visitor chooses three and a half sheep and writes; both are there after the sign-up, and are saved as chosen.
    page = somebody()
    page.goto(f"/films/{film.slug}/review/")
    page.locator("input[name=half_steps][value='7']").check(force=True)
    page.get_by_label("Review", exact=True).fill("It *earns* its tears.")
    page.get_by_role("button", name="Save review").click()
    page.get_by_role("link", name=re.compile("sign up|join", re.I)).first.click()
    sign_up(page, "newcomer")
    page.wait_for_url(f"**/films/{film.slug}/review/**")
    expect(page.locator("input[name=half_steps][value='7']")).to_be_checked()
    expect(page.get_by_label("Review", exact=True)).to_have_value("It *earns* its tears.")
    page.get_by_role("button", name="Save review").click()
    page.wait_for_url(re.compile(rf"/films/{film.slug}/$|/reviews/\d+/"))
    review = Review.objects.get()
    assert (review.half_steps, review.status) == (7, Status.PENDING)

    # The first text is held; its author is told why, nobody else sees it.
    page.goto(review.get_absolute_url())
    expect(page.locator("main")).to_contain_text("first", ignore_case=True, use_inner_text=True)
    visitor = somebody()
    visitor.goto(f"/films/{film.slug}/")
    assert "earns" not in visitor.content()

    # A moderator publishes it from the queue; the film counts it, and everybody sees it.
    moderator = somebody()
    log_in(moderator, a_member("mo", is_staff=True, is_superuser=True))
    moderator.goto("/admin/moderation/")
    moderator.get_by_role("link", name="Review · Miss You Already").click()
    moderator.get_by_role("button", name="Publish").click()
    moderator.get_by_text("Nothing waits here.").wait_for()
    review.refresh_from_db()
    assert review.status == Status.PUBLISHED
    film.refresh_from_db()
    assert (film.votes_7, film.rating_count, film.review_count) == (1, 1, 1)
    visitor.goto(f"/films/{film.slug}/")
    expect(visitor.get_by_text("earns")).to_be_visible()

    # Its author rates anew on the film's page and edits the words: that rating is chosen, and the edit is marked.
    page.goto(f"/films/{film.slug}/")
    page.locator("#box-8").check(force=True)
    if not scripts:
        page.get_by_role("button", name="Save rating").click()
    page.locator("#rate, .messages").get_by_text("Saved.").first.wait_for()
    page.goto(f"/films/{film.slug}/review/")
    expect(page.locator("input[name=half_steps][value='8']")).to_be_checked()
    page.get_by_label("Review", exact=True).fill("It earns its tears, twice.")
    with page.expect_navigation():
        page.get_by_role("button", name="Save review").click()
    page.goto(review.get_absolute_url())
    expect(page.locator("main")).to_contain_text("edited", ignore_case=True, use_inner_text=True)

    # A comment, and a reply to somebody's.
    page.goto(f"/films/{film.slug}/")
    page.locator("#comments textarea").first.fill("Bring handkerchiefs.")
    page.locator("#comments form button").first.click()
    page.get_by_text("Bring handkerchiefs.").first.wait_for()
    page.goto(f"/comments/{first.pk}/reply/")
    page.locator("main textarea").first.fill("Jess was.")
    with page.expect_navigation():
        page.locator("main form button").first.click()
    page.get_by_text("Jess was.").first.wait_for()
    assert Comment.objects.get(body="Jess was.").parent == first

    # The moderator closes the comments and removes the review in the admin; nothing of it is left to see or to count.
    moderator.goto(f"/films/{film.slug}/")
    moderator.get_by_role("button", name="Close comments").click()
    moderator.locator("#comments-closed").wait_for()
    visitor.goto(f"/films/{film.slug}/")
    expect(visitor.locator("#comments-closed")).to_be_visible()
    decide(moderator, review, "Remove")
    visitor.goto(f"/films/{film.slug}/")
    assert "tears" not in visitor.content()
    assert Film.objects.get().rating_count == 0


@walked("phone-without-scripts", "desk-with-scripts")
def test_a_member_browses_searches_and_shows_a_face(new_page, log_in, tmp_path, scripts, viewport):
    drama = Genre.objects.create(name="Drama")
    for number in range(26):
        a_film(f"Lamp {number:02}", 1990 + number % 3).genres.add(drama)
    a_film("Miss You Already", 2015)
    member = a_member("newcomer")
    page = new_page(java_script_enabled=scripts, viewport=viewport)
    log_in(page, member)

    # Browse: by the menu, through a filter, to the next page, and to a film.
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Films").click()
    if viewport is PHONE:
        page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Genre").select_option(label="Drama (26)")
    with page.expect_navigation():
        page.get_by_role("button", name="Show films").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Films: Drama"))
    page.get_by_role("link", name="Next page").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Lamp 25").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lamp 25")

    # Search with a slip of the finger: suggested while typing, or found on a page of its own.
    if viewport is PHONE:
        page.get_by_role("link", name="Search").click()
    box = page.locator("input[type=search]").locator("visible=true")
    box.press_sequentially("mis you alredy")
    if scripts:
        page.get_by_role("option", name="Miss You Already").wait_for()
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    if not scripts:
        page.get_by_role("link", name="Miss You Already").first.click()
    page.wait_for_url("**/films/miss-you-already-2015/")

    # A picture of oneself, and it stands on one's page.
    picture = tmp_path / "me.png"
    Image.new("RGB", (300, 400), "seagreen").save(picture)
    page.goto("/accounts/preferences/")
    page.get_by_label("New picture").set_input_files(picture)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Your preferences are saved.").wait_for()
    page.goto(member.get_absolute_url())
    face = page.locator("main .avatar img").first
    assert face.evaluate("img => img.decode().then(() => img.naturalWidth)") > 0 if scripts else face.is_visible()


def decide(page, review, action):
    """One bulk action in the admin's list."""
    page.goto("/admin/reviews/review/")
    page.locator(f"input[name=_selected_action][value='{review.pk}']").check()
    page.locator("select[name=action]").first.select_option(label=action)
    with page.expect_navigation():
        page.locator("button[name=index]").first.click()
    page.locator(".messagelist").wait_for()


@pytest.mark.once
def test_nothing_moves_under_a_finger_at_the_end_of_a_list(new_page):
    for number in range(25):
        a_film(f"Lamp {number:02}", 1990)
    page = new_page(viewport=PHONE, reduced_motion="no-preference")
    page.goto("/films/")
    tops = page.get_by_role("link", name="Next page").evaluate("""async (link) => {
        const tops = new Set();
        link.scrollIntoView({ block: "center" });
        for (let frame = 0; frame < 6; frame++) {
          tops.add(link.getBoundingClientRect().top);
          await new Promise(requestAnimationFrame);
        }
        return [...tops];
    }""")
    assert len(tops) == 1

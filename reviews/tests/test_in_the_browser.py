"""What only a real browser shows: hidden passages, rating by keyboard, a visitor's way to the form."""

import os
import re
import signal
from contextlib import suppress
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from reviews.models import Case, Comment, Review
from reviews.tests.factories import a_comment, a_film, a_member, a_review, nothing_is_held
from reviews.tests.moderation_factories import a_moderator
from tests.browser import PATIENCE, QUIET, chromium

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
        expect(page.get_by_text("and so on")).to_be_visible()
        for secret in ("the butler did it", "the gardener", "A whole paragraph."):
            expect(page.get_by_text(secret)).not_to_be_visible()
        page.get_by_text("Spoiler", exact=True).first.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("the butler did it")).to_be_visible()
        expect(page.get_by_text("the gardener")).not_to_be_visible()

    def test_a_whole_review_is_hidden_with_its_title(self, page, film):
        review = a_review(film, title="She is the ghost", body="All along.", has_spoilers=True)
        page.goto(review.get_absolute_url())
        expect(page.get_by_text("She is the ghost")).not_to_be_visible()
        page.get_by_text("Gives the story away. Show it").click()
        expect(page.get_by_text("All along.")).to_be_visible()


class Rating:
    def test_is_saved_in_place_by_keyboard_and_the_average_follows(self, page, log_in, film):
        member = a_member()
        log_in(page, member)
        page.goto(film.get_absolute_url())
        page.locator("#box-6").focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        page.locator("#members-verdict").get_by_text("3.5", exact=True).wait_for()
        page.locator("#rate").get_by_text("Saved.").wait_for()
        assert Review.objects.get().half_steps == 7
        expect(page.locator("#box-7")).to_be_focused()

    def test_a_visitors_click_is_kept_through_the_login(self, page, film):
        a_member("later")
        page.goto(film.get_absolute_url())
        page.locator("#box-5").click()
        page.locator("#rate").get_by_text("Your choice is kept.").wait_for()
        page.locator("#rate").get_by_role("link", name="Sign in").click()
        page.get_by_label(re.compile("username|e-mail", re.I)).first.fill("later")
        page.get_by_label("Password").first.fill("correct horse battery")
        page.locator("main button[type=submit], main button").first.click()
        page.wait_for_url("**/review/")
        expect(page.locator("#write-5")).to_be_checked()
        page.get_by_role("button", name="Save review").click()
        page.wait_for_url(f"**{film.get_absolute_url()}*")
        assert Review.objects.get().half_steps == 5


def stays(page):
    """Notes that this is the page; afterwards the page can tell whether another came."""
    page.evaluate("window.isStillHere = true")
    return lambda: page.evaluate("window.isStillHere === true")


class Commenting:
    def test_happens_in_place_with_errors_replies_and_a_lost_connection(self, page, log_in, film, browser_problems):
        first = a_comment(film, a_member("host"), body="Who was on the houseboat?")
        log_in(page, a_member())
        page.goto(film.get_absolute_url())
        is_here = stays(page)
        form = page.locator("#comments > form")
        words, button = form.get_by_label("Your thoughts"), form.get_by_role("button", name="Comment")

        # Nothing written: the error comes to the form, is announced and has the focus.
        button.click()
        form.get_by_role("alert").wait_for()
        expect(form.get_by_role("alert")).to_be_focused()

        # The connection is gone: said, and the words stay.
        words.fill("Jess *was*.")
        page.context.set_offline(True)
        button.click()
        page.locator("[data-toast]").get_by_text("Nothing is lost").wait_for()
        expect(words).to_have_value("Jess *was*.")
        page.context.set_offline(False)

        # Sent: the comment is there, counted, announced and has the focus; the form is empty, and so is the draft.
        button.click()
        comment = page.locator("#thread > li").first.get_by_text("Jess was.")
        comment.wait_for()
        page.locator("#comment-count").get_by_text("2", exact=True).wait_for()
        page.locator("[data-live]").get_by_text("Everybody can read it").wait_for(state="attached")
        expect(page.locator("#thread > li:first-child > article")).to_be_focused()
        expect(words).to_have_value("")
        assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('flock-draft')).length") == 0

        # An answer, without leaving either.
        page.locator(f"#reply-to-{first.pk}").click()
        answer = page.locator(f"#answer-{first.pk} textarea")
        answer.wait_for()
        answer.fill("So was Milly.")
        page.locator(f"#answer-{first.pk}").get_by_role("button", name="Reply").click()
        page.locator(f"#replies-{first.pk}").get_by_text("So was Milly.").wait_for()
        assert Comment.objects.get(body="So was Milly.").parent == first
        assert is_here()
        expected = ("422", "ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
        browser_problems[:] = [p for p in browser_problems if not any(map(p.__contains__, expected))]


def kill(profile):
    """Ends a browser as a crash does, with no moment to put anything away."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if str(profile).encode() in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)


class Drafts:
    @pytest.mark.once
    def test_what_the_page_calls_kept_is_there_after_the_browser_was_killed(self, browser, live_server, film, tmp_path):
        def form():
            context = browser.browser_type.launch_persistent_context(
                tmp_path, executable_path=chromium(), args=QUIET, base_url=live_server.url, locale="en-GB"
            )
            context.set_default_timeout(PATIENCE)
            context.pages[0].goto(film.get_absolute_url())
            return context.pages[0].locator("#comments > form")

        written = form()
        written.get_by_label("Your thoughts").fill("Half a thought about the houseboat")
        expect(written.locator("[data-draft-note]")).to_have_text("Kept in this browser until you send it.")
        kill(tmp_path)

        found = form()
        expect(found.get_by_label("Your thoughts")).to_have_value("Half a thought about the houseboat")
        found.page.context.close()

    def test_what_was_emptied_on_leaving_does_not_come_back(self, page, log_in, film):
        log_in(page, a_member())
        page.goto(film.get_absolute_url())
        words, note = page.locator("#comments textarea"), page.locator("#comments [data-draft-note]")
        words.fill("Never mind")
        expect(note).to_have_text("Kept in this browser until you send it.")
        words.evaluate(
            "field => { field.value = ''; field.dispatchEvent(new Event('input', {bubbles: true})); location = '/' }"
        )
        page.wait_for_url("**/")
        page.goto(film.get_absolute_url())
        page.wait_for_timeout(500)
        expect(words).to_have_value("")

    def test_are_kept_where_the_database_is_closed_while_the_page_is_open(self, page, log_in, film):
        log_in(page, a_member())
        page.add_init_script(
            "IDBDatabase.prototype.transaction = () => { throw new DOMException('', 'InvalidStateError') }"
        )
        page.goto(film.get_absolute_url())
        page.locator("#comments textarea").fill("Half a thought")
        expect(page.locator("#comments [data-draft-note]")).to_have_text("Kept in this browser until you send it.")
        page.reload()
        expect(page.locator("#comments textarea")).to_have_value("Half a thought")

    def test_of_an_edit_and_of_a_moderators_letter_come_back_but_never_over_newer_words(self, page, log_in, film):
        host, moderator = a_member("host"), a_moderator()
        talk = a_comment(film, host, body="Who was on the boat?")
        case = Case.objects.open_for(talk, "staff")

        def write(path, field, text):
            page.goto(path)
            page.locator(field).fill(text)
            note = page.locator("[data-draft]", has=page.locator(field)).locator("[data-draft-note]")
            expect(note).to_have_text("Kept in this browser until you send it.")
            page.goto(path)
            expect(page.locator(field)).to_have_value(text)

        log_in(page, host)
        edit = reverse("reviews:comment_edit", args=[talk.pk])
        write(edit, "#id_body", "Half a change")
        Comment.objects.filter(pk=talk.pk).update(body="Changed elsewhere", edited_at=timezone.now())
        page.goto(edit)
        page.wait_for_timeout(500)
        expect(page.locator("#id_body")).to_have_value("Changed elsewhere")
        log_in(page, moderator)
        write(reverse("moderation:case", args=[case.pk]), "#id_letter", "Dear host")

    def test_are_there_before_anybody_can_write_over_them(self, page, log_in, film):
        log_in(page, a_member())
        page.goto(film.get_absolute_url())
        page.locator("#comments textarea").fill("Half a thought")
        expect(page.locator("#comments [data-draft-note]")).to_have_text("Kept in this browser until you send it.")
        page.add_init_script("IDBFactory.prototype.open = () => ({})")  # a slow one, which has not answered yet
        page.reload()
        page.locator("#comments textarea").press("End")
        page.locator("#comments textarea").press_sequentially(" more")
        expect(page.locator("#comments textarea")).to_have_value("Half a thought more")


class Deciding:
    def test_happens_in_place_by_one_key_and_says_what_comes_next(self, page, log_in):
        film = a_film()
        texts = [a_review(film, a_member(), body=body) for body in ("One quiet film.", "Another one, quieter.")]
        log_in(page, a_member("mo", is_staff=True, is_superuser=True))
        page.goto("/admin/moderation/")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Decide").wait_for()
        is_here, before = stays(page), page.get_by_role("heading", level=1).inner_text()
        page.keyboard.press("p")
        heading = page.get_by_role("heading", level=1)
        expect(heading).not_to_have_text(before)
        assert is_here()
        expect(heading).to_be_focused()
        page.locator("[data-live]").get_by_text("Done").wait_for(state="attached")
        expect(page).to_have_title(re.compile("^" + re.escape(heading.inner_text())))
        assert sum(Review.objects.get(pk=text.pk).is_visible for text in texts) == 1

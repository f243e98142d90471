"""The lightbox by keyboard, and what takes its place where there are no scripts."""

import pytest
from PIL import Image
from playwright.sync_api import expect

from films.models import Film, Still
from pictures.fields import Whole

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def film(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    film = Film.objects.create(title="Beaches", year=1988)
    for alt in ("The sea", "The pier", "The road"):
        Still.objects.create(film=film, image=Whole(Image.new("RGB", (90, 60), "teal")), alt=alt, credit="Ada Brook")
    return film


def test_stills_open_over_the_page_and_by_keyboard_alone_or_on_pages_of_their_own(page, new_page, film):
    page.goto(film.get_absolute_url())
    page.get_by_role("link", name="The sea").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Stills")
    dialog.get_by_role("img", name="The sea").wait_for()
    expect(dialog).to_contain_text("Image by Ada Brook", use_inner_text=True)
    page.keyboard.press("ArrowRight")
    dialog.get_by_role("img", name="The pier").wait_for()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    dialog.get_by_role("img", name="The road").wait_for()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    expect(page.get_by_role("link", name="The road")).to_be_focused()

    plain = new_page(java_script_enabled=False)
    plain.goto(film.get_absolute_url())
    plain.get_by_role("link", name="The sea").click()
    plain.get_by_role("heading", name="Beaches").wait_for()
    plain.get_by_role("link", name="The next still").click()
    plain.get_by_role("img", name="The pier").wait_for()
    plain.get_by_role("link", name="Back to the film").click()
    plain.wait_for_url(f"**{film.get_absolute_url()}#still-*")

"""The whole way of a picture: a member sends it without scripts, a moderator looks at it, the film shows it."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from reviews.tests.factories import a_film, a_member
from reviews.tests.moderation_factories import a_moderator

pytestmark = pytest.mark.django_db(transaction=True)


def a_file():
    file = io.BytesIO()
    Image.new("RGB", (90, 60), "teal").save(file, "PNG")
    return {"name": "sea.png", "mimeType": "image/png", "buffer": file.getvalue()}


def test_a_picture_goes_from_a_member_without_scripts_to_the_film(new_page, log_in, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    film, author, moderator = a_film(), a_member("ada"), a_moderator()
    plain = new_page(java_script_enabled=False)
    log_in(plain, author)
    plain.goto(film.get_absolute_url())
    plain.get_by_role("link", name="Suggest a poster or a still").click()
    plain.get_by_role("button", name="Send picture").click()
    plain.get_by_role("alert").get_by_text("Choose a picture.").wait_for()
    plain.get_by_label("A still, a picture from the film").check()
    plain.get_by_label("Picture*").set_input_files(a_file())
    plain.get_by_label("What is to be seen on it?").fill("The sea at noon")
    plain.get_by_label("I made this picture or may share it").check()
    plain.get_by_role("button", name="Send picture").click()
    plain.get_by_role("img", name="The sea at noon").wait_for()

    page = new_page()
    log_in(page, moderator)
    page.goto("/admin/moderation/")
    page.get_by_role("link", name="picture · The Lamp Room (2011)").click()
    page.get_by_role("img", name="The sea at noon").wait_for()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Nothing waits here.").wait_for()
    page.goto(film.get_absolute_url())
    page.get_by_role("link", name="The sea at noon").click()
    page.get_by_role("dialog").get_by_role("img", name="The sea at noon").wait_for()
    assert Axe().run(page).response["violations"] == []

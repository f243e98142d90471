"""Spoiler passages in a real browser: shut until somebody opens them, also inside a paragraph."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from .factories import a_film, a_review, nothing_is_held

LONG = "She comes back, and then " * 100
LINES, SCREEN = 120, 400  # pixels: a line or two, and most of a screen


@pytest.mark.parametrize("body", [f"He leaves. ||{LONG}|| What now?", f"||\n{LONG}\n||"], ids=["inside", "by itself"])
def test_a_passage_takes_no_room_until_it_is_opened_by_key(page, transactional_db, body):
    nothing_is_held()
    review = a_review(a_film(), body=body)
    page.goto(reverse("reviews:detail", args=[review.pk]))
    text = page.locator(".prose:has(details.spoiler)")
    assert text.bounding_box()["height"] < LINES
    page.locator("details.spoiler summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.spoiler")).to_have_attribute("open", "")
    assert text.bounding_box()["height"] > SCREEN

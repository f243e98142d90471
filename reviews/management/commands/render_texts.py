"""Renders all texts anew, as after a change of the Markdown or of its sanitising."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from films.models import Film
from reviews.models import Comment, Review
from reviews.text import rendered

BATCH = 500


class Command(BaseCommand):
    help = "Renders the stored HTML and excerpts of all reviews and comments anew."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = sum(self.render(model) for model in (Review, Comment))
        sentence = ngettext("%(count)s text looks different now.", "%(count)s texts look different now.", changed)
        self.stdout.write(sentence % {"count": changed})

    def render(self, model: type[Review] | type[Comment]) -> int:
        """How many texts of one kind changed. Each is written only if it is still what was rendered."""
        changed = 0
        for text in model.objects.exclude(body="").order_by("pk").iterator(BATCH):
            html, words = rendered(text.body)
            if (html, words) != (text.body_html, text.excerpt):
                same = model.objects.filter(pk=text.pk, body=text.body)
                changed += same.update(body_html=html, excerpt=words)
                Film.objects.filter(pk=text.film_id).touch()
        return changed

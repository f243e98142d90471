"""How ratings are shown and chosen in templates."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template

from films.models import HALF_STEPS, Bar


def render(source, **context):
    return Template("{% load ratings %}" + source).render(Context(context))


class Rating:
    @pytest.mark.parametrize(("half_steps", "words"), [(1, "½ of 5"), (2, "1 of 5"), (7, "3½ of 5"), (10, "5 of 5")])
    def test_says_in_words_what_it_draws(self, half_steps, words):
        shown = render("{% rating n %}", n=half_steps, glyph="sheep")
        assert f'aria-label="{words} sheep"' in shown
        assert f"#sheep-{half_steps}" in shown

    def test_is_drawn_in_the_glyph_of_the_reader(self):
        shown = render("{% rating 7 %}", glyph="stars")
        assert 'aria-label="3½ of 5 stars"' in shown
        assert "#star-7" in shown

    def test_is_nothing_where_there_is_none(self):
        assert render("{% rating n %}", n=None) == ""

    def test_uses_only_drawings_that_the_sprite_has(self):
        sprite = (Path(settings.BASE_DIR) / "static/flock/glyphs.svg").read_text()
        pages = "".join(
            render("{% rating n %}{% rate 'x' n %}", n=n, glyph=g) for n in HALF_STEPS for g in ("sheep", "stars")
        )
        for name in set(re.findall(r"glyphs[^#\"]*#([\w-]+)", pages)):
            assert f'id="{name}"' in sprite


class Rate:
    @pytest.mark.parametrize("chosen", [*HALF_STEPS, ""])
    def test_has_exactly_what_was_chosen_checked(self, chosen):
        shown = render("{% rate 'half_steps' chosen %}", chosen=chosen)
        assert re.findall(r'value="(\d*)"[^>]* checked', shown) == [str(chosen)]

    def test_can_be_given_what_a_form_had_as_text(self):
        assert re.findall(r'value="(\d*)"[^>]* checked', render("{% rate 'half_steps' '7' %}")) == ["7"]

    def test_survives_garbage(self):
        assert re.findall(r'value="(\d*)"[^>]* checked', render("{% rate 'half_steps' 'x' %}")) == [""]

    def test_labels_every_choice_in_words(self):
        shown = render("{% rate 'half_steps' '' %}", glyph="sheep")
        assert [w for w in ("½ sheep", "1 sheep", "3½ sheep", "5 sheep", "No rating") if f">{w}<" not in shown] == []


class Histogram:
    def test_has_its_figures_as_a_table_too(self):
        bars = [Bar(n, n * 3, n, n * 10) for n in HALF_STEPS]
        shown = render("{% histogram bars %}", bars=bars, glyph="sheep")
        assert '<th scope="row">3½ sheep</th><td>21</td>' in shown


class Average:
    @pytest.mark.parametrize(("average", "shown"), [(7.2, "3.6"), (10, "5.0"), (None, "–")])
    def test_is_written_on_the_scale_to_five(self, average, shown):
        assert render("{{ a|fives }}", a=average) == shown

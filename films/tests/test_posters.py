"""Drawn posters: the same facts give the same sound picture, whatever the title is made of."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from django.conf import settings

from films.posters import FACES, PALETTES, face_of, initials, poster_svg, tint_of

TITLES = [
    "It",
    "8½",
    "The 33",
    "千と千尋の神隠し",
    "جدایی نادر از سیمین",
    '<b>&"quotes"</b>',
    "Supercalifragilisticexpialidocious",
    "Night of the Day of the Dawn of the Son of the Bride of the Return of the Revenge of the Terror " * 3,
    "\u200e \u0301",
    "🐑",
    "Bell\x07 and null\x00",
]


def words_of(svg):
    return "".join(ET.fromstring(svg).itertext())


class Poster:
    @pytest.mark.parametrize("title", TITLES)
    def test_is_sound_svg_of_the_right_shape_for_any_title(self, title):
        root = ET.fromstring(poster_svg(title, 2015, "Agnès Varda"))
        assert root.get("viewBox") == "0 0 240 360"

    def test_is_the_same_for_the_same_facts(self):
        assert poster_svg("Thirteen", 2003, "Catherine Hardwicke") == poster_svg(
            "Thirteen", 2003, "Catherine Hardwicke"
        )

    def test_differs_for_films_of_one_title(self):
        assert poster_svg("Beaches", 1988) != poster_svg("Beaches", 2017)

    def test_shows_title_director_and_year(self):
        words = words_of(poster_svg("Beaches", 1988, "Garry Marshall"))
        assert "beaches" in words.lower()
        assert "Garry Marshall · 1988" in words

    def test_holds_nothing_that_a_strict_policy_forbids(self):
        svg = poster_svg('<script>alert(1)</script>" onload="x', 2000, "<style>")
        assert not [e for e in ET.fromstring(svg).iter() if e.tag.endswith(("script", "style")) or e.get("onload")]
        assert " style=" not in svg

    def test_keeps_every_line_inside_the_sheet(self):
        for title in TITLES:
            for text in ET.fromstring(poster_svg(title, 1999)).iter("{http://www.w3.org/2000/svg}tspan"):
                assert 0 < float(text.get("y")) <= 360


class Tint:
    def test_has_the_same_colours_in_the_style_sheet_as_on_the_poster(self):
        css = (Path(settings.BASE_DIR) / "static/flock/css/tokens.css").read_text()
        for number, palette in enumerate(PALETTES):
            assert f".tint-{number} {{ --tint: {palette.deep}; --glow: {palette.glow}; }}" in css

    def test_depends_on_the_title_alone(self):
        assert tint_of("THIRTEEN") == tint_of("thirteen")


class Monogram:
    @pytest.mark.parametrize(
        ("name", "letters"),
        [
            ("Agnès Varda", "AV"),
            ("Cher", "C"),
            ("Conan O'Brien", "CO"),
            ("宮崎 駿", "宮駿"),
            ("  50 Cent ", "5C"),
            ("☃", "☃"),
            ("", ""),
        ],
    )
    def test_has_the_initials_of_any_name(self, name, letters):
        assert initials(name) == letters

    def test_has_a_ground_that_the_style_sheet_knows_and_the_same_for_the_same_name(self):
        css = (Path(settings.BASE_DIR) / "static/flock/css/components.css").read_text()
        assert all(f".face-{number} {{" in css for number in range(FACES))
        assert face_of("Toni Collette") == face_of("TONI COLLETTE") < FACES

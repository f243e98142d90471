"""The fact sheets that come with the site, and what the reader says of sheets that are wrong."""

import datetime as dt
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from films.readers.toml_sheet import read_people, read_sheet
from films.record import CreditFact, LinkFact, NotAFilmPage, PersonFact, QuoteFact
from films.tests.documents import runs, runs_of_documents
from films.titles import address, fold

FOLDER = Path(settings.BASE_DIR) / "films" / "factsheets"
SHEETS = sorted(path for path in FOLDER.glob("*.toml") if path.name != "people.toml")
GENRES = {
    *("Action", "Animation", "Comedy", "Crime", "Drama", "Family", "Fantasy", "History", "Horror", "Music", "Mystery"),
    *("Romance", "Science Fiction", "Thriller", "War"),
}


@pytest.fixture(scope="module")
def records():
    return {path.stem: read_sheet(path) for path in SHEETS}


@pytest.fixture(scope="module")
def mya(records):
    return records["miss-you-already-2015"]


def prose(record):
    """Everything in a sheet that is told in sentences."""
    yield from [record.film.synopsis, record.film.tagline, *record.film.more_taglines, *record.film.trivia]
    for review in record.reviews:
        yield from [review.summary, review.body]


class Sheets:
    def test_there_are_enough_films_to_browse(self):
        assert len(SHEETS) >= 25

    def test_each_is_named_like_the_address_of_its_film(self, records):
        assert {stem: address(f"{r.film.title} {r.film.year}", "film") for stem, r in records.items()} == {
            stem: stem for stem in records
        }

    def test_each_tells_what_a_film_page_needs(self, records):
        for stem, record in records.items():
            film, departments = record.film, {credit.department for credit in record.credits}
            assert film.synopsis, stem
            assert film.countries and film.languages and film.genres, stem
            assert "cast" in departments and departments & {"director", "writer"}, stem

    def test_genres_come_from_one_vocabulary(self, records):
        assert {genre for record in records.values() for genre in record.film.genres} <= GENRES

    def test_a_release_date_is_in_the_year_of_the_film_or_the_next(self, records):
        dates = {stem: r.film.release_date.year - r.film.year for stem, r in records.items() if r.film.release_date}
        assert {stem: gap for stem, gap in dates.items() if gap not in (0, 1)} == {}

    def test_everybody_is_spelled_alike_in_all_of_them(self, records):
        names = {credit.person for record in records.values() for credit in record.credits}
        assert {key: count for key, count in Counter(map(fold, names)).items() if count > 1} == {}

    def test_nobody_stands_twice_in_one_part(self, records):
        for stem, record in records.items():
            parts = Counter((fold(c.person), c.department, fold(c.character)) for c in record.credits)
            assert max(parts.values()) == 1, stem

    def test_comparisons_lead_to_films_that_have_sheets(self, records):
        known = {(record.film.title, record.film.year) for record in records.values()}
        mentioned = {(m.title, m.year) for record in records.values() for m in record.film.mentions}
        assert mentioned - known == set()

    def test_the_films_hang_together_through_their_people(self, records):
        films = Counter(name for r in records.values() for name in {credit.person for credit in r.credits})
        assert sum(count > 1 for count in films.values()) >= 40

    def test_people_of_whom_more_is_known_have_a_credit(self, records):
        credited = {credit.person for record in records.values() for credit in record.credits}
        people = read_people(FOLDER / "people.toml")
        assert {person.name for person in people} <= credited
        assert len({person.name for person in people}) == len(people)

    def test_no_passage_of_a_document_stands_in_a_sheet(self, records):
        theirs = runs_of_documents()
        for stem, record in records.items():
            assert not [run for text in prose(record) for run in runs(text) & theirs], stem


class MissYouAlready:
    """Line by line what the four documents say."""

    def test_the_facts_of_the_film(self, mya):
        film = mya.film
        assert (film.title, film.year, film.kind, film.runtime_minutes) == ("Miss You Already", 2015, "film", 112)
        assert film.release_date == film.published == dt.date(2015, 11, 6)
        assert (film.countries, film.languages) == (["United Kingdom"], ["English"])
        assert film.locations == ["London, England, UK"]
        assert film.tagline and film.synopsis

    def test_everybody_who_made_it(self, mya):
        parts = {d: [c.person for c in mya.credits if c.department == d] for d in ("director", "writer")}
        assert parts == {"director": ["Catherine Hardwicke"], "writer": ["Morwenna Banks"]}

    def test_the_cast_in_billing_order(self, mya):
        cast = [credit for credit in mya.credits if credit.department == "cast"]
        assert [(c.person, c.character) for c in cast] == [
            ("Drew Barrymore", "Jess"),
            ("Toni Collette", "Milly"),
            ("Dominic Cooper", "Kit"),
            ("Paddy Considine", "Jago"),
            ("Tyson Ritter", "Ace"),
            ("Mem Ferda", "Ahmed"),
            ("Noah Huntley", "Company executive"),
            ("Jacqueline Bisset", "Miranda"),
            ("Janice Acquah", "Nisha"),
            ("Charlotte Ubben", "Cheryl"),
            ("Shola Adewusi", "Athena"),
            ("Honor Kneafsey", "Scarlett"),
            ("Anjli Mohindra", "Kira"),
            ("Ryan Lennon Baker", "Ben"),
            ("Joanna Bobin", ""),
        ]
        assert [credit.position for credit in cast] == list(range(1, 16))

    def test_the_quoted_line_and_the_links(self, mya):
        assert mya.film.quotes == [QuoteFact("You and your scars are beautiful.", "Ace")]
        assert mya.film.links == [LinkFact("Official Facebook"), LinkFact("Official Twitter")]

    def test_the_trivia(self, mya):
        told = " ".join(mya.film.trivia)
        assert all(
            name in told for name in ("Jennifer Aniston", "Rachel Weisz", "Drew Barrymore", "Losing My Religion")
        )

    def test_the_scores_on_their_own_scales(self, mya):
        assert [(s.kind, s.value, s.out_of, s.votes) for s in mya.scores] == [
            ("audience", Decimal("6.6"), 10, 567),
            ("critics", 46, 100, None),
        ]

    def test_the_reviews_with_bylines_and_ratings_as_printed(self, mya):
        assert [(r.byline, r.publication, r.rating_text, r.half_steps) for r in mya.reviews] == [
            ("Kate Bethune", "The West End Magazine", "3.5 out of 5 Stars", 7),
            ("", "", "4 sheep", 8),
            ("Lucy", "Letterboxd", "★★★½", 7),
            ("Esteban Gonzalez", "Letterboxd", "★★★½", 7),
            ("ava davis", "Letterboxd", "★★★★", 8),
            ("Dawson Joyce", "Letterboxd", "★★★½", 7),
            ("TajLV", "Letterboxd", "★★★½", 7),
            ("", "", "", None),
        ]
        assert mya.reviews[0].images_by == "Variety and Ace Showbiz"
        assert all(review.summary and not review.body for review in mya.reviews)

    def test_the_works_that_it_is_compared_with(self, mya):
        assert {mention.title for mention in mya.film.mentions} == {
            "Beaches",
            "Steel Magnolias",
            "Sex and the City",
            "Girls",
            "Twilight",
            "Dracula Untold",
            "The Bourne Ultimatum",
            "Peppa Pig",
            "Red Riding Hood",
            "Thirteen",
            "The Fault in Our Stars",
            "Plush",
        }

    def test_that_comments_were_closed_where_it_came_from(self, mya):
        assert mya.comments_open is False

    def test_where_its_people_come_from(self):
        people = {person.name: person.country for person in read_people(FOLDER / "people.toml")}
        told = {
            "Morwenna Banks": "United Kingdom",
            "Catherine Hardwicke": "United States",
            "Toni Collette": "Australia",
            "Drew Barrymore": "United States",
        }
        assert told.items() <= people.items()


class Refusals:
    @pytest.fixture
    def refusal(self, tmp_path):
        """What the reader says of a sheet."""

        def say(text, read=read_sheet):
            path = tmp_path / "sheet.toml"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            with pytest.raises(NotAFilmPage) as refused:
                read(path)
            return str(refused.value)

        return say

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ('titel = "Us"', "sheet.toml: titel is not a key that a fact sheet knows."),
            ("year = 2019", "sheet.toml: title is missing."),
            ('title = " "', "sheet.toml: title is missing."),
            ("title = 33", "sheet.toml: title must be a text."),
            ('title = "Us"\nyear = "2019"', "sheet.toml: year must be a whole number."),
            ('title = "Us"\nyear = true', "sheet.toml: year must be a whole number."),
            ('title = "Us"\nyear = 19', "sheet.toml: year must be between 1870 and 2200."),
            ('title = "Us"\nruntime_minutes = 0', "sheet.toml: runtime_minutes must be between 1 and 10000."),
            ('title = "Us"\nkind = "opera"', "sheet.toml: kind must be one of film, short, series, tv film."),
            ('title = "Us"\nrelease_date = 2019', "sheet.toml: release_date must be a date such as 2015-11-06."),
            (
                'title = "Us"\nrelease_date = 2019-03-22T10:00:00',
                "sheet.toml: release_date must be a date such as 2015-11-06.",
            ),
            ('title = "Us"\ngenres = "Horror"', "sheet.toml: genres must be a list."),
            ('title = "Us"\ngenres = ["Horror", 7]', "sheet.toml: genres[2] must be a text."),
            ('title = "Us"\ncomments_open = "no"', "sheet.toml: comments_open must be true or false."),
            ('title = "Us"\nmentions = ["Get Out"]', "sheet.toml: mentions[1] must be a table."),
            ('title = "Us"\nmentions = [{ year = 2017 }]', "sheet.toml: mentions[1].title is missing."),
            (
                'title = "Us"\n[[quotes]]\nlines = "x"',
                "sheet.toml: quotes[1].lines is not a key that a fact sheet knows.",
            ),
            ('title = "Us"\n[[scores]]\nkind = "critics"\nvalue = 46', "sheet.toml: scores[1].out_of is missing."),
            (
                'title = "Us"\n[[scores]]\nkind = "cats"\nvalue = 1\nout_of = 9',
                "sheet.toml: scores[1].kind must be one of audience, critics.",
            ),
            (
                'title = "Us"\n[[scores]]\nkind = "critics"\nvalue = "46"\nout_of = 100',
                "sheet.toml: scores[1].value must be a number.",
            ),
            (
                'title = "Us"\n[[reviews]]\nhalf_steps = 11',
                "sheet.toml: reviews[1].half_steps must be between 1 and 10.",
            ),
            (
                'title = "Us"\n[[reviews]]\nvoice = "choir"',
                "sheet.toml: reviews[1].voice must be one of house, press, audience.",
            ),
            ('title = "Us"\ncredits = []', "sheet.toml: credits must be a table."),
            ('title = "Us"\n[credits]\ncast = "Lupita"', "sheet.toml: credits.cast must be a list."),
            ('title = "Us"\n[credits]\ncast = [7]', "sheet.toml: credits.cast[1] must be a text."),
            ('title = "Us"\n[credits]\ncast = ["A", ""]', "sheet.toml: credits.cast[2] has no name."),
            (
                'title = "Us"\n[credits]\nwriter = [["A", "novel", "x"]]',
                "sheet.toml: credits.writer[1] must be a name, or a name with a note.",
            ),
            (
                'title = "Us"\n[credits]\ncast = [[]]',
                "sheet.toml: credits.cast[1] must be a name, or a name with a character and a note.",
            ),
        ],
    )
    def test_name_the_file_and_the_key(self, refusal, text, sentence):
        assert refusal(text) == sentence

    def test_list_the_departments_where_one_is_unknown(self, refusal):
        said = refusal('title = "Us"\n[credits]\nstunts = ["A"]')
        assert said.startswith("sheet.toml: credits.stunts is not a department; the departments are director, writer,")

    def test_name_the_line_of_what_is_not_toml(self, refusal):
        said = refusal('title = "Us"\nyear: 2019')
        assert said.startswith("sheet.toml: the file is not TOML: ") and "line 2" in said

    def test_name_a_wrong_encoding(self, refusal):
        assert refusal('title = "Amélie"'.encode("latin-1")) == "sheet.toml: the file is not UTF-8 text."

    def test_reach_the_file_of_people_too(self, refusal):
        assert refusal("people = [{ born = 1955 }]", read_people) == "sheet.toml: people[1].name is missing."
        assert refusal("peolpe = []", read_people) == "sheet.toml: peolpe is not a key that this file knows."


class Reading:
    @pytest.fixture
    def sheet(self, tmp_path):
        def write(text):
            path = tmp_path / "sheet.toml"
            path.write_text(text, encoding="utf-8")
            return path

        return write

    def test_a_title_alone_is_a_sheet(self, sheet):
        record = read_sheet(sheet('title = "Us"'))
        assert (record.film.title, record.credits, record.comments_open) == ("Us", [], None)

    def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(self, sheet):
        assert read_sheet(sheet('\ufefftitle = "Us"\r\nyear = 2019\r\n')).film.year == 2019

    def test_the_second_text_of_a_credit_is_a_character_in_the_cast_and_a_note_elsewhere(self, sheet):
        text = 'title = "Us"\n[credits]\ncast = ["A", ["B", "Red", "voice"]]\nwriter = [["C", "novel"]]'
        assert read_sheet(sheet(text)).credits == [
            CreditFact("C", "writer", "", 1, "novel"),
            CreditFact("A", "cast", "", 1),
            CreditFact("B", "cast", "Red", 2, "voice"),
        ]

    def test_a_credit_may_be_a_table_with_the_ids_of_its_person(self, sheet):
        text = 'title = "Us"\n[credits]\ncast = ["A", { person = "B", character = "Red", wikidata_id = "Q1" }]'
        assert read_sheet(sheet(text)).credits[1] == CreditFact("B", "cast", "Red", 2, wikidata_id="Q1")

    def test_people_are_read_with_what_is_known_of_them(self, sheet):
        text = 'people = [{ name = "A", born = 1904, died = 2000, country = "Ireland" }, { name = "B" }]'
        assert read_people(sheet(text)) == [PersonFact("A", 1904, 2000, "Ireland"), PersonFact("B")]

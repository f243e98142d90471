"""Every line of the documents is accounted for: by the facts that it gave, or as known page furniture."""

import dataclasses
import hashlib
import tomllib

import pytest

from films.readers import NotAFilmPage, read
from films.tests.corpus import DOCUMENTS, TWINS, page, seeds

ACCOUNT = tomllib.loads((DOCUMENTS / "account.toml").read_text(encoding="utf-8"))
SEEDS = [name for name in ACCOUNT if name not in TWINS]
# A title that stands on two lines is still known when one of them is gone.
PRINTED_AGAIN = {"film.title"}
# The line of the stars names people whom the cast names again, with their characters.
STARS = {("003_ca69434de1f8644e.txt", "20"), ("factsheet/the-salt-road.txt", "20")}


def text_of(name):
    return (page(name) if name in TWINS else seeds()[name]).decode()


def without(text, number):
    lines = text.split("\n")
    return "\n".join("" if place == number else line for place, line in enumerate(lines, 1))


def said(text):
    try:
        return dataclasses.asdict(read(text, "page.txt").record)
    except NotAFilmPage:
        return None


@pytest.fixture(params=[*TWINS, *SEEDS])
def document(request):
    return request.param, text_of(request.param)


class Account:
    def test_every_line_gives_the_facts_that_the_account_says(self, document):
        name, text = document
        reading = read(text, name)
        lines = {number: line.strip() for number, line in enumerate(text.split("\n"), 1) if line.strip()}
        digests = {number: hashlib.sha1(line.encode(), usedforsecurity=False) for number, line in lines.items()}
        found = {str(n): f"{d.hexdigest()[:8]} {' '.join(reading.account.get(n, ()))}" for n, d in digests.items()}
        assert found == ACCOUNT[name]
        assert reading.record.warnings == []

    def test_without_a_line_its_facts_are_missing_and_without_furniture_nothing_is(self, document):
        name, text = document
        whole = said(text)
        for number, entry in ACCOUNT[name].items():
            facts = set(entry.split()[1:]) - PRINTED_AGAIN
            rest = said(without(text, int(number)))
            if facts == {"heading"}:
                continue
            if facts == {"furniture"}:
                assert rest == whole, f"line {number} is called furniture, but something is missing without it"
            elif facts and "furniture" not in facts and (name, number) not in STARS:
                assert rest != whole, f"line {number} is said to give {facts}, but nothing is missing without it"


class Seeds:
    """The four documents that the site started from. Their texts stay outside the repository, their facts do not."""

    def test_the_magazine(self):
        record = read(seeds()["000_86619f01b4d52e52.txt"], "000").record
        assert (record.film.title, record.film.year, record.film.runtime_minutes) == ("Miss You Already", None, 112)
        assert people(record, "director") == [("Catherine Hardwicke", "")]
        assert people(record, "cast") == [
            ("Drew Barrymore", "Jess"),
            ("Toni Collette", "Milly"),
            ("Dominic Cooper", "Kit"),
            ("Paddy Considine", "Jago"),
        ]
        assert [mention.title for mention in record.film.mentions] == ["Beaches", "Steel Magnolias"]
        assert reviews(record) == [("press", "Kate Bethune", "The West End Magazine", 7, "3.5 out of 5 Stars", 5)]
        assert record.reviews[0].images_by == "Variety and Ace Showbiz"

    def test_the_review_in_sheep(self):
        record = read(seeds()["001_e4246b50b32645bc.txt"], "001").record
        assert (record.film.title, record.comments_open) == ("Miss You Already", True)
        assert people(record, "writer") == [("Morwenna Banks", "")]
        assert people(record, "director") == [("Catherine Hardwicke", "")]
        assert people(record, "cast") == [
            ("Toni Collette", "Milly"),
            ("Drew Barrymore", "Jess"),
            ("Dominic Cooper", "Kit"),
            ("Paddy Considine", "Jago"),
        ]
        assert [(q.character, q.line) for q in record.film.quotes] == [("Ace", "You and your scars are beautiful.")]
        assert [mention.title for mention in record.film.mentions] == [
            "Twilight",
            "Dracula Untold",
            "The Bourne Ultimatum",
        ]
        assert reviews(record) == [("house", "", "", 8, "4 sheep", 4)]

    def test_the_festival(self):
        record = read(seeds()["002_01f5b8400acba966.txt"], "002").record
        assert record.film.title == "Miss You Already"
        assert record.film.tagline.startswith("The friendship") and record.film.tagline.endswith("ill.")
        assert reviews(record) == [
            ("audience", "Lucy", "Letterboxd", 7, "★★★½", 1),
            ("audience", "Esteban Gonzalez", "Letterboxd", 7, "★★★½", 4),
            ("audience", "ava davis", "Letterboxd", 8, "★★★★", 2),
            ("audience", "Dawson Joyce", "Letterboxd", 7, "★★★½", 1),
            ("audience", "TajLV", "Letterboxd", 7, "★★★½", 6),
        ]
        assert [(m.title, m.year) for m in record.film.mentions] == [
            ("Twilight", 2008),
            ("Red Riding Hood", 2011),
            ("Plush", 2013),
        ]

    def test_the_fact_sheet(self):
        record = read(seeds()["003_ca69434de1f8644e.txt"], "003").record
        film = record.film
        assert (film.title, film.year, record.comments_open) == ("Miss You Already", 2015, False)
        assert str(film.published) == str(film.release_date) == "2015-11-06"
        assert (film.countries, film.languages, film.locations) == (["UK"], ["English"], ["London, England, UK"])
        assert [(link.label, link.url) for link in film.links] == [("Official Facebook", ""), ("Official Twitter", "")]
        assert len(people(record, "cast")) == 15
        assert people(record, "cast")[-2:] == [("Ryan Lennon Baker", "Ben"), ("Joanna Bobin", "")]
        assert [(s.kind, str(s.value), str(s.out_of), s.votes) for s in record.scores] == [
            ("audience", "6.6", "10", 567),
            ("critics", "46", "100", None),
        ]
        assert len(film.trivia) == 1 and not film.trivia[0].endswith("»")
        assert reviews(record) == [("audience", "", "", None, "", 3)]


def people(record, department):
    return [(credit.person, credit.character) for credit in record.credits if credit.department == department]


def reviews(record):
    return [
        (r.voice, r.byline, r.publication, r.half_steps, r.rating_text, len(r.body.split("\n\n")))
        for r in record.reviews
    ]

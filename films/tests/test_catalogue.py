"""The writer: one film from many sources, in any order, as often as wanted, and never over an editor's hand."""

import dataclasses
import datetime as dt
from decimal import Decimal
from itertools import permutations

import pytest

from films.catalogue import Uncertain, from_payload, save, to_payload
from films.models import Catalogue, Credit, ExternalReview, Film, Person, Source, Tally, Trivia
from films.record import (
    BoxOfficeFact,
    CreditFact,
    FilmFacts,
    FilmRecord,
    LinkFact,
    Mention,
    QuoteFact,
    ReviewFact,
    ScoreFact,
)
from tests.harness import thinned

pytestmark = pytest.mark.django_db


def factsheet():
    return FilmRecord(
        film=FilmFacts(
            title="The Lamp Room",
            year=2011,
            release_date=dt.date(2011, 3, 4),
            tagline="Somebody has to keep it lit.",
            synopsis="Two sisters keep a lighthouse.",
            countries=["UK"],
            languages=["English"],
            locations=["Fair Isle, Scotland, UK"],
            trivia=["The lamp was real."],
            links=[LinkFact("Official Site")],
            box_office=[BoxOfficeFact("Budget", "$2,000,000", 2_000_000, "USD")],
        ),
        credits=[
            CreditFact("Ada Marsh", "director"),
            CreditFact("Ines Roe", "cast", "Nell", 1),
            CreditFact("Bo Lind", "cast", "", 2),
        ],
        scores=[ScoreFact("audience", Decimal("6.6"), Decimal(10), 567)],
        reviews=[ReviewFact(voice="audience", body="I liked it. Ines Roe shines.")],
        comments_open=False,
    )


def magazine():
    return FilmRecord(
        film=FilmFacts(title="The Lamp Room", runtime_minutes=112),
        credits=[CreditFact("Ada Marsh", "director"), CreditFact("Bo Lind", "cast", "Keeper", 1)],
        reviews=[ReviewFact("Kit Wray", "The Quarter", half_steps=7, rating_text="3.5 out of 5 Stars", body="Long.")],
    )


def sheep():
    return FilmRecord(
        film=FilmFacts(title="THE LAMP ROOM", quotes=[QuoteFact("Light it.", "Nell")], mentions=[Mention("Beaches")]),
        credits=[CreditFact("Jo Quist", "writer"), CreditFact("Ada Marsh", "director")],
        reviews=[ReviewFact(voice="house", half_steps=8, rating_text="4 sheep", body="Warm.")],
    )


def festival():
    return FilmRecord(
        film=FilmFacts(title="Lamp Room, The", tagline="Somebody has to keep it lit."),
        reviews=[ReviewFact("Lucy", "Filmhouse", "audience", 7, "★★★½", body="Ada Marsh's best, with Ines Roe.")],
    )


def sheet():
    record = factsheet()
    record.film.trivia = ["A real lamp was used."]
    record.film.genres = ["Drama"]
    record.reviews = [
        ReviewFact("Kit Wray", "The Quarter", summary="He was moved."),
        ReviewFact(voice="house", rating_text="4 sheep", half_steps=8, summary="They were charmed."),
    ]
    return record


SOURCES = {
    "factsheet": factsheet,
    "magazine": magazine,
    "sheep": sheep,
    "festival": festival,
}


def save_all(shapes):
    return [save((SOURCES | {"sheet": sheet})[shape](), f"{shape}.txt", shape).saved for shape in shapes]


def dump():
    """Every catalogue fact without keys and times."""
    film = Film.objects.get()
    lists = ["trivia", "quotes", "links", "box_office", "scores", "external_reviews", "more_taglines", "titles"]
    plain = {f.name: getattr(film, f.name) for f in Film._meta.concrete_fields}
    for name in ("id", "revision", "created_at"):
        plain.pop(name)
    rows = {
        name: sorted(
            tuple((k, str(v)) for k, v in row.items() if k not in ("id", "film_id"))
            for row in getattr(film, name).values()
        )
        for name in lists
    }
    credits = sorted(film.credits.values_list("person__name", "department", "character", "position"))
    words = {n: sorted(getattr(film, n).values_list("name", flat=True)) for n in ("genres", "countries", "languages")}
    mentions = sorted(film.mentions.values_list("title", "year"))
    return plain, rows, credits, words, mentions, sorted(Person.objects.values_list("name", "slug"))


@pytest.mark.once
def test_four_sources_make_one_film_in_every_order():
    dumps = []
    for order in thinned(permutations(SOURCES), 5):
        Film.objects.all().delete()
        Person.objects.all().delete()
        save_all(order)
        dumps.append((order, dump()))
    first = dumps[0][1]
    assert [order for order, other in dumps if other != first] == []
    assert first[0]["slug"] == "the-lamp-room-2011"
    assert ("Bo Lind", "cast", "Keeper", 2) in first[2]


@pytest.mark.once
def test_the_order_does_not_matter_beside_a_fact_sheet_either():
    dumps = []
    for order in (
        *permutations(["sheet", "factsheet", "sheep"]),
        [*SOURCES, "sheet"],
        ["festival", "sheet", "magazine"],
    ):
        Film.objects.all().delete()
        Person.objects.all().delete()
        save_all([*order, *SOURCES.keys() - set(order)])
        dumps.append(dump())
    assert all(other == dumps[0] for other in dumps)
    assert Trivia.objects.get().text == "The lamp was real."


def test_the_second_time_changes_nothing():
    save_all(SOURCES)
    before, revision, catalogue = dump(), Film.objects.get().revision, Catalogue.current()
    assert save_all(SOURCES) == ["unchanged"] * 4
    assert dump() == before
    assert Film.objects.get().revision == revision
    assert Catalogue.current() == catalogue


def test_a_changed_document_replaces_what_it_said_before():
    save_all(SOURCES)
    record = factsheet()
    record.film.trivia = ["The lamp was a copy."]
    record.credits[2] = CreditFact("Bea Lind", "cast", "", 2)
    record.film.runtime_minutes = 111
    assert save(record, "factsheet.txt", "factsheet").saved == "updated"
    assert [t.text for t in Trivia.objects.all()] == ["The lamp was a copy."]
    assert Credit.objects.filter(person__name="Bea Lind").exists()
    assert Film.objects.get().runtime_minutes == 111


def test_what_an_editor_changed_or_deleted_stays():
    save_all(SOURCES)
    film = Film.objects.get()
    film.synopsis = "Mine."
    film.tagline = ""
    film.save()
    film.trivia.all().delete()
    film.genres.create(name="Drama")
    film.links.update(url="https://example.org/")
    record = factsheet()
    record.film.synopsis = "Theirs."
    record.film.languages = ["English", "Norn"]
    save(record, "factsheet.txt", "factsheet")
    film = Film.objects.get()
    assert (film.synopsis, film.tagline) == ("Mine.", "")
    assert not film.trivia.exists()
    assert film.genres.get().name == "Drama"
    assert film.links.get().url == "https://example.org/"
    assert sorted(film.languages.values_list("name", flat=True)) == ["English", "Norn"]


def test_reviews_keep_their_full_text_beside_the_sheets_summary():
    save_all(["sheet", *SOURCES])
    review = ExternalReview.objects.get(byline="Kit Wray")
    assert (review.summary, review.body) == ("He was moved.", "Long.")
    assert ExternalReview.objects.filter(voice="house").count() == 1


def test_a_film_of_the_same_title_and_other_people_is_another_film():
    save(factsheet(), "a", "factsheet")
    other = FilmRecord(FilmFacts("The Lamp Room"), [CreditFact("Una Hale", "director")])
    assert save(other, "b", "magazine").saved == "created"
    assert Film.objects.count() == 2


def test_a_film_of_the_same_title_decades_apart_is_another_film():
    save(factsheet(), "a", "factsheet")
    remake = dataclasses.replace(factsheet(), film=FilmFacts("The Lamp Room", 1951))
    assert save(remake, "b", "factsheet").film.slug == "the-lamp-room-1951"


def test_where_only_the_title_fits_nobody_guesses():
    save(factsheet(), "a", "factsheet")
    with pytest.raises(Uncertain, match=r"the-lamp-room-2011.*--film SLUG"):
        save(FilmRecord(FilmFacts("The Lamp Room")), "b", "festival")
    assert Source.objects.count() == 1


def test_the_named_film_decides_and_can_be_changed_later():
    film = save(factsheet(), "a", "factsheet").film
    other = Film.objects.create(title="The Lamp Room", year=1951)
    record = FilmRecord(FilmFacts("The Lamp Room", trivia=["A rumour."]))
    assert save(record, "b", "festival", film).film == film
    assert save(record, "b", "festival", other).film == other
    assert [t.text for t in film.trivia.all()] == ["The lamp was real."]
    assert other.trivia.get().text == "A rumour."


def test_a_record_comes_back_from_its_payload_whole():
    for shape in SOURCES.values():
        assert from_payload(to_payload(shape())) == shape()


def test_saving_a_film_that_was_read_before_a_vote_keeps_the_vote():
    film = save(factsheet(), "a", "factsheet").film
    Film.objects.change_totals(film.pk, (Tally(), Tally(7)))
    film.synopsis = "Edited."
    film.save()
    film.refresh_from_db()
    assert (film.synopsis, film.votes_7, film.rating_count) == ("Edited.", 1, 1)

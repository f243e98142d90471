"""The rows of the benchmark's site, table by table: what differs from row to row, and what is the same in all."""

import datetime as dt
import math
from collections import Counter

from accounts.models import User
from films.models import Catalogue, Country, Credit, Film, Genre, Person, SearchEntry, SearchWord
from films.models.searchentry import Entry, Named, entries, words_of
from films.titles import address, fold, match_key, sort_name
from reviews.models import Review
from tests.bench import words
from tests.bench.scale import CYCLE, TEXT_EVERY, half_steps_of, raters, spread, votes_of

GENRES = ("Drama", "Comedy", "Romance", "Thriller", "Horror", "Fantasy", "Action", "Crime", "War", "Music", "Animation")
COUNTRIES = ("United States", "United Kingdom", "France", "Japan", "India", "Germany", "Italy", "Canada")
CAST = 4
FIRST_DAY = dt.datetime(2015, 1, 1, tzinfo=dt.UTC)
MOMENTS = [(FIRST_DAY + dt.timedelta(minutes=251 * n)).strftime("%Y-%m-%d %H:%M:%S") for n in range(20_011)]


class Table:
    """A model's columns: those that its rows name, and the defaults of all others."""

    def __init__(self, model, *columns):
        self.name, self.columns = model._meta.db_table, columns
        fields = [field for field in model._meta.concrete_fields if not field.generated]
        self.constants = {field.column: default(field) for field in fields if field.column not in columns}


def default(field):
    if field.name in ("created_at", "date_joined"):
        return MOMENTS[0]
    value = field.get_default()
    return "[]" if value == [] else "{}" if value == {} else value


def tables(scale):
    """(Table, its rows) in an order that satisfies the keys."""
    yield Table(Catalogue, "id"), [(1,)]
    for model, names in ((Genre, GENRES), (Country, COUNTRIES)):
        rows = [(n, name, address(name, "x")) for n, name in enumerate(names, 1)]
        yield Table(model, "id", "name", "slug"), rows
    yield Table(User, "id", "username", "password"), ((n, f"member{n}", "!") for n in range(1, scale.members + 1))
    yield Table(Person, "id", "name", "slug", "sort_name", "match_key"), people(scale)
    votes = [f"votes_{n}" for n in range(1, 11)]
    facts = ("title", "slug", "year", "synopsis", "runtime_minutes", "match_key", "sort_title")
    yield Table(Film, "id", *facts, "created_at", "review_count", "last_activity_at", *votes), films(scale)
    for through, kinds, most in ((Film.genres.through, GENRES, 2), (Film.countries.through, COUNTRIES, 1)):
        column = through._meta.fields[2].column
        yield Table(through, "id", "film_id", column), links(scale, len(kinds), most)
    yield Table(Credit, "id", "film_id", "person_id", "department", "character", "position"), credits(scale)
    texts = ("body", "body_html", "excerpt")
    given = ("half_steps", "public_half_steps", *texts, "created_at", "published_at")
    yield Table(Review, "id", "author_id", "film_id", *given), reviews(scale)
    counts = Counter()
    yield Table(SearchEntry, *Entry._fields), found_by(scale, counts)
    yield Table(SearchWord, "word", "count"), counts.items()


def people(scale):
    for n in range(1, scale.people + 1):
        name = words.name(n)
        yield n, name, f"{name.lower().replace(' ', '-')}-{n}", sort_name(name), fold(name)


def films(scale):
    for n in range(1, scale.films + 1):
        title, year, value = words.title(n), year_of(n), spread(n, 42)
        key, count = match_key(title), scale.ratings_of(n)
        slug = f"{key.replace(' ', '-')}-{year}-{n}"
        texts = -(-count // text_every(n))
        added, seen = MOMENTS[value % 20_011], MOMENTS[(n * 13) % 20_011] if count else None
        facts = (title, slug, year, words.text(n, 0), 70 + value % 100, key, key, added, texts, seen)
        yield n, *facts, *votes_of(n, count)


def year_of(film):
    """Between 1920 and 2025, the later the more films."""
    return 1920 + int(math.sqrt(spread(film, 41) % 11236))


def text_every(film):
    """Of how many ratings one comes with a text; of the most rated film more, so that its reviews fill 1,000 pages."""
    return TEXT_EVERY if film > 1 else 4


def links(scale, kinds, most):
    """Every film with `most` of the kinds at most; the first kinds are the commonest."""
    key = 0
    for film in range(1, scale.films + 1):
        for kind in {int(kinds * (spread(film, kinds, n) / 2**64) ** 2) + 1 for n in range(most)}:
            key += 1
            yield key, film, kind


def credits(scale):
    """A director and a cast; a few people work a lot: some hundred films."""
    key = 0
    for film in range(1, scale.films + 1):
        for position in range(CAST + 1):
            key += 1
            value = spread(film, position, 51)
            person = int((value / 2**64) ** 1.5 * scale.people) + 1
            if position:
                yield key, film, person, "cast", f"{words.GIVEN[value % 25]} {position}", position
            else:
                yield key, film, person, "director", "", 1


def reviews(scale):
    key = 0
    for film in range(1, scale.films + 1):
        given, every = half_steps_of(film), text_every(film)
        for n, member in enumerate(raters(film, scale.ratings_of(film), scale.members)):
            key += 1
            half, moment = given[n % CYCLE], MOMENTS[key * 7919 % 20_011]
            if n % every:
                yield key, member, film, half, half, "", "", "", moment, moment
            else:
                body = words.text(film, n)
                yield key, member, film, half, half, body, f"<p>{body}</p>", body[:300], moment, moment


def found_by(scale, counts):
    """The entries of search, as the site itself makes them; their words are counted."""
    kinds = (
        ("film", scale.films, lambda n: Named(n, [words.title(n)], scale.ratings_of(n), f"_{year_of(n)}")),
        ("person", scale.people, lambda n: Named(n, [words.name(n)], 1)),
    )
    for kind, number, named in kinds:
        for n in range(1, number + 1):
            made = entries(kind, named(n))
            counts.update(words_of(made))
            yield from made

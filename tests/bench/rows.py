"""The rows of the benchmark's site, table by table, as tuples in the order of the table's columns."""

import datetime as dt

from accounts.models import User
from films.models import Catalogue, Country, Credit, Film, Genre, Person
from films.titles import address, fold, match_key, sort_name, sort_title
from reviews.models import Review
from tests.bench import words
from tests.bench.scale import TEXT_EVERY, half_steps, raters, spread

EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
GENRES = ("Drama", "Comedy", "Romance", "Thriller", "Horror", "Fantasy", "Action", "Crime", "War", "Music", "Animation")
COUNTRIES = ("United States", "United Kingdom", "France", "Japan", "India", "Germany", "Italy", "Canada")
CAST = 4


class Table:
    """A model's columns with their defaults, so that a row names only what matters."""

    def __init__(self, model):
        self.model, self.name = model, model._meta.db_table
        fields = [field for field in model._meta.concrete_fields if not field.generated]
        self.columns = [field.column for field in fields]
        self.defaults = {field.column: default(field) for field in fields}

    def row(self, **values):
        return tuple((self.defaults | values).values())


def default(field):
    if field.name in ("created_at", "date_joined"):
        return EPOCH
    value = field.get_default()
    return "[]" if value == [] else "{}" if value == {} else value


def tables(scale):
    """(Table, its rows) in an order that satisfies the keys."""
    yield Table(Catalogue), [(1, 1)]
    for model, names in ((Genre, GENRES), (Country, COUNTRIES)):
        table = Table(model)
        yield table, [table.row(id=n, name=name, slug=address(name, "x")) for n, name in enumerate(names, 1)]
    yield Table(User), members(scale, Table(User))
    yield Table(Person), people(scale, Table(Person))
    yield Table(Film), films(scale, Table(Film))
    yield Table(Film.genres.through), links(scale, Table(Film.genres.through), "genre_id", len(GENRES), 2)
    yield Table(Film.countries.through), links(scale, Table(Film.countries.through), "country_id", len(COUNTRIES), 1)
    yield Table(Credit), credits(scale, Table(Credit))
    yield Table(Review), reviews(scale, Table(Review))


def members(scale, table):
    for n in range(1, scale.members + 1):
        yield table.row(id=n, username=f"member{n}", password="!", email="", is_active=True)


def people(scale, table):
    for n in range(1, scale.people + 1):
        name = words.name(n)
        yield table.row(
            id=n, name=name, slug=f"{address(name, 'person')}-{n}", sort_name=sort_name(name), match_key=fold(name)
        )


def films(scale, table):
    for n in range(1, scale.films + 1):
        title, year = words.title(n), 1920 + spread(n, 41) % 106
        votes = [0] * 11
        count = scale.ratings_of(n)
        for member in raters(n, count, scale.members):
            votes[half_steps(n, member)] += 1
        yield table.row(
            id=n,
            title=title,
            slug=f"{address(title, 'film')}-{year}-{n}",
            year=year,
            synopsis=words.text(n, 0),
            runtime_minutes=70 + spread(n, 42) % 100,
            match_key=match_key(title),
            sort_title=sort_title(title),
            review_count=texts(count),
            last_activity_at=EPOCH + dt.timedelta(seconds=n) if texts(count) else None,
            **{f"votes_{half}": votes[half] for half in range(1, 11)},
        )


def texts(ratings):
    """How many of a film's ratings come with a text: the first and every tenth after it."""
    return -(-ratings // TEXT_EVERY)


def links(scale, table, column, kinds, most):
    key = 0
    for film in range(1, scale.films + 1):
        for n in {spread(film, column == "genre_id", n) % kinds + 1 for n in range(most)}:
            key += 1
            yield table.row(id=key, film_id=film, **{column: n})


def credits(scale, table):
    key = 0
    for film in range(1, scale.films + 1):
        for position in range(CAST + 1):
            key += 1
            department = "cast" if position else "director"
            # The square of a fraction: a few people work a lot.
            person = int((spread(film, position, 51) / 2**64) ** 2 * scale.people) + 1
            yield table.row(
                id=key,
                film_id=film,
                person_id=person,
                department=department,
                character=f"{words.pick(words.GIVEN, film, position)} {position}" if position else "",
                position=max(position, 1),
            )


def reviews(scale, table):
    key = 0
    for film in range(1, scale.films + 1):
        for n, member in enumerate(raters(film, scale.ratings_of(film), scale.members)):
            key += 1
            half, body = half_steps(film, member), words.text(film, member) if n % TEXT_EVERY == 0 else ""
            yield table.row(
                id=key,
                author_id=member,
                film_id=film,
                half_steps=half,
                public_half_steps=half,
                body=body,
                body_html=f"<p>{body}</p>" if body else "",
                excerpt=body[:300],
                created_at=EPOCH + dt.timedelta(seconds=key % 20_000_000),
                published_at=EPOCH,
            )

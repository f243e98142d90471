"""The pages that are measured, each at many addresses: nobody reads one page over and over."""

from films.keyset import FORWARD, write
from films.models import Credit, Genre
from reviews.models import Review
from reviews.views.reading import SORTS
from tests.bench import words
from tests.bench.scale import spread

DEEP, ON_PAGE = 1000, 20


def cases(scale):
    """(what, addresses) of the pages of visitors."""
    words_of_titles = [words.title(spread(n, 61) % scale.films + 1).lower() for n in range(scale.addresses)]
    longest = [max(title.replace(":", "").split(), key=len) for title in words_of_titles]
    return [
        ("browse, two filters", browse(scale)),
        (
            "browse, by title, rating, year, newest",
            [f"/films/?sort={s}" for s in ("title", "rating", "year", "newest")],
        ),
        ("person page", people(scale)),
        ("reviews of one film, 1,000 pages deep", deep(SORTS["newest"])),
        ("search", [f"/search/?q={escaped(title)}" for title in words_of_titles]),
        (
            "search, the commonest words",
            [f"/search/?q={word.lower()}" for word in (*words.NOUNS, *words.ADJECTIVES, "the")],
        ),
        (
            "suggestions while typing",
            [f"/search/suggest/?q={escaped(t[: 2 + n % 6])}" for n, t in enumerate(words_of_titles)],
        ),
        ("search with a typing error", [f"/search/?q={mistyped(word, n)}" for n, word in enumerate(longest)]),
        ("reviews of films, newest", reviewed("")),
        ("reviews of films, highest", reviewed("?sort=highest")),
        ("reviews of films, most discussed", reviewed("?sort=discussed")),
        ("film pages, many different, visitor", [f"/films/{slug}/" for slug in slugs(scale)]),
        ("members' pages", [f"/members/member{spread(n, 63) % scale.members + 1}/" for n in range(scale.addresses)]),
        ("home", ["/"]),
    ]


def escaped(text):
    return text.replace(" ", "+").replace(":", "%3A")


def mistyped(word, n):
    """The word with a letter left out or two swapped."""
    place = 1 + n % max(len(word) - 2, 1)
    return word[:place] + (word[place + 1] + word[place] + word[place + 2 :] if n % 2 else word[place + 1 :])


def browse(scale):
    genres = Genre.objects.order_by("pk").values_list("slug", flat=True)
    decades = range(1930, 2030, 10)
    sorts = ("", "&sort=rating", "&sort=year")
    found = [
        f"/films/?genre={genre}&decade={decade}s{sort}" for genre in genres for decade in decades for sort in sorts
    ]
    return found[:: max(1, len(found) // scale.addresses)]


def people(scale):
    """As often as they are credited: those who work much are looked at more."""
    credits = Credit.objects.filter(pk__in=[spread(n, 62) % (5 * scale.films) + 1 for n in range(scale.addresses)])
    return [f"/people/{slug}/" for slug in credits.values_list("person__slug", flat=True)]


def slugs(scale):
    """Films as often as they are rated."""
    reviews = [spread(n, 64) % (scale.ratings * 9 // 10) + 1 for n in range(scale.addresses)]
    return Review.objects.filter(pk__in=reviews).values_list("film__slug", flat=True)


def reviewed(query):
    films = Review.objects.filter(pk__lte=400_000).order_by("film").values_list("film__slug", flat=True).distinct()[:20]
    return [f"/films/{slug}/reviews/{query}" for slug in films]


def deep(sort):
    """The pages about the thousandth of the most rated film; where it has fewer, about the last."""
    written = Review.objects.published().written().filter(film=1).order_by(*sort.order.by())
    first = max(min(DEEP, written.count() // ON_PAGE - 20), 0) * ON_PAGE
    rows = written.select_related("film").only("created_at", "film__slug")[first : first + ON_PAGE * 20 : ON_PAGE]
    return [f"/films/{row.film.slug}/reviews/?page={write(FORWARD, row, sort.order)}" for row in rows]

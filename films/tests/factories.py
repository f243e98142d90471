"""Films and people for tests: plain functions with sensible defaults."""

from decimal import Decimal

from django.db.models import F

from films.models import Country, Credit, ExternalScore, Film, Genre, Language, Person


def a_film(title="The Lamp Room", year=2011, *, genres=(), countries=(), languages=(), votes=0, **fields):
    """A film; `votes` are an audience's elsewhere and make it popular."""
    film = Film.objects.create(title=title, year=year, **fields)
    for name, words, model in (
        ("genres", genres, Genre),
        ("countries", countries, Country),
        ("languages", languages, Language),
    ):
        getattr(film, name).set([model.objects.get_or_create(name=word)[0] for word in words])
    if votes:
        ExternalScore.objects.create(
            film=film, kind="audience", source="Elsewhere", value=Decimal("6.6"), out_of=10, votes=votes
        )
        film.save()
    return film


def a_person(name="Ada Brook", **fields):
    return Person.objects.create(name=name, **fields)


def a_credit(film, person=None, department="cast", **fields):
    credit = Credit.objects.create(film=film, person=person or a_person(), department=department, **fields)
    film.save()
    return credit


def rated(film, half_steps, votes=1):
    """Gives a film members' votes as its counters have them."""
    Film.objects.filter(pk=film.pk).update(**{f"votes_{half_steps}": votes}, revision=F("revision") + 1)
    return Film.objects.get(pk=film.pk)

"""Members, films and texts for tests, made as the site makes them."""

import itertools
import uuid

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from films.models import Film
from reviews.models import Comment, Policy, Review, Status

numbers = itertools.count(1)


def a_film(title="The Lamp Room", year=2011, **fields):
    film = Film(title=title, year=year, **fields)
    film.save()
    return film


def a_member(name="", **fields):
    name = name or f"member{next(numbers)}"
    fields = {"email": f"{name}@example.org", **fields}
    return get_user_model().objects.create_user(name, password="correct horse battery", **fields)


def a_moderator(name="mo"):
    member = a_member(name, is_staff=True)
    member.user_permissions.add(*Permission.objects.filter(codename="moderate"))
    return get_user_model().objects.get(pk=member.pk)


def nothing_is_held():
    """Moderation that lets first texts through."""
    Policy(hold_first_texts=0, links_allowed=99, flood_texts=0, repeat_days=0, refused_percent=0, brake_least=0).save()


def everything_is_held():
    Policy(premoderate=True).save()


def a_review(film, author=None, half_steps=7, body="A quiet film.", **chosen):
    return Review.objects.write(author or a_member(), film, half_steps=half_steps, body=body, **chosen)


def a_comment(film, author=None, body="I thought so too.", **chosen):
    return Comment.objects.write(author or a_member(), film, body=body, key=uuid.uuid4(), **chosen)


def put(text, status):
    """Gives a text the state that a moderator's decision would."""
    with text.locked(), text.counted():
        text.status = Status(status)
    return text


def client_of(member=None, **options):
    """A browser of that member; without one, a visitor's."""
    client = Client(**options)
    if member:
        client.force_login(member)
    return client

"""Moderators, cases and decisions for tests, made through the pages as people make them."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from reviews.moderation import roles
from reviews.moderation.models import Case, Decision, Notice
from reviews.tests.factories import a_film, a_member, a_review


def a_moderator(name="mo", role=roles.MODERATOR, **fields):
    if not Group.objects.filter(name=role).exists():  # they came with the migrations, unless a test emptied the tables
        roles.make_groups()
    member = a_member(name, **fields)
    member.groups.add(Group.objects.get(name=role))
    return get_user_model().objects.get(pk=member.pk)


def a_senior(name="senior"):
    return a_moderator(name, roles.SENIOR)


def a_held_review(author=None, film=None, **chosen):
    """A new member's first review: held, with a case."""
    review = a_review(film or a_film(), author, **chosen)
    return review, Case.objects.open().of(review).get()


def post(client, name, *args, **data):
    return client.post(reverse(f"moderation:{name}", args=args), data)


def decide(client, case, action, ground="", **more):
    case.refresh_from_db()
    return post(client, "decide", case.pk, **{"action": action, "ground": ground, "seen": case.version, **more})


def report(client, target, kind="review", ground="abuse", note=""):
    return post(client, "report", kind, target.pk, ground=ground, note=note)


def undo(client, decision=None):
    return post(client, "undo", (decision or Decision.objects.latest("id")).pk)


def kinds_of_notices(member):
    return list(Notice.objects.filter(member=member).order_by("id").values_list("kind", flat=True))

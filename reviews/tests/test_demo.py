"""The demo: a community that is clearly made up, complete, and gone without a trace."""

from collections import Counter
from io import StringIO
from pathlib import Path
from unittest import mock

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.core.serializers import serialize
from django.db import transaction

from films.models import Film
from films.tests.documents import runs, runs_of_documents
from reviews.demo.build import Stage
from reviews.demo.script import script
from reviews.models import Comment, Review, differences
from reviews.moderation.grounds import Ground
from reviews.moderation.models import Case, Decision, Notice, Report
from reviews.tests.factories import a_comment, a_film, a_member, a_review, nothing_is_held

User = get_user_model()
FILMS = {"Miss You Already": 2015, "Hot Fuzz": 2007, "Twilight": 2008}


NOW = "2026-05-04 10:30Z"


def the_films():
    return {title: a_film(title, year) for title, year in FILMS.items()}


@pytest.fixture
def films(db):
    return the_films()


@pytest.fixture(scope="class")
def built(django_db_setup, django_db_blocker):
    """One demo for all tests of a class, under a transaction around theirs."""
    with django_db_blocker.unblock(), transaction.atomic():
        the_films()
        with time_machine.travel(NOW, tick=False):
            call_command("demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def community(built, db):
    """The demo, to look at or to clear; the next test finds it as it was."""


def run(*command, capsys, **options):
    call_command(*command, **options)
    return capsys.readouterr().out


def dump():
    """All that the site keeps, but for revisions and times of changes: they only ever grow."""
    kept = {}
    for app in ("accounts", "films", "reviews", "account"):
        for model in apps.get_app_config(app).get_models():
            names = {field.name for field in model._meta.get_fields()} - {"revision"}
            rows = model._base_manager.order_by("pk")
            kept[model._meta.label] = serialize("json", rows, fields=names)
    del kept["films.Catalogue"], kept["films.ChangedFilm"], kept["reviews.Policy"]
    return kept


def what_members_did():
    texts = [*Review.objects.select_related("author", "film"), *Comment.objects.select_related("author", "film")]
    return sorted(
        (
            text.author.username,
            text.film.slug,
            text.body,
            text.status,
            str(text.created_at),
            getattr(text, "half_steps", 0),
        )
        for text in texts
    )


class Demo:
    def test_fills_the_site_with_members_ratings_reviews_and_talk(self, community):
        assert User.objects.filter(is_demo=True).count() == User.objects.count() == 44
        assert Review.objects.written().count() > 15
        assert Review.objects.filter(body="").count() > 60
        assert Comment.objects.exclude(parent=None).exists()
        assert Review.objects.filter(comments_open=False).exists()

    def test_keeps_the_totals_right(self, community):
        assert list(differences(repair=False)) == []
        assert Film.objects.get(slug="hot-fuzz-2007").average > Film.objects.get(slug="twilight-2008").average

    def test_makes_accounts_that_nobody_can_take_for_real_or_log_in_to(self, community):
        for member in User.objects.all():
            assert member.username.startswith("demo-") and not member.has_usable_password()
            assert not (member.email or member.is_staff or member.is_superuser)
            assert not (member.user_permissions.exists() or member.groups.exists())

    def test_leaves_something_for_the_moderators(self, community):
        held = Case.objects.open().filter(held=True)
        assert {case.member.username for case in held} >= {"demo-pia", "demo-casper"}
        assert Report.objects.open().count() == 0
        assert not Review.objects.visible_to().filter(author__username="demo-pia", body__contains="sister").exists()

    def test_has_a_log_that_grew_over_the_year(self, community):
        decisions = list(Decision.objects.order_by("number"))
        assert {one.action for one in decisions} == {"remove", "publish", "reject", "grant"}
        assert [one.at for one in decisions] == sorted(one.at for one in decisions)
        assert str(decisions[0].at) < "2025-08" and str(decisions[-1].at) < "2026-05-04 10:30"
        assert all(one.waited < 3 * 24 * 3600 for one in decisions)
        for notice in Notice.objects.exclude(decision_id=None):
            assert notice.at == Decision.objects.get(pk=notice.decision_id).at
        call_command("verify_log", stdout=StringIO())

    def test_spreads_over_the_past_year_and_never_into_the_future(self, community):
        months = Review.objects.dates("created_at", "month")
        assert len(months) >= 9
        for text in [
            *Review.objects.select_related("author"),
            *Comment.objects.select_related("author", "review", "parent"),
        ]:
            assert str(text.created_at) < "2026-05-04 10:30"
            assert text.created_at > text.author.date_joined
            before = getattr(text, "parent", None) or getattr(text, "review", None)
            assert before is None or before.created_at < text.created_at

    def test_talks_of_the_film_with_the_latest_text_first(self, community):
        film = Film.objects.exclude(last_activity_at=None).order_by("-last_activity_at").first()
        assert film.title == "Miss You Already"
        assert film.last_activity_at == Review.objects.filter(film=film).written().latest("created_at").created_at

    def test_is_the_same_every_time(self, community, capsys):
        first = what_members_did()
        run("demo_clear", capsys=capsys)
        with time_machine.travel(NOW, tick=False):
            assert "44 members" in run("demo", capsys=capsys)
        assert what_members_did() == first

    def test_does_nothing_where_it_is_already(self, community, capsys):
        before = dump()
        assert "already" in run("demo", capsys=capsys)
        assert dump() == before


class DemoCleared:
    def test_does_not_delete_what_real_members_answered_unless_told_to(self, community, capsys):
        nothing_is_held()
        review = Review.objects.published().written().filter(comments_open=True).first()
        answer = a_comment(review.film, a_member("real"), review=review)
        with pytest.raises(CommandError, match="1 comments by real members"):
            call_command("demo_clear")
        assert User.objects.filter(is_demo=True).count() == 44
        run("demo_clear", with_answers=True, capsys=capsys)
        assert list(User.objects.values_list("username", flat=True)) == ["real"]
        assert not Comment.objects.filter(pk=answer.pk).exists()

    def test_keeps_what_real_members_did_meanwhile(self, community, capsys):
        nothing_is_held()
        review = a_review(Film.objects.get(title="Twilight"), half_steps=9)
        run("demo_clear", capsys=capsys)
        film = Film.objects.get(pk=review.film_id)
        assert (film.rating_count, film.votes_9, film.review_count) == (1, 1, 1)
        assert film.last_activity_at is not None
        assert Film.objects.exclude(pk=film.pk).exclude(last_activity_at=None).count() == 0
        assert list(differences(repair=False)) == []


class WithoutDemo:
    def test_needs_films(self, db):
        with pytest.raises(CommandError, match="seed"):
            call_command("demo")

    def test_leaves_out_what_the_site_does_not_take(self, films, capsys):
        films["Hot Fuzz"].open_comments(False)
        run("demo", capsys=capsys)
        assert not Comment.objects.filter(film=films["Hot Fuzz"], review=None).exists()
        assert Comment.objects.filter(film=films["Twilight"], review=None).exists()

    def test_leaves_nothing_behind_when_it_fails(self, films, monkeypatch):
        monkeypatch.setattr(Stage, "moderate", mock.Mock(side_effect=KeyboardInterrupt))
        before = dump()
        with pytest.raises(KeyboardInterrupt):
            call_command("demo")
        assert dump() == before

    def test_takes_no_real_members_name(self, films):
        a_member("demo-ada")
        with pytest.raises(CommandError, match="demo-ada belongs to a real member"):
            call_command("demo")
        assert User.objects.count() == 1

    def test_takes_exactly_the_demo_away(self, films, capsys):
        nothing_is_held()
        film, member = films["Hot Fuzz"], a_member()
        a_comment(film, member, review=a_review(film, a_member()))
        a_comment(film, member)
        a_review(films["Twilight"], member, half_steps=3, body="").withdraw()
        before = dump()
        run("demo", capsys=capsys)
        assert dump() != before
        run("demo_clear", capsys=capsys)
        assert dump() == before

    def test_says_when_there_is_no_demo(self, db, capsys):
        assert run("demo_clear", capsys=capsys).strip() == "There is no demo here."


class TheScript:
    def lines(self):
        lines = [*script().talk, *(line for opinion in script().opinions for line in opinion.comments)]
        return lines + [reply for line in lines for reply in line.replies]

    def test_is_rich_enough(self):
        assert len(script().roles) >= 40
        assert len(script().opinions) >= 150

    def test_speaks_of_films_that_have_sheets(self):
        folder = Path(settings.BASE_DIR) / "films" / "factsheets"
        sheets = {path.stem for path in folder.glob("*.toml")}
        spoken_of = {opinion.film for opinion in script().opinions} | {line.film for line in script().talk}
        assert spoken_of <= set(script().tastes) <= sheets
        assert {opinion.film for opinion in script().opinions} == sheets - {"people"}

    def test_gives_every_line_to_one_of_the_members(self):
        names = {role.name for role in script().roles}
        lines = self.lines()
        complaints = [complaint for line in lines for complaint in line.complaints]
        assert {said.by for said in [*script().opinions, *lines, *complaints]} <= names
        assert all(complaint.by != line.by for line in lines for complaint in line.complaints)
        assert {complaint.ground for complaint in complaints} <= set(Ground.values)

    def test_lets_nobody_review_a_film_twice_or_comment_where_it_is_closed(self):
        pairs = Counter((opinion.by, opinion.film) for opinion in script().opinions)
        assert pairs.most_common(1)[0][1] == 1
        assert not [opinion for opinion in script().opinions if opinion.comments and not opinion.comments_open]

    def test_says_nothing_twice(self):
        texts = Counter(said.text for said in [*script().opinions, *self.lines()] if said.text != "He sparkles.")
        assert texts.most_common(1)[0][1] == 1

    def test_is_in_words_of_its_own(self):
        theirs = runs_of_documents()
        assert not [said for said in [*script().opinions, *self.lines()] if runs(said.text) & theirs]

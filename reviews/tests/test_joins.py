"""Two films that turn out to be one: joined in the admin with all that members wrote, and taken apart again."""

import uuid

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.urls import reverse

from films.models import (
    Credit,
    ExternalReview,
    ExternalScore,
    Film,
    FilmPair,
    FormerAddress,
    Link,
    Mention,
    OtherTitle,
    Person,
    PersonPair,
    Source,
    Still,
    Trivia,
)
from films.tests.factories import a_credit, a_film, a_person
from reviews.models import Case, Comment, Report, Review, differences
from reviews.moderation.models import Notice
from reviews.tests.factories import a_comment, a_member, a_review, client_of, nothing_is_held
from tests.together import at_once

pytestmark = pytest.mark.each_database

# Revisions and times of changes only grow; pairs and notices remember.
NOT_COMPARED = {"Catalogue", "ChangedFilm", "FilmPair", "PersonPair", "Notice"}


@pytest.fixture
def staff():
    return client_of(get_user_model().objects.create_superuser("shepherd"))


def dump():
    """Every row of every table of the catalogue and of what members wrote, but for revisions."""
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label in ("films", "reviews")]
    tables = {}
    for model in models:
        if model.__name__ not in NOT_COMPARED:
            rows = model._base_manager.order_by("pk").values()
            tables[model._meta.label] = [{k: v for k, v in row.items() if not k.endswith("revision")} for row in rows]
    return tables


def press(client, pair, decision, seen=None):
    """Presses a button of the comparison."""
    pair.refresh_from_db()
    address = reverse(f"admin:films_{pair._meta.model_name}_change", args=[pair.pk])
    said = client.post(address, {"decision": str(decision), "seen": seen or pair.verdict}, follow=True)
    assert said.status_code == 200
    pair.refresh_from_db()
    return said.content.decode()


def totals(film):
    film.refresh_from_db()
    return film.rating_count, film.rating_sum, film.review_count, film.comment_count


def two_films():
    """One film twice, each with everything that can hang on a film."""
    kept, gone = (
        a_film("The Lamp Room", 2011, imdb_id="tt1"),
        a_film("Lamp Room", 2011, tmdb_id="7", synopsis="A room."),
    )
    nell, una = a_person("Ines Roe"), a_person("Una Hale")
    a_credit(kept, nell), a_credit(gone, nell, character="Nell"), a_credit(gone, una), a_credit(gone, una, "writer")
    for number, film in enumerate((kept, gone)):
        Trivia.objects.create(film=film, text="Shot in a week.")
        Trivia.objects.create(film=film, text=f"Fact {number}.", position=2)
        ExternalScore.objects.create(film=film, kind="critics", source="Elsewhere", value=40 + number, out_of=100)
        ExternalReview.objects.create(film=film, byline=f"Critic {number}", body="Words.")
        Link.objects.create(film=film, label="Trailer", url=f"https://example.org/{number}")
        Source.objects.create(film=film, name=f"{number}.txt", shape="magazine", digest=str(number), payload={})
        film.genres.create(name=f"Genre {number}")
    Still.objects.create(film=gone, image="stills/one.jpg", alt="A lamp")
    OtherTitle.objects.create(film=gone, title="Lampenraum")
    FormerAddress.objects.create(film=gone, slug="lamp-room-1911")
    Mention.objects.create(film=a_film("Third", 2001), title="Lamp Room", other=gone)
    Mention.objects.create(film=gone, title="The Lamp Room", other=kept)
    return kept, gone


@pytest.mark.django_db
class Joining:
    def test_everything_moves_with_exact_totals_and_comes_back_as_it_was(self, staff):
        nothing_is_held()
        kept, gone = two_films()
        twice, older = a_member("twice"), a_member("older")
        a_review(kept, half_steps=8), a_review(gone, half_steps=4), a_review(gone, half_steps=10, body="")
        first = a_review(kept, twice, half_steps=2, body="At first I did not like it.")
        under_first = a_comment(kept, review=first)
        newer = a_review(gone, twice, half_steps=9, body="Now I do.")
        stays = a_review(gone, older, half_steps=3)
        a_review(kept, older, half_steps=6, body="Seen again.")
        answer = a_comment(gone, parent=a_comment(gone))
        reader = client_of(a_member())
        reader.post(reverse("moderation:report", args=["review", newer.pk]), {"ground": "abuse", "note": ""})
        Film.objects.all().index()
        before, case = dump(), Case.objects.get()
        assert case.film_id == gone.pk

        pair = FilmPair.objects.of(kept, gone)
        assert "Joined" in press(staff, pair, kept.pk)
        assert totals(kept) == (5, 8 + 4 + 10 + 9 + 6, 4, 2)
        assert list(differences(repair=False)) == []
        newer.refresh_from_db(), first.refresh_from_db(), under_first.refresh_from_db(), case.refresh_from_db()
        assert (newer.film_id, first.film_id, case.film_id) == (kept.pk, gone.pk, kept.pk)
        assert (under_first.review_id, newer.comment_count) == (newer.pk, 1)
        assert Report.objects.get().target_id == newer.pk
        assert set(Notice.objects.filter(member__in=[twice, older]).values_list("member", flat=True)) >= {twice.pk}
        assert client_of(older).get(stays.get_absolute_url()).status_code == 200
        assert reader.get(stays.get_absolute_url()).status_code == 404
        kept.refresh_from_db()
        assert (kept.imdb_id, kept.tmdb_id, kept.synopsis) == ("tt1", "7", "A room.")
        cast = kept.credits.order_by("department", "position").values_list("person__name", "character", "department")
        assert list(cast) == [("Ines Roe", "Nell", "cast"), ("Una Hale", "", "cast"), ("Una Hale", "", "writer")]
        assert [t.text for t in kept.trivia.all()] == ["Shot in a week.", "Fact 0.", "Fact 1."]
        assert (kept.sources.count(), kept.genres.count(), kept.external_reviews.count()) == (2, 2, 2)
        assert (kept.scores.count(), kept.stills.count(), kept.mentioned_by.count()) == (1, 1, 2)
        for slug in (gone.slug, "lamp-room-1911"):
            assert reader.get(reverse("films:detail", args=[slug])).headers["Location"] == kept.get_absolute_url()
            assert staff.get(reverse("films:detail", args=[slug])).status_code == 301
        assert answer.get_absolute_url() not in reader.get(reverse("films:list")).content.decode()

        assert "taken back" in press(staff, pair, "undo")
        after = dump()
        assert after.keys() == before.keys()
        assert {name: rows for name, rows in after.items() if rows != before[name]} == {}
        assert list(differences(repair=False)) == []

    def test_what_was_written_after_a_join_stays_where_it_is_when_it_is_taken_back(self, staff):
        nothing_is_held()
        kept, gone = a_film("One", 2001), a_film("One", 2002)
        moved, pair = a_review(gone, half_steps=4), FilmPair.objects.of(kept, gone)
        press(staff, pair, kept.pk)
        later = client_of(a_member("late"))
        later.post(reverse("reviews:write", args=[gone.slug]), {"half_steps": "8", "body": "By the old address."})
        Review.objects.write(moved.author, kept, half_steps=5, body="Changed.")
        assert totals(kept) == (2, 13, 2, 0)
        press(staff, pair, "undo")
        assert (totals(kept), totals(gone)) == ((1, 8, 1, 0), (1, 5, 1, 0))
        assert list(differences(repair=False)) == []

    def test_of_two_staff_only_one_decides(self, staff):
        kept, gone = a_film("One", 2001), a_film("One", 2002)
        pair = FilmPair.objects.of(kept, gone)
        assert "Kept apart" in press(staff, pair, "apart")
        assert "Somebody else has decided" in press(staff, pair, gone.pk, seen="open")
        assert pair.verdict == "apart"

    def test_joins_are_taken_back_in_their_order(self, staff):
        one, two, three = a_film("One", 2001), a_film("Two", 2002), a_film("Three", 2003)
        a_review(one)
        first, second = FilmPair.objects.of(one, two), FilmPair.objects.of(two, three)
        press(staff, first, two.pk)
        press(staff, second, three.pk)
        assert staff.get(one.get_absolute_url()).headers["Location"] == three.get_absolute_url()
        assert "Take the later join back first" in press(staff, first, "undo")
        press(staff, second, "undo")
        press(staff, first, "undo")
        assert one.reviews.count() == 1

    def test_a_withdrawn_review_takes_no_place_from_one_that_stands(self, staff):
        nothing_is_held()
        kept, gone, member = a_film("One", 2001), a_film("One", 2002), a_member()
        stands = a_review(gone, member, half_steps=9)
        a_review(kept, member).withdraw()
        press(staff, FilmPair.objects.of(kept, gone), kept.pk)
        stands.refresh_from_db()
        assert (stands.film_id, totals(kept)[0]) == (kept.pk, 1)
        assert not Notice.objects.filter(member=member, facts__joined=True).exists()

    def test_a_decision_on_a_text_can_be_taken_back_after_its_film_was_joined(self, staff):
        nothing_is_held()
        kept, gone = a_film("One", 2001), a_film("One", 2002)
        review = a_review(gone)
        case = Case.objects.open_for(review, "staff")
        staff.post(
            reverse("moderation:decide", args=[case.pk]), {"action": "remove", "ground": "spam", "seen": case.version}
        )
        assert totals(gone)[0] == 0
        press(staff, FilmPair.objects.of(kept, gone), kept.pk)
        staff.post(reverse("moderation:undo", args=[review_decision(review)]))
        assert totals(kept)[0] == 1
        assert list(differences(repair=False)) == []

    def test_two_ticked_in_the_list_are_compared(self, staff):
        one, two = a_film("One", 2001), a_film("Two", 2002)
        address = reverse("admin:films_film_changelist")
        sent = {"action": "join_two", "_selected_action": [one.pk]}
        assert "exactly two" in staff.post(address, sent, follow=True).content.decode()
        page = staff.post(address, sent | {"_selected_action": [one.pk, two.pk]}, follow=True).content.decode()
        assert "differs" in page
        assert "keep “One (2001)”" in page

    def test_only_who_may_change_films_sees_pairs(self):
        pair = FilmPair.objects.of(a_film("One", 2001), a_film("Two", 2002))
        member = a_member("helper", is_staff=True)
        address = reverse("admin:films_filmpair_change", args=[pair.pk])
        assert client_of(member).get(address).status_code == 404
        assert client_of(member).post(address, {"decision": "apart", "seen": "open"}).status_code == 404
        pair.refresh_from_db()
        assert pair.verdict == "open"


def review_decision(review):
    return apps.get_model("reviews.Decision").objects.filter(kind="review", target_id=review.pk).latest("pk").pk


@pytest.mark.django_db
class People:
    def test_two_people_become_one_and_two_again(self, staff):
        kept, gone = a_person("Bo Lind", imdb_id="nm1"), a_person("Bo Lindt", born_year=1970, wikidata_id="Q1")
        film, other = a_film("One", 2001), a_film("Two", 2002)
        a_credit(film, kept, "director"), a_credit(film, gone, "director"), a_credit(other, gone, character="Bo")
        before, pair = dump(), PersonPair.objects.of(kept, gone)
        press(staff, pair, kept.pk)
        kept.refresh_from_db()
        assert (kept.born_year, kept.wikidata_id) == (1970, "Q1")
        assert sorted(kept.credits.values_list("film", "department")) == [(film.pk, "director"), (other.pk, "cast")]
        assert not Credit.objects.filter(person=gone).exists()
        assert staff.get(gone.get_absolute_url()).headers["Location"] == kept.get_absolute_url()
        assert gone.get_absolute_url() not in staff.get(reverse("films:search"), {"q": "Lindt"}).content.decode()
        press(staff, pair, "undo")
        after = dump()
        assert {name: rows for name, rows in after.items() if rows != before[name]} == {}
        assert Person.objects.standing().count() == 2


@pytest.mark.django_db(transaction=True)
def test_reviews_written_while_their_film_is_joined_all_arrive():
    nothing_is_held()
    kept, gone = a_film("One", 2001), a_film("One", 2002)
    pair = FilmPair.objects.of(kept, gone)
    staff = [client_of(get_user_model().objects.create_superuser(name)) for name in ("shepherd", "shepherdess")]
    members = [client_of(a_member()) for _ in range(8)]

    def writes(client):
        def job():
            words = {"half_steps": "6", "body": f"Written meanwhile {uuid.uuid4()}"}
            assert client.post(reverse("reviews:write", args=[gone.slug]), words).status_code == 302
            assert client.post(reverse("reviews:comment", args=[gone.slug]), {"body": "And a word."}).status_code == 302

        return job

    def joins(client):
        address = reverse("admin:films_filmpair_change", args=[pair.pk])
        return lambda: client.post(address, {"decision": kept.pk, "seen": "open"})

    assert at_once([*map(joins, staff), *map(writes, members)]) == []
    assert totals(kept) == (8, 48, 8, 8)
    assert not Review.objects.filter(film=gone).exists()
    assert not Comment.objects.filter(film=gone).exists()
    assert Film.objects.get(pk=gone.pk).joined_into_id == kept.pk
    assert list(differences(repair=False)) == []

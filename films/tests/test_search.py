"""Search over titles and names."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from films.kept import forget_everything
from films.models import Film, OtherTitle, Person, SearchEntry, SearchWord
from films.tests.factories import a_credit, a_film, a_person
from films.tests.pages import named, titles
from tests.harness import fewer

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

SIGNS = [*"\"*-+():^{}'\\%_&", "NOT", "AND", "OR", "NEAR", "year:", 'director:"', "a_", "the"]


def found(client, text):
    response = client.get(reverse("films:search"), {"q": text})
    assert response.status_code == 200
    return named(response)


def suggested(client, text):
    return [result["label"] for result in client.get(reverse("films:suggest"), {"q": text}).json()["results"]]


class Search:
    def test_ignores_case_accents_order_and_leading_articles(self, client):
        a_film("The Éclair of Łódź", 1999)
        for text in ("éclair", "ECLAIR", "lodz eclair", "eclair of lodz", "the eclair", "Łódź"):
            assert found(client, text) == ["The Éclair of Łódź (1999)"], text

    def test_finds_titles_in_other_scripts_by_either_spelling(self, client):
        a_film("Сталкер", 1979)
        a_film("千と千尋の神隠し", 2001)
        assert found(client, "сталкер") == found(client, "stalker") == ["Сталкер (1979)"]
        assert found(client, "千尋") == ["千と千尋の神隠し (2001)"]

    def test_finds_original_and_other_titles(self, client):
        film = a_film("The Lives of Others", 2006, original_title="Das Leben der Anderen")
        title = OtherTitle.objects.create(film=film, title="La vita degli altri")
        assert found(client, "leben anderen") == found(client, "vita altri") == ["The Lives of Others (2006)"]
        title.delete()
        assert found(client, "vita altri") == []

    def test_puts_the_exact_title_first_and_then_the_popular_ones(self, client):
        a_film("Alien Nation", 1988, votes=90_000)
        a_film("Aliens", 1986, votes=700_000)
        a_film("Alien", 2019)
        a_film("Alien", 1979, votes=900_000)
        assert found(client, "alien")[:3] == ["Alien (1979)", "Alien (2019)", "Aliens (1986)"]

    def test_takes_initials_with_and_without_their_full_stops(self, client):
        a_film("E.T. the Extra-Terrestrial", 1982)
        a_film("M*A*S*H", 1970)
        assert found(client, "ET") == found(client, "e.t.") == ["E.T. the Extra-Terrestrial (1982)"]
        assert found(client, "mash") == ["M*A*S*H (1970)"]

    @pytest.mark.parametrize(
        "text", ["hardwicke", "hardwick", "hardwikce", "hardwickee", "catherine hardwik", "hradwicke"]
    )
    def test_forgives_a_typing_error(self, client, text):
        a_credit(a_film("Thirteen", 2003), a_person("Catherine Hardwicke"), "director")
        assert found(client, text) == ["Catherine Hardwicke"]

    def test_doubts_words_that_exist_and_at_last_lets_go_of_one(self, client):
        a_film("Tony", 2009)
        a_credit(a_film("Hereditary", 2018), a_person("Toni Collette"), "cast")
        for text in ("tony collete", "tonia collete", "antonia collette"):
            assert "Toni Collette" in found(client, text)

    def test_forgives_words_that_were_joined_or_torn_apart(self, client):
        a_film("Spider-Man", 2002)
        a_film("Superman", 1978)
        assert found(client, "spiderman")[0] == "Spider-Man (2002)"
        assert found(client, "super man")[0] == "Superman (1978)"

    def test_says_that_nothing_was_called_that(self, client):
        a_film("Thirteen", 2003)
        response = client.get(reverse("films:search"), {"q": "thrteen"})
        assert "Nothing is called" in response.content.decode()

    def test_understands_years_people_and_phrases(self, client):
        twilight = a_film("Twilight", 2008)
        a_film("Twilight", 1998)
        a_credit(twilight, a_person("Catherine Hardwicke"), "director")
        a_credit(a_film("Lords of Dogtown", 2005), Person.objects.get(), "director")
        a_film("Dogtown Lords", 2005)
        assert found(client, "twilight year:2008") == ["Twilight (2008)"]
        assert found(client, "year:1990s") == ["Twilight (1998)"]
        assert found(client, "director:hardwicke") == ["Twilight (2008)", "Lords of Dogtown (2005)"]
        assert found(client, 'director:"catherine hardwicke" year:2005') == ["Lords of Dogtown (2005)"]
        assert found(client, "year:2005 director:catherine hardwicke") == ["Lords of Dogtown (2005)"]
        assert found(client, "director:catherine hardwicke lords") == ["Lords of Dogtown (2005)"]
        assert found(client, "Director: Hardwicke year: 2005 lords") == ["Lords of Dogtown (2005)"]
        assert found(client, "writer:hardwicke") == []
        assert found(client, '"lords of"') == ["Lords of Dogtown (2005)"]
        assert found(client, "twilight 1998") == ["Twilight (1998)"]

    def test_never_finds_a_hidden_film_nor_its_people(self, client):
        film = a_film("Marked Secret", 2011)
        a_credit(film, a_person("Sekrit Person"), "director")
        Film.objects.filter(pk=film.pk).publish(False)
        texts = ("marked secret", "markd", "secret", "sekrit person", "director:sekrit", "year:2011")
        assert [found(client, text) for text in texts] == [[]] * 6
        assert suggested(client, "mark") == suggested(client, "sekr") == []
        client.force_login(get_user_model().objects.create_superuser("root"))
        assert found(client, "marked secret") == ["Marked Secret (2011)"]

    def test_follows_every_change_of_a_title_or_name(self, client):
        film, person = a_film("Old Name", 2011), a_person("Ada Brook")
        a_credit(film, person)
        film.title, person.name = "New Title", "Eva Stream"
        film.save(), person.save()
        assert found(client, "old name") == found(client, "brook") == []
        assert found(client, "new title") == ["New Title (2011)"]
        assert found(client, "stream") == ["Eva Stream"]
        film.delete()
        assert found(client, "new title") == []

    def test_can_be_made_anew(self, client):
        a_credit(a_film("Thirteen", 2003), a_person("Catherine Hardwicke"))
        before = (
            set(SearchEntry.objects.values_list("id", "words")),
            set(SearchWord.objects.values_list("word", "count")),
        )
        SearchEntry.objects.all().delete()
        SearchWord.objects.all().delete()
        assert found(client, "thirteen") == []
        call_command("reindex")
        after = (
            set(SearchEntry.objects.values_list("id", "words")),
            set(SearchWord.objects.values_list("word", "count")),
        )
        assert after == before
        assert found(client, "thirteen") == ["Thirteen (2003)"]

    @settings(max_examples=fewer(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(max_size=60) | st.lists(st.sampled_from(SIGNS), max_size=8).map(" ".join))
    def test_is_harmless_whatever_is_typed(self, client, text):
        forget_everything()
        found(client, text)
        suggested(client, text)

    def test_asks_the_same_number_of_queries_for_any_number_of_films(self, client):
        def asked():
            forget_everything()
            with CaptureQueriesContext(connection) as queries:
                found(client, "lamp")
            return len(queries)

        for number in range(4):
            a_film(f"Lamp {number}")
        before = asked()
        for number in range(20):
            a_film(f"Lamp again {number}")
        assert asked() == before

    def test_shows_the_best_first_and_more_of_them_when_asked(self, client):
        for number in range(30):
            a_film(f"Lamp {number}")
        page = client.get(reverse("films:search"), {"q": "lamp"})
        assert len(titles(page)) == 24
        assert 'href="/search/?q=lamp&amp;more"' in page.content.decode()
        more = client.get("/search/?q=lamp&more")
        assert len(titles(more)) == 30
        assert "More results" not in more.text

    def test_shows_its_field_without_a_question(self, client):
        assert found(client, "") == found(client, "   ") == []


class Suggest:
    def test_finds_while_the_last_word_is_unfinished(self, client):
        a_film("Miss You Already", 2015)
        for text in ("mi", "miss y", "already mis", "mis yo alr"):
            assert suggested(client, text) == ["Miss You Already"], text

    def test_leads_to_films_and_people(self, client):
        a_credit(a_film("Drewmore", 2015), a_person("Drew Barrymore"))
        results = client.get(reverse("films:suggest"), {"q": "drew"}).json()["results"]
        pictures = [result.pop("picture") for result in results]
        assert "DREWMORE" in pictures[0].upper()
        assert ">DB</span>" in pictures[1]
        assert results == [
            {"label": "Drewmore", "detail": "2015", "url": "/films/drewmore-2015/"},
            {"label": "Drew Barrymore", "detail": "person", "url": "/people/drew-barrymore/"},
        ]

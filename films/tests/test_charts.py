"""Charts that the server draws."""

from types import SimpleNamespace as Fake

from django.template import Context, Template


def render(source, **context):
    return Template("{% load charts %}" + source).render(Context(context))


def film(pk, year, average):
    return Fake(pk=pk, year=year, average=average, get_absolute_url=f"/films/{pk}/")


class Career:
    def test_has_one_dot_for_each_film_however_many_parts_the_person_had_in_it(self):
        credits = [Fake(film=film(n, 1990 + n, 7.0 if n else None)) for n in range(4)]
        shown = render("{% career departments %}", departments=[("Direction", credits), ("Screenplay", credits[:2])])
        assert shown.count("<circle") == 4
        assert shown.count("is-empty") == 1

    def test_is_left_out_where_it_would_show_nothing(self):
        unrated = [Fake(film=film(n, 1990 + n, None)) for n in range(4)]
        few = [Fake(film=film(n, 1990 + n, 7.0)) for n in range(2)]
        same_year = [Fake(film=film(n, 1990, 7.0)) for n in range(4)]
        undated = [Fake(film=film(n, None, 7.0)) for n in range(4)]
        for credits in (unrated, few, same_year, undated, []):
            assert "<svg" not in render("{% career departments %}", departments=[("Cast", credits)])


class DecadeChart:
    def test_says_its_figures_in_words_too(self):
        decades = [Fake(year=1990, films=1, height=50), Fake(year=2000, films=2, height=100)]
        shown = render("{% decade_chart decades %}", decades=decades)
        assert "1990s: 1 film<" in shown
        assert "2000s: 2 films<" in shown

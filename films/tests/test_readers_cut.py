"""Texts that are cut off, shuffled or no texts at all: they read or are refused, and never give a wrong fact."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from films.readers import NotAFilmPage, read
from films.tests.corpus import PAGES, TWINS, page, seeds
from films.titles import fold
from tests.harness import THOROUGH, fewer

LONG = 40_000 if THOROUGH else 10_000  # characters of a text that could take for ever
SHORT = 120  # characters; in longer lines, which are prose, not every place is tried


def cuts(text, step):
    """Where to cut: at every `step`th character of lines that hold facts, here and there in prose.

    A run that is not THOROUGH tries an eighth of these places.
    """
    start, fewer = 0, 1 if THOROUGH else 8
    for line in text.splitlines(keepends=True):
        every = fewer * (step if len(line) <= SHORT else 61)
        yield from range(start + -start % every, start + len(line), every)
        start += len(line)


def read_or_none(text):
    try:
        return read(text, "page.txt").record
    except NotAFilmPage:
        return None


def wrong_facts(cut, whole):
    """Facts of the cut page that the whole page does not give. What it lacks is no fault: half a fact is."""
    film, known = cut.film, whole.film
    texts = {fold(known.tagline), fold(known.synopsis)} | {fold(text) for text in known.more_taglines}
    yield from (t for t in (film.tagline, film.synopsis) if t and not any(fold(t) in text for text in texts))
    if fold(film.title) != fold(known.title):
        yield film.title
    for name in ("year", "release_date", "published", "runtime_minutes", "certificate", "original_title"):
        if getattr(film, name) not in (None, "", getattr(known, name)):
            yield name, getattr(film, name)
    for name in ("countries", "languages", "genres", "locations", "trivia", "quotes", "links", "box_office"):
        yield from (fact for fact in getattr(film, name) if fact not in getattr(known, name))
    titles = {fold(mention.title) for mention in known.mentions}
    yield from (mention for mention in film.mentions if fold(mention.title) not in titles)
    yield from (credit for credit in cut.credits if not any(same_credit(credit, other) for other in whole.credits))
    scores = [(s.kind, s.value, s.out_of) for s in whole.scores]
    yield from (s for s in cut.scores if (s.kind, s.value, s.out_of) not in scores)
    yield from (s for s in cut.scores if s.votes and s.votes not in [other.votes for other in whole.scores])
    yield from (review for review in cut.reviews if not any(same_review(review, o) for o in whole.reviews))


def same_credit(cut, whole):
    same = (cut.person, cut.department) == (whole.person, whole.department) and cut.character in ("", whole.character)
    return same or (cut.person == "Robert Downey" and whole.person == "Robert Downey, Jr.")


def same_review(cut, whole):
    """The last name of a byline at the very end cannot be told from a whole one; a warning stands beside it."""
    return (
        whole.byline.startswith(cut.byline)
        and cut.publication in ("", whole.publication)
        and cut.half_steps in (None, whole.half_steps)
        and whole.rating_text.startswith(cut.rating_text)
        and whole.body.startswith(cut.body)
    )


class CutOff:
    @pytest.mark.parametrize("name", PAGES)
    def test_a_page_cut_off_anywhere_gives_no_wrong_fact(self, name):
        text = page(name).decode()
        self.check(text, step=2 if name in TWINS else 7)

    def test_the_four_documents_cut_off_anywhere_give_no_wrong_fact(self):
        for raw in seeds().values():
            self.check(raw.decode(), step=3)

    def check(self, text, step):
        whole = read(text, "page.txt").record
        for place in cuts(text, step):
            cut = read_or_none(text[:place])
            assert cut is None or list(wrong_facts(cut, whole)) == [], f"cut off behind {text[:place][-40:]!r}"

    @pytest.mark.parametrize("name", TWINS)
    def test_a_file_cut_off_within_a_character_is_read_as_far_as_it_goes(self, name):
        raw = page(name)
        breaks = [place for place in range(len(raw)) if raw[place] & 0xC0 == 0x80]
        whole = read(raw, name).record
        for place in breaks[-30:]:
            cut = read_or_none(raw[:place])
            assert cut is None or list(wrong_facts(cut, whole)) == []

    def test_a_name_that_may_be_cut_off_at_the_very_end_is_warned_of(self):
        text = page("magazine/headline-and-prose.txt").decode().rstrip()
        assert any("may be cut off" in warning for warning in read(text[:-3], "page.txt").record.warnings)


class Garbage:
    @settings(max_examples=fewer(150), deadline=None)
    @given(st.binary(max_size=2000))
    def test_any_bytes_are_read_or_refused(self, raw):
        read_or_none(raw)

    @settings(max_examples=fewer(60), deadline=None)
    @given(st.data())
    def test_the_lines_of_pages_in_any_order_are_read_or_refused(self, data):
        lines = [line for name in TWINS for line in page(name).decode().splitlines()]
        read_or_none("\n".join(data.draw(st.lists(st.sampled_from(lines), max_size=40))))

    @settings(max_examples=fewer(150), deadline=None)
    @given(
        st.sampled_from(["Director", "Rating", "Running Time", "Release Year", "Stars", "Critic's Score", "Budget"]),
        st.text(max_size=60),
    )
    def test_any_value_behind_a_label_is_read_or_refused(self, label, value):
        text = (
            page("factsheet/minimal.txt")
            .decode()
            .replace("Release Year: 1998", f"Release Year: 1998\n{label}: {value}")
        )
        read_or_none(text)

    @pytest.mark.parametrize(
        "unit", ["A ", "(", "A (B C) ", "Aa Bb as ", "★", "1 ", "Director: ", "by A | ", "“A” ", "A, ", "- ", "A: "]
    )
    def test_a_long_monotonous_text_takes_no_long_time(self, unit):
        started = time.process_time()
        body = (unit * LONG)[:LONG]
        for text in (
            body,
            f"Lamp\nDirector: A B\nRunning Time: 90 min\nWords by C D\n{body}",
            f"Lamp\n{body}\n4 sheep\nYour turn!",
        ):
            read_or_none(text)
        assert time.process_time() - started < LONG / 5_000

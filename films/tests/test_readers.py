"""The readers, through their front door: every invented page gives exactly the facts that stand in it."""

import codecs
from itertools import permutations

import pytest

from films.readers import NotAFilmPage, read
from films.tests.corpus import DOCUMENTS, EXPECTED, PAGES, REFUSED, TWINS, page, summary
from tests.harness import THOROUGH


def read_page(name):
    return read(page(name), name)


class Pages:
    def test_every_page_in_the_folder_is_expected_and_the_other_way_round(self):
        found = {str(path.relative_to(DOCUMENTS)) for path in DOCUMENTS.glob("*/*.txt")}
        assert found == set(EXPECTED)

    @pytest.mark.parametrize("name", PAGES)
    def test_a_page_gives_exactly_the_facts_that_stand_in_it(self, name):
        assert summary(read_page(name)) == EXPECTED[name]

    @pytest.mark.parametrize("name", REFUSED)
    def test_a_page_that_is_not_about_one_film_is_refused_with_the_reason(self, name):
        with pytest.raises(NotAFilmPage) as refusal:
            read_page(name)
        assert str(refusal.value) == EXPECTED[name]["refused"]


WAYS = {
    "Windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "old Mac line ends": lambda text: text.replace("\n", "\r").encode(),
    "a byte-order mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "UTF-16, little end first": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "UTF-16, big end first": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "UTF-32": lambda text: text.encode("utf-32"),
    "non-breaking spaces": lambda text: text.replace(" ", "\u00a0").encode(),
    "spaces at the line ends": lambda text: text.replace("\n", "  \t\n").encode(),
    "twice as many empty lines": lambda text: text.replace("\n\n", "\n\n\n\n").encode(),
    "zero-width spaces and soft hyphens": lambda text: text.replace("e", "e\u200b\u00ad").encode(),
    "no line end at the end": lambda text: text.rstrip("\n").encode(),
}


# Without a line end, the last entry of a list may be cut off, so these pages say less then.
ENDS_IN_A_LIST = ["factsheet/lists-below-labels.txt", "factsheet/minimal.txt"]


class Ways:
    @pytest.mark.parametrize(("turn", "way"), list(enumerate(WAYS)))
    def test_a_page_says_the_same_however_its_text_was_saved(self, turn, way):
        """A run that is not THOROUGH tries a sixth of the pages in each way."""
        names = [name for name in PAGES if way != "no line end at the end" or name not in ENDS_IN_A_LIST]
        for name in names if THOROUGH else names[turn % 6 :: 6]:
            said = summary(read(WAYS[way](page(name).decode()), name))
            assert without_warnings(said) == without_warnings(EXPECTED[name]), name


def without_warnings(facts):
    return {fact: value for fact, value in facts.items() if fact != "warnings"}


# The last lines of pages, which parts that were cut out and put together may lack.
LAST = ("comments are closed.", "• see all reviews", "share your thoughts", "your turn!")


def without_last(text):
    return "\n".join(line for line in text.split("\n") if line.strip().casefold() not in LAST)


class TwoFilms:
    @pytest.mark.parametrize("cut", [str, without_last])
    @pytest.mark.parametrize("name", TWINS)
    def test_a_page_with_a_page_about_another_film_below_is_refused(self, name, cut):
        ferries = [f"{kind}/the-glass-ferry.txt" for kind in ("magazine", "sheep", "festival", "factsheet")]
        others = [other for other in [*TWINS, *ferries] if EXPECTED[other]["title"] != EXPECTED[name]["title"]]
        for one, other in [pair for pair in permutations({name, *others}, 2) if name in pair]:
            text = "\n\n\n".join(cut(page(part).decode()).strip() for part in (one, other))
            with pytest.raises(NotAFilmPage, match=r"more than one film.* and "):
                read(text, "page.txt")
                pytest.fail(f"{one} and {other}")

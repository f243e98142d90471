"""The spellings that pages use: ratings, scores, running times, dates, names, titles, bylines."""

import datetime as dt
import re

import pytest

from films.readers import NotAFilmPage, bylines, credits, dates, durations, names, ratings, read, titles
from films.tests.corpus import EXPECTED, TWINS, page
from films.titles import film_address

RATINGS = {
    "★★★½": 7, "½": 1, "★": 2, "★★★★★": 10, "★★★☆☆": 6, "★★★1/2": 7, "***½": 7, "⭐⭐⭐⭐": 8, "★★★★★★★☆☆☆": 7,
    "3.5 out of 5 Stars": 7, "3.5 out of 5": 7, "3/5": 6, "3 / 5": 6, "3½/5": 7, "4,5/5": 9, "4.5 stars": 9, "7/10": 7,
    "8.0/10": 8, "9 out of ten": 9, "three out of five": 6, "two and a half stars": 5, "three-and-a-half stars": 7,
    "half a star": 1, "one star": 2, "five stars": 10, "4 sheep": 8, "3½ sheep": 7, "3 1/2 sheep": 7, "1 sheep": 2,
    "½ sheep": 1, "half a sheep": 1, "5 Sheep": 10, "2.5/5 sheep": 5, "4 sheep (out of five)": 8,
    "🐑🐑½": 5, "80%": 8, "4 and a half sheep": 9, "3 & a half sheep": 7, "3+1/2 sheep": 7, "3-and-a-half sheep": 7,
    "two and half stars": 5, "4 and a half out of 5": 9, "one half star": 1, "four stars and a half": 9,
    "3 of 5 stars": 6,
    # Printed, but on no half-step:
    "78%": None, "6.5/10": None, "3.7 stars": None, "3/4": None, "0/5": None, "zero stars": None, "no sheep": None,
    "6 sheep": None, "B+": None, "3 3/4 stars": None,
}  # fmt: skip
NO_RATINGS = [
    "3 to 4 sheep", "2-3 sheep", "3 and a quarter sheep", "4.5 and a half sheep", "2 or 3 stars", "twenty three sheep",
    "three and three quarters sheep",
]  # fmt: skip
VOTES = {
    "6.6/10 (567 voted)": 567, "6.6/10 (1,234 voted)": 1234, "6.6/10 (1.234 voted)": 1234, "6.6/10 (1 234 voted)": 1234,
    "6.6/10 (1\u00a0234\u00a0567 voted)": 1234567, "6.6/10 (1'234 votes)": 1234, "6,6/10 (12,345,678 votes)": 12345678,
    "6.6/10": None, "6.6/10 (12K votes)": None, "6.6/10 (1,23 voted)": None,
}  # fmt: skip
MINUTES = {
    "112 minutes": 112, "112 min": 112, "112 mins.": 112, "112m": 112, "112'": 112, "112": 112, "1h 52m": 112,
    "1h52": 112,
    "1 hr. 51 min": 111, "1 hour and 52 minutes": 112, "2 hours": 120, "1:52": 112, "PT1H52M": 112, "USA: 97 min": 97,
    "90 min (director's cut: 120 min)": 90, "0 min": None, "soon": None,
    "two hours": 120, "Two hours and five minutes": 125, "an hour and a half": 90, "1.5 hours": 90,
    "ninety minutes": 90, "1h 75m": None,
}  # fmt: skip
DATES = [
    "November 6th, 2015", "6 November 2015", "6 November 2015 (UK)", "Nov. 6, 2015",
    "6th of November 2015", "2015-11-06",
    "06.11.2015", "6-Nov-2015", "Friday, November 6, 2015",
]  # fmt: skip
NO_DATES = ["06/11/2015", "November 2015", "31 February 2015", "2015", "1917"]
TITLES = {
    "THE FAULT IN OUR STARS": "The Fault in Our Stars", "DON'T LOOK NOW": "Don't Look Now", "ROCKY II": "Rocky II",
    "SPIDER-MAN: INTO THE SPIDER-VERSE": "Spider-Man: Into the Spider-Verse", "RRR": "RRR", "E.T.": "E.T.",
    "V FOR VENDETTA": "V for Vendetta", "AMÉLIE": "Amélie", "1917": "1917", "O'BRIEN": "O'Brien", "Se7en": "Se7en",
}  # fmt: skip
GLUED = {
    "miss_you_alreadyMISS YOU ALREADY": "MISS YOU ALREADY", "19171917": "1917", "the33THE 33": "THE 33",
    "MAMA": "MAMA",
    "brooklyn_ver2BROOKLYN": "BROOKLYN", "amelieAMÉLIE": "AMÉLIE", "spider-manSPIDER-MAN": "SPIDER-MAN", "Mama": "Mama",
    "50_5050/50": "50/50", "posterTHE 33": "THE 33", "eXistenZ": "eXistenZ", "Tora! Tora! Tora!": "Tora! Tora! Tora!",
}  # fmt: skip
NO_NAMES = [
    "Rated PG-13", "Opens Friday", "In theaters November 6", "A film by Owen Leigh", "In French", "English subtitles",
    "Out now", "Netflix", "A Lantern Pictures release", "Romantic Comedy", "104 minutes", "Rated R, 104 minutes",
    "Based on the novel by Harold Fine", "Running time 104 minutes", "World premiere", "Presented by Jo Day", "2015",
]  # fmt: skip
LISTS = [
    "Ann Lee, Bo Day and Cy Fox", "Ann Lee, Bo Day, and Cy Fox", "Ann Lee, Bo Day & Cy Fox", "Ann Lee; Bo Day; Cy Fox",
    "Ann Lee / Bo Day / Cy Fox", "Ann Lee and Bo Day and Cy Fox", "Ann Lee, Bo Day, Cy Fox | See full cast »",
    "Ann Lee, Bo Day, Cy Fox and more",
]  # fmt: skip
OTHER_TITLES = [
    "The 33", "1917", "300", "It", "Her", "Us", "Up", "Home", "Room", "Amélie", "Carol", "mother!", "E.T.", "I, Tonya",
    "Star Wars: The Force Awakens",
    "Mission: Impossible – Rogue Nation",
    "Birdman or (The Unexpected Virtue of Ignorance)",
    "What Ever Happened to Baby Jane?", "Crouching Tiger, Hidden Dragon", "Y Tu Mamá También", "The Lady in the Van",
    "Three Billboards Outside Ebbing, Missouri", "2001: A Space Odyssey", "Ocean's Eleven", "Steve Jobs", "45 Years",
]  # fmt: skip


class Ratings:
    @pytest.mark.parametrize("text", RATINGS)
    def test_a_printed_rating_is_kept_as_printed_and_counted_in_half_steps(self, text):
        assert ratings.whole(text) == ratings.Rating(text, RATINGS[text])

    @pytest.mark.parametrize("text", NO_RATINGS)
    def test_a_number_that_is_not_understood_whole_is_left_with_a_warning(self, text):
        assert ratings.find(text) is None
        record = read(page("sheep/one-sheep.txt").decode().replace("\n1 sheep\n", f"\n{text}\n"), "page.txt").record
        assert record.reviews[0].half_steps is None
        assert any(text in warning for warning in record.warnings)

    def test_a_number_without_a_scale_is_no_rating_of_five(self):
        assert ratings.whole("7") is None or ratings.whole("7").half_steps is None

    @pytest.mark.parametrize("text", VOTES)
    def test_votes_are_read_with_any_thousands_separator(self, text):
        score = ratings.score(text, "audience")
        assert (str(score.value), str(score.out_of), score.votes) == ("6.6", "10", VOTES[text])

    @pytest.mark.parametrize("text", ["N/A", "/100", "-/10", "11/10", ""])
    def test_what_is_no_score_gives_none(self, text):
        assert ratings.score(text, "critics") is None


class Times:
    @pytest.mark.parametrize("text", MINUTES)
    def test_running_times_are_read_in_minutes(self, text):
        assert durations.minutes(text) == MINUTES[text]

    @pytest.mark.parametrize("text", DATES)
    def test_dates_are_read_however_they_are_written(self, text):
        assert dates.find(text) == dt.date(2015, 11, 6)

    @pytest.mark.parametrize("text", NO_DATES)
    def test_what_may_be_two_dates_or_none_is_none(self, text):
        assert dates.find(text) is None


class Names:
    @pytest.mark.parametrize("text", LISTS)
    def test_a_list_is_split_however_it_is_joined(self, text):
        assert names.split(text) == ["Ann Lee", "Bo Day", "Cy Fox"]

    @pytest.mark.parametrize("part", NO_NAMES)
    def test_a_part_of_a_row_of_credits_that_names_nobody_costs_nobody_and_adds_nobody(self, part):
        told = ["Written by Ruth Amis", "Directed by Owen Leigh", "Starring Tilda Marsh"]
        for place in range(4):
            row = credits.parse(" / ".join([*told[:place], part, *told[place:]]), cut=False)
            assert [one.person for one in row.named] == ["Ruth Amis", "Owen Leigh", "Tilda Marsh"]

    def test_a_junior_stays_with_the_name(self):
        assert names.split("Robert Downey, Jr., Ann Lee") == ["Robert Downey, Jr.", "Ann Lee"]

    def test_siblings_share_the_name_that_is_printed_once(self):
        assert names.family(["Joel", "Ethan Coen"]) == ["Joel Coen", "Ethan Coen"]
        assert names.family(["Ann Lee", "Bo Day"]) == ["Ann Lee", "Bo Day"]

    def test_a_byline_of_four_parts_is_told_apart(self):
        byline = bylines.parse("Words by Ann Lee | Images by Bo Day | Edited by Cy Fox | Styled by Di Roe")
        assert (byline.words, byline.images) == ("Ann Lee", "Bo Day")
        assert byline.rest == "Edited by Cy Fox | Styled by Di Roe"

    @pytest.mark.parametrize("text", ["By the end of the film", "Written by Ann Lee", "Review: Brooklyn"])
    def test_what_only_looks_like_a_byline_is_none(self, text):
        assert bylines.parse(text) is None


class Titles:
    def test_a_fraction_stays_apart_in_an_address(self):
        assert film_address("8½", 1963) == "8-1-2-1963"

    @pytest.mark.parametrize("text", TITLES)
    def test_a_title_in_capitals_is_set_in_usual_case(self, text):
        assert titles.in_mixed_case(text, "") == TITLES[text]

    def test_the_page_s_own_spelling_goes_before_the_rule(self):
        assert titles.in_mixed_case("MCFARLAND, USA", "I liked McFarland, USA a lot.") == "McFarland, USA"

    @pytest.mark.parametrize("text", GLUED)
    def test_the_name_of_a_picture_s_file_is_taken_off_the_title(self, text):
        assert titles.unglued(text) == GLUED[text]

    @pytest.mark.parametrize("title", OTHER_TITLES)
    @pytest.mark.parametrize("name", TWINS)
    def test_pages_of_all_kinds_are_read_with_any_title(self, name, title):
        old = EXPECTED[name]["title"]
        text = page(name).decode().replace(old.upper(), title.upper()).replace(old, title)
        reading = read(text.replace("the_glass_ferry", re.sub(r"\W+", "_", title.lower())), name)
        assert (reading.shape, reading.record.film.title) == (EXPECTED[name]["shape"], title)
        assert len(reading.record.credits) == len(EXPECTED[name].get("credits", []))

    @pytest.mark.parametrize("title", OTHER_TITLES)
    def test_a_magazine_s_title_is_found_where_only_the_heading_or_the_caption_has_it(self, title):
        text = page("magazine/caption-only.txt").decode()
        caption = "The Harbour Magazine A Winter of Locks\n"
        assert caption in text
        by_caption = read(text.replace(caption, f"The Harbour Magazine {title}\n"), "page.txt").record
        by_heading = read(f"Film Review: {title}\n\n" + text.replace(caption, ""), "page.txt").record
        assert by_caption.film.title == by_heading.film.title == title
        assert by_caption.reviews[0].publication == "The Harbour Magazine"

    def test_a_magazine_page_that_names_no_film_is_refused(self):
        text = page("magazine/caption-only.txt").decode().replace("The Harbour Magazine A Winter of Locks\n", "")
        with pytest.raises(NotAFilmPage, match="does not say clearly"):
            read(text, "page.txt")

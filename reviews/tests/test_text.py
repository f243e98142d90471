"""Members' texts on their pages: a small Markdown, spoilers that stay hidden, and nothing that bites."""

import re
import time
from html.parser import HTMLParser

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.models import Comment, Review
from reviews.tests.factories import a_comment, a_film, a_member, a_review, client_of, nothing_is_held
from reviews.text import clean, labelled, preview, rendered
from tests.harness import fewer

ALLOWED = {
    "a": {"href", "rel"}, "blockquote": set(), "br": set(), "details": {"class"}, "div": {"class"}, "em": set(),
    "li": set(), "ol": {"start"}, "p": set(), "span": set(), "strong": set(), "summary": set(), "ul": set(),
}  # fmt: skip

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](//evil.example)",
    "[x](/accounts/leave/)",
    "[x](http:evil)",
    '[x](https://a.b "onmouseover=alert(1)")',
    '[x](https://a.b/"onmouseover="alert(1))',
    "<https://a.b/\"onclick='x'>",
    "<javascript:alert(1)>",
    "![x](https://tracker.example/pixel.gif)",
    "<a href='https://a.b' onclick=x>y</a>",
    "||<details open ontoggle=alert(1)>||",
    "</details></div></article><h1>Mine now</h1>",
    "<style>*{display:none}</style>",
    "<iframe src=//evil>",
    "`<b>`",
    "<!-- --><b>",
    "<p class=messages>",
    "&lt;script&gt;",
    "[||x](https://a.b) y||",
    "*||*||*",
    "[a]: javascript:alert(1)\n\n[a]",
    "<form action=/x><input name=csrfmiddlewaretoken>",
    "\u202ereversed\u202c \u2066x\u2069 z\u200be\u200dr\u200co",
    "{{ form }} {% csrf_token %}",
]


class _Tags(HTMLParser):
    """Every tag with its attributes, and the nesting checked."""

    def __init__(self, html):
        super().__init__()
        self.found, self.open = [], []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def harmless(html):
    for tag, attributes in _Tags(html).found:
        assert set(attributes) <= ALLOWED[tag], (tag, attributes)
        if "href" in attributes:
            assert re.match(r"https?://[^/]|mailto:.", attributes["href"], re.I)
            assert attributes["rel"] == "nofollow ugc noopener"
    return True


@pytest.mark.django_db
class OnThePage:
    @pytest.fixture(autouse=True)
    def _published(self):
        nothing_is_held()

    def body(self, text, **chosen):
        review = a_review(a_film(), body=text, **chosen)
        page = Client().get(review.get_absolute_url()).content.decode()
        return re.search(r'<div class="prose" dir="auto">(.*?)</div>\s*(?:</details>)?\s*<p class="small', page, re.S)[
            1
        ]

    def test_shows_emphasis_quotes_lists_links_and_line_breaks(self):
        html = self.body("*a* **b**\nc\n\n> d\n\n- e\n\n2. f\n\n[g](https://h.example/i)")
        for part in (
            "<em>a</em> <strong>b</strong><br>",
            "<blockquote>\n<p>d</p>",
            "<ul>\n<li>e</li>",
            '<ol start="2">',
            '<a href="https://h.example/i" rel="nofollow ugc noopener">g</a>',
        ):
            assert part in html

    @pytest.mark.parametrize("text", ["# No heading", "    no code", "~~no~~", "| no | table |", "---", "`no`"])
    def test_all_other_marks_stay_the_characters_that_they_are(self, text):
        assert text.strip() in self.body(text)

    @pytest.mark.parametrize("attack", ATTACKS)
    def test_nothing_that_is_written_can_do_anything(self, attack):
        assert harmless(self.body(f"Before {attack} after"))

    def test_a_hidden_passage_is_a_disclosure_that_is_shut(self):
        html = self.body("She ||is the *ghost*|| all along")
        assert '<details class="spoiler"><summary>Spoiler</summary><span>is the <em>ghost</em></span></details>' in html
        assert "<p>" not in html

    def test_a_mark_that_is_never_closed_hides_the_rest_of_its_paragraph(self):
        html = self.body("> The butler ||did *it*\n\nSeen || and ||never|| seen. Wow||")
        assert "<summary>Spoiler</summary><span>did <em>it</em></span></details>" in html
        assert "<span> and </span></details>never" in html
        assert html.rstrip().endswith("seen. Wow</span></details></div>")

    def test_hidden_lines_are_one_too(self):
        html = self.body("Seen.\n\n||\nHidden.\n\n- all of it\n||\n\nSeen again.")
        assert re.search(r"<details.*Hidden.*all of it.*</details>.*<p>Seen again", html, re.S)

    def test_the_word_for_it_is_the_readers(self):
        with translation.override("de"):
            assert "<summary></summary>" not in labelled(rendered("||a||")[0])

    def test_a_comment_is_rendered_the_same_way(self):
        film = a_film()
        a_comment(film, body="*a* <b>")
        page = Client().get(reverse("reviews:comments_of_film", args=[film.slug])).content.decode()
        assert "<em>a</em> &lt;b&gt;" in page

    def test_what_is_invisible_or_turns_the_text_round_is_taken_out(self):
        review = a_review(a_film(), body="a\u202eb\u2066c\u200bd\x07e f\ufeff", title="t\u202eitle")
        assert (review.body, review.title) == ("abcde f", "title")


@pytest.mark.django_db
class SpoilersElsewhere:
    @pytest.fixture(autouse=True)
    def _published(self):
        nothing_is_held()

    def everywhere(self, film, review):
        author = review.author.username
        for address in (
            "/",
            film.get_absolute_url(),
            reverse("reviews:of_film", args=[film.slug]),
            reverse("reviews:by_member", args=[author]),
            reverse("reviews:feed_of_film", args=[film.slug]),
            reverse("reviews:feed_by_member", args=[author]),
            reverse("accounts:member", args=[author]),
            review.get_absolute_url(),
        ):
            yield address, Client().get(address).content.decode()

    def test_a_review_that_gives_the_story_away_is_shut_everywhere_with_its_title(self):
        film = a_film()
        review = a_review(film, title="Ghosttitle", body="Ghostbody", has_spoilers=True)
        for address, page in self.everywhere(film, review):
            outside = re.sub(r'<details class="spoiler">.*?</details>', "", page, flags=re.S)
            assert "Ghost" not in outside, address

    def test_a_hidden_passage_is_shut_everywhere(self):
        film = a_film()
        review = a_review(film, title="A title", body="Then ||Ghostbody|| comes.")
        for address, page in self.everywhere(film, review):
            outside = re.sub(r'<details class="spoiler">.*?</details>', "", page, flags=re.S)
            assert "Ghost" not in outside, address

    def test_the_admin_and_the_page_of_the_browser_tab_do_not_tell_either(self):
        film = a_film()
        a_review(film, title="Ghosttitle", body="Ghostbody", has_spoilers=True)
        boss = client_of(a_member("boss", is_staff=True, is_superuser=True))
        page = boss.get(reverse("admin:reviews_review_changelist"))
        assert page.status_code == 200
        assert "Ghost" not in page.content.decode()


class Bounds:
    @pytest.mark.parametrize(
        "piece",
        [
            ">", "> - ", "- ", "[", "*a_", "![[", "||a ", "|| a\n\n", "||\n", "[a](", "**a *", "\\", "&#", "<", "|",
        ],
    )  # fmt: skip
    def test_the_worst_text_of_full_length_is_rendered_quickly(self, piece):
        started = time.process_time()
        html, _ = rendered((piece * 50_000)[:50_000])
        assert time.process_time() - started < 5
        assert harmless(html)

    @given(st.text(alphabet="ab |>*-_[]()1.\n\t<&\\!#", max_size=300))
    @settings(max_examples=fewer(300), deadline=None)
    def test_no_text_loses_a_word_or_breaks_the_page(self, text):
        html, _ = rendered(text)
        assert harmless(html)
        letters = re.sub(r"<[^>]+>|&\w+;", "", html)
        assert letters.count("b") >= re.sub(r"\(.*?\)|\[.*?\]", "", clean(text), flags=re.S).count("b")

    @given(st.text(alphabet="ab |>*-\n", max_size=200), st.text(alphabet="c *\n>-", min_size=1, max_size=40))
    @settings(max_examples=fewer(300), deadline=None)
    def test_what_stands_between_two_marks_is_never_in_a_preview(self, before, secret):
        text = f"{before.replace('|', '')}||x{' '.join(secret.split())}x|| after"
        assert "xc" not in preview(rendered(text)[1], 500)


@pytest.mark.django_db
class RenderTexts:
    def test_renders_all_texts_anew(self, capsys):
        nothing_is_held()
        film = a_film()
        a_review(film, body="*a*")
        a_comment(film, body="*b*")
        Review.objects.update(body_html="old")
        Comment.objects.update(body_html="old", excerpt="old")
        call_command("render_texts")
        assert "2 texts look different now." in capsys.readouterr().out
        assert Review.objects.get().body_html == "<p><em>a</em></p>"
        assert Comment.objects.get().excerpt == "b"

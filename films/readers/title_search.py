"""The title of a film on a page that never says which of its words are the title: headings, captions, prose.

Every place where a phrase stands gives it points; a film's name stands in several. Where two are equal, none is taken.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import regex as re

from ..record import NotAFilmPage
from ..titles import fold
from . import titles
from .text import plain
from .title_contexts import IS_A_FILM, hints, is_called, points
from .title_phrases import OWNED, Known, Phrase, phrases
from .vocabulary import NO_TITLES, TITLE_SMALL

ENOUGH, AHEAD = 3, 2  # points; how many a title needs, and how many more than the next one that a heading told
SURE = 5  # points; with fewer, whoever imports the page is asked to look
SHORT, MANY, LONGEST = 12, 2, 120  # words of a caption, words of a publication, characters of a title
LONG_NAME = 3  # words; a phrase of more is no name and no place, and may act: "Nine Lives of Aunt Pearl gives"

_PUBLICATION_WORD = re.compile(
    r"\b(?:magazine|mag|times|post|weekly|journal|gazette|herald|review|reviews|news|tribune|observer"
    r"|telegraph|guardian|monthly|quarterly"
    r"|paper|standard|chronicle|digest|courier|echo|express|star|mail|bulletin|blog|press|online|zine"
    r"|dispatch|argus|mercury)\b(?:\s(?:magazine|online|weekly|news|review)\b)?",
    re.IGNORECASE,
)
_ACTS = re.compile(r"[\"”’*_]?\s(?:\p{Ll}+s|c(?:an|ould)|may|might|w(?:ill|ould)|should|had|did|\p{Ll}+ed)\b")
_SECTIONS = frozenset({"film", "films", "cinema", "movies", "culture", "arts", "entertainment", "screen", "features"})
_SCENE = re.compile(
    r"^(?:(?:a\s)?(?:scene|still|image|picture|photo|poster|shot)s?\s(?:from|for|of)|(?:image|photo"
    r"|picture|still|pictured)\s*:|.+?\s(?:in|as\s.+?\sin))\s(?P<title>.+)$",
    re.IGNORECASE,
)


class Search:
    """Collects points for phrases; `find` gives the one that is clearly the title.

    Names of people and everyday words are titles only where a heading or a caption tells so (`told`), or where the
    prose says in as many words that they are a film.
    """

    def __init__(self, prose: str, people: list[str], directors: list[str] | None = None) -> None:
        self.prose = prose
        self.plain = plain(prose)
        self.points: Counter[str] = Counter()
        self.has_rivals = False  # whether headings and captions name two films
        self.is_sure = True
        self.printed: dict[str, Counter[str]] = {}
        self.told: set[str] = set()
        self.films: set[str] = set()  # what the prose calls a film in as many words
        self.makers = {fold(part) for name in directors or [] if name for part in (name, name.split()[-1])}
        self.no_titles = NO_TITLES | {fold(part) for name in people for part in [name, *name.split()]}

    def add(self, phrase: str, points: int) -> None:
        phrase = titles.unquoted(phrase.strip(" ,;:–—-"))
        if phrase.endswith(".") and phrase.count(".") == 1:
            phrase = phrase[:-1]
        key = fold(phrase)
        if key and len(phrase) <= LONGEST:
            self.points[key] += points
            self.printed.setdefault(key, Counter())[phrase] += 1

    def tell(self, phrase: str, points: int) -> None:
        """Adds a phrase from a heading or a caption."""
        if points:
            self.told.add(fold(phrase.strip(" ,;:–—-.")))
            self.add(phrase, points)

    def read_prose(self) -> None:
        """Reads what the text calls by name. Hints count for what it names again, and never for people."""
        found = [phrase for phrase in phrases(self.prose, self.told) if self._may_be(phrase)]
        known = Known(found)
        found = [phrase for phrase in found if not self._is_part(phrase, known)]
        seen: Counter[str] = Counter()
        hinted: Counter[str] = Counter()
        for phrase in found:
            key, before, after = fold(phrase.text), phrase.before, phrase.after
            seen[key] += 1
            self.films |= {key} if IS_A_FILM.match(after) else set()
            given = max(points(before, after), ENOUGH if key in self.no_titles - self.told else -ENOUGH)
            size = len(phrase.text.split())
            self.add(phrase.text, given + (_weight(seen[key], size) if given >= 0 else 0))
            if given >= -1 and key not in self.no_titles:
                hint = hints(before, after) + 3 * self._is_by_maker(before)
                hinted[key] += max(hint, int(bool(_ACTS.match(after)))) if size > LONG_NAME else hint
        for key, hint in hinted.items():
            self.points[key] += min(hint, ENOUGH) if hint > 0 else max(hint, -ENOUGH)

    def _may_be(self, phrase: Phrase) -> bool:
        """Whether the phrase is no name and no everyday word; one that is so called may be the film's all the same."""
        key = fold(phrase.text)
        return key not in self.no_titles or key in self.told or (key not in NO_TITLES and is_called(*phrase[1:3]))

    def _is_by_maker(self, before: str) -> bool:
        """Whether the director's name stands right before the phrase: "Almodóvar’s"."""
        owner = re.search(r"(?P<owner>\p{Lu}[\p{L}\p{M}.\-]*)(?:['’]s|(?<=s)['’])\s[\"“‘*_]?$", before)
        return bool(owner) and fold(owner["owner"]) in self.makers | {name.split()[-1] for name in self.makers}

    def _is_part(self, phrase: Phrase, known: Known) -> bool:
        """Whether the phrase is to be left out for a longer one that it stands in, or for a shorter one in it."""
        key = fold(phrase.text)
        if key in self.told:
            return False
        if phrase.whole:
            return not self._stands(key, phrase.whole, known)
        parts = known.parts[phrase.text] if ": " not in phrase.text else []
        return any(self._stands(fold(one.text), one.whole, known) for one in parts)

    def _stands(self, key: str, whole: str, known: Known) -> bool:
        """Whether a part of a run is a title by itself: it stands elsewhere too, or is owned by its maker."""
        if fold(whole) in self.told:
            return False
        owned = OWNED.fullmatch(whole)
        if owned and fold(owned["title"]) == key and fold(owned["owner"]) in self.makers:
            return True
        others = {one.whole or one.text for one in known.called[key]}
        is_whole = len(known.called[fold(whole)]) > 1
        return key in self.told or (len(others) > 1 and not is_whole)

    def read_heading(self, text: str) -> str:
        """A heading: the title, or "Film review:" before it, or "review – …" behind it, or a publication beside it."""
        text, _ = titles.without_year(text)
        title = titles.without_mark(text)
        if title != text:
            self.tell(titles.without_year(title)[0], 6)
            return ""
        title, publication = self.split(text.split())
        if title and publication and _PUBLICATION_WORD.search(publication):
            self.tell(title, 5)
            return publication
        self.tell(text, 3 if reads_like_title(text) or self.mentions(text) else 0)
        for sign in (":", " – ", " — ", " - ", " | "):
            for part in text.split(sign) if sign in text else []:
                self.tell(part, 2 if self.mentions(part) else 0)
        return ""

    def read_caption(self, text: str) -> str:
        """A caption under a picture; what stands before or behind the title is given back: the publication, perhaps."""
        title, rest = self.split(text.split())
        if title:
            self.tell(title, 5 if self.mentions(title) else 4)
        elif scene := _SCENE.match(text):
            self.tell(scene["title"], 2)
        elif reads_like_title(text) and self._has_name(text):
            self.tell(text, 3)  # "Le Fabuleux Destin d’Amélie Poulain", where the text has her name alone
        return rest

    def _has_name(self, text: str) -> bool:
        """Whether the caption has a name of the text in it and is no name itself."""
        parts = {fold(word) for word in re.split(r"[\s'’]", text)}
        return bool(parts & self.no_titles - NO_TITLES) and not parts <= self.no_titles and len(parts) > MANY

    def may_be_line(self, text: str) -> bool:
        """Whether a short line that ends like a sentence is a heading or a caption, and not a part of the text."""
        words = text.split()
        if len(words) > SHORT:
            return False
        if text.endswith((".", "…")) and not re.search(r"\p{Lu}\.\p{Lu}\.$|\.\.\.$", text):
            return False
        return reads_like_title(text) or bool(_PUBLICATION_WORD.search(text)) or self._stands_elsewhere(text)

    def may_be_title(self, text: str) -> bool:
        """Whether a heading, which the text need not name, looks like a title and like nothing else."""
        is_section = bool(_PUBLICATION_WORD.search(text)) or fold(text) in _SECTIONS
        return reads_like_title(text) and len(text.split()) <= SHORT and not is_section

    def _stands_elsewhere(self, text: str) -> bool:
        return len(re.findall(rf"(?<![\w'\-]){re.escape(plain(text))}(?![\w\-])", self.plain)) > 1

    def split(self, words: list[str]) -> tuple[str, str]:
        """The longest end or beginning that the prose names too; else what stands behind a publication's usual word."""
        for size in range(len(words), 0, -1):
            for title, rest in ((words[-size:], words[:-size]), (words[:size], words[size:])):
                phrase = " ".join(title).strip(" |–—-:,")
                if self._may_stand(phrase, " ".join(rest)) and self.mentions(phrase):
                    return phrase, self._publication(" ".join(rest))
        text = " ".join(words)
        found = _PUBLICATION_WORD.search(text)
        if not found or not text[found.end() :].strip(" |–—-:,"):
            return "", ""
        publication = self._publication(text[: found.end()])
        return (text[found.end() :].strip(" |–—-:,"), publication) if publication else ("", "")

    def _may_stand(self, phrase: str, rest: str) -> bool:
        """Whether a part of a caption can be the title: somebody's name only beside a publication, or alone."""
        if not phrase or fold(phrase) in NO_TITLES or phrase.split(maxsplit=1)[0] in TITLE_SMALL:
            return False
        ends = [found.end() for found in _PUBLICATION_WORD.finditer(rest)]  # "The Sledge Magazine Citizen" does not
        return fold(phrase) not in self.no_titles or not rest or len(rest) in ends

    def _publication(self, text: str) -> str:
        """The publication that the text is: capital words, more than one, that are nobody's name."""
        text = text.strip(" |–—-:,©()")
        is_name = fold(text) in self.no_titles or len(text.split()) < MANY
        return text if not is_name and re.fullmatch(r"(?:(?:\p{Lu}[\w'’&.]*|of|the|and)\s?){1,6}", text) else ""

    def mentions(self, phrase: str) -> bool:
        """Whether the prose has the phrase, as whole words and spelled as it is here."""
        phrase = re.escape(plain(phrase.strip()))
        return bool(phrase) and bool(re.search(rf"(?<![\w'\-]){phrase}(?![\w\-])", self.plain))

    def find(self) -> str:
        """The title; raises NotAFilmPage where there is none, or where it may be either of two."""
        ranked = sorted(self.points.items(), key=lambda item: (-item[1], -len(item[0]), item[0]))
        if not ranked or ranked[0][1] < ENOUGH:
            raise NotAFilmPage("It does not say clearly which film it is about.")
        for one, other in combinations(sorted(self.told & self.films), 2):
            if not _overlap(one, other):
                self.has_rivals = True
                raise NotAFilmPage(
                    f"It tells of more than one film: {self._spelling(one)} and {self._spelling(other)}."
                )
        best, points = ranked[0]
        for other, others in ranked[1:]:
            if f" {best} " in f" {other} " and others > ENOUGH and points - others <= AHEAD:
                best, points = other, others
        rivals = [(key, n) for key, n in ranked if self._is_rival(key, best) and n > points - AHEAD]
        self.has_rivals = bool(rivals) and {best, *(key for key, _ in rivals)} <= self.told
        if rivals and (rivals[0][1] >= points or self.has_rivals):
            names = " or ".join(f"“{self._spelling(key)}”" for key in (best, rivals[0][0]))
            raise NotAFilmPage(f"It does not say clearly which film it is about: it may be {names}.")
        self.is_sure = best in self.told or (points >= SURE and not rivals)
        return self._spelling(best)

    def _is_rival(self, key: str, best: str) -> bool:
        return (key in self.told or best not in self.told) and not _overlap(key, best)

    def _spelling(self, key: str) -> str:
        forms = self.printed[key]
        return max(forms, key=lambda form: (not titles.is_capitals(form), forms[form], form))


def _weight(times: int, size: int) -> int:
    """What it tells that a phrase of so many words stands there for the second or third time, or that it is long."""
    if times > 1:
        return max(0, 4 - times)
    return (size >= LONG_NAME) + (size > LONG_NAME)


def _overlap(one: str, other: str) -> bool:
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "


def reads_like_title(text: str) -> bool:
    """Whether the long words begin with capitals, as titles do and headlines in sentence case do not."""
    words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return not words or (sum(word[0].isupper() for word in words) > 0.7 * len(words) and len(text.split()) <= 9)

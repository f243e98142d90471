"""What stands around a film's title in running text, and how many points it gives a phrase."""

from __future__ import annotations

import regex as re

Contexts = tuple[tuple[re.Pattern[str], re.Pattern[str], int], ...]

KIND = (
    r"(?:films?|movies?|drama|comedy|thriller|(?:\w+-)?flick|biopic|documentary|picture|weepie|romance"
    r"|western|musical|horror|rom-?com"
    r"|feature|adaptation|sequel|prequel|remake|tale|story|debut|melodrama|masterpiece|epic|fable|satire"
    r"|caper|blockbuster|tearjerker)"
)
_TELLS = (
    r"(?:covers|follows|tells|explores|charts|chronicles|centres|centers|stars|reunites|opens|begins|marks"
    r"|boasts|delivers|unfolds|revolves"
    r"|concerns|recounts|dramatises|dramatizes|depicts|feels|plays out|imagines|traces|never|manages|succeeds|works)"
)
_PART = (
    r"(?:moments?|scenes?|shots?|sequences?|points?|minutes?|half|hour|act|end|ending|opening|beginning|start|middle)"
)
_ABOUT = r"(?:thing|joy|pleasure|wonder|beauty|trouble|problem|trick|surprise|secret|genius|strength|weakness)"
_UP_TO, _PERSONAL = r"[^.!?;\n]{0,60}?", r"(?:he|she|his|her|him|hers|himself|herself)\b"
# (what stands before, what stands behind, points)
_CONTEXTS: Contexts = tuple(
    (re.compile(before + r"$"), re.compile(after), points)
    for before, after, points in (
        (
            r"",
            rf"[\"”’*_]?,?\s(?:[^.!?]{{0,60}},\s)?(?:is|was|remains|proves|might be|may be"
            rf"|isn['’]t)\s[^.!?]{{0,110}}\b{KIND}\b",
            4,
        ),
        (rf"\b(?:{KIND}|{KIND.replace('s?', '')} called|titled|entitled),?\s[\"“‘*_]?", r"[\"”’*_]?(?!\s{KIND})", 3),
        (r"", r"[\"”’*_]?\s\((?:19|20)\d\d\)", 2),
        (r"", r"[\"”’*_]?,\s(?:written\s(?:and|&)\s)?(?:directed|starring|co-written)\b", 4),
        (r"", rf"[\"”’*_]?,?\s{_TELLS}\b", 3),
        (r"\b[Ww]atch(?:ing)?\s[\"“‘*_]?", r"", 2),
    )
)
# The same for what a text names several times.
_HINTS: Contexts = tuple(
    (re.compile(before + r"$"), re.compile(after), points)
    for before, after, points in (
        (rf"\b{_PART}\s(?:in|of)\s[\"“‘*_]?", r"", 3),
        (r"", r"[\"”’*_]?\s(?:is|runs|lasts|clocks in at)\s(?:[\w\-]+\s){1,3}(?:hours?|minutes)\b", 3),
        (rf"\b{_ABOUT}\s(?:about|with|of)\s[\"“‘*_]?", r"", 2),
        (r"", r"[\"”’*_]?\s(?:is|was|isn['’]t)\s(?:not\s)?(?:only\s)?for\s(?:the\s|those|any|every)", 2),
        (r"(?:^|[.!?]\s|\n)In\s[\"“‘*_]?", r"[\"”’*_]?,\s", 1),
        # What is spoken of as "it" is nobody's name, as who is spoken of as "she" is no film.
        (r"", rf"[\"”’*_]?\s(?!{_UP_TO}\b{_PERSONAL}){_UP_TO}\b(?:its?|itself)\b", 1),
        (r"", rf"[\"”’*_]?\s{_UP_TO}\b{_PERSONAL}\b", -2),
    )
)
IS_A_FILM = re.compile(
    r"[\"”’*_]?\s(?:is|was)\san?\s(?:[\p{L}\-]+,?\s){0,3}(?:film|movie|drama|comedy|thriller|biopic|documentary|musical|western|picture)\b"
)
_LIKENED = re.compile(
    r"\b(?:essentially|basically|[Ll]ike|[Uu]nlike|than|such as|recalls?|recalling|reminiscent of"
    r"|remembers?|remake of|sequel to|echoes|fans of"
    r"|known for|best known for|famous for|between|follow-up to|out of)\s[\"“‘*_]?$"
)
_BEHIND = re.compile(r"\b(?:after|beyond)\s[\"“‘*_]?$")
_CALLED_LIKE = re.compile(r"^[\"”’*_]?\s(?:for\s(?:the\s)?(?:\p{Ll}|gen)|meets\s)")


def points(before: str, after: str) -> int:
    """What the surroundings tell of a phrase: above nothing for a title, below it for a film to compare with."""
    if _LIKENED.search(before) or _CALLED_LIKE.match(after):
        return -4
    return _sum(_CONTEXTS, before, after) - bool(_BEHIND.search(before))


def hints(before: str, after: str) -> int:
    """What counts only for a phrase that stands in the text several times."""
    return _sum(_HINTS, before, after)


def _sum(contexts: Contexts, before: str, after: str) -> int:
    return sum(
        points
        for front, behind, points in contexts
        if front.search(before) and behind.match(after) and (front.pattern != "$" or behind)
    )

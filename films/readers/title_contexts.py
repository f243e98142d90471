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
    r"(?:covers|follows|tells|explores|charts|chronicles|centres|centers|stars|reunites|opens|begins|starts|ends|marks"
    r"|boasts|delivers|unfolds|revolves|lasts|runs"
    r"|concerns|recounts|dramatises|dramatizes|depicts|feels|plays out|imagines|traces|manages|succeeds|works)"
)
_PART = (
    r"(?:moments?|scenes?|shots?|frames?|images?|sequences?|points?|minutes?|half|hour|act|end|ending|opening"
    r"|beginning|start|middle|title|whole|rest|length|reels?|story|charm|questions?|scares?|jokes?|everything|nothing|nobody"
    r"|everybody)"
)
_ABOUT = (
    r"(?:things?|joy|pleasure|wonder|beauty|trouble|problem|trick|surprise|secret|genius|strength|weakness|know|love)"
)
_SEEN = r"(?:seen?|saw|[Ww]atch(?:ed|ing)?|rewatch(?:ed|ing)?|[Ss]ee|[Ee]njoy(?:ed|ing)?|loved?|after)"
_MADE = r"(?:shot|filmed|made|released|hated|loved|booed|screened|restored|set|based|adapted|directed|written)"
_PLACE = (
    r"(?:streets?|city|town|village|island|coast|outskirts|suburbs|lives?|lived|living|born|moved?|moves|life|home"
    r"|summer|winter|back|arrives?|grew up|raised|west|east|north|south|border|university|bank|king|queen)"
)
_HUMAN = (
    r"(?:says|thinks|wants|smiles|laughs|weeps|marries|eats|drinks|cooks|drives|sings|dances|sleeps|decides|carries"
    r"|wears|lies|talks|speaks|writes|sells|buys|polishes|walks|sits|stands|shrugs|nods|waits|would know)"
)
_UP_TO, _PERSONAL = r"[^.!?;\n\p{Lu}]{0,60}?", r"(?:he|she|his|her|him|hers|himself|herself)\b"
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
        (r"", rf"[\"”’*_]?,\s(?:an?|the|[\p{{L}}’']+['’]s)\s(?:[\p{{L}}\-]+\s){{0,3}}{KIND}\b", 4),
        (r"", r"[\"”’*_]?,\s(?:in|at the end of) which\b", 3),
        (r"", rf"[\"”’*_]?,?\s{_TELLS}\b", 3),
        (r"\b[Ww]atch(?:ing)?\s[\"“‘*_]?", r"", 2),
    )
)
# The same for what a text names several times.
_HINTS: Contexts = tuple(
    (re.compile(before + r"$"), re.compile(after), points)
    for before, after, points in (
        (rf"\b(?i:{_PART})\s(?:in|of|from)\s[\"“‘*_]?", r"", 3),
        (r"", r"[\"”’*_]?\s(?:is|runs|lasts|clocks in at)\s(?:[\w\-]+\s){1,3}(?:hours?|minutes)\b", 3),
        (rf"\b{_ABOUT}\s(?:about|with|of|in)\s[\"“‘*_]?", r"", 2),
        (rf"\b{_SEEN}\s[\"“‘*_]?", r"(?!\s(?:and|with|at|in)\b)", 1),
        (r"", rf"[\"”’*_]?\s(?:is|was|has been|had been)\s(?:\p{{Ll}}+ly\s)?{_MADE}\b", 2),
        (r"", r"[\"”’*_]?\s(?:is|was|isn['’]t)\s(?:not\s)?(?:only\s)?for\s(?:the\s|those|any|every)", 2),
        (r"(?:^|[.!?]\s|\n)(?:In|With|At)\s[\"“‘*_]?", r"[\"”’*_]?,?\s(?!\p{Lu})", 1),
        (r"\b(?:came|coming|come|walk\w*|stumbled|staggered|ran|danced) out of\s[\"“‘*_]?", r"", 2),
        (r"\b(?:should|must|ought to|need to|have to|go and|going to) (?:see|watch)\s[\"“‘*_]?", r"", 2),
        (
            r"\b(?:score|soundtrack|music|photography|camerawork|script|screenplay|editing|cast|budget|sets)\s"
            r"(?:for|of|in|to)\s[\"“‘*_]?",
            r"",
            2,
        ),
        (r"\b(?:That|This) is\s[\"“‘*_]?", r"", 2),
        (r"", r"[\"”’*_]?\s[^.!?;\n\p{Lu}]{0,80}\b(?:watch|watching|watched|screens?|cameras?|audiences?)\b", 1),
        (r"\b(?:in|In)\s[\"“‘*_]?", r"[\"”’*_]?,?\s(?:\p{Ll}|is)", 1),
        (rf"\b{_PLACE}\s(?:in|of|to|on|from|outside|at)\s", r"", -3),
        (r"", r"['’]s?\s(?:wife|husband|mother|father|sister|brother|son|daughter|friend|face|eyes|voice)\b", -3),
        (r"", rf"\s(?:never |always |only |still )?{_HUMAN}\b", -3),
        (r"", r",?\s(?:who|whose|said|says)\b", -3),
        # What is spoken of as "it" is nobody's name, as who is spoken of as "she" is no film.
        (r"", rf"[\"”’*_]?\s(?!{_UP_TO}\b{_PERSONAL}){_UP_TO}\b(?:its?|itself)\b", 1),
        (r"", rf"[\"”’*_]?\s{_UP_TO}\b{_PERSONAL}\b", -2),
    )
)
IS_A_FILM = re.compile(
    r"[\"”’*_]?\s(?:is|was)\san?\s(?:[\p{L}\-]+,?\s){0,3}(?:film|movie|drama|comedy|thriller|biopic|documentary|musical|western|picture)\b"
)
_FILM_CALLED = re.compile(
    rf"\b(?i:{KIND}|{KIND.replace('s?', '')} called|watch(?:ing)?|{_PART} (?:in|of)),?\s[\"“‘*_]?$"
)
_LIKENED = re.compile(
    r"\b(?:essentially|basically|[Ll]ike|[Uu]nlike|than|such as|recalls?|recalling|reminiscent of"
    r"|remembers?|remake of|sequel to|echoes|fans of"
    r"|known for|best known for|famous for|between|follow-up to)\s[\"“‘*_]?$"
)
_BEHIND = re.compile(r"\b(?:after|beyond)\s[\"“‘*_]?$")
_CALLED_LIKE = re.compile(r"^[\"”’*_]?\s(?:for\s(?:the\s)?(?:\p{Ll}|gen)|meets\s)")


def points(before: str, after: str) -> int:
    """What the surroundings tell of a phrase: above nothing for a title, below it for a film to compare with."""
    if _LIKENED.search(before) or _CALLED_LIKE.match(after):
        return -4
    return _sum(_CONTEXTS, before, after) - bool(_BEHIND.search(before))


def is_called(before: str, after: str) -> bool:
    """Whether the text says in as many words that this is a film, though somebody in it has the same name."""
    return not _LIKENED.search(before) and bool(IS_A_FILM.match(after) or _FILM_CALLED.search(before))


def hints(before: str, after: str) -> int:
    """What counts only for a phrase that stands in the text several times."""
    return _sum(_HINTS, before, after)


def _sum(contexts: Contexts, before: str, after: str) -> int:
    return sum(
        points
        for front, behind, points in contexts
        if front.search(before) and behind.match(after) and (front.pattern != "$" or behind)
    )

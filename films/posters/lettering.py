"""The words on a drawn poster: the title wrapped and sized to fit any length and script, and the small print."""

from __future__ import annotations

import unicodedata

from .dice import Dice
from .palettes import Scheme

WIDTH, HEIGHT, MARGIN = 240, 360, 18
ROOM = WIDTH - 2 * MARGIN  # for a line
LARGEST, SMALLEST, MOST_LINES = 71, 17, 6
SHORT, LARGEST_SHORT = 4, 110  # letters; a title as short as "It" may stand as large as that

SERIF = "'Iowan Old Style','Palatino Linotype',Palatino,P052,Georgia,'Noto Serif',serif"
SANS = "'Avenir Next','Segoe UI',Roboto,'Helvetica Neue','Liberation Sans','Noto Sans',Arial,sans-serif"

# family, weight, style, capitals, mean width of a letter in em
FACES = (
    (SERIF, 700, "normal", False, 0.54),
    (SERIF, 700, "normal", False, 0.54),
    (SERIF, 400, "italic", False, 0.48),
    (SANS, 800, "normal", True, 0.71),
    (SANS, 500, "normal", False, 0.56),
)
WIDE = {"W", "F"}
NARROW_LETTERS = frozenset("iIlj.,:;'!|ftr ’()")
BROAD_LETTERS = frozenset("mwMWQO@&—")


def sizes(largest: int) -> list[tuple[int, int]]:
    """The sizes in which a title may be set, and in how many lines each."""
    return [
        (size, 1 if size > 56 else 2 if size > 46 else 3 if size > 34 else 4 if size > 26 else MOST_LINES)
        for size in range(largest, SMALLEST, -3)
    ]


SIZES, SIZES_OF_SHORT = sizes(LARGEST), sizes(LARGEST_SHORT)


def escape(text: str) -> str:
    """Text as it may stand between tags."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def is_rtl(text: str) -> bool:
    """Whether the first strong letter runs from right to left."""
    if text.isascii():
        return False
    strong = (unicodedata.bidirectional(c) for c in text)
    return next((way in ("R", "AL") for way in strong if way in ("L", "R", "AL")), False)


def printable(text: str) -> str:
    """The text on one line, without characters that SVG cannot hold."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())


def _is_cjk(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in WIDE


def _words(title: str) -> list[str]:
    """What may not be broken: words, but single letters in scripts that are written without spaces."""
    words: list[str] = []
    for word in title.split():
        if not word.isascii() and any(map(_is_cjk, word)):
            words += [*word, " "]
        else:
            words += [word, " "]
    return words[:-1]


def wrapped(words: list[tuple[str, float]], room: float, most: int) -> list[tuple[str, float]]:
    """Words, each with its width in em, laid in lines of `room` em; nothing where they take more than `most` lines."""
    lines: list[tuple[str, float]] = []
    line, ems, gap, gap_ems = "", 0.0, "", 0.0
    for word, wide in words:
        if word == " ":
            gap, gap_ems = word, wide
            continue
        if line and ems + gap_ems + wide > room:
            lines.append((line, ems))
            line, ems = word, wide
        else:
            line, ems = (line + gap + word, ems + gap_ems + wide) if line else (word, wide)
        gap, gap_ems = "", 0.0
        if len(lines) >= most:
            return []
    return [*lines, (line, ems)] if line else lines


class Widths(dict[str, float]):
    """How wide each letter is in a face, in em; worked out when it comes up for the first time."""

    def __init__(self, em: float) -> None:
        super().__init__()
        self.em = em

    def __missing__(self, letter: str) -> float:
        self[letter] = width = self.width(letter)
        return width

    def width(self, letter: str) -> float:
        if _is_cjk(letter):
            return 1.0
        if unicodedata.combining(letter):
            return 0.0
        factor = 0.62 if letter in NARROW_LETTERS else 1.45 if letter in BROAD_LETTERS else 1.0
        return self.em * factor * (1.18 if letter.isupper() and self.em < 0.7 else 1)


WIDTHS = {em: Widths(em) for *_face, em in FACES}


class Lettering:
    """One title set in one face; `height` is what the words need, `on_top` whether they stand above the picture."""

    def __init__(self, title: str, year: int | None, director: str, dice: Dice) -> None:
        self.family, self.weight, self.style, capitals, em = dice.choice(FACES)
        self.widths = WIDTHS[em]
        self.title = printable(title)[:160] or "·"
        self.rtl = is_rtl(title)
        self.shown = self.title.upper() if capitals and not self.rtl else self.title
        self.on_top = dice.random() < 0.35
        self.centred = dice.random() < 0.3
        self.small = " · ".join(filter(None, [printable(director)[:38], str(year or "")]))
        self.size, self.lines, self.fits = self._fit()
        self.leading = self.size * 1.08
        self.height = round(len(self.lines) * self.leading + 2 * MARGIN + (20 if self.small else 4))

    def _ems(self, text: str) -> float:
        """How wide a text is, in em."""
        return sum(map(self.widths.__getitem__, text))

    def _fit(self) -> tuple[int, list[str], bool]:
        """The largest size at which the title fits in few lines, those lines, and whether each has room."""
        width = self.widths.__getitem__
        words = [(word, sum(map(width, word))) for word in _words(self.shown)]
        broadest, total = max([ems for _, ems in words]), sum([ems for word, ems in words if word != " "])
        for size, few in SIZES_OF_SHORT if len(self.title) <= SHORT else SIZES:
            if broadest * size > ROOM or total * size > few * ROOM:
                continue  # not worth laying out
            lines = wrapped(words, ROOM / size, few)
            if lines and max([ems for _line, ems in lines]) * size <= ROOM:
                return size, [line for line, _ems in lines], True
        shown = [line for line, _ems in wrapped(words, ROOM / SMALLEST, len(words))]
        if len(shown) > MOST_LINES:
            shown = [*shown[: MOST_LINES - 1], shown[MOST_LINES - 1] + "…"]
        return SMALLEST, shown, False

    def _x(self) -> int:
        return WIDTH // 2 if self.centred else WIDTH - MARGIN if self.rtl else MARGIN

    def _line(self, text: str, y: float) -> str:
        is_wide = not self.fits and self._ems(text) * self.size > ROOM
        squeeze = f' textLength="{ROOM}" lengthAdjust="spacingAndGlyphs"' if is_wide else ""
        return f'<tspan x="{self._x()}" y="{y:.0f}"{squeeze}>{escape(text)}</tspan>'

    def svg(self, colours: Scheme, *, small: bool) -> str:
        """The title, and the small print below it, as SVG text in the ground's ink."""
        top = MARGIN if self.on_top else HEIGHT - self.height + MARGIN
        first = top + self.size * 0.8
        lines = "".join([self._line(text, first + n * self.leading) for n, text in enumerate(self.lines)])
        anchor = "middle" if self.centred else "start"
        common = f'fill="{colours.ink}" text-anchor="{anchor}" direction="{"rtl" if self.rtl else "ltr"}"'
        title = (
            f'<text {common} font-family="{self.family}" font-weight="{self.weight}" font-style="{self.style}" '
            f'font-size="{self.size}" letter-spacing="{-0.015 * self.size:.2f}">{lines}</text>'
        )
        if not small:
            return title
        small_y = top + len(self.lines) * self.leading + 14
        return (
            f'{title}<text {common} font-family="{SANS}" font-size="10.5" letter-spacing=".4" opacity=".85" '
            f'x="{self._x()}" y="{small_y:.0f}">{escape(self.small)}</text>'
        )

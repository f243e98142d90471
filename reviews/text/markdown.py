"""The parser: which Markdown members may write, spoiler passages, and bounds on nesting that lose no words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

ADDRESS = re.compile(r"(?:https?://[^/]|mailto:.)", re.IGNORECASE)
MARK = re.compile(r"\|{2,}")

# The parser drops what is nested deeper than its limit; so no line gets that deep: four marks (quotes, list items) at
# its start and eight columns of indent at most, which makes nine levels of two.
_MARKS = re.compile(r"^[ \t]*(?:(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$))[ \t]*)+|^[ \t]+")
_ONE_MARK = re.compile(r"(>|[-+*]|\d{1,9}[.)])?([ \t]*)")
MOST_MARKS, MOST_INDENT = 4, 8


def shallow(source: str) -> str:
    """The source with quotes, lists and indents nested no deeper than the parser goes."""
    return "\n".join(_MARKS.sub(_flattened, line) for line in source.split("\n"))


def _flattened(start: re.Match[str]) -> str:
    pieces = [(piece[1] or "", piece[2].expandtabs(4)) for piece in _ONE_MARK.finditer(start[0]) if piece[0]]
    indent = pieces.pop(0)[1] if pieces and not pieces[0][0] else ""
    if len(pieces) <= MOST_MARKS and len(indent) <= MOST_INDENT and all(len(gap) <= 4 for _, gap in pieces):
        return start[0]
    return indent[:MOST_INDENT] + "".join(mark + gap[:4] for mark, gap in pieces[:MOST_MARKS])


def spoiler_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`||` alone on a line, or at the start of a line that does not close it, hides everything up to its closing `||`.

    A lone mark that is never closed hides the rest: better too much than the ending of the film.
    """
    first = _line(state, start)
    alone = MARK.fullmatch(first) is not None
    if not (alone or (not silent and first.startswith("||") and len(MARK.findall(first)) == 1)):
        return False
    close = _closing_line(state, start, end)
    if close is None and not alone:
        return False
    if not silent:
        _hide_lines(state, start, end if close is None else close, end)
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].strip()


def _closing_line(state: StateBlock, start: int, end: int) -> int | None:
    """The next line that ends with the only mark in it. A search in vain is remembered for the later lines."""
    fruitless: set[int] = state.env.setdefault("no_mark_until", set())
    if end in fruitless:
        return None
    for number in range(start + 1, end):
        line = _line(state, number)
        if line.endswith("||") and len(MARK.findall(line)) == 1:
            return number
    fruitless.add(end)
    return None


def _hide_lines(state: StateBlock, start: int, close: int, end: int) -> None:
    """Parses the lines between the marks as blocks of their own inside a disclosure."""
    state.push("spoiler_block_open", "details", 1)
    _blank_mark(state, start, at_start=True)
    if close < end:
        _blank_mark(state, close, at_start=False)
    last = min(close + 1, end)
    kept_end, state.lineMax = state.lineMax, last
    state.md.block.tokenize(state, start, last)
    state.lineMax, state.line = kept_end, last
    state.push("spoiler_block_close", "details", -1)


def _blank_mark(state: StateBlock, number: int, *, at_start: bool) -> None:
    begin, stop = state.bMarks[number] + state.tShift[number], state.eMarks[number]
    text = state.src[begin:stop]
    if at_start:
        kept = text.lstrip("|").lstrip()
        state.bMarks[number], state.tShift[number] = stop - len(kept), 0
    else:
        state.eMarks[number] = begin + len(text.rstrip().rstrip("|").rstrip())


def spoiler_passages(state: StateCore) -> None:
    """`||…||` inside a paragraph. A mark inside emphasis or a link hides the whole of it: so the HTML stays sound."""
    for place, token in enumerate(state.tokens):
        if token.type == "inline" and token.children and _hiding(token.children):
            token.children = list(_with_passages(token.children))
            before, after = state.tokens[place - 1], state.tokens[place + 1]
            if before.type == "paragraph_open":
                # A disclosure may not stand inside <p>.
                before.tag = after.tag = "div"
                before.attrSet("class", "paragraph")


def _marks(children: list[Token]) -> int:
    return sum(len(MARK.findall(child.content)) for child in children if child.type == "text")


def _hiding(children: list[Token]) -> int:
    """How many of the marks hide: all, for one that is never closed hides the rest, unless nothing comes after it."""
    marks = _marks(children)
    return marks - marks % 2 if children[-1].content.rstrip().endswith("||") else marks


def _with_passages(children: list[Token]) -> Iterator[Token]:
    left = _hiding(children)
    is_hidden = False
    for group in _groups(children):
        marks = sum(len(MARK.findall(token.content)) for token in group if token.type == "text")
        if len(group) == 1:
            for piece in _split(group[0], left):
                if piece.type == "mark":
                    is_hidden, left = not is_hidden, left - 1
                    yield _tag("spoiler_open", 1) if is_hidden else _tag("spoiler_close", -1)
                else:
                    yield piece
            continue
        inside = min(marks, left)
        left -= inside
        if inside and not is_hidden:
            yield _tag("spoiler_open", 1)
        yield from (_unmarked(token) for token in group) if inside else group
        stays_hidden = is_hidden ^ bool(inside % 2)
        if inside and not stays_hidden:
            yield _tag("spoiler_close", -1)
        is_hidden = stays_hidden
    if is_hidden:
        yield _tag("spoiler_close", -1)


def _groups(children: list[Token]) -> Iterator[list[Token]]:
    """The outermost elements: a text by itself, or emphasis or a link with all that is in it."""
    group: list[Token] = []
    depth = 0
    for token in children:
        group.append(token)
        depth += token.nesting
        if depth == 0:
            yield group
            group = []


def _split(token: Token, marks: int) -> Iterator[Token]:
    if token.type != "text" or not MARK.search(token.content):
        yield token
        return
    pieces = MARK.split(token.content, maxsplit=marks) if marks else [token.content]
    for number, piece in enumerate(pieces):
        if number:
            yield Token("mark", "", 0)
        if piece:
            yield Token("text", "", 0, content=piece, level=token.level)


def _unmarked(token: Token) -> Token:
    return token.copy(content=MARK.sub("", token.content)) if token.type == "text" else token


def _tag(kind: str, nesting: int) -> Token:
    return Token(kind, "details", nesting)  # type: ignore[arg-type]


def parser() -> MarkdownIt:
    """Paragraphs, line breaks, emphasis, strong, quotes, lists and links. All else stays the characters that it is."""
    made = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 20})
    made.enable(["blockquote", "list", "newline", "escape", "entity", "emphasis", "link", "autolink"])
    made.block.ruler.before("blockquote", "spoiler", spoiler_block, {"alt": ["paragraph", "blockquote", "list"]})
    made.core.ruler.after("inline", "spoiler", spoiler_passages)
    made.validateLink = lambda url: ADDRESS.match(url) is not None  # type: ignore[method-assign]
    # The passage has an element of its own: inline disclosures are not hidden by every browser, but this can be.
    for kind, element in (("spoiler", "span"), ("spoiler_block", "div")):
        opening = f'<details class="spoiler"><summary></summary><{element}>'
        made.add_render_rule(f"{kind}_open", lambda *_, html=opening: html)
        made.add_render_rule(f"{kind}_close", lambda *_, html=f"</{element}></details>": html)
    return made

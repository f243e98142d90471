"""What stands on pages besides the film: menus, buttons, headings. Only what it says of comments is a fact."""

from __future__ import annotations

import re

from . import vocabulary
from .draft import Draft
from .page import FURNITURE, Line

_PATTERNS = re.compile(
    r"(?:home\s*[>»/|]|(?:reviews?|culture|arts|film|cinema)\s*[>»/|]\s*(?:reviews?|culture|arts|films?|cinema|movies)\b"
    r"|©|copyright\b|all rights reserved|privacy policy|terms (?:of|and)|powered by"
    r"|filed under\b|tags?:|tagged\b|categor(?:y|ies):|posted in\b"
    r"|\d+ (?:out )?of \d+ people found|\d+ (?:comments?|likes?|shares?)\b|no comments|view all\b"
    r"|\d+ of \d+$|page \d+).*",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\s*\(\d[\d,.]*\)?$")
_HOST = re.compile(r".*\b(?:film|cinema|movie) (?:festival|club|society|days|week|nights?)(?: \d{4})?")
_BEGUN = re.compile(r"[•*★⭐½]|.{0,3}$|\d+ (?:out )?of\b")
_CLOSED = re.compile(
    r"comments (?:are|have been|were) (?:now )?(?:closed|disabled|turned off)|commenting is closed"
    r"|comments off.*|comments closed"
)
_OPEN = re.compile(
    r"(?:share your thoughts|leave a (?:comment|reply)|post a comment|add (?:a|your) comment"
    r"|write a comment|join the (?:conversation|discussion)"
    r"|have your say|tell us what you think|what do you think|comments are open)\b.*"
)


def is_furniture(line: Line) -> bool:
    """Whether the line is a menu, a button or a box's heading."""
    return (
        _COUNT.sub("", line.key) in vocabulary.FURNITURE
        or not line.key
        or bool(len(line.text) < 120 and _PATTERNS.fullmatch(line.text))
    )


def is_host(line: Line) -> bool:
    """Whether the line names who shows the film: "Lantern Film Festival". A film's title may do so too."""
    return bool(_HOST.fullmatch(line.key))


def ends_text(line: Line) -> bool:
    """Whether no text above goes on below this line: it opens or closes the comments."""
    return bool(_CLOSED.fullmatch(line.key) or _OPEN.fullmatch(line.key))


def may_begin(line: Line) -> bool:
    """Whether the line, in which the document ends, may be the beginning of a button, of a heading or of a label."""
    if not line.open or line.is_ended or ends_text(line):
        return False
    known = vocabulary.FURNITURE | vocabulary.LAST_LINES
    return bool(_BEGUN.match(line.text)) or any(words.startswith(line.key) for words in known)


def is_cut(draft: Draft, line: Line) -> bool:
    """Leaves out such a line, which tells nothing that is sure."""
    if draft.page.is_claimed(line) or not may_begin(line):
        return False
    draft.page.leave_cut(line)
    draft.page.claim(line, "cut")
    return True


def take(draft: Draft, line: Line) -> bool:
    """Reads a line that says whether comments are open, or that says nothing; False for any other line."""
    if ends_text(line):
        draft.comments_open = not _CLOSED.fullmatch(line.key)
        draft.page.claim(line, "comments_open")
        return True
    if is_furniture(line):
        draft.page.claim(line, FURNITURE)
        return True
    return False

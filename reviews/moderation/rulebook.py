"""The site's rules, compiled once a version and process; nothing in a rule can hold a request up for long."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic
from typing import Any

import regex

from .fold import Folded, fold
from .models import Rule

ONE_PATTERN, ALL_PATTERNS = 0.05, 0.2  # seconds
MOST_REPETITIONS = 1000
_COUNTS = regex.compile(r"\{(\d*),?(\d*)\}")
_BLANKS = regex.compile(r"\s+")


class BadPattern(ValueError):
    """A regular expression that cannot be used, with the reason in words."""


@dataclass(frozen=True)
class Hit:
    """A rule that was found. `spans` are places in the original text; `slow` means that its time was over."""

    rule: Rule
    found: str
    spans: list[list[int]]
    slow: bool = False


@dataclass(frozen=True)
class Rulebook:
    """All rules in use, ready to look at texts."""

    whole: Any = None
    parts: Any = None
    phrases: dict[str, Rule] = field(default_factory=dict)
    patterns: list[tuple[Rule, Any]] = field(default_factory=list)
    blocked: dict[str, Rule] = field(default_factory=dict)
    allowed: frozenset[str] = frozenset()

    def phrases_in(self, folded: Folded) -> Iterator[Hit]:
        """The phrases found, each rule once with all its places."""
        found: dict[str, list[list[int]]] = {}
        for compiled in filter(None, (self.whole, self.parts)):
            for match in compiled.finditer(folded.text):
                found.setdefault(plain(match.group()), []).append(folded.span(*match.span()))
        for phrase, spans in found.items():
            yield Hit(self.phrases[phrase], phrase, spans)

    def patterns_in(self, folded: Folded) -> Iterator[Hit]:
        """The patterns found; one that does not finish in time says so instead."""
        deadline = monotonic() + ALL_PATTERNS
        for rule, compiled in self.patterns:
            left = min(ONE_PATTERN, deadline - monotonic())
            try:
                match = compiled.search(folded.text, timeout=left) if left > 0 else None
            except TimeoutError:
                match, left = None, 0
            if left <= 0:
                yield Hit(rule, "", [], slow=True)
            elif match and match.group():
                yield Hit(rule, match.group()[:100], [folded.span(*match.span())])

    def blocking(self, host: str) -> Rule | None:
        """The rule that blocks a host or the domain that it belongs to."""
        return next((self.blocked[name] for name in above(host) if name in self.blocked), None)

    def allows(self, host: str) -> bool:
        """Whether links to the host are not counted."""
        return any(name in self.allowed for name in above(host))


def above(host: str) -> list[str]:
    """A host and every domain that it belongs to: a.b.org, b.org, org."""
    labels = host.split(".")
    return [".".join(labels[start:]) for start in range(len(labels))]


def plain(phrase: str) -> str:
    """A phrase folded, with single blanks."""
    return _BLANKS.sub(" ", fold(phrase).text).strip()


def compile_pattern(text: str) -> Any:
    """Compiles a pattern; raises `BadPattern` for what is wrong or would grow without measure when compiled."""
    counts = [int(most or least or 1) for least, most in _COUNTS.findall(text)]
    if math.prod(max(count, 1) for count in counts) > MOST_REPETITIONS:
        raise BadPattern("too many repetitions")
    try:
        return regex.compile(text, regex.IGNORECASE)
    except (regex.error, ValueError, OverflowError, RecursionError) as problem:
        raise BadPattern(str(problem)) from problem


def book_of(rules: Iterable[Rule]) -> Rulebook:
    """A rulebook of these rules; a pattern that cannot be compiled is left out (it cannot be saved either)."""
    phrases: dict[str, Rule] = {}
    blocked: dict[str, Rule] = {}
    allowed: set[str] = set()
    patterns: list[tuple[Rule, Any]] = []
    whole: list[str] = []
    parts: list[str] = []
    for rule in rules:
        text = plain(rule.text)
        if rule.kind == Rule.Kind.PHRASE and text:
            phrases[text] = rule
            (whole if rule.whole_words else parts).append(text)
        elif rule.kind == Rule.Kind.BLOCK:
            blocked[text] = rule
        elif rule.kind == Rule.Kind.ALLOW:
            allowed.add(text)
        elif rule.kind == Rule.Kind.PATTERN:
            try:
                patterns.append((rule, compile_pattern(rule.text)))
            except BadPattern:
                continue
    return Rulebook(
        _any_of(whole, r"(?<!\w)", r"(?!\w)"), _any_of(parts), phrases, patterns, blocked, frozenset(allowed)
    )


def _any_of(phrases: list[str], before: str = "", behind: str = "") -> Any:
    if not phrases:
        return None
    longest_first = sorted(phrases, key=len, reverse=True)
    choices = "|".join(r"\s+".join(map(regex.escape, phrase.split(" "))) for phrase in longest_first)
    return regex.compile(f"{before}(?:{choices}){behind}")


@lru_cache(maxsize=2)
def rulebook(version: int) -> Rulebook:
    """The rules in use. `version` is the policy's: another one means that something changed."""
    return book_of(Rule.objects.filter(is_active=True))

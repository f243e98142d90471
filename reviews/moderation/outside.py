"""The outside spam filter: Akismet's protocol or a plain JSON webhook. Off by default; whatever goes wrong holds."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from django.conf import settings

from .kinds import kind_of
from .models import Policy

LARGEST = 10_000  # bytes of an answer that are read


class Silent(Exception):
    """No usable answer."""


def says_spam(text: Any, words: str, author: Any, policy: Policy) -> bool:
    """The filter's answer. Raises `Silent` where there is none in time."""
    ask = _akismet if policy.outside == Policy.Outside.AKISMET else _webhook
    try:
        return ask(text, words, author, policy)
    except (OSError, ValueError, urllib.error.URLError) as problem:
        raise Silent(type(problem).__name__) from problem


def _akismet(text: Any, words: str, author: Any, policy: Policy) -> bool:
    fields = {
        "api_key": policy.outside_key,
        "blog": settings.SITE_URL,
        "comment_type": "reply" if getattr(text, "parent_id", None) else "comment",
        "comment_author": author.username,
        "comment_author_email": author.email,
        "comment_content": words,
    }
    body = urllib.parse.urlencode(fields).encode()
    answer = _post(policy, body, "application/x-www-form-urlencoded").strip()
    if answer not in ("true", "false"):
        raise ValueError(answer)
    return answer == "true"


def _webhook(text: Any, words: str, author: Any, policy: Policy) -> bool:
    question = {"kind": kind_of(text), "text": words, "author": author.username, "site": settings.SITE_URL}
    answer = json.loads(_post(policy, json.dumps(question).encode(), "application/json"))
    if not isinstance(answer, dict) or not isinstance(answer.get("spam"), bool):
        raise ValueError("no answer in it")
    return answer["spam"]


def _post(policy: Policy, body: bytes, content_type: str) -> str:
    if urllib.parse.urlsplit(policy.outside_url).scheme not in ("http", "https"):
        raise ValueError("no address")
    headers = {"Content-Type": content_type, "User-Agent": "Flock"}
    if policy.outside == Policy.Outside.WEBHOOK and policy.outside_key:
        headers["Authorization"] = f"Bearer {policy.outside_key}"
    request = urllib.request.Request(policy.outside_url, data=body, headers=headers, method="POST")  # noqa: S310 - checked above
    with urllib.request.urlopen(request, timeout=policy.outside_seconds) as answer:  # noqa: S310
        return answer.read(LARGEST).decode()

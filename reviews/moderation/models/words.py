"""The words of a decision (letter, quote, evidence), kept beside its record so that they can be erased."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

from django.db import models


def new_salt() -> str:
    """What keeps erased words from being guessed: their digest stays in the record."""
    return secrets.token_hex(16)


class DecisionWords(models.Model):
    """What was written and quoted with one decision. The record holds its digest, and so the chain does.

    Like the record it is never changed. It is deleted only when the text that it is about was erased (see ..purge).
    """

    decision = models.OneToOneField("reviews.Decision", models.CASCADE, primary_key=True, related_name="words")
    letter = models.TextField(blank=True)
    quote = models.TextField(blank=True)
    evidence = models.JSONField(default=list, blank=True)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        default_permissions = []

    def __str__(self) -> str:
        return self.letter[:50]

    def digest(self) -> str:
        """The SHA-256 that the record keeps."""
        content: dict[str, Any] = {name: getattr(self, name) for name in ("letter", "quote", "evidence", "salt")}
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

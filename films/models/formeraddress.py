"""Addresses that films once had."""

from __future__ import annotations

from django.db import models


class FormerAddress(models.Model):
    """An address that a film once had and that still leads to it."""

    slug = models.SlugField(max_length=100, unique=True)
    film = models.ForeignKey("films.Film", models.CASCADE, related_name="former_addresses")

    def __str__(self) -> str:
        return self.slug

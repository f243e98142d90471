"""Which usernames there are: what they are made of, which are reserved, and which look too much alike."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db.models import Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Lower, Replace
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

# What the eye takes for the same: "Anna_1" and "anna-l" are one name, and so are "IAN" and "lan".
ALIKE = (("0", "o"), ("1", "l"), ("i", "l"), (".", "-"), ("_", "-"))

# Addresses of the site, and names under which somebody could pass for the people who run it.
RESERVED = """
abuse account accounts admin administration administrator all anonymous api avatar billing bot contact critic
critics deleted demo editor editors everybody everyone film films flock guest help here host hostmaster house info
legal login logout mail me media member members moderation moderator moderators mod mods news nobody none noreply
null official operator owner password people postmaster press privacy report reports review reviews robot root
search security self setup settings sheep signup site staff static status sudo superuser support sysadmin system
team undefined unknown user users visitor webmaster www you
"""
LEFT = "left-"  # followed by a number: what is left of a member who has left


@deconstructible
class UsernameValidator(RegexValidator):
    """Safe in an address as it is, and never "." or "..", which browsers take for a folder."""

    regex = r"^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\Z"
    message = _("Use letters from A to Z, digits, and dots, dashes or underscores between them.")


def look(username: str) -> str:
    """What the eye makes of `username`; two names with the same look cannot both exist."""
    seen = username.lower()
    for odd, plain in ALIKE:
        seen = seen.replace(odd, plain)
    return seen


def look_in_database(field: str) -> Combinable:
    """The same as `look`, for the database to index."""
    seen: Combinable = Lower(field)
    for odd, plain in ALIKE:
        seen = Replace(seen, Value(odd), Value(plain))
    return seen


RESERVED_LOOKS = frozenset(look(name) for name in RESERVED.split())


def is_reserved(username: str) -> bool:
    seen = look(username)
    return seen in RESERVED_LOOKS or seen.startswith(look(LEFT))

"""What the environment's variables must look like, and the words for one that does not."""

from __future__ import annotations

import importlib.util
import os
import re
import zoneinfo
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from environs import EnvValidationError, ValidationError, validate

SITE_ADDRESS = validate.Regexp(r"https?://[^/\s]+/?\Z")
API_ADDRESS = validate.Regexp(r"https?://[^\s?#]+\Z")
DATABASE_ADDRESS = validate.Regexp(r"(\Z|postgres(ql)?://\S*[^/\s]\Z|sqlite:////?\S+\Z)")
STORE_ADDRESS = re.compile(r"s3(\+http)?://[^:@/\s]+:[^:@/\s]+@[^:@/\s]+(:\d+)?/[^/?\s]+(/[^?\s]*)?(\?region=[\w-]+)?")
MAIL_ADDRESS = validate.Regexp(r"(\Z|(smtps?|smtp\+tls|smtp\+ssl|submission|submit|console|file|dummy)://)")

NEEDED = {
    "DEBUG": "0 or 1",
    "PORT": "a port number from 1 to 65535, such as PORT=8001",
    "SITE_URL": "the site's address without a path, such as SITE_URL=https://films.example.org",
    "TRUSTED_PROXIES": "the number of proxies in front of the site, such as TRUSTED_PROXIES=1",
    "WEB_WORKERS": "a number of processes from 1 to 64, such as WEB_WORKERS=2",
    "DATABASE_URL": "an address such as DATABASE_URL=postgres://user:password@localhost:5432/flock (or leave it out)",
    "REPLICA_URLS": "addresses with commas, such as REPLICA_URLS=postgres://user:password@replica:5432/flock, where "
    "DATABASE_URL names a PostgreSQL too",
    "CACHE_URL": "an address such as CACHE_URL=redis://localhost:6379/0 (or leave it out)",
    "MEDIA_STORE": "an address such as MEDIA_STORE=s3://KEY:SECRET@s3.example.org/bucket, and it needs the packages of "
    "config/requirements-s3.txt (or leave it out)",
    "EMAIL_URL": "an address such as EMAIL_URL=smtp+tls://user:password@mail.example.org:587 (or leave it out)",
    "COMMENT_EDIT_MINUTES": "a number of minutes, such as COMMENT_EDIT_MINUTES=15 (0 means for ever)",
    "RATING_GLYPH": "sheep or stars",
    "TMDB_URL": "the address of TMDB's API, such as TMDB_URL=https://api.themoviedb.org/3 (or leave it out)",
    "TIME_ZONE": "a name such as TIME_ZONE=Europe/Berlin",
}


def is_list_of_postgresql(addresses: list[str]) -> None:
    ours = os.environ.get("DATABASE_URL", "")
    if addresses and not all(re.match(r"postgres(ql)?://\S+[^/\s]\Z", address) for address in [*addresses, ours]):
        raise ValidationError("Not addresses of PostgreSQL.")


def is_usable_store(address: str) -> None:
    if address and not (STORE_ADDRESS.fullmatch(address) and importlib.util.find_spec("storages")):
        raise ValidationError("Not a store.")


def bucket_at(address: str, part: str) -> dict[str, Any]:
    """django-storages' options for a part of s3://KEY:SECRET@host/bucket/folder?region=…; s3+http:// is plain HTTP."""
    parts = urlsplit(address)
    bucket, _, folder = parts.path[1:].partition("/")
    return {
        "endpoint_url": f"{'http' if '+http' in parts.scheme else 'https'}://{parts.netloc.rpartition('@')[2]}",
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "bucket_name": bucket,
        "location": f"{folder}/{part}".lstrip("/"),
        "region_name": parse_qs(parts.query).get("region", [None])[0],
    }


def is_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError("Not a time zone.")


def explain_variables(error: EnvValidationError) -> str:
    """One sentence a variable. The values of addresses are not repeated: they hold passwords."""
    return "\nflock: ".join(explain_variable(name, error) for name in messages(error))


def explain_variable(name: str, error: EnvValidationError) -> str:
    value = "" if "_URL" in name or name == "MEDIA_STORE" else f" ({os.environ.get(name, '')!r})"
    return f"the variable {name}{value} cannot be used; it must be {NEEDED.get(name, ' '.join(messages(error)[name]))}"


def messages(error: EnvValidationError) -> dict[str, list[str]]:
    found = error.error_messages
    return found if isinstance(found, dict) else {"environment": list(found)}

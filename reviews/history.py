"""All that a member has here, as one ZIP file to take away: tables as CSV, the own pictures, the profile as JSON.

`reviews.csv` has the columns that Letterboxd's import reads (Title, Year, imdbID, tmdbID, Rating, WatchedDate, Review),
so that a history can go on elsewhere. What was taken back is not in it, what is held or was turned down is. Every name
and code stands in English whatever the reader's language, for programs read it too.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.core.files.storage import Storage
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation

from .models import Comment, NotInterested, Report, Review, Suggestion
from .moderation.models import Notice
from .moderation.wording import sentence

IN_MEMORY = 4 * 1024 * 1024  # bytes; a longer file is written to the disk
AT_ONCE = 500  # rows that are fetched together

Row = dict[str, Any]


def packed(member: Any) -> IO[bytes]:
    """The file, from its beginning."""
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - whoever sends it closes it
    with ZipFile(file, "w", ZIP_DEFLATED) as archive, translation.override("en"):
        archive.writestr(
            "profile.json", json.dumps(profile(member), cls=DjangoJSONEncoder, indent=1, ensure_ascii=False)
        )
        for name, rows in TABLES.items():
            write_table(archive, name, rows(member))
        for name, storage, kept_as in pictures(member):
            write_picture(archive, name, storage, kept_as)
    file.seek(0)
    return file


def write_table(archive: ZipFile, name: str, rows: Iterable[Row]) -> None:
    """One table, its columns named in the first line; without rows there is no file."""
    with io.StringIO(newline="") as text:
        writer: csv.DictWriter[str] | None = None
        for row in rows:
            if writer is None:
                writer = csv.DictWriter(text, list(row))
                writer.writeheader()
            writer.writerow(row)
        if writer:
            archive.writestr(f"{name}.csv", text.getvalue())


def write_picture(archive: ZipFile, name: str, storage: Storage, kept_as: str) -> None:
    """One picture as it is kept; one that the store has lost is left out."""
    try:
        with storage.open(kept_as) as picture:
            archive.writestr(name, picture.read())
    except OSError:
        return


def profile(member: Any) -> Row:
    """Who the member is here, and what the member chose."""
    named = ("username", "display_name", "email", "bio", "date_joined", "last_login", "glyph", "theme", "language")
    return {name: getattr(member, name) for name in named}


def reviews(member: Any) -> Iterator[Row]:
    found = Review.objects.filter(author=member, withdrawn_at=None).select_related("film").order_by("pk")
    for review in found.iterator(AT_ONCE):
        yield {
            **film_of(review),
            "imdbID": review.film.imdb_id,
            "tmdbID": review.film.tmdb_id,
            "Rating": review.half_steps and review.half_steps / 2,
            "WatchedDate": review.watched_on,
            "Review": review.body,
            "ReviewTitle": review.title,
            **state_of(review),
        }


def comments(member: Any) -> Iterator[Row]:
    found = Comment.objects.filter(author=member, withdrawn_at=None).select_related("film").order_by("pk")
    for comment in found.iterator(AT_ONCE):
        yield {
            **film_of(comment),
            "Comment": comment.body,
            "UnderReview": comment.review_id,
            "ReplyTo": comment.parent_id,
            **state_of(comment),
        }


def suggestions(member: Any) -> Iterator[Row]:
    for suggestion in suggested(member):
        yield {
            **film_of(suggestion),
            "Place": suggestion.place,
            "Description": suggestion.alt,
            "Caption": suggestion.body,
            "Credit": suggestion.credit,
            "File": name_of(suggestion),
            **state_of(suggestion),
        }


def suggested(member: Any) -> Iterable[Suggestion]:
    found = Suggestion.objects.filter(author=member, withdrawn_at=None).select_related("film").order_by("pk")
    return found.iterator(AT_ONCE)


def not_interested(member: Any) -> Iterator[Row]:
    for choice in NotInterested.objects.filter(member=member).select_related("film").order_by("pk"):
        yield {**film_of(choice), "Address": settings.SITE_URL + choice.film.get_absolute_url()}


def reports(member: Any) -> Iterator[Row]:
    for report in Report.objects.filter(reporter=member).order_by("pk").iterator(AT_ONCE):
        yield {
            "Date": report.at.isoformat(),
            "About": f"{report.kind} {report.target_id}",
            "Reason": report.ground,
            "Note": report.note,
            "Outcome": report.outcome,
        }


def notices(member: Any) -> Iterator[Row]:
    for notice in Notice.objects.filter(member=member).order_by("pk").iterator(AT_ONCE):
        yield {"Date": notice.at.isoformat(), "Notice": sentence(notice), "Letter": notice.letter}


TABLES: dict[str, Callable[[Any], Iterator[Row]]] = {
    "reviews": reviews,
    "comments": comments,
    "pictures": suggestions,
    "not-interested": not_interested,
    "reports": reports,
    "notices": notices,
}


def film_of(row: Any) -> Row:
    return {"Title": row.film.title, "Year": row.film.year}


def state_of(text: Any) -> Row:
    """What became of a text, when, and where it stands."""
    return {
        "Spoilers": "yes" if text.has_spoilers else "",
        "Status": text.status,
        "Written": text.created_at.isoformat(),
        "Edited": text.edited_at and text.edited_at.isoformat(),
        "Address": settings.SITE_URL + text.get_absolute_url(),
    }


def pictures(member: Any) -> Iterator[tuple[str, Storage, str]]:
    """Names in the file, and where each picture is kept."""
    if member.avatar:
        yield f"avatar{PurePosixPath(member.avatar.name).suffix}", member.avatar.storage, member.avatar.name
    for suggestion in suggested(member):
        if suggestion.picture:
            yield name_of(suggestion), suggestion.picture.storage, str(suggestion.picture)


def name_of(suggestion: Suggestion) -> str:
    return f"pictures/{suggestion.pk}{PurePosixPath(suggestion.picture.name or '').suffix}"

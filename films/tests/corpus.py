"""The invented pages in `documents/` and what they say; other tests build on them too."""

import os
import tomllib
from pathlib import Path

import pytest

DOCUMENTS = Path(__file__).parent / "documents"
EXPECTED = tomllib.loads((DOCUMENTS / "expected.toml").read_text(encoding="utf-8"))
PAGES = sorted(name for name in EXPECTED if not name.startswith("refused/"))
REFUSED = sorted(name for name in EXPECTED if name.startswith("refused/"))
TWINS = [
    "magazine/the-tin-orchard.txt",
    "sheep/the-glass-ferry.txt",
    "festival/november-bees.txt",
    "factsheet/the-salt-road.txt",
]


def seeds():
    """The four documents by name; they lie beside the checkout, and a test without them is skipped."""
    beside = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
    folder = Path(os.environ.get("FLOCK_DOCUMENTS") or beside)
    found = {path.name: path.read_bytes() for path in sorted(folder.glob("*.txt"))}
    if not found:
        pytest.skip(f"no documents in {folder}: set FLOCK_DOCUMENTS to the folder that has them")
    return found


def page(name):
    return (DOCUMENTS / name).read_bytes()


def summary(reading):
    """What a reading says, in the short form of `expected.toml`: facts that are there, and how long texts are."""
    record = reading.record
    facts = {"shape": reading.shape}
    for name in ("title", "year", "original_title", "tagline", "runtime_minutes", "certificate"):
        facts[name] = getattr(record.film, name)
    for name in ("release_date", "published"):
        facts[name] = getattr(record.film, name)
    for name in ("more_taglines", "countries", "languages", "genres", "locations", "trivia"):
        facts[name] = getattr(record.film, name)
    facts["synopsis_paragraphs"] = paragraphs(record.film.synopsis)
    facts["quotes"] = [f"{quote.character}: {quote.line}" for quote in record.film.quotes]
    facts["links"] = [f"{link.label} <{link.url}>" for link in record.film.links]
    facts["box_office"] = [f"{f.label}: {f.text} = {f.amount} {f.currency}" for f in record.film.box_office]
    facts["alternative_titles"] = [f"{other.title} ({other.region})" for other in record.film.alternative_titles]
    facts["mentions"] = [f"{mention.title} ({mention.year or ''})" for mention in record.film.mentions]
    facts["credits"] = [credit_line(credit) for credit in record.credits]
    facts["scores"] = [f"{s.kind} {s.value}/{s.out_of} ({s.votes or ''}) {s.source}".strip() for s in record.scores]
    facts["reviews"] = [review_line(review) for review in record.reviews]
    facts["comments_open"] = record.comments_open
    facts["warnings"] = record.warnings
    return {name: value for name, value in facts.items() if value is False or value not in ("", [], None, 0)}


def paragraphs(text):
    return len([part for part in text.split("\n\n") if part])


def credit_line(credit):
    character = f" = {credit.character}" if credit.character else ""
    return f"{credit.department}: {credit.person}{character}" + (f" ({credit.note})" if credit.note else "")


def review_line(review):
    parts = [review.voice, review.byline, review.publication, review.rating_text, review.half_steps or ""]
    parts += [review.published or "", review.images_by, review.also_by, f"{paragraphs(review.body)} paragraphs"]
    return " | ".join(str(part) for part in parts)

"""What moderation costs: `FLOCK_DATA=<an empty folder> python -m tests.bench.moderation` (DATABASE_URL for PostgreSQL).

The verdict at submission on the demo community and beside 100,000 texts; the queue with 100 and with 5,000 cases. With
the word `queue` behind it, the queue alone, in a folder that is filled already.
"""

import itertools
import os
import statistics
import sys
import time
from io import StringIO

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from films.models import Film  # noqa: E402
from reviews.models import Comment, Review  # noqa: E402
from reviews.moderation import judge  # noqa: E402
from reviews.moderation.bayes import learn  # noqa: E402
from reviews.moderation.models import Case, Decision, Fingerprint, Learned, Policy, Rule  # noqa: E402
from reviews.moderation.repeats import bands, shingles  # noqa: E402
from tests.bench.scale import spread  # noqa: E402
from tests.bench.spam import demo, lines  # noqa: E402
from tests.bench.words import rare  # noqa: E402

TEXTS, TRIES = 100_000, 300
numbers = itertools.count()


def some_text(number):
    """Some sixty words, alike to no other text."""
    return " ".join(rare(spread(number, place)) for place in range(60)) + "."


def prepare():
    """The demo community, a trained classifier and some rules: every check has something to do."""
    for command in ("migrate", "seed", "demo"):
        call_command(command, stdout=StringIO(), verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    learned = learn(lines("spam.txt"), demo())
    Learned.objects.create(spam_texts=learned.spam_texts, fine_texts=learned.fine_texts, words=learned.words)
    Rule.objects.bulk_create(Rule(text=f"phrase {number}") for number in range(200))
    Rule.objects.bulk_create(Rule(kind="pattern", text=rf"\bword{number}\w+!{{3}}") for number in range(10))
    Policy.current()
    Policy.objects.update(model_version=1, flood_texts=0)


def milliseconds(act, tries):
    """Median and 95th percentile."""
    spent = []
    for _ in range(tries):
        started = time.perf_counter()
        act()
        spent.append(1000 * (time.perf_counter() - started))
    return f"median {statistics.median(spent):.1f} ms, 95th percentile {statistics.quantiles(spent, n=20)[-1]:.1f} ms"


def verdicts(where):
    """The pipeline alone, and a whole review with totals, fingerprint and notice, in its transaction."""
    films = list(Film.objects.all()[:40])
    writers = list(get_user_model().objects.filter(is_demo=True)[:40])

    def submit(act):
        number = next(numbers)
        with transaction.atomic():
            act(writers[number % 40], films[number * 7 % 40], some_text(number + 10**9))
            transaction.set_rollback(True)

    def only_judge(author, film, body):
        judge(Review(author=author, film=film, half_steps=7, body=body), author)

    def write(author, film, body):
        Review.objects.write(author, film, half_steps=7, body=body)

    for name, act in (("verdict", only_judge), ("whole review", write)):
        submit(act)
        print(f"{connection.vendor}, {where}: {name}: {milliseconds(lambda act=act: submit(act), TRIES)}", flush=True)


def fill():
    """So many texts with their fingerprints, all of the last month."""
    authors = list(get_user_model().objects.values_list("pk", flat=True))
    films = list(Film.objects.values_list("pk", flat=True))
    start = Comment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for first in range(0, TEXTS, 5000):
        part = range(first, first + 5000)
        texts = [some_text(number) for number in part]
        made = Comment.objects.bulk_create(
            Comment(pk=start + number + 1, author_id=authors[number % len(authors)], film_id=films[number % len(films)],
                    body=body, published_at=timezone.now())
            for number, body in zip(part, texts, strict=True)
        )  # fmt: skip
        Fingerprint.objects.bulk_create(
            Fingerprint(kind="comment", target_id=comment.pk, author_id=comment.author_id,
                        **{f"band_{place}": band for place, band in enumerate(bands(shingles(comment.body)), 1)})
            for comment in made
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def hold(count):
    """Brings the open cases to `count`: held comments by many members on many films."""
    missing = count - Case.objects.open().count()
    chosen = list(Comment.objects.published().order_by("-pk")[:missing])
    trace = [{"check": "links", "outcome": "hold", "reason": "links", "evidence": {"count": 3, "allowed": 1}}]
    Comment.objects.filter(pk__in=[text.pk for text in chosen]).update(status="pending", trace=trace)
    Case.objects.bulk_create(
        Case(
            kind="comment", target_id=text.pk, member_id=text.author_id, film_id=text.film_id, reason="links", held=True
        )
        for text in chosen
    )


def queue(count):
    """The list, two filters, the next page, one case, and a decision on all of them with its undo."""
    hold(count)
    boss = get_user_model().objects.filter(username="boss").first()
    client = Client(SERVER_NAME="localhost")
    client.force_login(boss or get_user_model().objects.create_superuser("boss", "boss@example.org", "a long password"))
    address, case = reverse("moderation:queue"), Case.objects.open().first()
    film, last = Film.objects.first(), Case.objects.queue()[count // 2]
    pages = {
        "list": {},
        "filtered by film": {"film": film.slug},
        "filtered by member": {"member": case.member.username},
        "a page in the middle": {"after": f"{last.weight},{last.opened_at.isoformat()},{last.pk}"},
    }
    for name, query in pages.items():
        client.get(address, query)
        print(f"{connection.vendor}, {count} cases: {name}: {milliseconds(lambda q=query: client.get(address, q), 20)}")
    one = reverse("moderation:case", args=[case.pk])
    print(f"{connection.vendor}, {count} cases: one case: {milliseconds(lambda: client.get(one), 20)}", flush=True)
    data = {"action": "publish", "all": "yes", "query": "kind=comment", "newest": 2**40}
    for name, path in (("decided", "bulk"), ("taken back", "undo")):
        args = [Decision.objects.latest("pk").pk] if path == "undo" else []
        before, started = Decision.objects.count(), time.perf_counter()
        client.post(reverse(f"moderation:{path}", args=args), data)
        asked = time.perf_counter() - started
        call_command("background", once=True)
        made, spent = Decision.objects.count() - before, time.perf_counter() - started
        print(
            f"{connection.vendor}, {count} cases: {made} {name}: request {asked:.2f} s, all {spent:.2f} s", flush=True
        )


def main(only=""):
    if only != "queue":
        prepare()
        verdicts("demo community")
        fill()
        verdicts(f"{TEXTS:,} texts")
    for count in (100, 5000):
        queue(count)
    call_command("verify_log")


if __name__ == "__main__":
    main(*sys.argv[1:])

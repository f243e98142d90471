"""What has to be there so that every page of the table has something to show: `build()`.

It stands on what is there already, an empty test database or the seed and the demo, and makes the rest as people do.
"""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from PIL import Image, ImageColor, ImageDraw

from films.catalogue import save
from films.models import Film, FilmPair, Person, Still
from films.readers.toml_sheet import read_sheet
from pictures.fields import Whole
from reviews.models import Status, Suggestion
from reviews.moderation import roles
from reviews.moderation.mail import unsubscribe_token
from reviews.moderation.models import Case, Decision, Notice, Rule, Sanction
from reviews.moderation.reporting import report
from reviews.moderation.ruling import Ruling
from reviews.moderation.sanctioning import sanction
from reviews.tests.factories import a_comment, a_film, a_member, a_review, put

SHEETS = Path(settings.BASE_DIR, "films", "factsheets")
LONG = (
    "It begins like a postcard and ends like a letter that nobody wanted to open. What stays with me is the kitchen: "
    "two people who have known each other for ever, and a kettle that will not boil.\n\n"
    "> You always said that.\n\nThe middle sags a little, and one song is one too many. *Still*: I would go again."
)


def build():
    """The names that the addresses of the table use, and who looks at them."""
    film, bare = seeded("miss-you-already-2015"), a_film("The Lamp Room", None)
    people = cast()
    texts = write(film, bare, people)
    shown = pictures(film, people)
    cases = moderate(film, people, texts)
    moderator = get_user_model().objects.get(pk=people.moderator.pk)
    names = {
        "film": film.slug,
        "film_pk": film.pk,
        "bare": bare.slug,
        "pair": FilmPair.objects.of(film, bare).pk,
        "person": shown["portrayed"].slug,
        "still": shown["still"].get_absolute_url(),
        "picture": shown["suggestion"].pk,
        "pictured": Case.objects.open().of(shown["suggestion"]).get().pk,
        "member": people.member.username,
        "newcomer": people.newcomer.username,
        "reset": reset_key(people.host),  # whoever logs in makes an older link useless
        "stop": unsubscribe_token(people.member.pk, Notice.Kind.REPLY),
        **{name: text.pk for name, text in vars(texts).items()},
        **cases,
    }
    return SimpleNamespace(names=names, **{**vars(people), "moderator": moderator})


def seeded(name):
    """A film of the seed with all its facts."""
    found = Film.objects.filter(slug=name).first()
    if found is None:
        save(read_sheet(SHEETS / f"{name}.toml"), f"{name}.toml", shape="sheet")
    return found or Film.objects.get(slug=name)


def cast():
    """Who plays: a member, a host whom nobody checks, somebody new, somebody suspended, and an administrator."""
    roles.make_groups()
    host = a_member("juniper", display_name="Juniper Reed", bio="Films with weather in them.")
    member = a_member("fern", display_name="Fern Hollow", bio="I cry at trailers.\n\nNorthern, and slow to judge.")
    moderator = a_member("warden", display_name="Rowan Gate", is_staff=True, is_superuser=True)
    moderator.groups.add(Group.objects.get(name=roles.ADMINISTRATOR))
    guarded = a_member("burdock")
    TOTP.activate(guarded, "SECRETSECRETSECRET"), RecoveryCodes.activate(guarded)
    people = {"host": host, "member": member, "moderator": moderator, "guarded": guarded}
    for person in (host, member):
        person.is_staff = True  # only in memory: what they write is published at once
    return SimpleNamespace(**people, newcomer=a_member("newlamb"), suspended=a_member("thistle"))


def write(film, bare, people):
    """Reviews, comments, an answer, one's own, and texts in every state of moderation."""
    review = a_review(film, people.host, 7, LONG, title="Kettles and consequences")
    own = a_review(film, people.member, 8, "Bring *two* handkerchiefs.", title="Twice is not too often")
    talk = a_comment(film, people.host, body="Who else saw it in a tent, in the rain?")
    a_comment(film, people.member, body="Me. My popcorn floated.", parent=talk)
    under = a_comment(film, people.member, body="The kettle! Yes.", review=review)
    secret = a_comment(film, people.host, body="They sell the house.", has_spoilers=True)
    editable = a_comment(film, people.member, body="The harbour scene is worth the ticket alone.")
    gone = a_review(film, people.newcomer, 2, "Rubbish, and so is everybody who liked it.", title="No")
    put(gone, Status.PUBLISHED)
    a_comment(film, people.host, body="That was not kind.", review=gone)
    Rule.objects.get_or_create(kind=Rule.Kind.PHRASE, text="cheap watches")
    held = a_comment(film, people.newcomer, body="Cheap watches at https://watches.example/ and more.")
    bad = a_comment(film, people.member, body="You people understand nothing at all.")
    return SimpleNamespace(
        review=review, own=own, talk=talk, under=under, secret=secret, editable=editable, gone=gone, held=held, bad=bad
    )


def pictures(film, people):
    """Stills, somebody's portrait, and a picture that waits for a moderator."""
    for number, (alt, credit) in enumerate(
        [("A low sun over two hills", "Ada Brook"), ("The hills at night", ""), ("Noon", "")]
    ):
        caption = "Where the last scene was made" if credit else ""
        Still.objects.create(
            film=film, image=Whole(landscape(number)), alt=alt, caption=caption, credit=credit, position=number
        )
    portrayed = Person.objects.filter(credits__film=film).order_by("pk").first()
    portrayed.portrait, portrayed.portrait_alt, portrayed.portrait_credit = Whole(likeness()), "In profile", "Ada Brook"
    portrayed.save()
    words = {
        "alt": "A sheep before the screen",
        "body": "The open-air cinema",
        "credit": "Fern Hollow",
        "place": "still",
    }
    sent = Suggestion.objects.suggest(
        get_user_model().objects.get(pk=people.member.pk), film, picture=Whole(landscape(3)), key=uuid4(), **words
    )
    return {"still": film.stills.first(), "portrayed": portrayed, "suggestion": sent}


SKIES = [("#f7a65a", "#43200f"), ("#27214b", "#b9a7f2"), ("#c9d6e8", "#3f7d5a"), ("#f29ca3", "#3b1424")]


def landscape(number, size=(960, 540)):
    """A sun over two hills."""
    sky, ground = SKIES[number]
    width, height = size
    picture = Image.new("RGB", size, sky)
    draw = ImageDraw.Draw(picture, "RGBA")
    x, y, r = width * (number + 2) // 6, height // 3, height // 6
    draw.ellipse((x - r, y - r, x + r, y + r), fill="#fff2cd")
    draw.ellipse((-width // 3, height * 5 // 9, width * 3 // 4, height * 2), fill=ground)
    draw.ellipse((width // 3, height * 2 // 3, width * 4 // 3, height * 2), fill=ImageColor.getrgb(ground + "c0"))
    return picture


def likeness():
    """Somebody, from afar."""
    picture = Image.new("RGB", (480, 600), "#10304a")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((150, 110, 330, 340), fill="#f5d06f")
    draw.ellipse((40, 370, 440, 900), fill="#3f6f8f")
    return picture


def moderate(film, people, texts):
    """Reports, cases in three states, decisions against the member, an appeal's way, and a suspension."""
    report(people.member, texts.secret, "abuse", "Gives the end away.")
    report(people.host, texts.gone, "abuse")
    report(people.host, texts.bad, "abuse")
    moderator = get_user_model().objects.get(pk=people.moderator.pk)
    cases = {name: Case.objects.open().of(getattr(texts, name)).get() for name in ("secret", "gone", "bad", "held")}
    letter = "Please talk about the film, not about each other."
    Ruling(moderator, Decision.Action.REMOVE, ground="abuse", letter=letter).decide([cases["gone"].pk])
    (against,) = Ruling(moderator, Decision.Action.REMOVE, ground="abuse", letter=letter).decide([cases["bad"].pk])
    end = timezone.now() + timedelta(days=7)
    sanction(moderator, people.suspended, Sanction.Level.SUSPEND, ground="abuse", letter=letter, until=end)
    return {
        "case": cases["held"].pk,
        "reported": cases["secret"].pk,
        "closed": cases["gone"].pk,
        "decision": against.pk,
        "notice": Notice.objects.filter(member=people.member, decision_id=against.pk).latest("pk").pk,
    }


def reset_key(member):
    """The end of the address in a mail about a forgotten password."""
    return f"{user_pk_to_url_str(member)}-{EmailAwarePasswordResetTokenGenerator().make_token(member)}"

"""What somebody with bad intentions sends to moderation: refused in clear words, and nothing is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from reviews.models import Comment, Policy, Status
from reviews.moderation.models import Appeal, Case, Decision, Notice, Report, Sanction
from reviews.moderation.sanctioning import sanction
from reviews.tests.factories import a_film, a_member, a_review, client_of, nothing_is_held
from reviews.tests.moderation_factories import a_held_review, a_moderator, a_senior, decide, post, report

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
MEGABYTE = "flock " * 170_000


@pytest.fixture
def scene():
    """A held review, a decided one and a muted member: something for every action of a moderator."""
    Policy().save()
    senior = a_senior()
    _review, decided = a_held_review(film=a_film("Decided"))
    decide(client_of(senior), decided, "publish")
    _review, case = a_held_review()
    muted = sanction(senior, a_member("muted"), "mute", ground="abuse")
    said = {"ground": "spam", "letter": "So.", "level": "ban", "username": "muted", "subject": "a", "body": "b"}
    actions = {
        "bulk": ([], {"action": "publish", "case": f"{case.pk}:{case.version}"}),
        "decide": ([case.pk], {"action": "publish", "seen": case.version}),
        "undo": ([Decision.objects.earliest("pk").pk], {}),
        "text": (["review", decided.target_id], {}),
        "sanction": (["muted"], said),
        "clear": (["muted"], said),
        "message": (["muted"], said),
        "lift_sanction": ([muted.pk], {}),
    }
    return senior, [(reverse(f"moderation:{name}", args=args), data) for name, (args, data) in actions.items()]


def everything():
    models = (Case, Decision, Sanction, Notice)
    return [list(model.objects.order_by("pk").values("pk")) for model in models], list(
        Case.objects.order_by("pk").values_list("closed_at", "version")
    )


class ModeratorsActions:
    @pytest.mark.parametrize(
        ("who", "expected"),
        [("by get", {405, 200}), ("without token", {403}), ("by a member", {404}), ("by a visitor", {302})],
    )
    def test_are_refused_otherwise_and_change_nothing(self, scene, who, expected):
        senior, actions = scene
        client = {
            "by get": client_of(senior),
            "without token": client_of(senior, enforce_csrf_checks=True),
            "by a member": client_of(a_member()),
            "by a visitor": Client(),
        }[who]
        before = everything()
        for address, data in actions:
            response = client.get(address, data) if who == "by get" else client.post(address, data)
            assert response.status_code in expected, address
            if who == "by a visitor":
                assert "login" in response["Location"]
        assert everything() == before


class Reports:
    def test_a_flood_is_stopped_and_what_came_before_is_kept(self):
        nothing_is_held()
        Policy.objects.update(reports_a_day=3)
        client, reviews = client_of(a_member()), [a_review(a_film(f"Film {number}")) for number in range(5)]
        answers = [report(client, review, note="Look!") for review in reviews]
        assert [answer.status_code for answer in answers] == [302, 302, 302, 422, 422]
        assert "many reports today" in answers[-1].content.decode() and "Look!" in answers[-1].content.decode()
        assert Report.objects.count() == Case.objects.count() == 3

    def test_who_reports_falsely_again_and_again_weighs_little(self):
        nothing_is_held()
        review, liar = a_review(a_film()), a_member()
        for number in range(8):
            false = a_review(a_film(f"Film {number}"))
            report(client_of(liar), false)
            decide(client_of(a_moderator(f"mo{number}")), Case.objects.open().get(), "publish")
        report(client_of(liar), review)
        assert Case.objects.open().get().report_weight < 0.5

    @pytest.mark.parametrize("kind", ["review", "film", "nothing", "member"])
    def test_forged_targets_are_404(self, kind):
        held, _case = a_held_review()
        number = held.pk if kind in ("review", "film") else 2**62
        assert post(client_of(a_member()), "report", kind, number, ground="spam").status_code == 404
        assert not Report.objects.exists()


class Texts:
    def test_others_decisions_and_texts_are_404(self):
        review, case = a_held_review()
        decide(client_of(a_moderator()), case, "reject", "spam")
        stranger, one = client_of(a_member()), Decision.objects.get()
        assert post(stranger, "decision", one.pk, body="Mine!").status_code == 404
        assert stranger.get(review.get_absolute_url()).status_code == 404
        assert not Appeal.objects.exists()

    def test_a_megabyte_is_refused_and_stands_in_the_form_again(self):
        review, case = a_held_review()
        moderator, author = client_of(a_moderator()), client_of(review.author)
        answers = [decide(moderator, case, "reject", "spam", letter=MEGABYTE)]
        decide(moderator, case, "reject", "spam")
        answers.append(post(author, "decision", Decision.objects.get().pk, body=MEGABYTE))
        answers.append(post(author, "report", "member", a_member().pk, ground="spam", note=MEGABYTE))
        for answer in answers:
            assert answer.status_code == 422
            assert "flock flock" in answer.content.decode()
        assert not (Appeal.objects.exists() or Report.objects.exists())

    def test_markup_in_notes_letters_and_appeals_stays_text(self):
        nothing_is_held()
        review, moderator = a_review(a_film()), client_of(a_moderator())
        report(client_of(a_member()), review, note=SCRIPT)
        case = Case.objects.get()
        decide(moderator, case, "note", letter=SCRIPT)
        pages = [moderator.get(reverse("moderation:case", args=[case.pk]))]
        decide(moderator, case, "remove", "abuse", letter=SCRIPT, quote=SCRIPT)
        author, removal = client_of(review.author), Decision.objects.latest("pk")
        post(author, "decision", removal.pk, body=SCRIPT)
        pages.append(author.get(reverse("moderation:decision", args=[removal.pk])))
        pages.append(client_of(a_senior()).get(reverse("moderation:case", args=[Case.objects.open().get().pk])))
        pages.append(author.get(reverse("moderation:notice", args=[Notice.objects.latest("pk").pk])))
        for page in pages:
            assert "&lt;script&gt;" in page.content.decode()
            assert SCRIPT not in page.content.decode()

    def test_status_and_author_cannot_be_sent_with_a_comment(self):
        Policy(premoderate=True).save()
        film, member, other = a_film(), a_member(), a_member()
        data = {"body": "Mine.", "author": other.pk, "status": "published", "trace": "[]", "published_at": "2020-01-01"}
        client_of(member).post(reverse("reviews:comment", args=[film.slug]), data)
        comment = Comment.objects.get()
        assert (comment.status, comment.author, comment.published_at) == (Status.PENDING, member, None)

"""The classifier: it learns from this site's decisions, says why, and lets film talk be."""

from pathlib import Path

import pytest
from django.core.management import call_command

from reviews.demo.script import script
from reviews.models import Policy, Status
from reviews.moderation.bayes import learn
from reviews.moderation.models import Case, Learned
from reviews.moderation.ruling import Ruling
from reviews.moderation.trial import cross_validate, judge_all
from reviews.tests.factories import a_film, a_member, a_review
from reviews.tests.moderation_factories import a_moderator

LABELLED = Path(__file__).parent / "labelled"
AS_INSTALLED = Policy._meta.get_field("classifier_threshold").default


def lines(name):
    return (LABELLED / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.once
class Trial:
    """On texts whose sort is known; the figures for larger sets are in docs/moderation.md."""

    FINE = [opinion.text for opinion in script().opinions]

    def test_what_it_holds_is_spam(self):
        trial = cross_validate(lines("spam.txt"), self.FINE, AS_INSTALLED)
        assert (trial.spam, trial.fine) == (60, len(self.FINE))
        assert trial.precision > 0.98
        assert trial.recall > 0.3

    def test_murder_and_sex_in_films_are_no_spam(self):
        learned = learn(lines("spam.txt"), self.FINE)
        talk = lines("film_talk.txt")
        assert sum(any(word in text.lower() for word in ("kill", "murder", "sex")) for text in talk) > 8
        assert judge_all(learned.opinion, [], talk, AS_INSTALLED).wrongly == []


@pytest.mark.django_db
class Training:
    @pytest.fixture
    def decided(self):
        """Six texts of spam turned down and six fine ones published by a moderator."""
        Policy(premoderate=True, classifier_least=6, repeat_days=0, flood_texts=0, retrain_every=0).save()
        mo, author = a_moderator(), a_member()
        for number, (spam, fine) in enumerate(zip(lines("spam.txt")[:6], Trial.FINE[:6], strict=True)):
            for words, action in ((spam, "reject"), (fine, "publish")):
                a_review(a_film(f"{action} {number}"), author, body=words)
                Ruling(mo, action, ground="spam" if action == "reject" else "").decide([Case.objects.open().get().pk])
        Policy.objects.update(premoderate=False, hold_first_texts=0, links_allowed=9, refused_percent=0)
        return author

    def judged(self):
        return a_review(a_film("Next"), body="Watch the full movie free, click http://free.example")

    def test_untrained_it_holds_nothing(self, decided):
        assert self.judged().status == Status.PUBLISHED

    def test_trained_it_holds_and_names_the_words_that_decided(self, decided, capsys):
        Policy.objects.update(classifier_threshold=70)  # a dozen texts make nobody sure
        call_command("train_classifier")
        assert "6 texts of spam and 6 fine ones" in capsys.readouterr().out
        (finding,) = self.judged().trace
        assert finding["reason"] == "classifier"
        assert "free" in finding["evidence"]["words"]

    def test_with_too_few_of_a_sort_it_says_nothing(self, decided):
        Policy.objects.update(classifier_least=7)
        call_command("train_classifier")
        assert self.judged().status == Status.PUBLISHED

    def test_it_learns_by_itself_after_so_many_decisions(self, decided, django_capture_on_commit_callbacks):
        Policy.objects.update(retrain_every=13)
        Case.objects.open_for(review := self.judged(), "staff")
        with django_capture_on_commit_callbacks(execute=True):
            Ruling(a_moderator("other"), "remove", ground="spam").decide([Case.objects.open().of(review).get().pk])
        assert Learned.objects.get().spam_texts == 7
        call_command("moderation_upkeep")
        assert Policy.current().decided_since == 0

    def test_what_the_demos_moderator_decided_teaches_nothing(self, decided, capsys):
        type(decided).objects.filter(pk=decided.pk).update(is_demo=True)
        mo = a_moderator("demo-mo", is_demo=True)
        since = Policy.current().decided_since
        review = a_review(a_film("Demo"), decided, body="Free free free")
        Case.objects.open_for(review, "staff")
        Ruling(mo, "remove", ground="spam").decide([Case.objects.open().get().pk])
        call_command("train_classifier")
        assert "6 texts of spam" in capsys.readouterr().out
        assert Policy.current().decided_since == since == 12

    def test_a_trial_says_how_good_it_would_be(self, decided, capsys):
        call_command("train_classifier", "--trial")
        assert "6 texts of spam and 6 fine ones: precision" in capsys.readouterr().out
        assert not Learned.objects.exists()

"""Every visible text can be translated, and the German catalogue has all of them."""

import ast
import contextlib
import gettext
import re
import shutil
from functools import cache
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command
from django.test import override_settings
from django.utils.functional import Promise

from tests.harness import lacking

ROOT = Path(settings.BASE_DIR)
APPS = ("config", "films", "reviews", "accounts", "pictures")
CATALOGUES = [path for code, _ in settings.LANGUAGES for path in (ROOT / "config/locale" / code).rglob("*.po")]
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
MODULES = [
    path
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if not {"tests", "migrations"} & {*path.relative_to(ROOT).parts}
]
NO_WORDS_FOR_READERS = {
    "templates/styleguide.html",  # pieces to look at, for those who build the site
    "config/styleguide.py",
    "films/usual_names.py",  # lists words for the catalogues, and looks up what is stored
    "config/environment.py",  # speaks to whoever starts the site
}
MARKUP = (  # what holds no text, or text that is marked
    r"{% block main_class %}.*?{% endblock main_class %}",  # classes, not words
    r"{% comment .*?{% endcomment %}|{% comment %}.*?{% endcomment %}|{#.*?#}",
    r"{% blocktranslate\b.*?{% endblocktranslate %}",
    r"<(script|svg|code|kbd)\b[^>]*>.*?</\1>|<!--.*?-->|<!doctype[^>]*>",
)
SPOKEN = re.compile(r"""\b(?:alt|title|placeholder|aria-label|aria-description|data-confirm)=(["'])(.*?)\1""", re.S)
WORD = re.compile(r"[^\W\d_]{2,}")
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd%]|</?\w+(?: [^>]*)?>")
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
SAID = {"verbose_name", "verbose_name_plural", "help_text", "label", "empty_label", "description", "short_description"}
NAMES = {"IMDb", "TMDB", "Wikidata", "Letterboxd", "ok\n", "the database does not answer\n"}
pytestmark = pytest.mark.only("sqlite")


@cache
def catalogue(path):
    """What is written there, read once: it takes a second."""
    return polib.pofile(str(path))


@pytest.fixture(scope="session")
def fresh(tmp_path_factory):
    """The catalogue that `make messages` would begin with."""
    if not shutil.which("xgettext"):
        lacking("gettext is not installed: whether the catalogue has all texts of the sources was not compared")
    folder = tmp_path_factory.mktemp("sources")
    for part in (*APPS, "templates"):
        left_out = shutil.ignore_patterns("tests", "locale", "__pycache__")
        shutil.copytree(ROOT / part, folder / part, ignore=left_out)
    with contextlib.chdir(folder), override_settings(LOCALE_PATHS=[str(folder / "locale")]):
        call_command("makemessages", locale=["de"], verbosity=0)
    return polib.pofile(str(folder / "locale/de/LC_MESSAGES/django.po"))


def name(path):
    return str(path.relative_to(ROOT))


def unmarked(source):
    """The words of a template that no translation reaches."""
    for pattern in MARKUP:
        source = re.sub(pattern, "", source, flags=re.S)
    source = re.sub(r"{%.*?%}|{{.*?}}", "\n", source, flags=re.S)
    attributes = [found[1] for found in SPOKEN.findall(source)]
    text = re.sub(r"&#?\w+;", "", re.sub(r"<[^>]*>", "\n", source))
    return [piece.strip() for piece in [*attributes, *text.split("\n")] if WORD.search(piece)]


def test_the_search_for_unmarked_words_finds_them():
    source = '<p>Plain {{ film }}</p><img alt="A sheep">{% translate "Marked" %}&nbsp;·'
    assert unmarked(source) == ["A sheep", "Plain"]


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_has_no_words_that_cannot_be_translated(path):
    if name(path) in NO_WORDS_FOR_READERS or path.name == "_words.html":
        return
    assert unmarked(path.read_text()) == []


def literal(node):
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def unmarked_in_python(tree):
    """Words in places whose words people read, and sentences that are put together from translated pieces."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            said = [word.value for word in node.keywords if word.arg in SAID]
            if called.endswith(("ValidationError", "HttpResponse")) or called.startswith("messages."):
                said += node.args
            yield from (part for part in said if literal(part) and getattr(part, "value", "") not in NAMES)
            if called in GETTEXT and not isinstance(node.args[0], ast.Constant):
                yield node
        if isinstance(node, ast.ClassDef) and any("Choices" in ast.unparse(base) for base in node.bases):
            values = [part.value for part in node.body if isinstance(part, ast.Assign)]
            yield from (part for part in values if not isinstance(part, ast.Tuple) or literal(part.elts[-1]))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            yield from (part for part in (node.left, node.right) if translated(part))
        if isinstance(node, ast.JoinedStr):
            yield from (part for part in ast.walk(node) if translated(part))


def translated(node):
    return isinstance(node, ast.Call) and ast.unparse(node.func) in GETTEXT


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_nothing_that_cannot_be_translated(path):
    if name(path) in NO_WORDS_FOR_READERS:
        return
    found = unmarked_in_python(ast.parse(path.read_text()))
    assert [f"{node.lineno}: {ast.unparse(node)}" for node in found] == []


READ_ONLY = {"Decision"}  # nobody edits it there; its columns still need words, and a migration for them
EDITED = [m for m in admin.site._registry if m.__module__.startswith(APPS) and m.__name__ not in READ_ONLY]


@pytest.mark.parametrize("model", EDITED, ids=str)
def test_the_admin_has_words_for_what_it_edits(model):
    editable = [field for field in model._meta.fields if field.editable and not field.auto_created]
    unnamed = [f.name for f in editable if not isinstance(f.verbose_name, Promise) and f.verbose_name not in NAMES]
    assert unnamed == []
    assert isinstance(model._meta.verbose_name_plural, Promise)


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
class Catalogue:
    def test_has_every_text(self, path):
        entries = catalogue(path)
        assert [entry.msgid for entry in entries if not entry.translated()] == []
        assert [entry.msgid for entry in entries if entry.fuzzy] == []

    def test_keeps_every_placeholder_and_tag(self, path):
        wrong = []
        for entry in catalogue(path):
            expected = sorted(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
            said = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
            wrong += [text for text in said if sorted(PLACEHOLDER.findall(text)) != expected]
        assert wrong == []

    def test_is_compiled_as_it_stands(self, path):
        with path.with_suffix(".mo").open("rb") as file:
            compiled = gettext.GNUTranslations(file)._catalog
        written = {}
        for entry in catalogue(path):
            if entry.msgid_plural:
                written |= {(entry.msgid, number): text for number, text in entry.msgstr_plural.items()}
            else:
                written["\4".join(filter(None, [entry.msgctxt, entry.msgid]))] = entry.msgstr
        assert written == {key: text for key, text in compiled.items() if key}, "run `make messages`"

    def test_has_what_the_sources_say_and_nothing_else(self, path, fresh):
        said = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in fresh}
        kept = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue(path)}
        if path.parts[-3] != "en":  # that catalogue has only what Django says, in the site's words
            assert said - kept == set(), "new texts: run `make messages` and translate them"
        assert kept - said == set(), "texts that are gone: run `make messages`"

"""The shape of the house: which way imports flow, and that nothing hides one."""

import ast
import functools
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
MAY_IMPORT = {  # config -> reviews -> films, accounts -> pictures
    "pictures": {"pictures"},
    "films": {"films", "pictures"},
    "accounts": {"accounts", "pictures"},
    "reviews": {"reviews", "films", "accounts", "pictures"},
    "config": {"config", "reviews", "films", "accounts", "pictures"},
}
MODULES = sorted(path for app in MAY_IMPORT for path in (ROOT / app).rglob("*.py"))
OURS = {*MAY_IMPORT, "tests"}


def name(path):
    return str(path.relative_to(ROOT))


def is_test(path):
    return "tests" in path.relative_to(ROOT).parts


@functools.cache
def parsed(path):
    return ast.parse(path.read_text())


@functools.cache
def imports(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]


def packages(path, node):
    """The top-level packages that an import statement reaches into."""
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    if not node.level:
        return {node.module.split(".")[0]}
    parts = path.relative_to(ROOT).parts
    return {parts[0] if node.level < len(parts) else ""}


def test_every_import_reaches_down_or_sideways():
    wrong = [
        f"{name(path)}:{node.lineno}"
        for path in MODULES
        if not is_test(path)
        for node in imports(parsed(path))
        if not packages(path, node) & (OURS | {""}) <= MAY_IMPORT[path.relative_to(ROOT).parts[0]]
    ]
    assert wrong == []


def test_no_import_hides_inside_a_function():
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    wrong = [
        f"{name(path)}:{node.lineno}"
        for path in MODULES
        if not is_test(path)
        for function in ast.walk(parsed(path))
        if isinstance(function, functions)
        for node in imports(function)
    ]
    assert wrong == []


def test_no_import_takes_a_star():
    wrong = [
        f"{name(path)}:{node.lineno}"
        for path in MODULES
        for node in imports(parsed(path))
        if any(alias.name == "*" for alias in node.names)
    ]
    assert wrong == []


def test_no_module_outgrows_its_room():
    wrong = {name(path): len(path.read_text().splitlines()) for path in MODULES if not is_test(path)}
    assert {path: lines for path, lines in wrong.items() if lines > 330 and "migrations" not in path} == {}


def test_the_checks_can_fail():
    tree = ast.parse("from reviews.models import Review\nfrom ..accounts import x\nimport reviews")
    film = ROOT / "films" / "views.py"
    assert [packages(film, node) for node in imports(tree)] == [{"reviews"}, {""}, {"reviews"}]


def test_the_top_level_stays_readable():
    made_here = {"var", "__pycache__"}
    entries = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - made_here
    assert len(entries) <= 17, sorted(entries)

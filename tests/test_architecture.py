"""The shape of the house: which way imports flow, and that nothing hides one."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
MAY_IMPORT = {  # config -> reviews -> films, accounts
    "films": {"films"},
    "accounts": {"accounts"},
    "reviews": {"reviews", "films", "accounts"},
    "config": {"config", "reviews", "films", "accounts"},
}
MODULES = sorted(path for app in MAY_IMPORT for path in (ROOT / app).rglob("*.py"))
OURS = {*MAY_IMPORT, "tests"}


def name(path):
    return str(path.relative_to(ROOT))


def is_test(path):
    return "tests" in path.relative_to(ROOT).parts


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


@pytest.mark.parametrize("path", [path for path in MODULES if not is_test(path)], ids=name)
class TheSource:
    def test_imports_only_what_lies_below_it(self, path):
        allowed = MAY_IMPORT[path.relative_to(ROOT).parts[0]]
        for node in imports(ast.parse(path.read_text())):
            reached = packages(path, node) & (OURS | {""})
            assert reached <= allowed, f"{name(path)}:{node.lineno} imports {reached - allowed}"

    def test_imports_nothing_inside_a_function(self, path):
        functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
        for function in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, functions)):
            hidden = [f"{name(path)}:{node.lineno}" for node in imports(function)]
            assert not hidden, f"an import belongs at the top: {hidden}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_module_imports_a_star(path):
    for node in imports(ast.parse(path.read_text())):
        assert all(alias.name != "*" for alias in node.names), f"{name(path)}:{node.lineno}"


def test_the_checks_can_fail():
    tree = ast.parse("from reviews.models import Review\nfrom ..accounts import x\nimport reviews")
    film = ROOT / "films" / "views.py"
    assert [packages(film, node) for node in imports(tree)] == [{"reviews"}, {""}, {"reviews"}]


def test_the_top_level_stays_readable():
    made_here = {"var", "screenshots", "__pycache__"}
    entries = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - made_here
    assert len(entries) <= 16, sorted(entries)

"""The launcher behind the Makefile: old Pythons, missing pieces and a package index that does not answer."""

import ast
import shutil
import subprocess
import sys

import pytest

from tests.process import ROOT, environment

pytestmark = pytest.mark.only("sqlite")  # asks for none, and the other run has more to do
LAUNCHER = ROOT / "config" / "launch.py"


@pytest.fixture
def clone(tmp_path):
    """As much of a fresh clone as the launcher needs."""
    (tmp_path / "config").mkdir()
    shutil.copy(LAUNCHER, tmp_path / "config")
    (tmp_path / "config" / "__init__.py").touch()
    return tmp_path


def launch(folder, *arguments, first="pass", **variables):
    """Runs the launcher; `first` is code that changes the Python it finds itself in."""
    code = f"import sys; sys.argv[1:] = {list(arguments)}; {first}; import runpy; "
    code += "runpy.run_module('config.launch', run_name='__main__')"
    env = environment(**variables)
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120
    )


def test_an_old_python_can_read_the_launcher():
    ast.parse(LAUNCHER.read_text(), feature_version=(3, 6))


def test_an_old_python_says_so_in_one_sentence(clone):
    result = launch(clone, "run", first="sys.version_info = (3, 9, 18, 'final', 0)", PATH="")
    assert result.returncode == 1
    assert result.stderr.startswith("flock: Python 3.11 or newer is needed, this is 3.9;")
    assert len(result.stderr.splitlines()) == 1


def test_an_old_python_hands_over_to_a_newer_one_beside_it(clone):
    newer = clone / "python3.13"
    newer.write_text('#!/bin/sh\n[ "$1" = -c ] || echo "newer: $*"\n')
    newer.chmod(0o755)
    path = f"{clone}:/usr/bin:/bin"
    result = launch(clone, "install", first="sys.version_info = (3, 9, 18, 'final', 0)", PATH=path)
    assert result.stdout == "newer: -m config.launch install\n"


def test_a_python_without_venv_names_the_package_to_install(clone):
    hide = (
        "import importlib.util as u; found = u.find_spec; u.find_spec = lambda n: n != 'ensurepip' and found(n) or None"
    )
    result = launch(clone, "install", first=hide)
    assert result.returncode == 1
    assert "apt install python3-venv" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_package_that_cannot_be_had_ends_in_a_sentence_and_the_next_start_tries_again(clone):
    (clone / "requirements.txt").write_text("flock-no-such-package==1.0\n")
    failed = launch(clone, "install", PIP_NO_INDEX="1")
    assert failed.returncode == 1
    assert "flock: installing the packages that requirements.txt pins" in failed.stdout
    assert failed.stderr.splitlines()[-1].startswith("flock: the packages could not be installed")
    assert "Traceback" not in failed.stderr

    (clone / "requirements.txt").write_text("# nothing\n")
    assert launch(clone, "install", PIP_NO_INDEX="1").returncode == 0
    up_to_date = launch(clone, "install", PIP_NO_INDEX="1")
    assert (up_to_date.returncode, up_to_date.stdout, up_to_date.stderr) == (0, "", "")


def test_make_help_lists_every_target():
    result = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = {line.split()[1] for line in result.stdout.splitlines()}
    assert {"install", "run", "dev", "test", "check", "demo", "demo-clear", "help"} <= listed

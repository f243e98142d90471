"""The first code that runs, before there is an environment: makes .venv, installs what is pinned, starts the site.

Standard library only and no syntax newer than Python 3.6, so that an old Python gets as far as saying that it is old.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys

NEEDED = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
VENV_PYTHON = os.path.join(VENV, "bin", "python")
USAGE = "usage: python3 -m config.launch install [--dev] | run"


def main(arguments: list) -> None:
    os.chdir(ROOT)
    use_new_enough_python(arguments)
    if arguments == ["run"]:
        install(["requirements.txt"])
        os.execv(VENV_PYTHON, [VENV_PYTHON, "manage.py", "serve"])
    elif arguments == ["install"]:
        install(["requirements.txt"])
    elif arguments == ["install", "--dev"]:
        install(["requirements.txt", "requirements-dev.txt"])
    else:
        sys.exit(USAGE)


def use_new_enough_python(arguments: list) -> None:
    """Hands over to a newer Python beside this one if this one is too old; stops with one sentence if there is none."""
    if sys.version_info[:2] >= NEEDED:
        return
    newer = next(filter(None, map(working_python, range(19, NEEDED[1] - 1, -1))), None)
    if newer:
        os.execv(newer, [newer, "-m", "config.launch"] + arguments)
    sys.exit(
        "flock: Python 3.11 or newer is needed, this is {}.{}; install one (Debian 12 and Ubuntu 24.04 have it as "
        "python3) and name it if it is not `python3`: make run PYTHON=/path/to/python3.11".format(*sys.version_info[:2])
    )


def working_python(minor: int) -> str:
    """The path of python3.<minor>, or "" where it is missing or only a shim that does not run."""
    path = shutil.which("python3.{}".format(minor)) or ""
    return path if path and subprocess.call([path, "-c", ""], stderr=subprocess.DEVNULL) == 0 else ""


def install(files: list) -> None:
    """Brings .venv up to the pinned files, and does nothing when it is: a stamp per set of files holds their digest."""
    lock = os.open(ROOT, os.O_RDONLY)  # a second start at the same moment waits here instead of installing too
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        make_venv()
        stamp = os.path.join(VENV, ".installed-" + files[-1])
        digest = digest_of(files)
        if read(stamp) != digest:
            install_packages(files[-1])
            with open(stamp, "w") as file:
                file.write(digest)
    except OSError as error:
        sys.exit(
            "flock: the environment in {} cannot be written ({}); check who owns the folder and how full the "
            "disk is".format(VENV, error.strerror)
        )
    finally:
        os.close(lock)


def make_venv() -> None:
    if venv_works():
        return
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        sys.exit("flock: this Python cannot make environments; on Debian or Ubuntu: apt install python3-venv")
    say("making the environment in .venv")
    making = [sys.executable, "-m", "venv", "--clear", VENV]
    made = subprocess.run(making, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if made.returncode:
        sys.stderr.write(made.stdout.decode(errors="replace"))
        sys.exit("flock: the environment could not be made; on Debian or Ubuntu this helps: apt install python3-venv")


def venv_works() -> bool:
    """False also for what an interrupted first start or an upgrade of the system's Python leaves behind."""
    if not os.access(VENV_PYTHON, os.X_OK):
        return False
    probe = "import importlib.util, sys; sys.exit(sys.version_info < {} or not importlib.util.find_spec('pip'))"
    return subprocess.call([VENV_PYTHON, "-c", probe.format(NEEDED)], stderr=subprocess.DEVNULL) == 0


def install_packages(file: str) -> None:
    say("installing the packages that {} pins".format(file))
    pip = [VENV_PYTHON, "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]
    if subprocess.call(pip + ["--requirement", file]):
        sys.exit(
            "flock: the packages could not be installed (pip's own words are above); check the network or pip's "
            "settings for the package index, then start again"
        )


def digest_of(files: list) -> str:
    digest = hashlib.sha256()
    for file in files:
        with open(file, "rb") as contents:
            digest.update(contents.read())
    return digest.hexdigest()


def read(path: str) -> str:
    if not os.path.exists(path):
        return ""
    with open(path) as file:
        return file.read()


def say(words: str) -> None:
    print("flock: " + words, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("\nflock: stopped; start again to go on from here")

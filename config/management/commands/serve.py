"""`manage.py serve`: gets everything ready in one process and serves the site with the production server."""

from __future__ import annotations

import errno
import gc
import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connections
from django.urls import get_resolver
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from ...background import work
from ...beside import neighbours
from ...prepare import prepare
from ...processes import Companion, end_children_with_this_process


class Command(BaseCommand):
    help = "Prepares the site and serves it at HOST:PORT."

    def handle(self, **options: Any) -> None:
        refuse_unusable_port(settings.HOST, settings.PORT)
        prepare(self.say)
        if "filebased" in settings.EMAIL_BACKEND:
            self.say(f"mail is written to {shown(settings.EMAIL_FILE_PATH)} until EMAIL_URL names a mail server")
        self.serve()

    def serve(self) -> None:
        """One blocking thread a worker: more of them fight for the interpreter's lock and every answer takes longer."""
        server = Granian(
            "config.wsgi:application",
            address=settings.HOST,
            port=settings.PORT,
            interface=Interfaces.WSGI,
            workers=settings.WEB_WORKERS,
            blocking_threads=1,
            respawn_failed_workers=True,
            workers_kill_timeout=10,
            websockets=False,
            log_level=LogLevels.warning,
        )
        background = Companion("the background worker", work)
        server.on_startup(self.welcome)
        server.on_startup(background.start)
        server.on_shutdown(background.stop)
        share_what_is_loaded()
        end_children_with_this_process()
        with neighbours.settled():
            server.serve()

    def welcome(self) -> None:
        self.say(f"serving {settings.SITE_URL} with {settings.WEB_WORKERS} workers; Ctrl-C stops it")
        if "first_admin_link" in get_commands():
            call_command("first_admin_link")
        connections.close_all()

    def say(self, words: str) -> None:
        self.stdout.write(f"flock: {words}")
        self.stdout.flush()


def refuse_unusable_port(host: str, port: int) -> None:
    """Asked first of all, and by hand: the server's own sockets share a port with whoever else shares it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(explain(error, host, port))


def explain(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return f"flock: port {port} is in use; stop what uses it, or choose another: PORT={other} make run"
    if error.errno == errno.EACCES:
        return f"flock: port {port} needs special rights; choose one above 1023: PORT=8000 make run"
    return f"flock: this machine has no address {host!r} to serve at; set HOST=127.0.0.1 or leave it out"


def share_what_is_loaded() -> None:
    """The workers are forked from this process: what it has loaded they need neither load again nor keep twice."""
    __import__(settings.ROOT_URLCONF)
    get_resolver().url_patterns  # noqa: B018
    connections.close_all()
    gc.collect()
    gc.freeze()


def shown(path: str) -> str:
    return os.path.relpath(path) if path.startswith(os.getcwd()) else path

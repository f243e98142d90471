"""`manage.py background`: the background worker alone, for sites whose own process manager starts the web workers."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.autoreload import run_with_reloader

from ...background import work
from ...processes import end_with


class Command(BaseCommand):
    help = "Runs background tasks and what is due by the clock. `manage.py serve` starts one of these by itself."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="end when nothing is left to do now")
        parser.add_argument("--with-parent", action="store_true", help="end when the process that started it ends")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["with_parent"]:
            end_with(os.getppid())
        if settings.DEBUG and not options["once"]:
            run_with_reloader(work)
        else:
            work(options["once"])

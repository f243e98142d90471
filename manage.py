#!/usr/bin/env python3
"""Django's command line for Flock. What goes wrong on the machine is said in a sentence (config/failures.py)."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.management import execute_from_command_line

        from config.failures import in_plain_words
    except ModuleNotFoundError as error:
        sys.exit(
            f"flock: {error.name} is not installed here; use .venv/bin/python manage.py, which `make install` makes"
        )
    with in_plain_words():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

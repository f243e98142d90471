"""The site's settings with the benchmark's own addresses beside the site's."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"

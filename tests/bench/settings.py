"""The site's settings with the benchmark's own addresses beside the site's."""

import os

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE

ROOT_URLCONF = "tests.bench.urls"
if os.environ.get("BENCH_PASSES"):  # counts what the cache of visitors' pages lets through
    MIDDLEWARE.insert(1, "tests.bench.urls.count_passes")

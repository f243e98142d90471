"""What runs by the clock: a command line and how long after one run the next is due.

The background worker queues what is due (config/models.py), so each run happens in one process only, however many
machines there are, and is tried again when it fails. Every command here can be repeated without harm.
"""

from __future__ import annotations

import io
from datetime import timedelta

from django.core.management import call_command
from django_tasks import task

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

PERIODIC = {
    "moderation_upkeep": HOUR,
    "likeness": HOUR,
    "clearsessions": DAY,
    "rebuild_pictures --missing --sweep": DAY,
    "prune_db_task_results --queue-name=* --min-age-days=1 --failed-min-age-days=30 --verbosity=0": DAY,
}


@task()
def run_command(line: str) -> str:
    """What the command printed is kept with the task."""
    words = io.StringIO()
    call_command(*line.split(), stdout=words)
    return words.getvalue()

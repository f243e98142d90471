"""Several people at the same moment, each in a thread with a connection of its own."""

import threading

from django.db import connection


def at_once(jobs):
    """Runs all jobs in threads that start together; their exceptions."""
    gate, problems = threading.Barrier(len(jobs)), []

    def run(job):
        try:
            gate.wait()
            job()
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return problems

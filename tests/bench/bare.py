"""The limit for the server: the same bytes from a WSGI application that does nothing else."""

PAGE = b"x" * 30_000


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(PAGE)))])
    return [PAGE]

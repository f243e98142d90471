"""Serves uploaded pictures, and nothing else, where no server in front does."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

KINDS = {
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
}
FOR_EVER = "public, max-age=31536000, immutable"  # a changed picture has a new name


@require_safe
def media(request: HttpRequest, name: str) -> FileResponse:
    kind = KINDS.get(PurePosixPath(name).suffix)
    if kind is None:
        raise Http404
    try:
        file = default_storage.open(name)
    except (OSError, SuspiciousOperation, ValueError) as error:
        raise Http404 from error
    headers = {
        "Cache-Control": FOR_EVER,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return FileResponse(file, content_type=kind, headers=headers)

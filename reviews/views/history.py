"""The member's own history as a file."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..history import packed


@require_safe
@never_cache
@login_required
def history(request: HttpRequest) -> FileResponse:
    """Everything that the member has here, to keep or to take elsewhere."""
    name = f"{request.user.get_username()}-{timezone.localdate()}.zip"
    return FileResponse(packed(request.user), as_attachment=True, filename=name)

"""Uploaded pictures in an S3-compatible store, where `MEDIA_STORE` names one."""

from __future__ import annotations

from typing import Any

from botocore.config import Config
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class Bucket(S3Storage):
    """Browsers get the pictures from the site's own address (config/media.py, or a proxy in front of it), so that its
    content policy names no other host and the bucket can stay closed."""

    def get_default_settings(self) -> dict[str, Any]:
        patient = Config(
            connect_timeout=3, read_timeout=10, retries={"max_attempts": 2}, s3={"addressing_style": "path"}
        )
        return {
            **super().get_default_settings(),
            "client_config": patient,
            "file_overwrite": False,
            "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
        }

    def url(self, name: str, *args: Any, **options: Any) -> str:
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"

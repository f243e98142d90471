"""The pictures app: the gate for uploads, and how pictures are kept, made smaller and shown. It knows no other app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PicturesConfig(AppConfig):
    name = "pictures"
    verbose_name = _("Pictures")

"""The films app: the catalogue and the pages that browse it."""

from django.apps import AppConfig


class FilmsConfig(AppConfig):
    name = "films"

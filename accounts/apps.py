"""The accounts app: members, their preferences and their sign-in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

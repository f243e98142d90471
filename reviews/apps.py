"""The reviews app: what members write, and its moderation."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

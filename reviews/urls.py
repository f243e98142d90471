"""Addresses of reviews and comments."""

from django.urls import path

from . import feeds, views

app_name = "reviews"
urlpatterns = [
    path("films/<slug:slug>/review/", views.write, name="write"),
    path("films/<slug:slug>/rate/", views.rate, name="rate"),
    path("films/<slug:slug>/reviews/", views.of_film, name="of_film"),
    path("films/<slug:slug>/reviews/feed/", feeds.of_film, name="feed_of_film"),
    path("films/<slug:slug>/comments/", views.comments_of_film, name="comments_of_film"),
    path("films/<slug:slug>/comments/add/", views.comment, name="comment"),
    path("films/<slug:slug>/comments/open/", views.open_film_comments, name="open_film_comments"),
    path("films/<slug:slug>/pictures/suggest/", views.suggest, name="suggest"),
    path("pictures/<int:pk>/", views.suggestion, name="suggestion"),
    path("pictures/<int:pk>/file/", views.suggestion_file, name="suggestion_file"),
    path("pictures/<int:pk>/delete/", views.suggestion_delete, name="suggestion_delete"),
    path("reviews/<int:pk>/", views.detail, name="detail"),
    path("reviews/<int:pk>/delete/", views.delete, name="delete"),
    path("reviews/<int:pk>/comments/add/", views.comment_on_review, name="comment_on_review"),
    path("reviews/<int:pk>/comments/open/", views.open_comments, name="open_comments"),
    path("comments/<int:pk>/", views.comment_at, name="comment_at"),
    path("comments/<int:pk>/reply/", views.reply, name="reply"),
    path("comments/<int:pk>/edit/", views.comment_edit, name="comment_edit"),
    path("comments/<int:pk>/delete/", views.comment_delete, name="comment_delete"),
    path("suggestions/", views.for_you, name="for_you"),
    path("suggestions/<slug:slug>/not-interested/", views.not_interested, name="not_interested"),
    path("suggestions/<slug:slug>/interested/", views.interested, name="interested"),
    path("accounts/history/", views.history, name="history"),
    path("members/<str:username>/reviews/", views.by_member, name="by_member"),
    path("members/<str:username>/reviews/feed/", feeds.by_member, name="feed_by_member"),
]

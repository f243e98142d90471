"""Addresses of members' pages."""

from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("members/", views.members, name="members"),
    path("members/<str:username>/", views.member, name="member"),
    path("accounts/preferences/", views.preferences, name="preferences"),
    path("accounts/leave/", views.leave, name="leave"),
    path("accounts/setup/<str:token>/", views.setup, name="setup"),
    path("accounts/welcome/", views.welcome, name="welcome"),
]

"""The addresses of films, people and search."""

from django.urls import path

from . import views

app_name = "films"

urlpatterns = [
    path("films/", views.list, name="list"),
    path("films/<slug:slug>/", views.detail, name="detail"),
    path("films/<slug:slug>/poster.svg", views.poster, name="poster"),
    path("films/<slug:slug>/stills/<int:pk>/", views.still, name="still"),
    path("people/", views.people, name="people"),
    path("people/<slug:slug>/", views.person, name="person"),
    path("search/", views.search, name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
]

"""Addresses of the app."""

from django.urls import URLPattern, URLResolver, path

from portal.datasets import views

app_name = "datasets"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/dcat.jsonld", views.dcat, name="dcat"),
    path("<slug:slug>/croissant.json", views.croissant, name="croissant"),
    path("<slug:slug>/files/<str:stem>.parquet", views.download_parquet, name="parquet"),
    path("<slug:slug>/files/<str:name>", views.download, name="download"),
]

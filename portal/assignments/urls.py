"""Addresses of the app."""

from django.urls import URLPattern, URLResolver, path

from portal.assignments import marking_views, review_views, views

app_name = "assignments"
urlpatterns: list[URLPattern | URLResolver] = [
    path("exercises/<slug:course>/<slug:slug>/", views.exercise, name="exercise"),
    path("exercises/<slug:course>/<slug:slug>/upload/", views.upload, name="upload"),
    path("exercises/<slug:course>/<slug:slug>/files/", views.exercise_files, name="files"),
    path("submissions/<uuid:uuid>/", views.result, name="result"),
    path("submissions/<uuid:uuid>/state/", views.result_state, name="state"),
    path("submissions/<uuid:uuid>/download/", views.download, name="download"),
    path("submissions/<uuid:uuid>/human-look/", review_views.ask, name="ask_review"),
    path("marking/<uuid:uuid>/human-look/", review_views.answer, name="answer_review"),
    path("marking/", marking_views.queue, name="marking_queue"),
    path("marking/<uuid:uuid>/", marking_views.mark, name="mark"),
    path("marking/<uuid:uuid>/regrade/", marking_views.regrade, name="regrade"),
]

"""Addresses of the app."""

from django.urls import URLPattern, URLResolver, path

from portal.learning import views

app_name = "learning"
urlpatterns: list[URLPattern | URLResolver] = [
    path("courses/<uuid:course_uuid>/enrol/", views.enrol, name="enrol"),
    path("lessons/<uuid:lesson_uuid>/done/", views.complete_lesson, name="complete_lesson"),
    path("lessons/<uuid:lesson_uuid>/position/", views.position, name="position"),
    path("quizzes/<uuid:quiz_uuid>/", views.quiz, name="quiz"),
    path("quizzes/<uuid:quiz_uuid>/again/", views.again, name="again"),
    path("quizzes/<uuid:quiz_uuid>/questions/<slug:item_id>/", views.answer, name="answer"),
]

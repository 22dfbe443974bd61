"""Addresses of the app, below /account/."""

from django.urls import path

from portal.people import views
from portal.people.views_admin import (
    DeactivateView,
    PeopleView,
    PersonView,
    ReactivateView,
)

app_name = "people"
urlpatterns = [
    path("", views.AccountView.as_view(), name="account"),
    path("sign-in/", views.SignInView.as_view(), name="sign_in"),
    path("sign-out/", views.SignOutView.as_view(), name="sign_out"),
    path("signed-out/", views.SignedOutView.as_view(), name="signed_out"),
    path("password/", views.ChangePasswordView.as_view(), name="password"),
    path("people/", PeopleView.as_view(), name="people"),
    path("people/<uuid:uuid>/", PersonView.as_view(), name="person"),
    path("people/<uuid:uuid>/deactivate/", DeactivateView.as_view(), name="deactivate"),
    path("people/<uuid:uuid>/reactivate/", ReactivateView.as_view(), name="reactivate"),
]

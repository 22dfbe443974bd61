"""The entries of the frame's menus, by role."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from portal.people import policies
from portal.people.models import User

LEARN = "/courses/"
SKILLS = "/skills/"
TEACH = "/cms/"
REPORTS = "/reports/"


@dataclass(frozen=True)
class MenuEntry:
    """One link of a menu; ``current`` is the value of aria-current, empty elsewhere."""

    label: str | Promise
    url: str
    current: str


def _entry(label: str | Promise, url: str, path: str) -> MenuEntry:
    current = "page" if path == url else "true" if path.startswith(url) else ""
    return MenuEntry(label, url, current)


class FrameMenu:
    """The menus for one reader, worked out when a template first asks for them."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._path = request.path

    @cached_property
    def _roles(self) -> frozenset[str]:
        return policies.role_names(self._user) if self._user else frozenset()

    @property
    def _user(self) -> User | None:
        user = getattr(self._request, "user", None)
        return user if isinstance(user, User) else None

    @cached_property
    def main(self) -> list[MenuEntry]:
        """What the reader can go to from every page."""
        entries = [_entry(_("Learn"), LEARN, self._path)]
        if self._user:
            entries.append(_entry(_("My skills"), SKILLS, self._path))
        if self._roles & {policies.TRAINERS, policies.COURSE_EDITORS}:
            entries.append(_entry(_("Teach"), TEACH, self._path))
        if policies.HR_VIEWERS in self._roles:
            entries.append(_entry(_("Reports"), REPORTS, self._path))
        return entries

    @cached_property
    def account(self) -> list[MenuEntry]:
        """What belongs to the reader's own account; empty for visitors."""
        if not self._user:
            return []
        entries = [_entry(_("Your account"), reverse("people:account"), self._path)]
        if policies.ADMINISTRATORS in self._roles:
            entries.append(_entry(_("People"), reverse("people:people"), self._path))
            entries.append(_entry(_("Manage content"), TEACH, self._path))
        return entries

    @property
    def account_name(self) -> str:
        """The name on the account menu."""
        return str(self._user or "")

    @property
    def sign_in_url(self) -> str:
        """Where visitors sign in; they come back to the page on which they were."""
        address = reverse("people:sign_in")
        if self._request.method != "GET" or self._path in {
            "/",
            address,
            reverse("people:signed_out"),
        }:
            return address
        return f"{address}?{urlencode({'next': self._request.get_full_path()})}"

    @property
    def sign_out_url(self) -> str:
        """Where the sign-out form is sent."""
        return reverse("people:sign_out")


def frame_menu(request: HttpRequest) -> dict[str, FrameMenu]:
    """Return the reader's menus: context processor of every page."""
    menu = getattr(request, "_frame_menu", None)
    if menu is None:
        menu = request._frame_menu = FrameMenu(request)  # type: ignore[attr-defined]  # one for each request
    return {"frame_menu": menu}

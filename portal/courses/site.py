"""The fixed pages of the site, and what trainers may do with the pages below them."""

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Site, Workflow

from portal.core import audit
from portal.courses.models import CatalogueIndexPage, HomePage
from portal.people import policies
from portal.people.models import User

CATALOGUE_SLUG = "courses"
TRAINER_PERMISSIONS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
ADMINISTRATOR_PERMISSIONS = (*TRAINER_PERMISSIONS, "bulk_delete_page")


def ensure_site(*, by: User | None) -> CatalogueIndexPage:
    """Make the front page and the catalogue where they are missing, and grant trainers their work.

    Wagtail's own "Welcome" page gives way to ours. Running this again changes nothing.
    """
    home = HomePage.objects.first() or _make_home(by=by)
    catalogue: CatalogueIndexPage | None = CatalogueIndexPage.objects.first()
    if catalogue is None:
        catalogue = CatalogueIndexPage(
            title=_("Learn"),
            slug=CATALOGUE_SLUG,
            summary=_("Courses for public servants, from first steps to evidence that holds."),
        )
        home.add_child(instance=catalogue)
        catalogue.save_revision(user=by).publish(user=by)
    _grant(policies.TRAINERS, TRAINER_PERMISSIONS, catalogue)
    _grant(policies.ADMINISTRATORS, ADMINISTRATOR_PERMISSIONS, home)
    _let_moderate(policies.TRAINERS, policies.ADMINISTRATORS)
    return catalogue


def _make_home(*, by: User | None) -> HomePage:
    root = Page.objects.get(depth=1)
    welcome = Page.objects.child_of(root).filter(slug="home").first()
    if welcome is not None:
        # Ours needs the address; the other page is taken out once the site no longer points to it.
        Page.objects.filter(pk=welcome.pk).update(slug="welcome-of-wagtail")
    home = HomePage(
        title=_("Civic Data Academy"),
        slug="home",
        summary=_("Data skills for public servants."),
    )
    Page.objects.get(depth=1).add_child(instance=home)
    home.save_revision(user=by).publish(user=by)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home, "hostname": "localhost", "site_name": home.title},
    )
    if welcome is not None:
        Page.objects.get(pk=welcome.pk).delete()
    audit.record(action="site.created", by=by, obj=home)
    return home


def _grant(group_name: str, codenames: tuple[str, ...], page: Page) -> None:
    group, _created = Group.objects.get_or_create(name=group_name)
    for permission in Permission.objects.filter(
        codename__in=codenames, content_type__app_label="wagtailcore"
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    group.permissions.add(
        Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    )


def _let_moderate(*group_names: str) -> None:
    """Let trainers and administrators approve what is submitted in Wagtail's own workflow."""
    task = GroupApprovalTask.objects.filter(active=True).first()
    if task is not None and Workflow.objects.filter(active=True).exists():
        task.groups.add(*Group.objects.filter(name__in=group_names))

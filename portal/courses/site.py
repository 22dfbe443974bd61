"""The fixed pages of the site: front page and catalogue."""

from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from portal.core import audit
from portal.courses.models import CatalogueIndexPage, HomePage
from portal.people.models import User

CATALOGUE_SLUG = "courses"


def ensure_site(*, by: User | None) -> CatalogueIndexPage:
    """Make the front page and the catalogue where they are missing.

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

"""Questions about people."""

from django.db.models import Q, QuerySet

from portal.people.models import User


def search_people(text: str) -> QuerySet[User]:
    """Return people whose names or address contain every word of ``text``; all for none."""
    found = User.objects.select_related("department").prefetch_related("groups")
    for word in text.split():
        found = found.filter(
            Q(username__icontains=word)
            | Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(email__icontains=word)
        )
    return found.order_by("last_name", "first_name", "username")

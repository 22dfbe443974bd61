"""Who is at the other end, when the portal itself is only reachable through a proxy."""

from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the caller's network address, for counting attempts to sign in.

    On a unix socket there is no peer address; the proxy then appends the caller to
    ``X-Forwarded-For``. Only the last entry is the proxy's own word: earlier ones are the caller's.
    Where the portal has a peer address, the header is not believed at all.
    """
    peer = str(request.META.get("REMOTE_ADDR") or "")
    if peer:
        return peer
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR") or "")
    return forwarded.rpartition(",")[2].strip() or None

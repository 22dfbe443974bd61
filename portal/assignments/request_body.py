"""Refusing a request body by its announced length, before anything of it is kept."""

from django.http import HttpRequest

MULTIPART_SPARE = 64 * 1024
_CHUNK = 256 * 1024
_MOST_DISCARDED = 64 * 1024 * 1024


def announced_length(request: HttpRequest) -> int | None:
    """Return how long the body says it is; None when it does not say."""
    length = request.headers.get("Content-Length", "")
    return int(length) if length.isdigit() else None


def discard(request: HttpRequest) -> None:
    """Read and forget a body of moderate size, so that the sender can read our refusal.

    A connection that is closed while the sender still writes shows the sender no answer at all.
    """
    left = min(announced_length(request) or 0, _MOST_DISCARDED)
    while left > 0:
        chunk = request.read(min(_CHUNK, left))
        if not chunk:
            return
        left -= len(chunk)

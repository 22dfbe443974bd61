"""The dataset catalogue, the page of a dataset, and its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.core import files
from portal.datasets import selectors
from portal.datasets.models import Dataset, DatasetFile


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List every dataset."""
    return render(request, "datasets/index.html", {"datasets": selectors.with_current_version()})


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a dataset is, what it lacks, and how to get it."""
    try:
        page = selectors.dataset_page(slug)
    except Dataset.DoesNotExist:
        raise Http404 from None
    return render(request, "datasets/detail.html", {"item": page, "dataset": page.dataset})


@require_safe
def download(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Send a file of the current version; say so plainly when it is missing on the disk."""
    try:
        file = selectors.current_file(slug, name)
    except (Dataset.DoesNotExist, DatasetFile.DoesNotExist):
        raise Http404 from None
    try:
        data = files.read(file.sha256)
    except files.StoredFileMissingError:
        return render(
            request, "datasets/file_missing.html", {"file": file, "slug": slug}, status=503
        )
    return HttpResponse(
        data,
        content_type=f"{file.media_type}; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "ETag": f'"{file.sha256}"',
            "X-Content-Type-Options": "nosniff",
        },
    )

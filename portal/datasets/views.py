"""The dataset catalogue, the page of a dataset, and its files."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.core import files
from portal.datasets import catalogue, parquet, selectors
from portal.datasets.models import Dataset, DatasetFile, DatasetVersion

MOST_QUERY = 100
JSON_LD = "application/ld+json"
Describe = Callable[[Dataset, DatasetVersion, Sequence[DatasetFile]], dict[str, Any]]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List every dataset, or those that a search finds."""
    query = request.GET.get("q", "").strip()[:MOST_QUERY]
    context = {"datasets": selectors.find(query), "query": query}
    return render(request, "datasets/index.html", context)


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a dataset is, what it lacks, and how to get it."""
    try:
        page = selectors.dataset_page(slug)
    except Dataset.DoesNotExist:
        raise Http404 from None
    return render(request, "datasets/detail.html", {"item": page, "dataset": page.dataset})


@require_safe
def dcat(request: HttpRequest, slug: str) -> HttpResponse:
    """Describe the dataset in DCAT-AP's terms, for other catalogues."""
    return _described(slug, catalogue.dcat)


@require_safe
def croissant(request: HttpRequest, slug: str) -> HttpResponse:
    """Describe the dataset in Croissant's terms, for programs."""
    return _described(slug, catalogue.croissant)


def _described(slug: str, describe: Describe) -> HttpResponse:
    try:
        page = selectors.dataset_page(slug)
    except Dataset.DoesNotExist:
        raise Http404 from None
    said = describe(page.dataset, page.version, page.files)
    return JsonResponse(
        said,
        content_type=JSON_LD,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"X-Content-Type-Options": "nosniff"},
    )


@require_safe
def download(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Send a file of the current version; say so plainly when it is missing on the disk."""
    try:
        file = selectors.current_file(slug, name)
    except (Dataset.DoesNotExist, DatasetFile.DoesNotExist):
        raise Http404 from None
    return _sent(request, file, file.name, file.sha256, f"{file.media_type}; charset=utf-8")


@require_safe
def download_parquet(request: HttpRequest, slug: str, stem: str) -> HttpResponse:
    """Send a file of the current version as Parquet."""
    try:
        file = selectors.current_parquet(slug, stem)
    except (Dataset.DoesNotExist, DatasetFile.DoesNotExist):
        raise Http404 from None
    name = f"{file.stem}{parquet.SUFFIX}"
    return _sent(request, file, name, file.parquet_sha256, parquet.MEDIA_TYPE)


def _sent(
    request: HttpRequest, file: DatasetFile, name: str, sha256: str, media_type: str
) -> HttpResponse:
    try:
        data = files.read(sha256)
    except files.StoredFileMissingError:
        context = {"name": name, "slug": file.version.dataset.slug}
        return render(request, "datasets/file_missing.html", context, status=503)
    return HttpResponse(
        data,
        content_type=media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "ETag": f'"{sha256}"',
            "X-Content-Type-Options": "nosniff",
        },
    )

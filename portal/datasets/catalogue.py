"""A dataset in the words of two standards, for other catalogues and for programs.

DCAT-AP 3 as JSON-LD is what public data portals harvest. Croissant 1.0 (MLCommons) describes files
and columns so that tools can load them. Both are derived from what the page shows.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify

from portal.datasets import parquet
from portal.datasets.models import Dataset, DatasetFile, DatasetVersion

CROISSANT = "http://mlcommons.org/croissant/1.0"
ACCESS_PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
FILE_TYPE_CSV = "http://publications.europa.eu/resource/authority/file-type/CSV"
CROISSANT_PARQUET = "application/x-parquet"
"""The name that Croissant's own tools know."""
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_TYPES = {"whole number": "sc:Integer", "number": "sc:Float", "date": "sc:Date"}
_DCAT_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_CROISSANT_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "recordSet": "cr:recordSet",
    "source": "cr:source",
}


def dcat(dataset: Dataset, version: DatasetVersion, files: Sequence[DatasetFile]) -> dict[str, Any]:
    """Return the dataset and its files in DCAT-AP's terms."""
    return {
        "@context": _DCAT_CONTEXT,
        "@id": f"urn:uuid:{dataset.uuid}",
        "@type": "dcat:Dataset",
        "dct:identifier": str(dataset.uuid),
        "dct:title": dataset.title,
        "dct:description": dataset.description,
        "dct:publisher": _agent(dataset.publisher),
        "dct:creator": _agent(dataset.creator),
        "dct:issued": {"@type": "xsd:date", "@value": version.loaded_at.date().isoformat()},
        "dct:temporal": {"@type": "dct:PeriodOfTime", "rdfs:label": dataset.period},
        "dct:spatial": {"@type": "dct:Location", "rdfs:label": dataset.spatial},
        "dct:accessRights": {"@id": ACCESS_PUBLIC},
        "dct:provenance": {
            "@type": "dct:ProvenanceStatement",
            "rdfs:label": dataset.licence_evidence,
        },
        "dct:bibliographicCitation": dataset.citation,
        "dcat:version": version.fingerprint[:12],
        "dcat:landingPage": {"@id": _url("datasets:detail", dataset.slug)},
        "dcat:distribution": [
            *(_as_csv(dataset, file) for file in files),
            *(_as_parquet(dataset, file) for file in files if file.parquet_sha256),
        ],
    }


def _agent(name: str) -> dict[str, str]:
    return {"@type": "foaf:Agent", "foaf:name": name}


def _as_csv(dataset: Dataset, file: DatasetFile) -> dict[str, Any]:
    address = _url("datasets:download", dataset.slug, file.name)
    said = _distribution(dataset, file.name, address, file.sha256, file.size, file.media_type)
    return {**said, "dct:format": {"@id": FILE_TYPE_CSV}}


def _as_parquet(dataset: Dataset, file: DatasetFile) -> dict[str, Any]:
    address = _url("datasets:parquet", dataset.slug, file.stem)
    name, size = f"{file.stem}{parquet.SUFFIX}", file.parquet_size or 0
    return _distribution(dataset, name, address, file.parquet_sha256, size, parquet.MEDIA_TYPE)


def _distribution(
    dataset: Dataset, name: str, url: str, sha256: str, size: int, media_type: str
) -> dict[str, Any]:
    address = {"@id": url}
    return {
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dct:license": _licence(dataset),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}{media_type}"},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(size)},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": sha256},
        },
    }


def _licence(dataset: Dataset) -> dict[str, str]:
    document = {"@type": "dct:LicenseDocument", "rdfs:label": dataset.licence_name}
    return {"@id": _licence_address(dataset), **document}


def _licence_address(dataset: Dataset) -> str:
    named = dataset.licence_url
    return named if "://" in named else f"https://spdx.org/licenses/{named}"


def croissant(
    dataset: Dataset, version: DatasetVersion, files: Sequence[DatasetFile]
) -> dict[str, Any]:
    """Return the dataset, its files and their columns in Croissant's terms."""
    return {
        "@context": _CROISSANT_CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CROISSANT,
        "name": dataset.slug,
        "alternateName": dataset.title,
        "description": dataset.description,
        "url": _url("datasets:detail", dataset.slug),
        "license": _licence_address(dataset),
        "creator": {"@type": "sc:Organization", "name": dataset.creator},
        "publisher": {"@type": "sc:Organization", "name": dataset.publisher},
        "datePublished": version.loaded_at.date().isoformat(),
        "version": f"1.0.0+{version.fingerprint[:12]}",
        "citeAs": dataset.citation,
        "distribution": [
            *(_file_object(dataset, file) for file in files),
            *(_parquet_object(dataset, file) for file in files if file.parquet_sha256),
        ],
        "recordSet": [_record_set(dataset, file) for file in files],
    }


def _file_object(dataset: Dataset, file: DatasetFile) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.name,
        "contentUrl": _url("datasets:download", dataset.slug, file.name),
        "contentSize": f"{file.size} B",
        "encodingFormat": file.media_type,
        "sha256": file.sha256,
    }


def _parquet_object(dataset: Dataset, file: DatasetFile) -> dict[str, Any]:
    name = f"{file.stem}{parquet.SUFFIX}"
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": f"The rows of {file.name}, typed",
        "contentUrl": _url("datasets:parquet", dataset.slug, file.stem),
        "contentSize": f"{file.parquet_size} B",
        "encodingFormat": CROISSANT_PARQUET,
        "sha256": file.parquet_sha256,
    }


def _record_set(dataset: Dataset, file: DatasetFile) -> dict[str, Any]:
    described = {column["name"]: column for column in dataset.columns}
    name = file.stem
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "field": [
            # The standard takes no blanks in an identifier; the number keeps them apart.
            _field(f"{name}/{number}-{slugify(column)}", file, column, described.get(column))
            for number, column in enumerate(file.header, start=1)
        ],
    }


def _field(
    identifier: str, file: DatasetFile, column: str, described: dict[str, Any] | None
) -> dict[str, Any]:
    kind = str((described or {}).get("type", "text")).casefold()
    return {
        "@type": "cr:Field",
        "@id": identifier,
        "name": column,
        "description": (described or {}).get("meaning") or column,
        "dataType": _TYPES.get(kind, "sc:Text"),
        "source": {"fileObject": {"@id": file.name}, "extract": {"column": column}},
    }


def _url(name: str, *arguments: str) -> str:
    return f"{settings.PUBLIC_URL}{reverse(name, args=arguments)}"

"""Every room that has a door of pages. A new one is added here."""

from flask import Blueprint

from exchange.web import (
    audit,
    certificates,
    comparison,
    destruction,
    disclosures,
    downloads,
    handling_terms,
    holds,
    labels,
    materials,
    matters,
    onward,
    redactions,
    releases,
    requests,
    resumable,
    sign_in,
    tasks,
    tokens,
    uploads,
)

ROOMS: tuple[Blueprint, ...] = (
    sign_in.pages,
    tasks.pages,
    matters.pages,
    uploads.pages,
    resumable.pages,
    materials.pages,
    redactions.pages,
    labels.pages,
    requests.pages,
    releases.pages,
    comparison.pages,
    handling_terms.pages,
    downloads.pages,
    disclosures.pages,
    onward.pages,
    holds.pages,
    destruction.pages,
    certificates.pages,
    audit.pages,
    tokens.pages,
)

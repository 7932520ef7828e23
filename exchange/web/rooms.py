"""Every room that has a door of pages. A new one is added here."""

from flask import Blueprint

from exchange.web import materials, matters, redactions, resumable, sign_in, tasks, uploads

ROOMS: tuple[Blueprint, ...] = (
    sign_in.pages,
    tasks.pages,
    matters.pages,
    uploads.pages,
    resumable.pages,
    materials.pages,
    redactions.pages,
)

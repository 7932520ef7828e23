"""Every room that has a door of pages. A new one is added here."""

from flask import Blueprint

from exchange.web import sign_in, tasks

ROOMS: tuple[Blueprint, ...] = (
    sign_in.pages,
    tasks.pages,
)

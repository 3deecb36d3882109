"""About, privacy, accessibility; the stylesheet with the council's colours, and its logo."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, abort, current_app, render_template, send_file

from website.pages.look import Look

blueprint = Blueprint("pages", __name__, template_folder="templates")


@blueprint.get("/about")
def about() -> str:
    return render_template("pages/about.html")


@blueprint.get("/privacy")
def privacy() -> str:
    return render_template("pages/privacy.html")


@blueprint.get("/accessibility")
def accessibility() -> str:
    return render_template("pages/accessibility.html")


@blueprint.get("/signpost.css")
def stylesheet() -> Response:
    return Response(_look().stylesheet, mimetype="text/css")


@blueprint.get("/logo")
def logo() -> Response:
    path = _look().logo
    if path is None:
        abort(404)
    return send_file(path)


def _look() -> Look:
    return cast(Look, current_app.extensions["look"])

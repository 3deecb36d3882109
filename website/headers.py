"""The headers of every response: nothing from elsewhere, nothing kept of a conversation, no cookie."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Response, request

_KEPT_A_YEAR = "public, max-age=31536000, immutable"
_KEPT_SHORTLY = "public, max-age=300"
_FOR_ALL_TO_KEEP = {"pages.about", "pages.privacy", "pages.accessibility", "pages.logo"}
_VERSIONED = {"static", "pages.stylesheet"}


def add_headers(app: Flask, *, frame_ancestors: Sequence[str]) -> None:
    policy = "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors " + (" ".join(frame_ancestors) or "'none'"),
        )
    )

    @app.after_request
    def secure(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), payment=()"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cache-Control"] = _cache_control(response)
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response


def _cache_control(response: Response) -> str:
    """Never kept unless we know that it says nothing of anybody."""
    if response.status_code != 200:
        return "no-store"
    if request.endpoint in _VERSIONED:
        return _KEPT_A_YEAR if "v" in request.args else _KEPT_SHORTLY
    return _KEPT_SHORTLY if request.endpoint in _FOR_ALL_TO_KEEP else "no-store"

"""A browser without JavaScript: it reads a page, fills its form and posts what the form holds."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient


class PlainBrowser:
    def __init__(self, client: FlaskClient) -> None:
        self._client = client
        self.open()

    def open(self) -> PlainBrowser:
        return self._show(self._client.get("/"))

    def send(self, text: str, **fields: str) -> PlainBrowser:
        return self._post({**self.page.fields, "message": text, **fields})

    def press(self, title: str) -> PlainBrowser:
        return self._post({**self.page.fields, "message": "", "choice": self.page.buttons[title]})

    @property
    def log(self) -> list[str]:
        """The text of each turn shown, oldest first."""
        return [" ".join(item.split()) for item in self.page.log]

    def _post(self, fields: dict[str, str]) -> PlainBrowser:
        return self._show(self._client.post(self.page.action, data=fields))

    def _show(self, response: Any) -> PlainBrowser:
        self.status, self.html = response.status_code, response.text
        assert "Set-Cookie" not in response.headers
        self.page = Page(response.text)
        return self


class Page(HTMLParser):
    """Of a page: the chat form's action, fields and buttons, the turns of the log, and every element with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.action, self.fields, self.buttons = "", {}, {}
        self.log: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._in_log = 0
        self._button: str | None = None
        self._in_textarea = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        self.elements.append((tag, found))
        if self.log and tag not in ("a", "b", "span"):
            self.log[-1] += " "
        if tag == "form" and found.get("id") == "say":
            self.action = found["action"].partition("#")[0]
        if tag == "input":
            self.fields[found["name"]] = found.get("value", "")
        if tag == "textarea":
            self._in_textarea, self.fields["message"] = True, ""
        if tag == "button" and found.get("name") == "choice":
            assert found["form"] == "say"
            self._button = found["value"]
        if tag == "ol" and (found.get("id") == "log" or self._in_log):
            self._in_log += 1
        if tag == "li" and found.get("class") in ("you", "them") and self._in_log:
            self.log.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "ol" and self._in_log:
            self._in_log -= 1
        if tag == "button":
            self._button = None
        if tag == "textarea":
            self._in_textarea = False

    def handle_data(self, data: str) -> None:
        if self._in_textarea:
            self.fields["message"] += data.removeprefix("\n")
        if self._button:
            self.buttons[data] = self._button
        if self._in_log and self.log:
            self.log[-1] += data

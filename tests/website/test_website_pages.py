"""The pages beside the chat, the headers of all, health, and what is checked at start-up."""

from __future__ import annotations

import re

import pytest

from settings import Council
from tests.website.plain_browser import Page
from website.app import OWN_WORDING_KEYS
from website.chat.render import phone_href
from website.pages.look import LookError, contrast, make_look

PAGES = ("/", "/about", "/privacy", "/accessibility")


@pytest.mark.parametrize("address", [*PAGES, "/nothing-here", "/healthz", "/signpost.css", "/static/chat.js"])
def test_every_response_has_the_headers(client, address):
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    for directive in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    ):
        assert directive in policy.split("; ")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers


def test_who_may_frame_the_chat_is_a_setting(make_app):
    client = make_app(frame_ancestors=("'self'", "https://www.example.gov.uk")).test_client()
    assert "frame-ancestors 'self' https://www.example.gov.uk" in client.get("/").headers["Content-Security-Policy"]
    nobody = make_app(frame_ancestors=()).test_client()
    assert nobody.get("/").headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")


def test_nothing_of_a_conversation_is_kept_by_browser_or_proxy(client):
    assert client.get("/").headers["Cache-Control"] == "no-store"
    assert client.post("/", data={"message": "help"}).headers["Cache-Control"] == "no-store"
    assert client.post("/chat/messages", json={"message": "help"}).headers["Cache-Control"] == "no-store"
    assert client.get("/nothing-here").headers["Cache-Control"] == "no-store"


def test_styles_and_script_are_kept_until_they_change(client):
    page = client.get("/").text
    for address in re.findall(r'(?:href|src)="(/(?:signpost\.css|static/chat\.js)[^"]*)"', page):
        assert "immutable" in client.get(address).headers["Cache-Control"]
    assert "immutable" not in client.get("/signpost.css").headers["Cache-Control"]


def test_a_secure_page_stays_secure(client):
    assert "Strict-Transport-Security" not in client.get("/").headers
    assert client.get("/", base_url="https://chat.example").headers["Strict-Transport-Security"]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_the_same_ways_out(client, address):
    elements = Page(client.get(address).text).elements
    links = [attributes["href"] for tag, attributes in elements if tag == "a" and "href" in attributes]
    assert {"/", "/about", "/privacy", "/accessibility", "tel:999", phone_href("01926 410410")} <= set(links)
    assert any(attributes.get("id") == "leave" for _, attributes in elements)


@pytest.mark.parametrize("address", [*PAGES, "/nothing-here"])
def test_every_page_is_sound_html(client, address):
    html = client.get(address).text
    elements = Page(html).elements
    ids = [attributes["id"] for _, attributes in elements if attributes.get("id")]
    headings = [int(tag[1]) for tag, _ in elements if re.fullmatch(r"h[1-6]", tag)]
    assert len(ids) == len(set(ids))
    assert headings.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(headings, headings[1:], strict=False))
    assert ("html", {"lang": "en-GB"}) in elements
    assert not any("style" in attributes or "onclick" in attributes for _, attributes in elements)
    described = " ".join(attributes.get("aria-describedby", "") for _, attributes in elements).split()
    assert set(described) <= set(ids)


def test_the_box_has_a_label_and_the_status_region_is_there_before_its_words(client):
    elements = Page(client.get("/").text).elements
    assert ("label", {"for": "message"}) in elements
    assert any(attributes.get("role") == "status" for _, attributes in elements)


def test_the_pages_say_what_the_law_wants(client):
    privacy, accessibility, about = (client.get(page).text for page in ("/privacy", "/accessibility", "/about"))
    for words in ("public task", "Your rights", "Information Commissioner", "How long we keep it", "60 minutes"):
        assert words in privacy
    for words in ("Compliance status", "Enforcement procedure", "Preparation of this accessibility statement", "2.2"):
        assert words in accessibility
    for words in ("Crown copyright", "Royal Mail", "National Statistics", "Open Government Licence"):
        assert words in about
    assert "not talking to a person" in about


def test_first_load_is_small(client):
    size = len(client.get("/").data) + len(client.get("/signpost.css").data) + len(client.get("/static/chat.js").data)
    assert len(client.get("/signpost.css").data) < 15_000
    assert size < 45_000


def test_alive_is_not_ready(client, rasa):
    assert client.get("/healthz").json == {"status": "ok"}
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json) == (200, {"rasa": True, "actions": True, "database": True})


def test_readiness_names_what_is_missing(make_app, rasa):
    def broken() -> bool:
        raise OSError("no database")

    rasa.sends(b"", status=500)
    app = make_app(database_ready=broken, actions_url="http://127.0.0.1:1")
    response = app.test_client().get("/readyz")
    assert (response.status_code, response.json) == (503, {"rasa": False, "actions": False, "database": False})
    assert app.test_client().get("/healthz").status_code == 200


def test_a_page_that_is_not_there_shows_the_way_back(client):
    response = client.get("/nothing-here")
    assert response.status_code == 404
    assert 'href="/"' in response.text


def test_the_council_is_what_the_settings_say(make_app, tmp_path):
    council = tmp_path / "council.toml"
    council.write_text(
        'name = "Example <Council>"\nassistant_name = "Helper"\nphone = "01234 567890"\nphone_hours = "Weekdays"\n'
        'website = "https://example.gov.uk"\nprivacy_contact = "https://example.gov.uk/p"\n'
        'accessibility_contact = "https://example.gov.uk/a"\naccent_colour = "#004d40"\n'
    )
    client = make_app(council_file=council).test_client()
    page = client.get("/").text
    assert "Example &lt;Council&gt;" in page
    assert "Helper" in page
    assert "tel:01234567890" in page
    assert "--accent:#004d40" in client.get("/signpost.css").text
    assert client.get("/logo").status_code == 404


def test_a_logo_is_shown_with_its_name(tmp_path, make_app):
    logo = tmp_path / "logo.svg"
    logo.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    council = tmp_path / "council.toml"
    values = Council(
        name="Example", phone="1", phone_hours="", website="", privacy_contact="", accessibility_contact=""
    ).model_dump(exclude_none=True)
    values["logo_path"] = str(logo)
    council.write_text("".join(f'{name} = "{value}"\n' for name, value in values.items()))
    client = make_app(council_file=council).test_client()
    assert '<img src="/logo" alt="Example"' in client.get("/").text
    assert client.get("/logo").status_code == 200


def test_colours_that_cannot_be_read_stop_the_start():
    for accent, text, named in (
        ("#ffff00", "#000000", "accent_colour on white"),
        ("#777777", "#888888", "accent_text_colour on accent_colour"),
        ("red;} body{display:none", "#ffffff", "accent_colour"),
    ):
        with pytest.raises(LookError, match=named):
            make_look(accent_colour=accent, accent_text_colour=text, logo_path=None)
    with pytest.raises(LookError, match="logo_path"):
        make_look(accent_colour="#1d4f76", accent_text_colour="#ffffff", logo_path="/no/such/file.svg")


def test_contrast_is_that_of_wcag():
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


def test_every_colour_of_the_stylesheet_can_be_read(client):
    styles = client.get("/signpost.css").text
    named = dict(re.findall(r"--([a-z]+): ?(#[0-9a-f]{6})", styles))
    for name in ("ink", "quiet", "good", "warn"):
        assert contrast(named[name], named["ground"]) >= 4.5
        assert contrast(named[name], named["soft"]) >= 4.5
    assert contrast(named["line"], named["ground"]) >= 3
    assert contrast("#8f1b10", "#ffffff") >= 4.5
    assert contrast("#a3160a", "#ffffff") >= 4.5


def test_everything_the_website_says_stands_in_the_domain(wording):
    wording.check(OWN_WORDING_KEYS, ("web",), {})
    assert len(wording.message("utter_welcome").buttons) == 6
    for key in OWN_WORDING_KEYS:
        for sentence in re.split(r"[.?!:]\s+", wording.say(key)):
            assert len(sentence.split()) <= 20, sentence

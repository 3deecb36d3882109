"""A service card on the page: every fact that the action sent, in words, and nothing twice."""

from __future__ import annotations

import re

import pytest

from tests.website.card_factories import answer, card
from website.chat.render import card_groups, card_view, paragraphs, phone_href, website_name


@pytest.fixture
def shown(visitor, rasa):
    """shown(card, …) → the text of the answer on the page, and its links."""

    def show(*cards, **others):
        rasa.says(answer(*cards, **others))
        visitor.send("no food")
        links = {attributes["href"] for tag, attributes in visitor.page.elements if tag == "a" and "href" in attributes}
        return visitor.log[-1], links

    return show


def test_a_card_says_all_that_is_known(shown):
    text, links = shown(card())
    for words in (
        "1. Example Foodbank",
        "Example Trust",
        "about 1 mile away",
        "Closed now. Opens tomorrow, 10am to 12pm.",
        "Phone: 024 7634 1234, normal call cost, in most call bundles",
        "Address: 1 Example Street, Nuneaton, CV11 4XX",
        "Hours: Tuesday and Friday, 10am to 12pm.",
        "You need a referral or voucher. Citizens Advice can give you a voucher.",
        "Free.",
        "Who it is for: Anyone in the borough.",
        "What to bring: A bag.",
        "Website: example.org/food (opens in a new tab)",
        "Checked 12 October 2026.",
    ):
        assert words in text
    assert {"tel:02476341234", "https://www.example.org/food/"} <= links


def test_the_list_is_not_shown_twice(shown):
    text, _ = shown(card())
    assert text.count("Example Foodbank") == 1
    assert text.count("Citizens Advice can give you a voucher.") == 1
    assert "Food near CV11:" in text


def test_what_is_not_known_has_no_row(shown):
    text, links = shown(card(phone=None, website=None, bring="", eligibility=None, organization="Example Foodbank"))
    for name in ("Phone:", "Website:", "bring:", "Who it is for:", "Text:", "None"):
        assert name not in text
    assert text.count("Example Foodbank") == 1
    assert not any(link.startswith("tel:024") for link in links)


def test_warnings_stand_above_the_facts(shown):
    labels = {"unconfirmed": "We could not confirm this.", "alert": "Closed in August.", "checked": "Checked long ago."}
    text, _ = shown(card(labels=labels))
    assert text.index("Closed in August.") < text.index("We could not confirm this.") < text.index("Phone:")


def test_a_card_without_a_phone_says_who_to_ask(shown):
    text, links = shown(
        card(phone=None, labels={"contact": "No phone number known. Ask Citizens Advice on 0800 144 8848."})
    )
    assert "Ask Citizens Advice on 0800 144 8848" in text
    assert "tel:08001448848" in links


def test_text_relay_text_number_and_email_have_their_rows(shown):
    text, links = shown(
        card(labels={"relay": "Relay UK: dial 18001 first."}, text_number="85258", email="a@example.org")
    )
    assert "Relay UK: dial 18001 first." in text
    assert "Text: 85258" in text
    assert "mailto:a@example.org" in links


def test_several_needs_have_headings_and_one_count(visitor, shown):
    groups = [
        {"need": "grant", "title": "Money", "cards": ["a"]},
        {"need": "food", "title": "Food", "cards": ["b", "c"]},
    ]
    text, _ = shown(card(name="A"), card(name="B"), card(name="C"), groups=groups)
    assert re.search(r"Money 1\. A .*Food 2\. B .* 3\. C ", text)
    assert visitor.html.count('<h3 class="need">') == 2
    assert visitor.html.count('<h4 class="name">') == 3


def test_one_need_has_no_heading(visitor, shown):
    shown(card(), groups=[{"need": "food", "title": "Food", "cards": ["a"]}])
    assert '<h3 class="need">' not in visitor.html
    assert '<h3 class="name">' in visitor.html


@pytest.mark.parametrize(
    "custom",
    [
        None,
        {},
        {"type": "question", "asks": "postcode"},
        {"type": "service_cards"},
        {"type": "service_cards", "cards": "x"},
        {"type": "service_cards", "cards": []},
        {"type": "service_cards", "cards": ["x", 5, None]},
    ],
)
def test_a_payload_without_cards_is_plain_text(custom):
    assert card_groups(custom) == ()


def test_groups_that_do_not_add_up_become_one_list():
    custom = {"type": "service_cards", "cards": [card(), card()], "groups": [{"title": "A", "cards": ["a"]}] * 3}
    (group,) = card_groups(custom)
    assert (group.heading, len(group.cards)) == ("", 2)


@pytest.mark.parametrize(
    "odd", [{"labels": None}, {"labels": []}, {"open": "x"}, {"phone": 5}, {"website": ["x"]}, {"name": {}}]
)
def test_an_odd_card_is_shown_as_far_as_it_goes(odd):
    assert card_view(card(**odd)).address == "1 Example Street, Nuneaton, CV11 4XX"


@pytest.mark.parametrize(
    ("phone", "href"),
    [
        ("024 7634 1234", "tel:02476341234"),
        ("+44 24 7634 1234", "tel:+442476341234"),
        ("01926 410410 (option 2)", "tel:01926410410"),
        ("116 123", "tel:116123"),
        ("999", "tel:999"),
        ("ask at the desk", ""),
        ("", ""),
    ],
)
def test_the_number_to_ring(phone, href):
    assert phone_href(phone) == href


def test_an_address_of_the_web_is_said_without_its_scheme():
    assert website_name("https://www.example.org/") == "example.org"
    assert website_name("http://example.org/a/b") == "example.org/a/b"
    assert website_name("http://[") == "["


LINKED = {
    "Ring 999 now.": ["tel:999"],
    "Samaritans: 116 123, or 0808 2000 247.": ["tel:116123", "tel:08082000247"],
    "Call 111 or ring 105.": ["tel:111", "tel:105"],
    "Childline is on 0800 1111.": ["tel:08001111"],
    "See https://www.example.org/a?b=1.": ["https://www.example.org/a?b=1"],
    "It is at 111 High Street, and 105 people came in 2026 for £999.50 each": ["tel:999"],
    "Open 10am to 12pm, CV11 4XX": [],
}


@pytest.mark.parametrize("text", LINKED)
def test_numbers_and_addresses_in_a_text_can_be_tapped(text):
    pieces = [piece for paragraph in paragraphs(text) for piece in paragraph]
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.href for piece in pieces if piece.href] == LINKED[text]


def test_blank_lines_part_paragraphs():
    assert [block[0].text for block in paragraphs("A\nB\n\n  C \n \n\nD")] == ["A\nB", "C", "D"]

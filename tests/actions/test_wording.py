"""Every word that a resident reads stands in domain.yml, is used, is short, and can be filled in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

import pytest
import yaml

import safety
from actions.wording import Wording, WordingError
from tests.conftest import ROOT

RESPONSES = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]
TEXTS = [(key, one) for key, variations in RESPONSES.items() for one in variations]
FOLDERS = ("actions", "channels", "website")
LONGEST_SENTENCE = 20
LONGEST_TEXT_MESSAGE = 160
# What a pattern can be in fact; as the code has it, more labels than are meant would match.
NARROWER = {
    r"label_\w+": r"label_(not_\w+|serves_elsewhere)",
    r"label_cost_\w+": r"label_cost_(free|low_cost)",
}
PLACEHOLDER = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True)
class Said:
    """One place in the code where words are asked for: keys it may ask for, as patterns, and the values it gives."""

    where: str
    keys: tuple[str, ...]
    values: frozenset[str] | None


def sources():
    return [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]


def places_where_words_are_asked_for() -> Iterator[Said]:
    for path in sources():
        for scope in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(scope, ast.FunctionDef):
                yield from asked_in(scope, path.name)


def asked_in(scope: ast.FunctionDef, name: str) -> Iterator[Said]:
    for call in ast.walk(scope):
        if isinstance(call, ast.Call) and call.args and getattr(call.func, "attr", "") in ("say", "message"):
            given = [one.arg for one in call.keywords]
            values = None if None in given else frozenset(str(one) for one in given)
            yield Said(f"{name}:{call.lineno}", tuple(patterns(call.args[0], scope)), values)


def patterns(node: ast.expr, scope: ast.FunctionDef) -> Iterator[str]:
    """The keys that an expression can be, as regular expressions; a name is looked up in its function."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value.removeprefix("utter_"))
    elif isinstance(node, ast.JoinedStr):
        found = "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+" for part in node.values
        )
        yield NARROWER.get(found, found)
    elif isinstance(node, ast.IfExp):
        yield from patterns(node.body, scope)
        yield from patterns(node.orelse, scope)
    elif isinstance(node, ast.Name):
        for one in ast.walk(scope):
            if isinstance(one, ast.Assign) and any(isinstance(to, ast.Name) and to.id == node.id for to in one.targets):
                yield from patterns(one.value, scope)


CALLS = list(places_where_words_are_asked_for())


def named_in_the_code() -> set[str]:
    """Every string constant of the code: keys may also stand in tables."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sources()]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return {
        node.value.removeprefix("utter_")
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def keys_matching(pattern):
    return [key for key in RESPONSES if re.fullmatch(pattern, key.removeprefix("utter_"))]


def placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_code_asks_for_words_in_many_places():
    assert len(CALLS) > 80


@pytest.mark.parametrize("said", CALLS, ids=lambda said: said.where)
def test_what_the_code_asks_for_is_there(said):
    for pattern in said.keys:
        assert keys_matching(pattern), f"{said.where} asks for {pattern}"


def test_everything_that_is_there_is_asked_for():
    asked = {key for said in CALLS for pattern in said.keys for key in keys_matching(pattern)}
    tables = {f"utter_{name}" for name in named_in_the_code()}
    assert set(RESPONSES) - asked - tables == set()


@pytest.mark.parametrize(("key", "one"), TEXTS, ids=[key for key, _ in TEXTS])
def test_every_blank_can_be_filled(key, one):
    contacts = safety.snapshot()
    of_contacts = {name for name in placeholders(one["text"]) if name.split(".")[0] in contacts}
    assert [name for name in of_contacts if not PLACEHOLDER.sub("", f"{{{name}}}".format(**contacts)).strip()] == []
    others = placeholders(one["text"]) - of_contacts
    for said in CALLS:
        if said.values is not None and any(re.fullmatch(pattern, key.removeprefix("utter_")) for pattern in said.keys):
            assert others <= said.values, said.where


@pytest.mark.parametrize(("key", "one"), TEXTS, ids=[key for key, _ in TEXTS])
def test_every_sentence_is_short(key, one):
    if key.startswith("utter_language_"):
        return  # other languages count their words in other ways
    for sentence in re.split(r"(?<=[.?!:])\s+|\n", one["text"]):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


@pytest.mark.parametrize(("key", "one"), [(key, one) for key, one in TEXTS if one.get("channel") == "sms"])
def test_words_for_text_messages_fit_in_one(key, one):
    if key.startswith("utter_language_"):
        # Other alphabets take 70 characters a segment, 67 of several.
        contacts = safety.snapshot()
        assert len(one["text"].format(**contacts)) <= 3 * 67
        return
    filled = PLACEHOLDER.sub("food and housing", one["text"])
    assert len(filled) <= LONGEST_TEXT_MESSAGE


def test_there_is_a_variation_for_every_channel():
    for key, variations in RESPONSES.items():
        assert [one for one in variations if not one.get("channel")], key


def test_buttons_say_few_words():
    for key in (key for key in RESPONSES if key.startswith(("utter_button_", "utter_need_")) and "_word_" not in key):
        assert len(RESPONSES[key][0]["text"]) <= 40, key


def test_words_that_are_missing_are_an_error_that_names_them():
    with pytest.raises(WordingError, match="utter_nothing_of_the_kind"):
        Wording({}, {}).say("nothing_of_the_kind")


def test_a_value_that_is_missing_is_an_error_that_names_it():
    with pytest.raises(WordingError, match="utter_hello.*name"):
        Wording({"utter_hello": [{"text": "Hello {name}"}]}, {}).say("hello")


def test_the_words_of_the_channel_are_preferred():
    words = Wording({"utter_hello": [{"text": "long"}, {"text": "short", "channel": "sms"}]}, {}, "sms")
    assert words.say("hello") == "short"
    assert Wording(RESPONSES, safety.snapshot(), "sms").say("thanks")

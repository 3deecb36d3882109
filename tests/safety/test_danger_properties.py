"""What holds for every text, whatever is in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safety import ORDER, find_danger
from tests.safety.messages import messages_of

sentences = st.sampled_from([text for kind in ORDER for text in messages_of(kind)] + messages_of("ordinary"))
noise = st.text(max_size=40)


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_text_at_all_breaks_it(text):
    for danger in find_danger(text):
        assert 0 <= danger.start < danger.end <= len(text)


@given(noise, sentences, noise)
@settings(max_examples=150, deadline=None)
def test_offsets_point_into_the_text_that_was_given(before, sentence, after):
    text = f"{before} {sentence} {after}"
    found = find_danger(text)
    kinds = [danger.kind for danger in found]
    assert kinds == [kind for kind in ORDER if kind in kinds]
    assert all(0 <= danger.start < danger.end <= len(text) for danger in found)
    assert all(text[danger.start].strip() and text[danger.end - 1].strip() for danger in found)


@given(sentences, st.sampled_from([str.upper, str.lower, str.title]))
@settings(max_examples=200, deadline=None)
def test_capitals_do_not_change_the_kinds(sentence, recase):
    kinds = {danger.kind for danger in find_danger(sentence.lower())}
    assert {danger.kind for danger in find_danger(recase(sentence))} == kinds


@given(sentences, st.integers(2, 6), st.sampled_from([" ", "\t", "\u00a0", " \u200b"]))
@settings(max_examples=200, deadline=None)
def test_more_space_between_words_does_not_change_the_kinds(sentence, times, space):
    spread = f"  {sentence.replace(' ', space * times)}  "
    assert [d.kind for d in find_danger(spread)] == [d.kind for d in find_danger(sentence)]


def test_an_offset_counts_in_the_original_even_where_folding_changes_its_length():
    text = "ﬁne… “I want to die” she said ①②③"
    (danger,) = find_danger(text)
    assert "want to die" in text[danger.start : danger.end]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "😀" * 50, "????", "\x00\x01\x02", "/restart", "a" * 10_000])
def test_texts_with_nothing_in_them_are_no_danger(text):
    assert find_danger(text) == ()

"""Pairs of messages that say nearly the same in nearly the same words: they teach nothing and flatter every figure."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

# Shared words as a share of all words of both; and the fewest different words that a message must have, since short
# things come up by themselves.
LIKE, FEWEST = 0.75, 4


def near_copies(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Numbers of texts, the later first. Two that are so alike share one of their rarer words, so few are compared."""
    words = [frozenset(re.findall(r"[^\W_]+", text.lower().replace("'", "").replace("’", ""))) for text in texts]
    common = Counter(word for own in words for word in own)
    having: dict[str, list[int]] = defaultdict(list)
    for at, own in enumerate(words):
        if len(own) < FEWEST:
            continue
        rare = sorted(own, key=lambda word: (common[word], word))[: len(own) - math.ceil(LIKE * len(own)) + 1]
        for other in sorted({one for word in rare for one in having[word]}):
            shared = len(own & words[other])
            if shared >= LIKE * (len(own) + len(words[other]) - shared):
                yield at, other
        for word in rare:
            having[word].append(at)

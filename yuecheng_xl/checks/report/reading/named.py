"""Tell which indicator a name in prose means: by the plan's own name, or by one like it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.reading.prose import BLANK
from yuecheng_xl.process.memo import kept
from yuecheng_xl.typed.likeness import ALIKE, by_likeness, near_in_length, rivals
from yuecheng_xl.typed.names import key_in_prose, may_mean_in_prose
from yuecheng_xl.words.names import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.plan.catalogue import Catalogue
    from yuecheng_xl.rules import Assessment

_BEFORE = re.compile(
    r"(?:其中|分别|是|为|和|及|以及|与|对|将|把|全区|全市|全县|我区|我市|我县|全年|考虑到|鉴于|包括|有|共|:)*"
)
_BEHIND = ("等", "这", "两", "项", "个", "指标", "均", "都", "已经", "已")
_SHORTEST = 4
_SHARE = "比重"
_AND = re.compile("和|以及|及|与")


class Names:
    """Knows the indicators of a plan by name."""

    def __init__(self, assessments: Sequence[Assessment], catalogue: Catalogue | None = None) -> None:
        self._by_key: dict[str, Assessment | None] = {}
        for item in assessments:
            key = key_in_prose(spoken(item.indicator.name))
            self._by_key[key] = None if key in self._by_key else item  # two of one name: neither
        self._in_text = dict(self._by_key)
        for key, one in self._by_key.items():
            if one is not None and "占" in key and key.endswith(_SHARE):  # 甲占乙的4.3%
                self._in_text.setdefault(key.removesuffix(_SHARE), one)
        self._longest_first = sorted(self._in_text, key=len, reverse=True)
        self._others = _other_names(assessments, catalogue) if catalogue else {}
        self.resolve = kept(4096)(self._resolve)

    def _resolve(self, name: str) -> Assessment | None:
        """Return the indicator that a name means, or None where none or several come into question."""
        for text in (name, _without_words_around(name)):
            key = key_in_prose(text)
            for known in (self._by_key, self._others):
                if key in known:
                    return known[key]
        return self._alike(key)

    def key(self, name: str) -> str:
        """Return what tells a name from another one, without the words of the sentence around it."""
        return key_in_prose(_without_words_around(name))

    def is_short(self, key: str, item: Assessment) -> bool:
        """Tell whether a key is an abbreviation that the catalogue knows: 社零, GDP."""
        whole = key_in_prose(spoken(item.indicator.name))
        is_listed = key in self._others and key not in self._by_key
        return is_listed and (key.isascii() or len(key) * 2 <= len(whole))

    def within(self, text: str) -> tuple[Assessment, int] | None:
        """Return the indicator whose very name a text holds, and the position after it."""
        whole = key_in_prose(text)
        if not any(name in whole for name in self._longest_first):
            return None  # most clauses name none: where each character came from is costly
        key, places = _spread(text)
        for name in self._longest_first:
            at = key.find(name)
            item = self._in_text[name]
            if at >= 0 and item is not None and len(name) >= _SHORTEST:
                return item, places[at + len(name) - 1] + 1
        return None

    def several_within(self, text: str) -> list[tuple[Assessment, int, int]]:
        """Return the indicators that a text names by their very names, each with where its name stands."""
        key, places = _spread(text)
        found: list[tuple[Assessment, int, int]] = []
        taken = [False] * len(key)
        for name in self._longest_first:
            at, item = key.find(name), self._in_text[name]
            if at >= 0 and item is not None and len(name) >= _SHORTEST and not taken[at]:
                taken[at : at + len(name)] = [True] * len(name)
                found.append((item, places[at], places[at + len(name) - 1] + 1))
        return sorted(found, key=lambda one: one[1])

    def all_of(self, text: str) -> list[Assessment | None]:
        """Return the indicators that a part of a list means, None for a name that means none.

        甲和乙 is two indicators where each half is one by its very name, unless all of it is one.
        """
        key = key_in_prose(text)
        parts = [self.resolve(part) for part in _AND.split(text)]
        if key not in self._by_key and len(parts) > 1 and all(parts):
            return parts
        whole = self.resolve(text)
        return [whole] if whole else parts

    def blanked(self, text: str) -> str:
        """Return a text with the indicators' very names blanked out: what it says beside them."""
        key, places = _spread(text)
        characters = list(text)
        for name in self._longest_first:
            at = key.find(name) if len(name) >= _SHORTEST else -1
            while at >= 0:
                first, last = places[at], places[at + len(name) - 1]
                characters[first : last + 1] = BLANK * (last + 1 - first)
                at = key.find(name, at + len(name))
        return "".join(characters)

    def _alike(self, key: str) -> Assessment | None:
        if len(key) < _SHORTEST:
            return None
        candidates = [name for name in near_in_length(key, self._by_key) if may_mean_in_prose(key, name)]
        if not candidates:
            return None
        scored = by_likeness(key, candidates)
        found = rivals(scored)
        return self._by_key[found[0]] if scored[0][0] >= ALIKE and len(found) == 1 else None


def _other_names(assessments: Sequence[Assessment], catalogue: Catalogue) -> dict[str, Assessment | None]:
    """Return what the catalogue lists as other names of the indicators: 社零 of 社会消费品零售总额."""
    found: dict[str, Assessment | None] = {}
    for item in assessments:
        for name in catalogue.other_names(spoken(item.indicator.name), item.indicator.unit):
            key = key_in_prose(name)
            found[key] = None if found.get(key, item) is not item else item
    return found


def _without_words_around(name: str) -> str:
    """Return a name without the words of the sentence that stand before and behind it."""
    before = _BEFORE.match(name)
    start, end = before.end() if before else 0, len(name)
    while word := next((word for word in _BEHIND if name.endswith(word, start, end)), ""):
        end -= len(word)
    return name[start:end]


def _spread(text: str) -> tuple[str, list[int]]:
    """Return a text's key, and for each of its characters the place in the text that it came from."""
    pairs = [(plain, place) for place, character in enumerate(text) for plain in key_in_prose(character)]
    return "".join(plain for plain, _ in pairs), [place for _, place in pairs]

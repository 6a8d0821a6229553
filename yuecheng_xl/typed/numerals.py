"""Chinese numerals and round numbers in figures: 翻两番, 前三, 突破百亿, 三分之二."""

from __future__ import annotations

import re

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100}
_WORD = "[一二两三四五六七八九十百]{1,7}"
# Only where nothing but a number can stand: 十四五 and 一般公共预算 hold none.
_IN_PLACE = re.compile(
    rf"(?<=翻){_WORD}(?=番)|(?<=[前第]){_WORD}(?=[位名强以左及]|$)|(?<![一二两三四五六七八九十百\d.]){_WORD}(?=倍|成(?:以|左|$))"
    rf"|(?<![一二两三四五六七八九十百千万\d]){_WORD}(?=分之)|(?<=分之){_WORD}"
)
# 百亿, 五百亿, 三万元: where no digit stands, what stands before 万 or 亿 is the number.
_ROUND = re.compile(
    r"(?<![一二两三四五六七八九十百千万亿])([一二两三四五六七八九]?)([十百千]?)(?=[万亿](?!里))"
)
_SIZES = {"十": 10, "百": 100, "千": 1000, "": 1}


def in_digits(text: str) -> str:
    """Write a text's numerals in digits: 翻两番 is 翻2番, 突破百亿 is 突破100亿."""
    if not text.isascii():
        text = _IN_PLACE.sub(_number, text)
        if not any(character.isdecimal() for character in text):
            text = _ROUND.sub(_round, text.removesuffix("大关"))
    return text


def _round(match: re.Match[str]) -> str:
    return str(_DIGITS.get(match[1], 1) * _SIZES[match[2]])


def _number(match: re.Match[str]) -> str:
    total = current = 0
    for character in match[0]:
        if character in _TENS:
            total += (current or 1) * _TENS[character]
            current = 0
        else:
            current = _DIGITS[character]
    return str(total + current)

"""What is kept between files: results for what is short, nothing of what one file makes long."""

import weakref

import pytest

from yuecheng_xl.process.memo import kept


class Result:
    """Something that tells when nobody holds it any more."""


@pytest.mark.parametrize(("arguments", "is_kept"), [
    (("短",), True), ((b"short",), True), (("甲" * 200,), True), ((7, "短"), True),
    (("甲" * 201,), False), ((b"x" * 201,), False), ((7, "甲" * 201), False),
])  # fmt: skip
def test_a_result_stays_only_for_short_arguments(
    arguments: tuple[bytes, ...] | tuple[int, str] | tuple[str, ...], is_kept: bool
) -> None:
    function = kept(8)(lambda *_: Result())
    result = function(*arguments)
    assert (function(*arguments) is result) is is_kept
    gone = weakref.ref(result)
    del result
    assert (gone() is not None) is is_kept


def test_the_oldest_results_make_room() -> None:
    function = kept(2)(lambda _: Result())
    first = function("一")
    function("二")
    function("三")
    assert function("一") is not first

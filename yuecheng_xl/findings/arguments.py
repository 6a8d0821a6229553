"""An argument of the wrong kind, told with what to pass instead."""

from __future__ import annotations

from os import PathLike

_REMEDIES = {
    ("Plan", "path"): "read it first, yx.read_workbook(path)",
    ("Plan", "Evaluation"): "pass its plan, evaluation.plan",
    ("Plan", "Collection"): "pass its plan, collection.plan",
    ("Evaluation", "path"): "read and evaluate it first, yx.evaluate(yx.read_workbook(path))",
    ("Evaluation", "Plan"): "evaluate it first, yx.evaluate(plan)",
    ("Evaluation", "Collection"): "evaluate its plan, yx.evaluate(collection.plan)",
}
_SOURCES = {
    "Plan": "yx.read_workbook(path) gives one",
    "Evaluation": "yx.evaluate(plan) gives one",
    "Collection": "yx.collect(folder, plan) gives one",
}


def expect(value: object, wanted: type) -> None:
    """Check what a caller from Python passes: a Plan, an Evaluation or a Collection.

    Raises:
        TypeError: it is something else; the message says how to get what is wanted from it.

    """
    if isinstance(value, wanted):
        return
    given = "path" if isinstance(value, str | PathLike) else type(value).__name__
    remedy = _REMEDIES.get((wanted.__name__, given), _SOURCES[wanted.__name__])
    raise TypeError(f"{wanted.__name__} expected, {given} given: {remedy}")

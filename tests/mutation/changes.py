"""The mutants of a module: its syntax tree with one place changed, each as a careless edit might leave it.

Changed are operators, comparisons, numbers, conditions, results, and what stands in a table or a call.
Texts are not: a sentence is wording, a pattern is held by the cases that it reads. Neither are
annotations, decorators, assertions and docstrings.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPERATORS: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
_COMPARISONS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
_OTHERS = {"min": "max", "any": "all", "floor": "ceil", "prefix": "suffix", "startswith": "endswith"}
_OTHERS |= {other: name for name, other in _OTHERS.items()}
_MUCH = (ast.Compare, ast.UnaryOp, ast.BoolOp)
"""Conditions whose own operators are changed: to negate the whole would say nothing new."""

Change = Callable[[ast.AST], ast.AST]
Path = tuple[tuple[str, int | None], ...]
"""From the module to a node: each step's field, and the place in it where the field is a list."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one place changed.

    ``function`` is the dotted name of where it stands, empty for the module itself; ``lines`` are those of
    its statement. ``imported`` says that the place is run once, when the module is imported.
    """

    module: str
    function: str
    before: str
    after: str
    lines: range
    imported: bool
    tree: Callable[[], ast.Module] = field(compare=False)

    @property
    def name(self) -> str:
        """The module's name to import it by."""
        return f"yuecheng_xl/{self.module}".removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What an equivalent is known by: no line numbers, so that it outlives edits elsewhere."""
        return self.module, self.function, self.before, self.after

    def __str__(self) -> str:
        place = f"{self.module}:{self.lines.start}"
        return f"{place} {self.function or 'module'}: {self.before}  →  {self.after}"


def mutants(module: str, source: str) -> list[Mutant]:
    """Return all mutants of a module's source; of two that read alike in a function, the second is ``#2``."""
    tree = ast.parse(source)
    found, seen = [], Counter[tuple[str, ...]]()
    for place in _places(tree):
        for change in _changes(place.node):
            before, after = _text(place, None), _text(place, change)
            seen[place.function, before, after] += 1
            count = seen[place.function, before, after]
            numbered = f"{after} #{count}" if count > 1 else after
            build = _builder(tree, place.path, change)
            found.append(Mutant(module, place.function, before, numbered, place.lines, place.imported, build))
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    node: ast.AST
    parent: ast.AST
    path: Path
    function: str
    lines: range
    imported: bool


def _places(tree: ast.Module) -> Iterator[_Place]:
    """Walk the tree."""

    def walk(
        node: ast.AST, parent: ast.AST, path: Path, function: str, lines: range, *, imported: bool
    ) -> Iterator[_Place]:
        if isinstance(node, ast.Assert | ast.Raise) or _is_for_types(node) or _is_export(node):
            return
        if isinstance(node, ast.stmt):
            lines = _span(node)
        yield _Place(node, parent, path, function, lines, imported)
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            function = f"{function}.{node.name}".lstrip(".")
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list"):
                continue
            inside = imported and not (isinstance(node, ast.FunctionDef) and name == "body")
            for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(child, ast.AST):
                    yield from walk(child, node, (*path, (name, index)), function, lines, imported=inside)

    yield from walk(tree, tree, (), "", range(0), imported=True)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _is_export(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"


def _span(node: ast.stmt) -> range:
    """Return the lines of a simple statement, or of a compound one's head."""
    body = getattr(node, "body", None) or getattr(node, "cases", None)
    if not body:
        return range(node.lineno, (node.end_lineno or node.lineno) + 1)
    first = body[0].pattern if isinstance(body[0], ast.match_case) else body[0]
    return range(node.lineno, max(first.lineno, node.lineno + 1))


def _changes(node: ast.AST) -> Iterator[Change]:
    """Return functions that change a copy of the node."""
    match node:
        case ast.BinOp(op=op) | ast.BoolOp(op=op) | ast.AugAssign(op=op) if type(op) in _OPERATORS:
            yield _set(op=_OPERATORS[type(op)]())
        case ast.Compare(ops=[op]):
            for other in _COMPARISONS[type(op)]:
                yield _set(ops=[other()])
        case ast.Compare(ops=[first, second]):
            for other in _COMPARISONS[type(first)]:
                yield _set(ops=[other(), second])
            for other in _COMPARISONS[type(second)]:
                yield _set(ops=[first, other()])
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield lambda copied: copied.operand  # type: ignore[attr-defined]
        case ast.Constant(value=bool() as value):
            yield _set(value=not value)
        case ast.Constant(value=int() | float() as value):
            yield _set(value=value + 1)
            yield _set(value=value - 1)
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test) if not isinstance(test, _MUCH):
            if not isinstance(test, ast.Constant):
                yield _set(test=ast.UnaryOp(ast.Not(), test))
        case ast.comprehension(ifs=[test]) if not isinstance(test, _MUCH):
            yield _set(ifs=[ast.UnaryOp(ast.Not(), test)])
        case ast.Return(value=value) if value is not None and not _is_none(value):
            yield _set(value=ast.Constant(None))
        case ast.Break():
            yield lambda _: ast.Continue()
        case ast.Continue():
            yield lambda _: ast.Break()
        case ast.Expr(value=ast.Call()):
            yield lambda _: ast.Pass()
        case ast.Name(id=name) if name in _OTHERS:
            yield _set(id=_OTHERS[name])
        case ast.Attribute(attr=name) if name in _OTHERS:
            yield _set(attr=_OTHERS[name])
        case ast.Call(keywords=keywords):
            for index in range(len(keywords)):
                yield _without("keywords", index)
        case ast.Dict(keys=keys) if len(keys) > 1:
            for index in range(len(keys)):
                yield _without("keys", index, "values")
        case ast.Tuple(elts=elements, ctx=ast.Load()) | ast.List(elts=elements, ctx=ast.Load()) if (
            len(elements) > 1
        ):
            for index in range(len(elements)):
                yield _without("elts", index)
        case ast.Match(cases=cases):
            for index in range(len(cases)):
                if len(cases) > 1:
                    yield _without("cases", index)
        case _:
            pass


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _set(**fields: object) -> Change:
    def change(copied: ast.AST) -> ast.AST:
        for name, value in fields.items():
            setattr(copied, name, value)
        return copied

    return change


def _without(field: str, index: int, *others: str) -> Change:
    def change(copied: ast.AST) -> ast.AST:
        for name in (field, *others):
            setattr(
                copied, name, [item for place, item in enumerate(getattr(copied, name)) if place != index]
            )
        return copied

    return change


def _apply(root: ast.AST, path: Path, change: Change) -> None:
    """Change the node to which a path leads."""
    for name, index in path[:-1]:
        root = getattr(root, name) if index is None else getattr(root, name)[index]
    name, index = path[-1]
    if index is None:
        setattr(root, name, change(getattr(root, name)))
    else:
        getattr(root, name)[index] = change(getattr(root, name)[index])


def _builder(tree: ast.Module, path: Path, change: Change) -> Callable[[], ast.Module]:
    def build() -> ast.Module:
        copied = copy.deepcopy(tree)
        _apply(copied, path, change)
        return ast.fix_missing_locations(copied)

    return build


def _text(place: _Place, change: Change | None) -> str:
    """Return the place as source, on one line; of a constant or a name what stands around it, too."""
    small = isinstance(place.node, ast.Constant | ast.Name | ast.Attribute | ast.comprehension)
    shown = copy.deepcopy(place.parent if small else place.node)
    if change is not None and small:
        _apply(shown, place.path[-1:], change)
    elif change is not None:
        shown = change(shown)
    if isinstance(shown, ast.If | ast.While):
        shown = shown.test
    return " ".join(ast.unparse(ast.fix_missing_locations(shown)).split())

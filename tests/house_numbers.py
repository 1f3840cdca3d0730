"""Numbers that a module or a class gives a name, and whether a comment says why they are so."""

import ast
from collections.abc import Iterator


def numbers_without_a_reason(text: str) -> Iterator[tuple[int, str]]:
    """Line and name of each constant that is a number and has no comment beside it or on the line above.

    The members of an enumeration are exempt: they are names, and its docstring tells what they mean.
    """
    lines = text.splitlines()
    for scope in ast.walk(ast.parse(text)):
        if not isinstance(scope, ast.Module | ast.ClassDef) or is_enumeration(scope):
            continue
        for statement in scope.body:
            if not isinstance(statement, ast.Assign | ast.AnnAssign) or not is_number(statement.value):
                continue
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            names = [target.id for target in targets if isinstance(target, ast.Name)]
            beside = "".join(lines[statement.lineno - 1 : statement.end_lineno])
            above = lines[statement.lineno - 2].lstrip() if statement.lineno > 1 else ""
            if all(map(str.isupper, names)) and "#" not in beside and not above.startswith("#"):
                yield statement.lineno, ", ".join(names)


def is_enumeration(scope: ast.AST) -> bool:
    bases = scope.bases if isinstance(scope, ast.ClassDef) else []
    return any(isinstance(base, ast.Name) and base.id.endswith("Enum") for base in bases)


def is_number(value: ast.expr | None) -> bool:
    match value:
        case ast.Constant():
            return isinstance(value.value, int | float) and not isinstance(value.value, bool)
        case ast.UnaryOp():
            return is_number(value.operand)
        case ast.BinOp():
            return is_number(value.left) and is_number(value.right)
        case ast.Call(func=ast.Name(id="timedelta" | "Decimal" | "time")):
            given = [*value.args, *(keyword.value for keyword in value.keywords)]
            return bool(given) and all(map(is_number, given))
    return False

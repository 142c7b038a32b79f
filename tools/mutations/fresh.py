"""What is remembered from test to test, forgotten: so that all is seen that a test reaches."""

import ast
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import CodeType, ModuleType

OURS = ("iomassess", "test_", "all_reports")
"""How the names of the modules begin that are the program's or the tests'."""


def pytest_runtest_setup() -> None:
    """Forget what is remembered while it is noted which functions each test reaches."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        for module in ours():
            renew(module)
        for module in ours():
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def ours() -> Iterator[ModuleType]:
    """The modules of the program and the tests that are there."""
    return (module for name, module in list(sys.modules.items()) if name.startswith(OURS))


def renew(module: ModuleType) -> None:
    """Work out again what a module works out by its own functions when it is read."""
    for name, code in worked_out(module):
        before = vars(module)[name]
        exec(code, vars(module))  # noqa: S102  the module's own code
        for other in ours():
            if vars(other).get(name) is before:
                setattr(other, name, vars(module)[name])


@cache
def worked_out(module: ModuleType) -> tuple[tuple[str, CodeType], ...]:
    """The assignments of a module that rest on calls of functions which have mutants, as code."""
    mutated = {name.removeprefix("mutants_x_").removesuffix("__mutmut") for name in vars(module)}
    if not any(name.startswith("mutants_x_") for name in vars(module)):
        return ()
    body = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")).body
    found: list[tuple[str, CodeType]] = []
    for one in body:
        target = one.targets[0] if isinstance(one, ast.Assign) else None
        if isinstance(one, ast.Assign) and isinstance(target, ast.Name):
            calls = [each.func for each in ast.walk(one.value) if isinstance(each, ast.Call)]
            named = {each.id for each in calls if isinstance(each, ast.Name)}
            rests = {each.id for each in ast.walk(one.value) if isinstance(each, ast.Name)}
            if named & mutated or rests & {name for name, _ in found}:
                code = compile(ast.Module([one], []), str(module.__file__), "exec")
                found.append((target.id, code))
    return tuple(found)

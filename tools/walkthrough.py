"""A tutorial carried out as it stands: its edits are made, its commands run, what they print put in."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

_BLOCK = re.compile(r"^```(?P<kind>text|yaml|diff)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)


def carried_out(tutorial: str, name: str) -> str:
    """The tutorial with what its commands print; `name` is the file that it edits. Raises ValueError.

    A block of `yaml` takes the place of the section with the same first field, be that an example or not.
    A block of `diff` changes lines. In a block of `text` each line with a `$` is run by the shell.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        step: dict[str, Callable[[str], str]] = {
            "text": lambda body: _run(body, folder),
            "yaml": lambda body: _edit(file, body, _section),
            "diff": lambda body: _edit(file, body, _changed),
        }
        return _BLOCK.sub(lambda one: f"```{one['kind']}\n{step[one['kind']](one['body'])}```", tutorial)


def _run(body: str, folder: str) -> str:
    commands = [line for line in body.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{_printed(command[2:], folder)}" for command in commands)


def _printed(command: str, folder: str) -> str:
    """What a command prints, results before messages, as on a terminal of 80 columns."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(  # noqa: S603  # the commands are those of our own tutorial
        ["/bin/bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "80", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    text = (done.stdout + done.stderr).strip("\n")
    if "Traceback" in text:
        raise ValueError(f"{command}: {text}")
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def _edit(file: Path, body: str, make: Callable[[str, str], str]) -> str:
    file.write_text(make(file.read_text(encoding="utf-8"), body), encoding="utf-8")
    return body


def _section(text: str, body: str) -> str:
    """A file's text with a section in place of its example: the lines of comment from its field on."""
    field = body.split(":", maxsplit=1)[0]
    found = re.compile(rf"^(# )?{field}:.*\n((#(?!#)| ).*\n)*", re.MULTILINE)
    return _once(found.subn(lambda _: body, text), field)


def _changed(text: str, body: str) -> str:
    lines = body.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] in " -")
    after = "".join(line[1:] for line in lines if line[0] in " +")
    return _once((text.replace(before, after), text.count(before)), before)


def _once(done: tuple[str, int], what: str) -> str:
    text, times = done
    if times != 1:
        raise ValueError(f"is in the file {times} times, and not once: {what}")
    return text

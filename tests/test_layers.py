"""Imports go one way, also those that serve types only; no module imports itself by a detour; the web holds no query.

The layers are drawn in docs/ARCHITECTURE.md.
"""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent

# From left to right: each may import what stands to its left, and its own layer.
DOMAIN = [
    {"text", "spans", "analysis", "comparison", "passwords"},
    {"permissions", "constraints", "fields", "prepared"},
    {"models"},
    {"queries"},
    {"actions"},
    {"suggestions", "history", "exchange", "agreement", "verification"},
    {"management", "demo", "apps"},
]
WEB = [
    {"access", "http", "forms", "presenters", "signing_in", "templatetags"},
    {"views", "admin"},
    {"urls", "urls_signing_in", "apps"},
]
PURE = {"text", "spans", "analysis", "comparison"}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Everything that is imported, type-only imports too."""
    return grimp.build_graph("config", "claims", "annotate", exclude_type_checking_imports=False, cache_dir=None)


def imports(graph: grimp.ImportGraph, package: str) -> Iterator[tuple[str, str]]:
    """Pairs of a module of the package and what it imports."""
    for module in sorted(graph.modules):
        if module.split(".")[0] == package and ".migrations" not in module:
            for imported in sorted(graph.find_modules_directly_imported_by(module)):
                yield module, imported


def part(module: str) -> str:
    """`models` of `claims.models.actors`; empty for the package itself."""
    return [*module.split("."), ""][1]


def backward(graph: grimp.ImportGraph, package: str, layers: list[set[str]]) -> list[str]:
    """Imports from a layer to one on its right."""
    place = {name: number for number, layer in enumerate(layers) for name in layer}
    wrong = []
    for module, imported in imports(graph, package):
        ours, theirs = part(module), part(imported)
        if imported.split(".")[0] != package or not ours or not theirs or ours == theirs:
            continue
        assert ours in place, f"{module}: which layer is it in?"
        assert theirs in place, f"{imported}: which layer is it in?"
        if place[theirs] > place[ours]:
            wrong.append(f"{module} imports {imported}")
    return wrong


def test_the_domain_imports_from_right_to_left(graph):
    assert backward(graph, "claims", DOMAIN) == []


def test_the_web_imports_from_right_to_left(graph):
    assert backward(graph, "annotate", WEB) == []


def test_the_domain_knows_no_web_and_no_settings_of_it(graph):
    assert [pair for pair in imports(graph, "claims") if pair[1].split(".")[0] == "annotate"] == []


def test_pure_code_knows_no_table(graph):
    wrong = [
        f"{module} imports {imported}"
        for module, imported in imports(graph, "claims")
        if part(module) in PURE and imported.split(".")[0] == "claims" and part(imported) not in PURE
    ]
    assert wrong == []


def test_no_module_imports_itself_by_a_detour():
    graph = grimp.build_graph("config", "claims", "annotate", exclude_type_checking_imports=True, cache_dir=None)
    try:
        TopologicalSorter(
            {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
        ).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_the_web_holds_no_query():
    holding = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "annotate").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if ".filter(" in line
    ]
    assert holding == []

"""A network as GraphML, with measures of its nodes: the only module that needs networkx."""

from typing import Any

from iomassess.problems import refused
from iomassess.results import Network, NetworkAgency, NetworkGroup


def to_graphml(network: Network) -> str:
    """Every node and tie, with two measures of each node over what is in place.

    `ties_in_place` counts the agencies and groups that it is tied to; `betweenness` is the share of
    shortest ways between any two others that lead through it (0 to 1). Raises InvalidSource without
    networkx.
    """
    networkx = _networkx()
    graph = networkx.MultiDiGraph(id=network.site.id, wave=network.site.wave, as_of=network.site.as_of)
    simple = networkx.Graph()
    for node in network.nodes:
        kind = "group" if isinstance(node, NetworkGroup) else "agency"
        graph.add_node(node.id, node_kind=kind, **_told(node))
        simple.add_node(node.id)
    for tie in network.ties:
        told = {**tie._asdict(), "evidence": "; ".join(tie.evidence), "disputed": "; ".join(tie.disputed)}
        del told["source"], told["target"]
        graph.add_edge(tie.source, tie.target, **_printable(told))
        if tie.in_place:
            simple.add_edge(tie.source, tie.target)
    between = networkx.betweenness_centrality(simple)
    for key in graph.nodes:
        graph.nodes[key].update(ties_in_place=simple.degree(key), betweenness=round(between[key], 6))
    return "\n".join(networkx.generate_graphml(graph)) + "\n"


def _told(node: NetworkAgency | NetworkGroup) -> dict[str, Any]:
    told = node._asdict()
    del told["id"]
    return _printable(told)


def _printable(told: dict[str, Any]) -> dict[str, Any]:
    """What is known, without the characters that XML cannot hold."""
    return {
        key: "".join(sign if sign.isprintable() else " " for sign in value)
        if isinstance(value, str)
        else value
        for key, value in told.items()
        if value is not None
    }


def _networkx() -> Any:
    try:
        import networkx  # noqa: ICN001  an alias would be one more name to know
    except ImportError:
        what = "GraphML needs networkx: pip install 'iomassess[network]'"
        raise refused("", what) from None
    return networkx

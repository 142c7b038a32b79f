"""Which build a run is of, as the code scanning of Azure DevOps wants to be told inside a pipeline."""

from collections.abc import Mapping
from typing import Any

_PREFIX = "azuredevops/pipeline/build"
_PROPERTIES = {
    "buildDefinitionId": "SYSTEM_DEFINITIONID",
    "buildDefinitionName": "BUILD_DEFINITIONNAME",
    "phaseId": "SYSTEM_PHASEID",
    "phaseName": "SYSTEM_PHASENAME",
}


def automation(environment: Mapping[str, str]) -> dict[str, Any]:
    """The details that tell runs of the check from other runs; in a pipeline, of which build it is."""
    if "TF_BUILD" not in environment:
        return {"id": "iomassess/check/"}

    def of(name: str) -> str:
        return environment.get(name, "")

    organisation = of("SYSTEM_COLLECTIONURI").rstrip("/").rpartition("/")[2]
    steps = (
        *(organisation, of("SYSTEM_TEAMPROJECT"), of("SYSTEM_DEFINITIONID"), of("SYSTEM_PHASEID")),
        *(of("BUILD_SOURCEBRANCH"), of("BUILD_BUILDID")),
    )
    return {
        "id": "/".join((_PREFIX, *steps)),
        "properties": {f"{_PREFIX}/{name}": of(variable) for name, variable in _PROPERTIES.items()},
    }

"""How far a stated fact of law or policy can be relied on."""

from collections.abc import Mapping
from types import MappingProxyType

CONFIDENCE: Mapping[str, str] = MappingProxyType(
    {
        "read": "read at its source",
        "code": "read in the published source code of a government or sector service",
        "secondary": "read on a secondary page: a local procedure, a law firm, the press",
        "memory": "stated from memory: check it against its source before relying on it",
        "placeholder": "a placeholder: a local or national owner has to set it",
    }
)

"""The ten signals by code."""

from collections.abc import Callable, Mapping

from .child import explanation_mismatch, failed_visits, repeated_concerns, repeated_injury, threshold_not_followed
from .offender import child_signs, history_deleted, same_address, undeclared_partner, visit_overdue
from .view import Finding, View

SIGNALS: Mapping[str, Callable[[View], list[Finding]]] = {
    "OFF01": same_address,
    "OFF02": child_signs,
    "OFF03": undeclared_partner,
    "OFF06": visit_overdue,
    "HLT02": repeated_injury,
    "HLT03": explanation_mismatch,
    "REF01": repeated_concerns,
    "SEE03": failed_visits,
    "CLK07": threshold_not_followed,
    "LIC07": history_deleted,
}

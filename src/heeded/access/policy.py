"""May this viewer look? One rule for now: the one local viewer may, everybody else may not.

Roles, involvement and Cedar policies take this module's place when sign-in exists; its callers do not change.
"""

from heeded.access.viewer import Viewer

LONGEST_PURPOSE = 200


def may_look(viewer: Viewer, local: Viewer, purpose: str) -> bool:
    """Whether `viewer` may look for `purpose`. A look without a purpose, or an endless one, is not allowed."""
    return viewer == local and 0 < len(purpose.strip()) <= LONGEST_PURPOSE

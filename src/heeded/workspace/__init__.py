"""One opened installation, and how it is made, found, copied and restored."""

from heeded.workspace.copies import restored
from heeded.workspace.failing import plainly
from heeded.workspace.installation import Workspace, opened
from heeded.workspace.proving import proved
from heeded.workspace.settings import Settings, WorkspaceTrouble, found_folder, read_settings

__all__ = [
    "Settings", "Workspace", "WorkspaceTrouble", "found_folder", "opened", "plainly", "proved", "read_settings",
    "restored",
]  # fmt: skip

"""Who is looking: a named person of an agency, with the purpose they look for."""

from dataclasses import dataclass

from heeded.words.trouble import Trouble


class Refused(Trouble):
    """A look that is not allowed. Its sentence says no more than that nothing was found."""

    def __init__(self) -> None:
        super().__init__("", "Nothing was found.", "Check the address, or ask whoever runs this installation.")


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person who looks. Until sign-in exists there is one, named when the workspace was made."""

    name: str
    agency: str = ""

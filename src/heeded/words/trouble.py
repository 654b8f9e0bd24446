"""Errors as sentences: where it is, what is wrong, and what to do about it."""


class Trouble(Exception):
    """Something a person has to put right.

    `where` is a place a person can find (a file and row, a page, a command), `what` a sentence saying what is
    wrong, `do` a sentence saying what to write or do instead. Rooms subclass it; nobody raises it bare for
    programming errors.
    """

    def __init__(self, where: str, what: str, do: str = "") -> None:
        self.where, self.what, self.do = where, what, do
        super().__init__(str(self))

    def __str__(self) -> str:
        sentence = f"{self.where}: {self.what}" if self.where else self.what
        return f"{sentence} {self.do}".strip()

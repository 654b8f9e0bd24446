"""What a signal is once it has been read: its words for people, its rule, its examples."""

from collections.abc import Mapping
from dataclasses import dataclass

from heeded.signals.clauses.grammar import Clause, Value
from heeded.signals.measure import Dated
from heeded.signals.sentence import Template
from heeded.words.trouble import Trouble


class SignalTrouble(Trouble):
    """A signal file that cannot be put in force."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of urgency, and within what time it asks for an answer (in words)."""

    name: str
    respond: str


@dataclass(frozen=True, slots=True)
class Duty:
    """The duty or lesson a signal serves, with its source and how sure we are of it."""

    text: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that may be changed from a date on; `source` says where it comes from."""

    name: str
    value: Dated[Value]
    source: str


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example as a few lines of a time line. `sort` is fires, quiet, late or clears.

    `survives` names the false positive it shows. `raised` and `cleared` are days (`never` or '' where not said),
    `level` the level reached in the end, `evidence` the numbers of the lines it rests on when raised, `says` the
    sentence of the raise.
    """

    sort: str
    title: str
    given: str
    survives: str = ""
    vantage: str = "pooled"
    raised: str = ""
    cleared: str = ""
    level: str = ""
    evidence: tuple[int, ...] = ()
    says: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal of the shelf. `rule` gives each level's alternatives; `version` changes with every word of the file.

    `says` is the sentence of a raise, `clears_when` what would clear it. `subject` is one role or an ordered pair;
    `false_positives` are what is known to look alike and be harmless. `text` is the file as it was read, for people to look at.
    """

    code: str
    name: str
    family: str
    version: str
    asks: str
    why: str
    says: Template
    clears_when: str
    duty: Duty
    subject: tuple[str, ...]
    owner: str
    levels: Mapping[str, Level]
    false_positives: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    rule: Mapping[str, tuple[Clause, ...]]
    examples: tuple[Example, ...]
    text: str

    @property
    def rests_on_raises(self) -> bool:
        """Whether a clause of it asks what other signals have raised."""
        clauses = (clause for alternatives in self.rule.values() for clause in alternatives)
        return any(getattr(clause, "rests_on_raises", False) for clause in clauses)

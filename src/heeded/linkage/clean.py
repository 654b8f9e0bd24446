"""A written name made comparable: folded, its parts told apart, and what only stands in for a name recognised."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from heeded.reference.names import generations, words

LONGEST = 200  # characters of one name that are read; the rest is kept in the record and compared with nothing
MOST_PARTS = 12  # words of one name that are read
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_SILENT = str.maketrans("", "", "'’‘`´ʼʻ\u0640")
_BEYOND_WORDS = re.compile(r"[\W_]+")
_BRACKET = re.compile(r"\(([^)]*)\)|[\"“”]([^\"“”]+)[\"“”]|\s['‘]([^'‘’]+)['’](?=\s|$)")
_ANOTHER = re.compile(r";|\||/|\b(?:a\.?k\.?a\.?|also known as|known as|alias)\b", re.IGNORECASE)
_BORN_AS = re.compile(r"\b(?:n[ée]e?|formerly|previously|maiden name|born as|was)\b[:\s]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """One name, folded. `given` and `family` are words in order; particles are dropped from `family`.

    `unnamed` is set for a child not yet named (Baby Smith: only the family name counts), `generation` is `junior`,
    `senior`, `third`, `twin 1` or ''. `written` is the name as it was told.
    """

    given: tuple[str, ...]
    family: tuple[str, ...]
    unnamed: bool = False
    generation: str = ""
    written: str = ""

    @property
    def first(self) -> str:
        """The first forename, '' where none is told."""
        return self.given[0] if self.given else ""

    @property
    def last(self) -> str:
        """The whole family name as one word: `smithjones`."""
        return "".join(self.family)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, no accents, controls, apostrophes or punctuation, single spaces; at most 200 characters are read."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST]).casefold().translate(_LETTERS).translate(_SILENT)
    kept = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return _BEYOND_WORDS.sub(" ", kept).strip()


@lru_cache(maxsize=65536)
def names(written: str) -> tuple[Name, ...]:
    """Every name that one written name tells: `Dana Whitlow (née Marsh)` is two. Nobody's name gives ()."""
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], Name] = {}
    for piece in _ANOTHER.split(written[: LONGEST * 2])[:MOST_PARTS]:
        for name in _with_asides(piece):
            found.setdefault((name.given, name.family), name)
    return tuple(found.values())


def _with_asides(piece: str) -> list[Name]:
    """The name, and what its brackets or `née` add to it."""
    asides = ["".join(groups) for groups in _BRACKET.findall(piece)]
    plain, *former = _BORN_AS.split(_BRACKET.sub(" ", piece))
    main = _one(plain)
    if main is None:
        return []
    found = [main]
    for aside in (*asides, *former):
        found += _aside(main, aside)
    return found


def _aside(main: Name, aside: str) -> list[Name]:
    """`née Marsh` is another family name, `(Bob)` another forename, `(Bob Carter)` another whole name."""
    changed = _BORN_AS.split(aside)
    another = _one(changed[-1])
    if another is None:
        return []
    single = another.given or another.family
    if another.given and another.family:
        return [another]
    if len(changed) > 1 or not main.family:
        return [Name(main.given, single, main.unnamed, main.generation, main.written)]
    return [Name(single, main.family, False, main.generation, main.written)]


def _one(piece: str) -> Name | None:
    surname_first, comma, rest = piece.partition(",")
    if comma and set(_tokens(rest)) <= generations().keys():
        comma = ""  # "Mark Ashdown, Jr" is in its usual order
    tokens = _tokens(f"{rest} {surname_first}" if comma else piece)
    if _nobody(tokens):
        return None
    if tokens[0] in words("unnamed") or (words("unnamed") & set(tokens[1:3]) and len(tokens) < 4):
        return _not_yet_named(tokens, piece)
    family_words = len(_tokens(surname_first)) if comma else _hyphened(piece)
    generation = next((generations()[t] for t in tokens[1:] if t in generations()), "")
    tokens = [tokens[0], *(t for t in tokens[1:] if t not in generations())]
    given, family = _split(tokens, family_words)
    return Name(given, family, False, generation, piece.strip()[:LONGEST])


def _not_yet_named(tokens: list[str], piece: str) -> Name | None:
    """`Baby Smith`: a family name alone. `Twin 2 Smith` is told apart from twin 1."""
    spare = words("unnamed") | words("unnamed_also")
    last = [t for t in tokens if t not in spare and not t.isdigit()][-2:]
    ordinal = next((t for t in tokens if t.isdigit() or t in words("ordinal")), "")
    twin = f"twin {ordinal}".strip() if ordinal or {"twin", "triplet"} & set(tokens) else ""
    return Name((), _family(last), True, twin, piece.strip()[:LONGEST]) if last else None


def _hyphened(piece: str) -> int:
    """How many words a hyphen binds into the family name: `Jo Smith-Jones` has two, anything without a hyphen 0."""
    last = piece.split()[-1] if piece.split() else ""
    return len(_tokens(last)) if "-" in last else 0


def _tokens(text: str) -> list[str]:
    """Folded words without titles; Mc and O' joined to what follows."""
    tokens = fold(text).split()[:MOST_PARTS]
    while len(tokens) > 1 and tokens[0] in words("title"):
        tokens.pop(0)
    joined: list[str] = []
    for token in tokens:
        if len(joined) > 1 and joined[-1] in words("joined"):
            joined[-1] += token
        else:
            joined.append(token)
    return joined


def _nobody(tokens: list[str]) -> bool:
    """Whether these words name nobody: `Family of Child W`, `unknown male`, a number, nothing at all."""
    if not any(t.isalpha() for t in tokens):
        return True
    if tokens[0] in words("nobody_if_first") or words("nobody") & set(tokens) or set(tokens) <= words("nobody_alone"):
        return True
    # "Mr X": one letter alone is a cipher for a person whose name is kept back.
    return len(tokens) == 1 and len(tokens[0]) == 1


def _split(tokens: list[str], family_words: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Given names and family name; a lone word is a given name unless a comma said otherwise."""
    if family_words and len(tokens) > family_words:
        return tuple(tokens[:-family_words]), _family(tokens[-family_words:])
    if len(tokens) == 1:
        return (tuple(tokens), ()) if not family_words else ((), tuple(tokens))
    particles = words("particle")
    start = next((i for i, t in enumerate(tokens) if 0 < i < len(tokens) - 1 and t in particles and len(t) > 1), None)
    start = len(tokens) - 1 if start is None else start
    return tuple(tokens[:start]), _family(tokens[start:])


def _family(tokens: list[str]) -> tuple[str, ...]:
    kept = tuple(t for t in tokens if t not in words("particle"))
    return kept or tuple(tokens)


_SOUNDS = (
    ("sch", "s"), ("ough", "o"), ("tch", "c"), ("ph", "f"), ("ck", "k"), ("gh", "g"), ("kh", "k"), ("sh", "s"),
    ("ch", "c"), ("th", "t"), ("dh", "d"), ("dj", "j"), ("zh", "j"), ("wr", "r"), ("kn", "n"), ("qu", "k"),
    ("ll", "l"), ("mc", "mac"), ("x", "ks"), ("q", "k"), ("z", "s"), ("w", "v"), ("j", "y"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A rough sound of a folded word: its first letter and its consonants. `hussein` and `hossain` are both `hsn`."""
    for written, said in _SOUNDS:
        word = word.replace(written, said)
    if len(word) > 1 and word[0] == "c" and word[1] not in "eiy":
        word = "k" + word[1:]
    head = "a" if word[:1] in "aeiouy" and word else word[:1]
    tail = "".join("k" if c == "c" else c for c in word[1:] if c not in "aeiouyhv")
    return head + "".join(c for i, c in enumerate(tail) if i == 0 or tail[i - 1] != c)


@lru_cache(maxsize=1024)
def sex(text: str) -> str:
    """`f`, `m` or '' (not told, or told as neither: nothing may be concluded from it)."""
    told = fold(text)
    if told in ("f", "female", "woman", "girl", "2"):
        return "f"
    return "m" if told in ("m", "male", "man", "boy", "1") else ""

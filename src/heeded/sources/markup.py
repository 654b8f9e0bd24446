"""Streams XML: a few hundred kilobytes at a time, without a document type, entities or anything from outside."""

from collections.abc import Callable, Iterator, Mapping
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile
from zlib import error as ZlibError

from heeded.sources.archive import AGAIN
from heeded.sources.rows import Unreadable

CHUNK = 262_144
LONGEST_MARK = 8 * CHUNK

Attributes = dict[str, str]
Start = Callable[[Attributes], None]
End = Callable[[], None]


def _forbidden(*_: object) -> int:
    raise Unreadable("", "it declares a document type or entities, which no office program writes.", AGAIN)


def parser(
    starts: Mapping[str, Start], ends: Mapping[str, End], text: Callable[[str], None] | None = None
) -> expat.XMLParserType:
    """A parser that calls by `namespace name`; names on neither list pass unseen."""
    made = expat.ParserCreate(namespace_separator=" ")
    made.buffer_text, made.buffer_size = True, CHUNK

    def start(name: str, attributes: Attributes) -> None:
        if call := starts.get(name):
            call(attributes)

    def end(name: str) -> None:
        if call := ends.get(name):
            call()

    made.StartElementHandler, made.EndElementHandler, made.CharacterDataHandler = start, end, text
    made.StartDoctypeDeclHandler = made.EntityDeclHandler = made.UnparsedEntityDeclHandler = _forbidden
    made.ExternalEntityRefHandler = _forbidden
    return made


def streamed(stream: IO[bytes], made: expat.XMLParserType) -> Iterator[None]:
    """Feeds the stream to the parser, pausing after each chunk; Unreadable where it is not sound XML."""
    fed = 0
    try:
        while chunk := stream.read(CHUNK):
            made.Parse(chunk, False)
            fed += len(chunk)
            if fed - made.CurrentByteIndex > LONGEST_MARK:
                raise Unreadable("", "it holds one piece of markup of many megabytes.", AGAIN)
            yield
        made.Parse(b"", True)
    except (expat.ExpatError, BadZipFile, ZlibError, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise Unreadable("", "a part of the file is damaged or is not what it should be.", AGAIN) from error
    yield


def read_all(stream: IO[bytes], made: expat.XMLParserType) -> None:
    """Feeds the whole stream to the parser."""
    for _ in streamed(stream, made):
        pass


def named(*spaces: str, **calls: Callable[..., None]) -> dict[str, Callable[..., None]]:
    """The calls for element names, in each of these namespaces (documents come in two sets of them)."""
    return {f"{space} {name}": call for space in spaces for name, call in calls.items()}

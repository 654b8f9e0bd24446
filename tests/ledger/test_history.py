"""Random histories of writing, correcting, erasing, reopening and restoring, against a plain dictionary."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.ledger.backup import backup, restore
from heeded.ledger.store import Store
from heeded.ledger.verify import verify
from tests.ledger.drafts import Ticking, Workplace, erasure, visit

origins = st.sampled_from(["v1", "v2", "v3", "v4"])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("write"), origins, st.sampled_from(["Seen.", "No reply.", "Refused."])),
        st.tuples(st.just("erase"), origins, st.just("")),
        st.tuples(st.just("reopen"), st.just(""), st.just("")),
        st.tuples(st.just("back up"), st.just(""), st.just("")),
    ),
    max_size=25,
)


class Model:
    """What a ledger must hold: the words of each edition under each origin; None where they were erased."""

    def __init__(self) -> None:
        self.said: dict[str, list[str | None]] = {}
        self.entries = 0

    def write(self, origin: str, says: str) -> None:
        editions = self.said.setdefault(origin, [])
        if not editions or editions[-1] not in (says, None):
            editions.append(says)
            self.entries += 1

    def erase(self, origin: str) -> bool:
        if not self.said.get(origin):
            return False
        self.said[origin][-1] = None
        self.entries += 1
        return True

    def held(self) -> dict[str, str]:
        names = {(o, n): s for o, said in self.said.items() for n, s in enumerate(said, 1) if s is not None}
        return {f"police:{o}" if n == 1 else f"police:{o}~{n}": says for (o, n), says in names.items()}


def carried_out(folder: Path, history: list[tuple[str, str, str]]) -> tuple[Model, bool]:
    """Carry a history out; gives the model of it, and whether a backup was made on the way."""
    model, backed_up = Model(), False
    place = Workplace(folder).__enter__()
    for number, (step, origin, says) in enumerate(history):
        if step == "write":
            place.lane.write([visit(origin, says)])
            model.write(origin, says)
        elif step == "erase" and model.erase(origin):
            edition = len(model.said[origin])
            name = f"police:{origin}" if edition == 1 else f"police:{origin}~{edition}"
            place.lane.write([erasure(name, origin=f"e{number}")])
        elif step == "reopen":
            place.__exit__()
            place = Workplace(folder).__enter__()
        elif step == "back up" and not backed_up:
            backup(place.store.path, folder / "copy")
            backed_up = True
    place.__exit__()
    return model, backed_up


def said(path: Path) -> dict[str, str]:
    store = Store(path)
    held = {record.id: record.says for record in store.since(0) if record.kind == "visit"}
    store.close()
    return held


@settings(max_examples=40, deadline=None)
@given(steps)
def test_whatever_happened_the_ledger_holds_what_it_must_and_nothing_erased(
    history: list[tuple[str, str, str]],
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        model, backed_up = carried_out(folder, history)
        ledger = folder / "ledger.db"
        verdict = verify(ledger)
        assert (verdict.fault, verdict.size) == (None, model.entries)
        assert said(ledger) == model.held()
        assert len(verdict.erased) == sum(editions.count(None) for editions in model.said.values())
        if backed_up:
            restored = folder / "restored.db"
            assert restore(folder / "copy", restored, Ticking(), erasures=Store.erasures_beside(ledger)).sound
            again = said(restored)
            assert again.items() <= model.held().items()  # older than the ledger, and without anything erased since

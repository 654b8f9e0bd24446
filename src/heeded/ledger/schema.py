"""The tables of ledger.db, and the triggers that let them only grow."""

VERSION = 1
APPLICATION = 0x48454544  # "HEED", in the file's header

TABLES = (
    """CREATE TABLE leaf (
    seq INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    source TEXT NOT NULL,
    edition INTEGER NOT NULL,
    hash BLOB NOT NULL
)""",
    "CREATE INDEX leaf_ref ON leaf (ref, edition)",
    "CREATE TABLE body (seq INTEGER PRIMARY KEY, salt BLOB NOT NULL, body BLOB NOT NULL)",
    "CREATE TABLE erasure (seq INTEGER PRIMARY KEY, under INTEGER NOT NULL)",
    """CREATE TABLE head (
    one INTEGER PRIMARY KEY, size INTEGER NOT NULL, frontier BLOB NOT NULL, entered TEXT NOT NULL
)""",
    "CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note TEXT NOT NULL)",
)

# A BEFORE INSERT trigger runs before the conflict clause of INSERT OR REPLACE does its deleting, and so stops it.
FOLLOWING = (
    """CREATE TRIGGER leaf_follows BEFORE INSERT ON leaf
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM leaf)
BEGIN SELECT raise(ABORT, 'a ledger entry can only follow the last one'); END""",
    """CREATE TRIGGER body_once BEFORE INSERT ON body
WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM body WHERE seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM erasure WHERE seq = NEW.seq)
BEGIN SELECT raise(ABORT, 'a ledger entry has one body, given once'); END""",
    """CREATE TRIGGER body_erased BEFORE DELETE ON body
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE seq = OLD.seq)
BEGIN SELECT raise(ABORT, 'a body is deleted only under an erasure'); END""",
    """CREATE TRIGGER erasure_once BEFORE INSERT ON erasure
WHEN EXISTS (SELECT 1 FROM erasure WHERE seq = NEW.seq)
  OR NOT EXISTS (SELECT 1 FROM leaf WHERE seq = NEW.under)
  OR NEW.under <= NEW.seq
BEGIN SELECT raise(ABORT, 'an entry is erased once, under a later entry'); END""",
    """CREATE TRIGGER head_once BEFORE INSERT ON head WHEN NEW.one <> 1 OR EXISTS (SELECT 1 FROM head)
BEGIN SELECT raise(ABORT, 'the ledger has one head'); END""",
    """CREATE TRIGGER head_forward BEFORE UPDATE ON head WHEN NEW.one <> 1 OR NEW.size <= OLD.size
BEGIN SELECT raise(ABORT, 'the head of the ledger only moves forward'); END""",
    """CREATE TRIGGER checkpoint_follows BEFORE INSERT ON checkpoint
WHEN NEW.size <= (SELECT coalesce(max(size), 0) FROM checkpoint)
BEGIN SELECT raise(ABORT, 'a checkpoint can only follow the last one'); END""",
)

_REFUSED = """CREATE TRIGGER {table}_no_{verb} BEFORE {event} ON {table}
BEGIN SELECT raise(ABORT, 'the ledger is append-only: {table} cannot be changed'); END"""

_NEVER = (
    ("leaf", "UPDATE"), ("leaf", "DELETE"), ("body", "UPDATE"), ("erasure", "UPDATE"), ("erasure", "DELETE"),
    ("head", "DELETE"), ("checkpoint", "UPDATE"), ("checkpoint", "DELETE"),
)  # fmt: skip


def statements() -> dict[str, str]:
    """The name and the text of each table, index and trigger, in the order in which they are made."""
    refusals = [_REFUSED.format(table=table, verb=event.lower(), event=event) for table, event in _NEVER]
    return {statement.split()[2]: statement for statement in (*TABLES, *FOLLOWING, *refusals)}

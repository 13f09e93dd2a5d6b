"""Taking an import back.

Each fact has a chain of versions: the row itself, written last by `import_no`, and for
each earlier version a record in the changes table: (`by_import`, the older row with the
`import_no` that had written *it*). Taking import A back cuts A's version out of the chain:
a row A wrote last returns to A's record (or goes, if A made it); where another import
wrote over A's version, that one's record becomes A's own (or goes, too).
"""

from __future__ import annotations

from sqlalchemy import Connection, FromClause, and_, delete, exists, insert, literal, select
from sqlalchemy.sql import ColumnElement

from controlroom.store.kinds import Kind


def take_back(connection: Connection, kind: Kind, session: int, number: int) -> None:
    """Cut what import `number` wrote of this kind out of every chain of the session."""
    table, changes = kind.table, kind.changes
    connection.execute(
        delete(table).where(table.c.session_no == session, table.c.import_no == number)
    )
    _put_back(connection, kind, session, number)
    _splice(connection, kind, session, number)
    for mark in (changes.c.import_no, changes.c.by_import):
        connection.execute(delete(changes).where(changes.c.session_no == session, mark == number))


def _put_back(connection: Connection, kind: Kind, session: int, number: int) -> None:
    """Older versions return where nobody wrote over ours."""
    table, changes = kind.table, kind.changes
    names = ["session_no", *kind.columns, "import_no"]
    still = exists().where(_same(kind, table, changes))
    olds = select(*(changes.c[name] for name in names)).where(
        changes.c.session_no == session, changes.c.by_import == number, ~still
    )
    connection.execute(insert(table).from_select(names, olds))


def _splice(connection: Connection, kind: Kind, session: int, number: int) -> None:
    """Where another import wrote over ours, what it wrote over is what we had written over."""
    changes = kind.changes
    ours, later = changes.alias("ours"), changes.alias("later")
    names = ["session_no", *kind.columns, "import_no"]
    spliced = (
        select(later.c.by_import, *(ours.c[name] for name in names))
        .join_from(ours, later, _same(kind, ours, later))
        .where(
            ours.c.session_no == session,
            ours.c.by_import == number,
            later.c.import_no == number,
            later.c.by_import != literal(number),
        )
    )
    connection.execute(insert(changes).from_select(["by_import", *names], spliced))


def _same(kind: Kind, one: FromClause, other: FromClause) -> ColumnElement[bool]:
    """The same fact of the same session in two tables."""
    keys = ("session_no", *kind.keys)
    return and_(*(one.c[key] == other.c[key] for key in keys))

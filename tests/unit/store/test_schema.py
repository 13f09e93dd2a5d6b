"""Making, recognising, migrating and refusing databases."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, inspect

from controlroom.core.errors import WorldError
from controlroom.core.ids import RunId, SessionId
from controlroom.core.message import Message, message
from controlroom.facts.columns import OrderLines
from controlroom.plan.edits import insert_rows
from controlroom.plan.sheet import Plate
from controlroom.store import migrating, open_store, schema, tables
from controlroom.store.engine import writing_engine
from controlroom.store.house import Store
from controlroom.store.place import place_of
from tests.builders import product, segment, sheet
from tests.contracts.conftest import postgres  # noqa: F401  # a fixture
from tests.fact_batches import T0, line, orders, rows

OLD = Path(__file__).parents[2] / "data"
NIGHT = SessionId("ses-test")
OURS = tables.SCHEMA


def execute(file: Path, *statements: str) -> None:
    """Change a database behind the store's back."""
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def made_by(file: Path) -> dict[str, str]:
    """The text of everything a database is made of, by name."""
    with closing(sqlite3.connect(file)) as connection:
        return dict(connection.execute("SELECT name, sql FROM sqlite_master").fetchall())


def refusal(file: Path) -> str:
    """The phrase `open_store` refuses `file` with; the file must stay as it was."""
    before = file.read_bytes()
    with pytest.raises(WorldError) as refused:
        open_store(file)
    assert file.read_bytes() == before
    assert list(file.parent.glob("*.backup")) == []
    return refused.value.message.key


def test_a_new_database_is_what_the_migrations_make(file: Path, tmp_path: Path) -> None:
    open_store(file).close()
    migrated = tmp_path / "migrated.db"
    engine = writing_engine(place_of(migrated))
    migrating.upgrade(engine, schema.MIGRATIONS)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, tables.metadata) == []
    engine.dispose()
    ours, theirs = ({k: v.split() for k, v in made_by(f).items() if v} for f in (file, migrated))
    assert ours == theirs


def test_our_number_is_that_of_the_newest_migration() -> None:
    assert max(migrating.numbers(schema.MIGRATIONS)) == tables.SCHEMA


def test_opening_our_own_schema_does_not_import_alembic(file: Path) -> None:
    code = (
        "import sys; from controlroom.store import open_store; heavy = 'sqlalchemy' in sys.modules;"
        f"open_store({str(file)!r}).close(); open_store({str(file)!r}).close();"
        "print(heavy, 'alembic' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert ran.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("number", ["0001", "0002", "0003"])
def test_an_older_schema_still_opens_with_all_it_holds(tmp_path: Path, number: str) -> None:
    file = tmp_path / "old.db"
    shutil.copy(OLD / f"schema_{number}.db", file)
    store = open_store(file)
    (brief,) = store.sheets.sessions()
    assert (brief.id, brief.title, brief.aired, brief.revision) == (NIGHT, "测试场", True, 2)
    loaded = store.sheets.load(NIGHT)
    assert [row.title for row in loaded.segments] == ["开场", "讲锅", "收尾"]
    assert loaded.session.goals == ""
    assert store.sheets.revision(NIGHT, 1) != loaded == store.sheets.revision(NIGHT, 2)
    assert rows(store.facts.orders(NIGHT)) == rows(
        orders(line("1", 9900), line("2", 5, refunded=5))
    )
    assert [seq for seq, _ in store.journal.read(RunId("run-1"))] == [1, 2, 3]
    (record,) = store.facts.imports(NIGHT)
    store.facts.undo_import(record.id)
    assert rows(store.facts.orders(NIGHT)) == rows(orders(line("2", 5)))
    assert store.doctor() == []
    store.close()


def test_a_plan_of_the_first_schema_is_edited_and_undone(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    shutil.copy(OLD / "schema_0001.db", file)
    store = open_store(file)
    history, revision = store.sheets.recall(NIGHT)
    assert (history.past, history.future, revision) == ((), (), 2)
    more = insert_rows(history.present, Plate.SCRIPT, [segment("插")], 1)
    history = history.do(more, message("ui.plan.did.insert"))
    assert history.entry is not None
    store.sheets.keep(history.entry, onto=revision)
    store.close()
    again = open_store(file)
    found, _ = again.sheets.recall(NIGHT)
    assert [row.title for row in found.present.segments] == ["开场", "插", "讲锅", "收尾"]
    assert [row.title for row in found.undo().present.segments] == ["开场", "讲锅", "收尾"]
    assert again.sheets.history(NIGHT)[0] == (1, Message("新建"))
    again.close()


def two_orders() -> OrderLines:
    """Two lines numbered alike in two orders."""
    return orders(line("1", 7, order_id="x"), line("1", 8, order_id="y"))


def test_lines_of_the_third_schema_are_known_by_their_order_too(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    shutil.copy(OLD / "schema_0003.db", file)
    store = open_store(file)
    assert store.kept is not None and "schema-0003" in store.kept.name
    held = orders(line("1", 9900), line("2", 5, refunded=5))
    assert rows(store.facts.orders(NIGHT)) == rows(held)
    assert store.facts.put_orders(NIGHT, held).unchanged == 2
    store.facts.put_orders(NIGHT, two_orders())
    assert len(store.facts.orders(NIGHT)) == 4
    (record,) = store.facts.imports(NIGHT)
    store.facts.undo_import(record.id)
    assert rows(store.facts.orders(NIGHT)) == rows(
        orders(line("2", 5), line("1", 7, order_id="x"), line("1", 8, order_id="y"))
    )
    assert store.doctor() == []
    store.close()
    engine = writing_engine(place_of(file))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
    engine.dispose()


def test_a_server_of_the_third_schema_is_migrated_with_its_lines(
    postgres: Callable[[], str],  # noqa: F811
) -> None:
    place = place_of(postgres())
    engine = writing_engine(place)
    migrating.upgrade(engine, schema.MIGRATIONS, "0003")
    row = {"session_no": 1, "line_id": "1", "order_id": "o1", "status": 2, "buyer_new": -1}
    with engine.begin() as connection:
        first = {"id": NIGHT, "title": "夜", "planned_start": T0, "revision": 1, "zone": "UTC"}
        first |= {"archived": False, "simulated": False, "currency": "CNY", "roi_basis": "direct"}
        connection.execute(insert(tables.sessions).values(no=1, role_mix="[]", **first))
        connection.execute(insert(tables.order_lines).values(amount=9900, import_no=0, **row))
    engine.dispose()
    store = open_store(str(place.url.render_as_string(hide_password=False)))
    store.facts.put_orders(NIGHT, two_orders())
    found = store.facts.orders(NIGHT)
    told = sorted(zip(found.order_id, found.line_id, found.amount.tolist(), strict=True))
    assert told == [("o1", "1", 9900), ("x", "1", 7), ("y", "1", 8)]
    store.close()
    engine = writing_engine(place)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
        key = inspect(connection).get_pk_constraint("order_lines")["constrained_columns"]
    engine.dispose()
    assert key == ["session_no", "line_id", "order_id"]


def test_an_older_database_is_migrated_after_a_backup(file: Path) -> None:
    """Stamped, but before the first migration: the oldest there can be."""
    execute(
        file,
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
        "CREATE TABLE kept (word TEXT)",
        "INSERT INTO kept VALUES ('晚')",
    )
    store = open_store(file)
    assert store.kept is not None
    assert store.kept.name.startswith("room.db.2")
    assert store.kept.name.endswith("none.backup")
    store.sheets.save(sheet(product("锅"), segment("开场")))
    store.close()
    assert set(made_by(store.kept)) == {"alembic_version", "kept"}
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("晚",)
        found = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    assert found == [(tables.SCHEMA,)]
    again = open_store(file)
    assert again.kept is None
    again.close()


def steps(folder: Path, body: str) -> Path:
    """Our migrations and one more, 9998, that does `body`."""
    scripts = folder / "migrations"
    shutil.copytree(schema.MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "r9998_more.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f'revision = "9998"\ndown_revision = "{OURS}"\n'
        f"def upgrade():\n{body}",
        "utf-8",
    )
    return scripts


def test_the_next_migration_keeps_what_is_there(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(OLD / "schema_0001.db", file)
    body = "    op.add_column('imports', sa.Column('more', sa.Text()))\n"
    monkeypatch.setattr(schema, "MIGRATIONS", steps(tmp_path, body))
    monkeypatch.setattr(tables, "SCHEMA", "9998")
    store = open_store(file)
    assert store.kept is not None
    assert "schema-0001" in store.kept.name
    assert len(store.facts.orders(NIGHT)) == 2
    store.close()
    assert "more" in made_by(file)["imports"]
    assert "more" not in made_by(store.kept)["imports"]


def test_a_migration_that_fails_changes_nothing(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(OLD / "schema_0001.db", file)
    body = (
        "    op.drop_table('journal')\n    op.execute('UPDATE sessions SET title = 1')\n    1 / 0\n"
    )
    monkeypatch.setattr(schema, "MIGRATIONS", steps(tmp_path, body))
    monkeypatch.setattr(tables, "SCHEMA", "9998")
    before = made_by(file)
    with pytest.raises(ZeroDivisionError):
        open_store(file)
    assert made_by(file) == before
    monkeypatch.undo()
    store = open_store(file)
    assert len(list(store.journal.read(RunId("run-1")))) == 3
    store.close()


def test_a_newer_database_is_refused_untouched(file: Path) -> None:
    open_store(file).close()
    execute(file, "UPDATE alembic_version SET version_num = '9999'")
    assert refusal(file) == "store.newer"


def test_another_programs_database_is_refused_untouched(file: Path) -> None:
    execute(file, "CREATE TABLE theirs (a)")
    assert refusal(file) == "store.foreign"


@pytest.mark.parametrize("content", [b"PK\x03\x04 an xlsx", "场次,产品\n".encode(), b"SQLite"])
def test_what_is_no_database_is_refused_untouched(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert refusal(file) == "store.not_database"


def test_a_cut_off_database_is_refused(file: Path, store: Store) -> None:
    store.sheets.save(sheet(segment("开场")))
    store.close()
    file.write_bytes(file.read_bytes()[:3000])
    with pytest.raises(WorldError) as refused:
        open_store(file)
    assert refused.value.message.key in ("store.damaged", "store.not_database")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorldError) as refused:
        open_store(tmp_path)
    assert refused.value.message.key == "store.cannot_open"


def test_the_folder_is_made(tmp_path: Path) -> None:
    store = open_store(tmp_path / "新" / "room.db")
    store.close()
    assert (tmp_path / "新" / "room.db").exists()


@pytest.mark.parametrize("url", ["mysql://host/db", "http://host/room.db", "sqlite://", "://"])
def test_other_urls_are_refused(url: str) -> None:
    with pytest.raises(WorldError) as refused:
        open_store(url)
    assert refused.value.message.key == "store.bad_url"


def test_a_server_out_of_reach_is_said_without_its_password() -> None:
    with pytest.raises(WorldError) as refused:
        open_store("postgresql://me:secret@127.0.0.1:1/room")
    assert refused.value.message.key == "store.unreachable"
    assert "secret" not in str(refused.value.message.args["place"])


def test_a_sqlite_url_is_a_path(file: Path) -> None:
    store = open_store(f"sqlite:///{file}")
    assert store.place.file == file
    store.close()

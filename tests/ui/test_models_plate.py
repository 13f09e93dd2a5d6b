"""The plan tables: precise diffs, typing, refusals, paste."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt

from controlroom.core import formats
from controlroom.core.ids import RowId
from controlroom.core.message import message
from controlroom.core.money import Minor
from controlroom.core.saying import Speaker
from controlroom.core.time import MINUTE
from controlroom.plan import edits
from controlroom.plan.sheet import Plate
from controlroom.ui.models import batch, refs
from controlroom.ui.models.pasting import headings, pasted
from controlroom.ui.models.plate_model import PlateModel, RefusedRole, ToneRole
from controlroom.ui.models.sight import Sight
from controlroom.ui.models.sums import sums
from tests.fakes.ui_desk import FakePlanning
from tests.ui.screens import books
from tests.ui.winter import clock, winter_sheet

BOOK = books()["zh"]
SPEAKER = Speaker("zh", BOOK)


def sight_of(planning: FakePlanning, speaker: Speaker = SPEAKER) -> Sight:
    return Sight(
        sheet=planning.sheet,
        schedule=planning.schedule,
        findings=planning.findings,
        speaker=speaker,
    )


def opened(plate: Plate) -> tuple[FakePlanning, PlateModel]:
    planning = FakePlanning(winter_sheet())
    model = PlateModel(plate, sight_of(planning), planning.edit)
    planning.subscribe(lambda plan: model.look_at(sight_of(plan)))
    return planning, model


def at(model: PlateModel, row: str, column: str):
    return model.index(model.place_of(RowId(row)), model.column_of(column))


@pytest.mark.parametrize("plate", list(Plate))
def test_the_model_keeps_qts_rules(qtmodeltester, plate):
    planning, model = opened(plate)
    qtmodeltester.check(model)
    model.perform(batch.inserted(model.sight, plate, model.row_id(1)))
    model.perform(batch.moved(model.sight, plate, [model.row_id(0)], 1))
    model.perform(batch.removed(model.sight, plate, [model.row_id(2)]))
    planning.undo()
    qtmodeltester.check(model)


def test_every_column_shows_and_reads_back_what_it_shows(qapp):
    for plate in Plate:
        planning, model = opened(plate)
        before = planning.sheet
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                index = model.index(row, column)
                if model.flags(index) & Qt.ItemFlag.ItemIsEditable:
                    model._type(
                        model._rows[row],
                        model.columns[column],
                        str(index.data(Qt.ItemDataRole.EditRole)),
                    )
        assert planning.sheet == before
        assert model.refused == 0


def test_typing_a_price_edits_the_sheet_in_minor_units(qapp):
    planning, model = opened(Plate.GOODS)
    assert model.setData(at(model, "p3", "live_price"), "￥1,299.90")
    assert planning.sheet.products[2].live_price == 129_990
    assert at(model, "p3", "live_price").data() == "¥1,299.90"


def test_typing_a_start_unlinks_and_emptying_it_links_again(qapp):
    planning, model = opened(Plate.SCRIPT)
    model.setData(at(model, "t3", "plan_start"), "19:40")
    third = planning.sheet.segments[2]
    assert (third.start, third.linked) == (clock(19, 40), False)
    model.setData(at(model, "t3", "plan_start"), "")
    third = planning.sheet.segments[2]
    assert (third.start, third.linked) == (None, True)


def test_typing_an_end_sets_the_duration(qapp):
    planning, model = opened(Plate.SCRIPT)
    model.setData(at(model, "t2", "plan_end"), "19:30")
    assert planning.sheet.segments[1].duration == 18 * MINUTE


def test_a_late_edit_ripples_and_only_later_rows_are_said_to_change(qapp):
    _planning, model = opened(Plate.SCRIPT)
    touched = []
    model.dataChanged.connect(lambda a, b: touched.append((a.row(), b.row())))
    model.setData(at(model, "t3", "duration"), "21:00")
    assert min(first for first, _ in touched) == 2
    assert at(model, "t4", "plan_start").data() == "19:48"
    assert at(model, "t1", "plan_start").data() == "19:00"


def test_a_text_not_understood_stays_in_its_cell_and_the_good_value_in_the_sheet(qapp):
    planning, model = opened(Plate.GOODS)
    cell = at(model, "p1", "live_price")
    assert model.setData(cell, "几块钱")
    assert cell.data() == "几块钱"
    assert cell.data(Qt.ItemDataRole.EditRole) == "几块钱"
    assert cell.data(RefusedRole) is True
    assert cell.data(ToneRole) == "bad"
    assert "9.90" in cell.data(Qt.ItemDataRole.ToolTipRole)
    assert planning.sheet.products[0].live_price == 990
    assert model.refused == 1


def test_a_refused_text_is_mended_by_a_good_one_or_given_up(qapp):
    planning, model = opened(Plate.GOODS)
    cell = at(model, "p1", "live_price")
    model.setData(cell, "abc")
    model.setData(cell, "12")
    assert (model.refused, planning.sheet.products[0].live_price) == (0, 1_200)
    model.setData(cell, "abc")
    assert model.discard_refused(cell)
    assert (model.refused, cell.data()) == (0, "¥12")


def test_a_refused_text_follows_its_row_when_rows_move(qapp):
    _planning, model = opened(Plate.GOODS)
    model.setData(at(model, "p1", "live_price"), "abc")
    model.perform(batch.moved(model.sight, Plate.GOODS, [RowId("p1")], 1))
    assert model.place_of(RowId("p1")) == 1
    assert at(model, "p1", "live_price").data() == "abc"


def test_selection_survives_an_edit_from_elsewhere(qapp):
    planning, model = opened(Plate.SCRIPT)
    held = QPersistentModelIndex(at(model, "t9", "title"))
    planning.edit(message("x"), lambda sheet: edits.remove_rows(sheet, Plate.SCRIPT, ["t2", "t4"]))
    assert held.isValid()
    assert held.data() == "3号 大衣返场"
    assert held.row() == 6


def test_products_are_named_by_link_or_title_and_unknown_ones_refused(qapp):
    planning, model = opened(Plate.SCRIPT)
    model.setData(at(model, "t4", "products"), "3号、羽绒服轻暖款, 8")
    assert planning.sheet.segments[3].products == ("p3", "p6", "p8")
    model.setData(at(model, "t4", "products"), "3, 99")
    assert model.refused == 1
    assert planning.sheet.segments[3].products == ("p3", "p6", "p8")


def test_a_segment_of_several_products_shows_the_price_and_stock_of_each(qapp):
    _, model = opened(Plate.SCRIPT)
    _, goods = opened(Plate.GOODS)
    model.setData(at(model, "t4", "products"), "3, 6, 3")
    for name in ("live_price", "stock"):
        each = [at(goods, row, name).data() for row in ("p3", "p6")]
        assert len(set(each)) == 2
        assert at(model, "t4", f"product_{name}").data() == " / ".join(each)
    assert at(model, "t4", "product_role").data() == at(goods, "p3", "role").data()
    model.setData(at(model, "t4", "products"), "6, 6")
    assert at(model, "t4", "product_stock").data() == at(goods, "p6", "stock").data()


def test_a_slot_planned_by_its_share_counts_in_the_sum_of_budgets(qapp):
    sheet = winter_sheet()
    whole = sheet.session.ad_budget
    first = replace(sheet.slots[0], budget=None, share=0.4)
    second = replace(sheet.slots[1], budget=Minor(whole // 2), share=None)
    planning = FakePlanning(replace(sheet, slots=(first, second)))
    shown = {one.key: one.text for one in sums(Plate.TRAFFIC, sight_of(planning))}
    assert shown["ui.plan.sum.left"] == formats.money(Minor(whole // 10), "CNY")


def test_a_giveaway_hangs_on_a_segment_or_stands_at_a_time(qapp):
    planning, model = opened(Plate.GIVEAWAY)
    model.setData(at(model, "g3", "segment"), "#7")
    third = planning.sheet.giveaways[2]
    assert (third.segment, third.start) == ("t7", None)
    model.setData(at(model, "g3", "begin"), "20:40")
    third = planning.sheet.giveaways[2]
    assert (third.segment, third.start) == (None, clock(20, 40))


def test_making_a_linked_segment_hard_holds_it_where_it_stands(qapp):
    planning, model = opened(Plate.SCRIPT)
    model.setData(at(model, "t5", "hard"), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    fifth = planning.sheet.segments[4]
    assert (fifth.hard, fifth.linked, fifth.start) == (True, False, clock(20, 5))


def test_paste_writes_over_and_appends_and_is_one_undo(qapp):
    planning, model = opened(Plate.GOODS)
    columns = [model.columns[model.column_of(name)] for name in ("title", "role")]
    cells = [["围裙", "福利款"], ["手套", "引流款"], ["帽子", "利润款"]]
    model.perform(batch.done(pasted(model.sight, Plate.GOODS, columns, cells, over=[RowId("p10")])))
    assert [p.title for p in planning.sheet.products[-3:]] == ["围裙", "手套", "帽子"]
    assert planning.sheet.products[9].id == "p10"
    assert len(planning.sheet.products) == 12
    planning.undo()
    assert planning.sheet == winter_sheet()


def test_paste_with_headings_finds_its_columns_and_refuses_cell_by_cell(qapp):
    planning, model = opened(Plate.GOODS)
    names = {SPEAKER.text(column.heading).casefold(): column for column in model.columns}
    wanted = headings(names, ["库存", "名称", "直播价"])
    cells = [["300", "围裙", "19.9"], ["many", "手套", "9.9"]]
    columns = [head.column for head in wanted]
    change = batch.done(pasted(model.sight, Plate.GOODS, columns, cells, at=10))
    model.perform(change)
    apron, glove = planning.sheet.products[-2:]
    assert (apron.title, apron.stock, apron.live_price) == ("围裙", 300, 1_990)
    assert (glove.title, glove.stock, glove.live_price) == ("手套", None, 990)
    assert [text for _, _, text, _ in change.refused] == ["many"]
    assert model.refused == 1


def test_moving_stops_at_the_ends(qapp):
    planning, model = opened(Plate.SCRIPT)
    model.perform(batch.moved(model.sight, Plate.SCRIPT, [RowId("t1")], -1))
    model.perform(batch.moved(model.sight, Plate.SCRIPT, [RowId("t15")], 1))
    assert planning.undo_label is None


def test_another_language_says_headings_and_cells_again(qapp):
    planning, model = opened(Plate.SCRIPT)
    heads = []
    model.headerDataChanged.connect(lambda *_: heads.append(True))
    model.look_at(sight_of(planning, Speaker("en", books()["en"])))
    assert heads
    assert at(model, "t2", "products").data() == "No.1"
    assert refs.read_products(planning.sheet, "No.1") == ("p1",)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from("imdsx"), st.integers(0, 20)), max_size=12))
def test_whatever_is_done_the_model_shows_the_sheet(qapp, acts):
    planning, model = opened(Plate.SCRIPT)
    for act, number in acts:
        rows = [row.id for row in planning.sheet.segments]
        row = rows[number % len(rows)] if rows else None
        if act == "i":
            model.perform(batch.inserted(model.sight, Plate.SCRIPT, row))
        elif row and act == "m":
            model.perform(batch.moved(model.sight, Plate.SCRIPT, [row], 1 if number % 2 else -1))
        elif row and act == "d":
            model.perform(batch.removed(model.sight, Plate.SCRIPT, [row]))
        elif row and act == "s":
            model.perform(batch.skipped(model.sight, Plate.SCRIPT, [row]))
        elif act == "x" and planning.undo_label:
            planning.undo()
    assert [model.row_id(n) for n in range(model.rowCount())] == [
        r.id for r in planning.sheet.segments
    ]
    shown = [model.index(n, model.column_of("title")).data() for n in range(model.rowCount())]
    assert shown == [row.title for row in planning.sheet.segments]
    fresh = PlateModel(Plate.SCRIPT, sight_of(planning), planning.edit)
    assert [model.texts(n) for n in range(model.rowCount())] == [
        fresh.texts(n) for n in range(fresh.rowCount())
    ]


def test_a_zoned_currency_is_used(qapp):
    sheet = winter_sheet()
    sheet = replace(sheet, session=replace(sheet.session, currency="JPY"))
    planning = FakePlanning(sheet)
    model = PlateModel(Plate.GOODS, sight_of(planning), planning.edit)
    planning.subscribe(lambda plan: model.look_at(sight_of(plan)))
    model.setData(at(model, "p1", "live_price"), "1500")
    assert planning.sheet.products[0].live_price == 1_500

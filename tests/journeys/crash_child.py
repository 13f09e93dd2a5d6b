"""A show run at high speed by the pretend operator, saying what a person has seen.

    python -m tests.journeys.crash_child DATABASE SPEED

Each line is one readout as it was shown: answered cues, notes, orders, GMV, milestones and
figures typed by hand. The parent
kills this process at a random moment and looks at what is left.
"""

from __future__ import annotations

import json
import sys
import threading

from controlroom.app import compose, speech
from controlroom.app.staging import sample_sheet
from controlroom.desk.autopilot import Autopilot
from controlroom.desk.intents import TakeNote, TypeIn
from controlroom.live.readout import Phase, Readout
from controlroom.plan import timing


def main(database: str, speed: float) -> None:
    """Run the sample session on `database`, resuming it where it was cut off."""
    speaker = speech.speaker("zh")
    _, files = compose.readers()
    sheet = sample_sheet(files, speaker)
    start = timing.schedule(sheet).start
    desk = compose.compose(database, speaker, clock=compose.run_clock(start, speed))
    known = desk.sessions()
    session = known[0].id if known else desk.add_sheet(sheet)
    pilot, ended, notes = Autopilot(desk.post, obstacles=desk.obstacles), threading.Event(), [0]

    def look(readout: Readout) -> None:
        pilot.look(readout)
        print(json.dumps(shown(readout, desk.air.show.entries)), flush=True)
        if len(readout.answered) > notes[0]:
            notes[0] = len(readout.answered)
            desk.post(TakeNote(f"note {notes[0]}"))
            desk.post(TypeIn((("comments", notes[0]), ("new_fans", 2 * notes[0]))))
        if readout.phase is Phase.OFF_AIR:
            ended.set()

    desk.subscribe(look)
    air = desk.open_run(session)
    air.sources.append(compose.simulated(sheet, 1))
    ended.wait()
    desk.close()


def shown(readout: Readout, entries: tuple) -> dict:
    """What a person can have seen."""
    orders, gmv = readout.figure("orders"), readout.figure("gmv")
    return {
        "now": readout.now,
        "row": readout.current.id if readout.current else None,
        "answered": sorted(cue.id for cue in readout.answered),
        "entries": len(entries),
        "orders": orders.value if orders else None,
        "gmv": gmv.value if gmv else None,
        "goals": sorted(goal.id for goal in readout.goals),
        "typed": [[row.of, dict(row.values)] for row in readout.typed],
    }


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))

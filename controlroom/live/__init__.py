"""The running show, pure: events, state, cues, engine.step, readout."""

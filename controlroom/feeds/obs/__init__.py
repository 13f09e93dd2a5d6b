"""OBS through obs-websocket 5."""

"""The world coming in: parsing bytes to facts, files, recorded and simulated sessions."""

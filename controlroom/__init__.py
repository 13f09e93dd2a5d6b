"""controlroom (直播操盘台): plan the show, run the show, learn from the show."""

__version__ = "0.1.0"

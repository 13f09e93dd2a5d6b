"""The one home of real time: clocks, and APScheduler as an alarm clock."""

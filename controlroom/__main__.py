"""`python -m controlroom`."""

import sys

from controlroom.app.cli import main

if __name__ == "__main__":
    sys.exit(main())

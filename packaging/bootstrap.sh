#!/bin/sh
# Makes a fresh machine able to run and test controlroom, then does what it is told.
#   sh packaging/bootstrap.sh run|test|lint|bench|screens|package|lock|setup [ARGS…]
# Installs system libraries where the machine is Debian and we may (root, or sudo without a
# password); otherwise prints the one command to run. Everything of Python goes into .venv.
set -eu
cd "$(dirname "$0")/.."
VENV=.venv
PY=$VENV/bin/python

say() { printf '%s\n' "controlroom: $*" >&2; }
fail() { say "$*"; exit 2; }
usage() { sed -n '2,5s/^# //p' packaging/bootstrap.sh; }
stamp_of() { cksum "$@" | cksum | cut -d' ' -f1; }

# --- system libraries (Debian and its children) ------------------------------------------

QT_LIBS="libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 \
libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 libxcb-image0 \
libxcb-render-util0 libxcb-xinerama0"

missing_packages() {
    for package in $QT_LIBS python3-venv; do
        case $package in
            python3-venv) python_with_venv >/dev/null || echo "$package" ;;
            *) installed "$package" || echo "$package" ;;
        esac
    done
}

installed() { # libglib2.0-0 is called libglib2.0-0t64 on newer systems
    for name in "$1" "$1t64"; do
        case $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null || true) in
            installed) return 0 ;;
        esac
    done
    return 1
}

by_hand() { # $1: packages; a bare Debian has no sudo
    if command -v sudo >/dev/null 2>&1; then
        printf '%s\n' "Run this, then try again:" \
            "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $1"
    else
        printf '%s\n' "Run this as root, then try again (there is no sudo here):" \
            "  apt-get update && apt-get install -y --no-install-recommends $1"
    fi
}

system_libraries() {
    command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1 || return 0
    wanted=$(missing_packages | tr '\n' ' ')
    [ -n "${wanted% }" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        fail "system libraries are missing. $(by_hand "$wanted")"
    fi
    say "installing $wanted"
    # shellcheck disable=SC2086
    { $as_root apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq \
            --no-install-recommends $wanted; } >&2 ||
        fail "could not install: $wanted
Nothing else was changed. Install them by hand, then try again."
}

# --- Python ------------------------------------------------------------------------------

good_python() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null
}

find_python() {
    for name in ${PYTHON:-} python3 python3.11 python3.12 python3.13 python3.14 python; do
        if command -v "$name" >/dev/null 2>&1 && good_python "$name"; then
            echo "$name"
            return 0
        fi
    done
    return 1
}

python_with_venv() {
    found=$(find_python) || return 1
    "$found" -c 'import ensurepip, venv' 2>/dev/null && echo "$found"
}

virtual_environment() { # $1: lock file
    stamp=$VENV/stamp-$(stamp_of "$1" packaging/bootstrap.sh)
    [ -e "$stamp" ] && [ -x "$PY" ] && return 0
    found=$(find_python) || fail "Python 3.11 to 3.14 is needed; none was found.
On Debian: apt-get install python3 python3-venv. On macOS: brew install python@3.13"
    [ -x "$PY" ] || "$found" -m venv "$VENV" || fail "could not make $VENV with $found"
    say "installing what $1 names (once)"
    "$PY" -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes -r "$1" >&2 || fail "pip could not install $1.
What was there before is kept. Check the connection to your package index and try again."
    "$PY" -c 'import pathlib, sysconfig
pathlib.Path(sysconfig.get_paths()["purelib"], "controlroom-checkout.pth").write_text(str(pathlib.Path.cwd()) + "\n")'
    # shellcheck disable=SC2016
    printf '#!/bin/sh\nexec "$(dirname "$0")/python" -m controlroom "$@"\n' >"$VENV/bin/controlroom"
    chmod +x "$VENV/bin/controlroom"
    : >"$stamp"
}

for_running() { system_libraries; have_dev || virtual_environment requirements.lock; }
for_working() { system_libraries; virtual_environment requirements-dev.lock; }
have_dev() { [ -e "$VENV/stamp-$(stamp_of requirements-dev.lock packaging/bootstrap.sh)" ]; }

lint() {
    "$PY" -m ruff check . && "$PY" -m mypy && "$VENV/bin/lint-imports"
}

# In two halves side by side: one core alone would take more than the eight minutes we allow.
all_tests() {
    mkdir -p build
    "$PY" -m pytest tests/ui >build/tests-ui.txt 2>&1 &
    half=$!
    rest=0 ui=0
    "$PY" -m pytest tests/architecture tests/contracts tests/journeys tests/unit || rest=$?
    wait $half || ui=$?
    say "tests/ui:"
    cat build/tests-ui.txt
    [ $rest -eq 0 ] && [ $ui -eq 0 ]
}

verb=${1:-help}
[ $# -gt 0 ] && shift
case $verb in
    setup) for_working ;;
    run) for_running; exec "$PY" -m controlroom demo "$@" ;;
    test)
        for_working
        lint || fail "lint, types or contracts failed (above); the tests were not run"
        export QT_QPA_PLATFORM=offscreen
        [ $# -eq 0 ] || exec "$PY" -m pytest "$@"
        all_tests ;;
    lint) for_working; lint ;;
    bench) for_working; QT_QPA_PLATFORM=offscreen exec "$PY" -m benchmarks "$@" ;;
    screens) for_running; exec "$PY" -m controlroom screens build/screens "$@" ;;
    package)
        for_working
        rm -rf dist
        "$PY" -m hatchling build -t wheel && ls dist && say "a wheel; installers come later" ;;
    lock)
        command -v uv >/dev/null 2>&1 || fail "uv is needed: pip install uv"
        for lock in requirements requirements-dev; do
            extra=
            [ $lock = requirements-dev ] && extra="--extra dev"
            # shellcheck disable=SC2086
            uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
                --no-emit-index-url --no-emit-find-links --no-annotate -q $extra \
                "$@" pyproject.toml -o $lock.lock ||
                fail "uv could not make $lock.lock (above). What was there before is kept."
        done ;;
    help) usage ;;
    *)
        say "there is no verb $verb"
        usage >&2
        exit 2 ;;
esac

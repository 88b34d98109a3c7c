# What the scripts of this folder have in common. Read by them, not run by itself.
#
# THROUGHLINE_PEERS names the folder that holds all data, configuration, logs and process ids.

PEERS=${THROUGHLINE_PEERS:-/var/tmp/throughline-peers}
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

say() { echo "peers/$NAME: $*" >&2; }
# Exit codes: 2 wrong usage, 3 a server does not do what it should, 4 its packages cannot be had.
fail() {
    say "$*"
    exit "${CODE:-3}"
}

need_debian_and_root() {
    command -v apt-get >/dev/null ||
        CODE=4 fail "needs Debian's packages, and there is no apt-get here"
    [ "$(id -u)" = 0 ] ||
        CODE=4 fail "installs packages and starts servers under other users: run it as root, sudo $0"
}

# Installs what is missing. Says which package failed and where to read why, since a mirror can
# change from one day to the next.
install_packages() {
    local missing=() package
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
            missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "installing ${missing[*]}"
    mkdir -p "$PEERS"
    local log=$PEERS/$NAME-install.log
    # Servers are started by these scripts only, never by their installation.
    local policy=/usr/sbin/policy-rc.d ours=
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod +x "$policy"
        ours=yes
    fi
    local result=0
    {
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive timeout 600 \
            apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null
    } >"$log" 2>&1 || result=$?
    [ -z "$ours" ] || rm -f "$policy"
    if [ "$result" != 0 ]; then
        tail -n 5 "$log" >&2
        CODE=4 fail "cannot install ${missing[*]} from Debian's packages (all of it: $log)"
    fi
}

# pid_of NAME WORD: the process that we started under this name and that still is what we started;
# a number that went to somebody else's process since does not count.
pid_of() {
    local pid
    pid=$(cat "$PEERS/run/$1.pid" 2>/dev/null) || return 1
    tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "$2" && echo "$pid"
}

# Becomes a command that outlives its caller: in a session of its own, and with nothing that the
# caller had open, since a lock or a pipe of his would be held for as long as the server runs.
become() {
    local open
    for open in /proc/self/fd/*; do
        open=${open##*/}
        [ "$open" -le 2 ] || eval "exec $open>&-"
    done
    exec setsid "$@"
}

# await SECONDS WHAT COMMAND...: tries until the command succeeds.
await() {
    local until=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $until ] || fail "$what, even after a long wait; its log is in $PEERS/log"
        sleep 0.2
    done
}

# end NAME WORD [SIGNAL]: ends what we started under this name, and nothing else.
end() {
    local pid tries
    if pid=$(pid_of "$1" "$2"); then
        kill "-${3:-TERM}" "$pid" 2>/dev/null || true
        for ((tries = 0; tries < 75; tries++)); do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.2
        done
        kill -KILL "$pid" 2>/dev/null || true
    fi
    rm -f "$PEERS/run/$1.pid"
}

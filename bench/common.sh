# What the measuring scripts share: a server on a free port with the demo's data, stopped at the end, and wrk's figures.

work=$(mktemp -d)
server=
stop_server() { [[ -z $server ]] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true; }; server=; }
cleanup() { stop_server; rm -rf "$work"; }
trap cleanup EXIT

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
now_ms() { date +%s%3N; }

# start_server NAME [DATABASE_URL]: sets port, TOKEN, started_ms. Plants the demo when it is the first start of that name; later ones
# are those of a café: `--demo` looks for no well-known passwords.
start_server() {
    port=$(free_port)
    export DATA_DIR=$work/$1 DATABASE_URL=${2:-} PORT=$port HOST=127.0.0.1 PRINTER_ENABLED=false LOG_LEVEL=error
    mkdir -p "$DATA_DIR"
    local begin demo=--demo
    [[ ! -e $DATA_DIR/secret ]] || demo=
    begin=$(now_ms)
    build/release/cafepos serve $demo >"$work/$1.log" 2>&1 &
    server=$!
    until curl -fs "http://127.0.0.1:$port/health/ready" >/dev/null; do
        kill -0 "$server" || { cat "$work/$1.log" >&2; return 1; }
        (($(now_ms) - begin < 60000)) || { echo "the server is not ready" >&2; return 1; }
        sleep 0.01
    done
    started_ms=$(($(now_ms) - begin))
    TOKEN=$(curl -s "http://127.0.0.1:$port/auth/login" -H 'Content-Type: application/json' \
        -d '{"username": "admin", "password": "password123"}' | jq -r .data.token)
    export TOKEN
}

# load SCRIPT PATH CONNECTIONS SECONDS: requests/s, median ms, p99 ms, errors
load() {
    wrk -t"$(($3 < 2 ? 1 : 2))" -c"$3" -d"${4}s" --latency -s "bench/$1" "http://127.0.0.1:$port$2" | sed -n 's/^RESULT //p'
}

#!/bin/sh
# Finds an event and books a place at it, with curl and what every POSIX system has.
#
#   EVENT_BOOKING_LOGIN=lena EVENT_BOOKING_PASSWORD='…' sh book-a-place.sh 'small stages'
#
# The tokens are kept in a file, so that the password is needed once and not for every call.
set -eu
umask 077

api=${EVENT_BOOKING_URL:-http://127.0.0.1:8080}/api/v1
tokens=${EVENT_BOOKING_TOKENS:-event-booking-tokens.json}
words=${1:?say which event: words of its title or place}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A text of a JSON document: enough for tokens, ids and the sentences of problem documents.
field() {
    sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$2"
}

# A text as JSON has it.
quoted() {
    printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g; s/.*/"&"/'
}

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

# send METHOD PATH [BODY]: the answer is in $work/answer, its status in $status. What is secret goes
# through files and pipes, because everybody on the machine can read the arguments of a process.
send() {
    method=$1 path=$2 body=${3-}
    : >"$work/headers"
    if [ -s "$tokens" ]; then
        printf 'Authorization: Bearer %s\n' "$(field access_token "$tokens")" >"$work/headers"
    fi
    set --
    if [ -n "$body" ]; then
        set -- --header 'Content-Type: application/json' --data-binary @-
    fi
    # After "429 Too Many Requests", curl waits for as long as Retry-After says.
    status=$(printf '%s' "$body" | curl --silent --show-error --retry 2 \
        --request "$method" --header "@$work/headers" "$@" \
        --output "$work/answer" --write-out '%{http_code}' "$api$path")
}

# The first tokens, for login and password.
log_in() {
    rm -f "$tokens"
    login=$(quoted "${EVENT_BOOKING_LOGIN:?}")
    password=$(quoted "${EVENT_BOOKING_PASSWORD:?}")
    send POST /auth/token "{\"login\":$login,\"password\":$password}"
    [ "$status" = 200 ] || fail "$(field detail "$work/answer")"
    mv "$work/answer" "$tokens"
}

# The next tokens, for a refresh token that works once. If it does not, only the password helps.
renew() {
    refresh=$(quoted "$(field refresh_token "$tokens")")
    send POST /auth/token/refresh "{\"refresh_token\":$refresh}"
    if [ "$status" = 200 ]; then
        mv "$work/answer" "$tokens"
    else
        log_in
    fi
}

# As send, with tokens that are good.
call() {
    [ -s "$tokens" ] || log_in
    send "$@"
    if [ "$status" = 401 ]; then
        renew
        send "$@"
    fi
    case $status in
    2??) ;;
    *) fail "$(field detail "$work/answer")" ;;
    esac
}

printf '%s' "$words" >"$work/words"
query=$(od -An -v -tx1 "$work/words" | tr -d '\n' | tr ' ' '%')
call GET "/events?limit=1&query=$query"
event=$(field id "$work/answer")
[ -n "$event" ] || fail "There is no event to come with these words."

call PUT "/events/$event/booking"
printf '%s: %s\n' "$(field outcome "$work/answer")" "$(field title "$work/answer")"

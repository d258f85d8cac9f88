#!/usr/bin/env bash
# Starts the built server in a directory of its own and walks the first day of a member by curl: register, the code from the mailbox,
# verify, sign in, refresh, profile, follow, picture, post, feed, like, comment, search, sign out. With DATABASE_URL and REDIS_URL set the server uses them (a
# database of its own is made beside the given one, and dropped afterwards). Prints each step; exits with 1 at the first that fails.
set -euo pipefail
if [ "${1:-}" = --help ]; then
  sed -n '2,4s/^# //p' "$0"
  exit 0
fi
cd "$(dirname "$0")/.."
work=$(mktemp -d)
port=$((20000 + RANDOM % 20000))
base="http://127.0.0.1:$port"
api="$base/api/v1"
database=''
server=''

cleanup() {
  if [ -n "$server" ]; then
    kill -TERM "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  [ -n "$database" ] && node scripts/scratch-database.mjs drop "$admin_url" "$database"
  rm -rf "$work"
}
trap cleanup EXIT

fail() {
  echo "FAILED: $1" >&2
  cat "$work/server.log" >&2
  exit 1
}

# json PATH: a value out of the last answer
json() { node -e 'let v=JSON.parse(require("fs").readFileSync(process.argv[1],"utf8"));for(const k of process.argv[2].split("."))v=v?.[k];if(v===undefined||v===null){process.exit(1)}process.stdout.write(String(v))' "$work/answer.json" "$1"; }

# call STATUS METHOD URL [curl arguments]
call() {
  local expected=$1 method=$2 url=$3 status
  shift 3
  status=$(curl -sS --max-time 20 -o "$work/answer.json" -w '%{http_code}' -X "$method" "$@" "$url")
  [ "$status" = "$expected" ] || fail "$method $url answered $status instead of $expected: $(head -c 600 "$work/answer.json")"
  echo "$method ${url#"$base"} $status"
}

post() { call "$1" POST "$2" -H 'content-type: application/json' -d "$3" "${@:4}"; }

if [ -n "${DATABASE_URL:-}" ]; then
  admin_url=$DATABASE_URL
  database="bikearea_smoke_$$"
  DATABASE_URL=$(node scripts/scratch-database.mjs create "$admin_url" "$database")
  export DATABASE_URL
fi

started=$SECONDS
# A prefix of its own: limits are counted on a Redis that other runs share.
REDIS_PREFIX="smoke-$$" PORT=$port HOST=127.0.0.1 PUBLIC_URL=$base DATA_DIR="$work/data" node --enable-source-maps dist/src/main.js >"$work/server.log" 2>&1 &
server=$!
until curl -sf -o "$work/answer.json" "$base/health/ready"; do
  kill -0 "$server" 2>/dev/null || fail 'the server ended'
  [ $((SECONDS - started)) -lt 60 ] || fail 'not ready within 60 s'
  sleep 0.2
done
echo "ready after $((SECONDS - started)) s"

name="smoke_$RANDOM"
email="$name@example.ge"
post 201 "$api/auth/register" "{\"email\":\"$email\",\"password\":\"Kakheti-roads-2026\",\"username\":\"$name\",\"fullName\":\"ნინო ბერიძე\"}"
ref=$(json data.userId)
code=''
for _ in $(seq 50); do
  curl -sf -H 'accept: application/json' -o "$work/mailbox.json" "$base/dev/mailbox"
  code=$(node -e 'const m=JSON.parse(require("fs").readFileSync(process.argv[1])).data.find((x)=>x.to.includes(process.argv[2]));process.stdout.write(/\b\d{6}\b/.exec(m?.text??"")?.[0]??"")' "$work/mailbox.json" "$email")
  [ -n "$code" ] && break
  sleep 0.2
done
[ -n "$code" ] || fail 'no code in the mailbox'
post 200 "$api/auth/verify-otp" "{\"userId\":\"$ref\",\"code\":\"$code\",\"type\":\"EMAIL\"}"
post 200 "$api/auth/login" "{\"email\":\"$email\",\"password\":\"Kakheti-roads-2026\"}"
refresh=$(json data.tokens.refreshToken)
post 200 "$api/auth/refresh" "{\"refreshToken\":\"$refresh\"}"
bearer="authorization: Bearer $(json data.tokens.accessToken)"
call 200 GET "$api/auth/me" -H "$bearer"
call 200 PATCH "$api/users/me" -H "$bearer" -H 'content-type: application/json' -d '{"bio":"გზა და ორი ბორბალი","location":"თბილისი"}'
call 200 GET "$api/users/search?q=a&limit=1" -H "$bearer"
other=$(json data.0.id)
call 200 POST "$api/users/$other/follow" -H "$bearer"
call 200 GET "$api/users/$other/followers?limit=100" -H "$bearer"
grep -q "$name" "$work/answer.json" || fail 'the follow is not in the list'
node -e 'require("sharp")({create:{width:640,height:480,channels:3,background:"#c0392b"}}).jpeg().toFile(process.argv[1])' "$work/picture.jpg"
call 200 PATCH "$api/media/avatar" -H "$bearer" -F "avatar=@$work/picture.jpg;type=image/jpeg"
call 200 GET "$(json data.avatarUrl)"
call 200 GET "$api/users/$name"
[ "$(json data.bio)" = 'გზა და ორი ბორბალი' ] || fail 'the profile does not show the bio'
json data.avatarUrl >/dev/null || fail 'the profile shows no picture'
call 201 POST "$api/posts" -H "$bearer" -F 'content=აბანოს უღელტეხილი, 72 კმ #მოტო' -F "images=@$work/picture.jpg;type=image/jpeg"
ride=$(json data.id)
[ "$(json data.hashtags.0)" = 'მოტო' ] || fail 'the post has no hashtag'
call 200 GET "$(json data.images.0.thumbnailUrl)"
# lists PATH NAME: the post stands in this list
lists() {
  call 200 GET "$api/posts/$1" -H "$bearer"
  grep -q "$ride" "$work/answer.json" || fail "the post is not in $2"
}
lists 'hashtag/%E1%83%9B%E1%83%9D%E1%83%A2%E1%83%9D?limit=100' 'the list of its hashtag'
lists feed 'the feed'
lists 'search?q=ugheltekhili&limit=100' 'the search in Latin letters'
call 200 POST "$api/posts/$ride/like" -H "$bearer"
[ "$(json data.likesCount)" = 1 ] || fail 'the like does not count'
post 201 "$api/posts/$ride/comments" '{"content":"რა ლამაზია!"}' -H "$bearer"
call 200 GET "$api/posts/$ride"
[ "$(json data.commentCount)" = 1 ] || fail 'the comment does not count'
call 200 GET "$api/notifications/unread" -H "$bearer"
[ "$(json data.unreadCount)" = 0 ] || fail 'somebody is told of what they did themselves'
call 200 GET "$api/posts/trending"
call 200 GET "$api/posts/hashtags/trending"
call 200 GET "$api/stats"
[ "$(json data.usersCount)" -ge 1 ] || fail 'nobody is counted'
call 200 GET "$base/docs.json"
call 200 POST "$api/auth/logout" -H "$bearer"
call 401 GET "$api/auth/me" -H "$bearer"
kill -TERM "$server"
wait "$server" || fail "the server ended with $?"
server=''
echo 'stopped in order'

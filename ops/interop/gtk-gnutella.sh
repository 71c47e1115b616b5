#!/usr/bin/env bash
# A node between unmodified gtk-gnutella clients: leaf A searches through a virtual peer, leaf B has the files, leaf C has others and is
# firewalled. Shows that B's files are found without asking B, are downloaded from B, and are found no more once B has left; that C's are
# downloaded by push; that the clients log nothing odd. Prints a table; exit code 1 if a line of it does not hold, 0 also if it cannot run.
#
#   ops/interop/gtk-gnutella.sh --client FILE [--preload FILE] [--minutes N] [--keep DIR]
#     --client   gtk-gnutella 1.2 with its GTK interface (without it, it cannot search); run as user nobody below Xvfb
#     --preload  shared object for the clients alone, for one whose release is too old for today's clock
#     --minutes  how long A, B and C stay connected at least before their logs are read, 0 to 60; 10
#     --keep     where logs and captured packets are copied to
#   AVP: how the avp command is run, ops/avp by default.
#
# Needs root, iproute2, Xvfb, tcpdump, curl and jq. All traffic stays in network namespaces of its own, which have no route out.
set -euo pipefail
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
client='' preload='' minutes=10 keep=''
while [ $# -gt 0 ]; do
  case $1 in
    --client) client=$2 ;;
    --preload) preload=$2 ;;
    --minutes) minutes=$2 ;;
    --keep) keep=$2 ;;
    *) sed -n '2,14s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
  shift 2
done
skip() { echo "skipped: $*"; exit 0; }
[ -n "$client" ] || skip "no client given (--client)"
[ -x "$client" ] || skip "$client is no program"
[ "$(id -u)" = 0 ] || skip "only root can make network namespaces"
for tool in ip Xvfb tcpdump curl jq setpriv; do command -v $tool >/dev/null || skip "$tool is not installed"; done
avp=${AVP-$here/../avp}

run=avp$$ dir=$(mktemp -d /tmp/avp-interop.XXXXXX) display=:$((1000 + $$ % 30000)) port=16346 failed=0
chmod 755 "$dir"
declare -A ip=([v]=44.1.0.1 [a]=44.21.0.1 [b]=44.22.0.1 [c]=44.23.0.1) pid=()
in_ns() { local ns=$1; shift; ip netns exec "$run-$ns" "$@"; }

end() { # NAME: asks a process of ours to end, and makes it end
  local one=${pid[$1]-}
  [ -n "$one" ] || return 0
  unset "pid[$1]"
  kill "$one" 2>/dev/null || true
  for _ in $(seq 80); do kill -0 "$one" 2>/dev/null || return 0; sleep 0.25; done
  kill -9 "$one" 2>/dev/null || true
}
clean() {
  for one in a b c v x dump; do end $one; done
  for ns in v a b c br; do ip netns del "$run-$ns" 2>/dev/null || true; rm -rf "/etc/netns/$run-$ns"; done
  if [ -n "$keep" ]; then mkdir -p "$keep"; cp -r "$dir"/. "$keep"; fi
  rm -rf "$dir"
}
trap clean EXIT
trap 'exit 130' INT TERM

# The network: a bridge in a namespace of its own; public addresses, or clients would not name them to others.
ip netns add "$run-br"
ip -n "$run-br" link add br0 type bridge mcast_snooping 0
ip -n "$run-br" link set br0 up
for ns in "${!ip[@]}"; do
  mkdir -p "/etc/netns/$run-$ns"
  : >"/etc/netns/$run-$ns/resolv.conf"
  ip netns add "$run-$ns"
  ip -n "$run-br" link add "p$ns" type veth peer name eth0 netns "$run-$ns"
  ip -n "$run-br" link set "p$ns" master br0 up
  ip -n "$run-$ns" link set lo up
  ip -n "$run-$ns" addr add "${ip[$ns]}/8" dev eth0
  ip -n "$run-$ns" link set eth0 up
done
# C is firewalled: nothing leaves its port, so nobody can open a connection to it or exchange datagrams with it.
for protocol in tcp udp; do ip -n "$run-c" rule add ipproto $protocol sport 16400 blackhole; done
ip netns exec "$run-br" tcpdump -i br0 -U -s 0 -w "$dir/all.pcap" >/dev/null 2>&1 & pid[dump]=$!
Xvfb "$display" -ac -nolisten tcp >/dev/null 2>&1 & pid[x]=$!

start() { # NAME FIREWALLED: a leaf that shares $dir/NAME/share
  local n=$1 d=$dir/$1
  mkdir -p "$d"/{inc,done,bad,home,share}
  cat >"$d/config_gnet" <<CONF
configured_peermode = 0
current_peermode = 0
listen_port = 16400
force_local_ip = TRUE
forced_local_ip = "${ip[$n]}"
network_protocol = 4
is_firewalled = $2
is_udp_firewalled = $2
enable_upnp = FALSE
enable_natpmp = FALSE
enable_g2 = FALSE
enable_dht = FALSE
enable_guess = FALSE
enable_local_socket = TRUE
enable_shell = TRUE
remote_shell_timeout = 0
browse_host_enabled = TRUE
shared_dirs = "$d/share"
shared_files_extensions = "--all--"
store_downloading_files_to = "$d/inc"
move_downloading_files_to = "$d/done"
move_corrupted_files_to = "$d/bad"
use_global_hostiles_txt = FALSE
node_debug = 2
search_debug = 2
download_debug = 2
log_query_hits = TRUE
log_query_hit_records = TRUE
log_spam_query_hit = TRUE
log_bad_gnutella = TRUE
log_dropped_gnutella = TRUE
log_vmsg_rx = TRUE
CONF
  : >"$d/hostiles.txt"
  echo AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA >"$d/spam_sha1.txt" # it does not start with an empty list
  chown -R nobody "$d"
  (cd "$d" && exec ip netns exec "$run-$n" setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$d/home" USER=nobody \
    GTK_GNUTELLA_DIR="$d" DISPLAY="$display" LD_PRELOAD="$preload" "$client" --minimized --no-xshm --no-supervise --no-restart \
    --log-stdout "$d/out.log" --log-stderr "$d/err.log") >"$d/boot.log" 2>&1 </dev/null & pid[$n]=$!
}
sh_of() { # NAME COMMAND: in the shell of a client
  printf '%s\n' "$2" | setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$dir/$1/home" GTK_GNUTELLA_DIR="$dir/$1" \
    "$client" --shell 2>/dev/null
}
api() { in_ns v curl -sf -m 120 "http://127.0.0.1:7626$1"; }
until_true() { # SECONDS COMMAND...
  local end=$((SECONDS + $1)); shift
  until "$@" >/dev/null; do [ $SECONDS -lt $end ] || return 1; sleep 0.5; done
}
line() { # NAME GOOD? DETAIL
  local word=ok
  [ "$2" = yes ] || { word=FAILED; failed=1; }
  printf '  %-44s %-7s %s\n' "$1" "$word" "$3"
}
check() { # NAME SECONDS DETAIL COMMAND...: a line about what must become true
  local name=$1 limit=$2 detail=$3 begun=$SECONDS good=yes; shift 3
  until_true "$limit" "$@" || good=no
  line "$name" $good "$detail ($((SECONDS - begun)) s)"
}
leaf() { api /api/v1/links | jq -e --arg a "${ip[$1]}:" 'any(.items[]; .mode == "leaf" and (.remoteAddress | startswith($a)))' >/dev/null; }
guid_line() { grep -E '^guid = "0*[1-9a-f]' "$dir/$1/config_gnet"; }
guid() { until_true 90 guid_line "$1" && guid_line "$1" | grep -oE '[0-9a-f]{32}'; }
known() { api "/api/v1/holdings?member=$1" | jq '.items | length' || echo 0; }
knows() { [ "$(known "$1")" = "$2" ]; }
counter() { api /api/v1/peers/interop-0 | jq ".counters.query.$1 // 0"; }
searches() { sh_of "$1" 'stats general' | sed -n 's/.*\blocal_searches *\([0-9]*\).*/\1/p'; }
# Lines of A's log since a search began.
since() { tail -c "+$((mark + 1))" "$dir/a/err.log"; }
search() { mark=$(stat -c %s "$dir/a/err.log"); sh_of a "search add \"$1\"" >/dev/null; }
hit() { since | grep -F "SEARCH REC" | grep -qF "name=\"$1\""; }
hit_line() { since | grep 'SEARCH .* QHIT' | grep -F "${ip[$1]}:" | head -1 | sed 's/.*SEARCH/SEARCH/'; }
sha1() { since | grep -F "name=\"$1\"" | sed -n 's/.*sha1=\([A-Z2-7]*\).*/\1/p' | head -1; }
fetched() { cmp -s "$dir/a/done/$1" "$2"; }
up_or_ended() { ! kill -0 "${pid[$1]}" 2>/dev/null || [ -n "$(sh_of "$1" version)" ]; }
attach() { # NAME FIREWALLED: about one start of ten ends by a race of the client's own, then it is started again
  for _ in 1 2 3; do
    until_true 90 up_or_ended "$1" || true
    kill -0 "${pid[$1]}" 2>/dev/null && break
    start "$1" "$2"
  done
  sh_of "$1" "node add ${ip[v]}:$port" >/dev/null
}

for n in a b c; do mkdir -p "$dir/$n/share"; done
for i in 1 2 3; do head -c $((100000 + i)) /dev/urandom >"$dir/b/share/marmalade tangerine$i orchard.bin"; done
head -c 120000 /dev/urandom >"$dir/c/share/walnut periwinkle cellar.bin"
cat >"$dir/node.conf" <<CONF
avp.gnutella.host = "${ip[v]}"
CONF
ip netns exec "$run-v" $avp node --config "$dir/node.conf" --data "$dir/data" --name interop --port $port \
  --http-port 7626 >"$dir/node.log" 2>&1 & pid[v]=$!
echo "leaf A ${ip[a]}, leaf B ${ip[b]}, firewalled leaf C ${ip[c]}, virtual peer ${ip[v]}:$port"
declare -A firewalled=([a]=FALSE [b]=FALSE [c]=TRUE)
for n in a b c; do start $n ${firewalled[$n]}; done
node_ready() { api /ready >/dev/null; }
check 'the node is ready' 300 '' node_ready
for n in a b c; do attach $n ${firewalled[$n]}; check "leaf ${n^^} is a member" 200 "$(sh_of $n version | grep -o 'gtk-gnutella/[0-9.]*' | head -1)" leaf $n; done
began=$SECONDS

gb=$(guid b)
check "B's files are known by browsing it" 120 "3 files of $gb" knows "$gb" 3
before=$(searches b) asked=$(counter delivered) answered=$(counter answered)
search 'marmalade tangerine2'
check "A gets B's file" 180 '' hit 'marmalade tangerine2 orchard.bin'
line "the hit names B" "$([ -n "$(hit_line b)" ] && echo yes)" "$(hit_line b)"
line "the node answered, no leaf was asked" "$([ "$(counter delivered)" = "$asked" ] && [ "$(counter answered)" -gt "$answered" ] && echo yes)" \
  "queries answered $answered -> $(counter answered), delivered to leaves $asked -> $(counter delivered)"
line "B saw no query" "$([ -n "$before" ] && [ "$(searches b)" = "$before" ] && echo yes)" "its local_searches $before -> $(searches b)"
urn=$(sha1 'marmalade tangerine2 orchard.bin')
at=$(since | sed -n "s/.*QHIT \[[^]]*\] (\(${ip[b]}:[0-9]*\).*/\1/p" | head -1)
sh_of a "download add \"magnet:?xt=urn:sha1:$urn&dn=from-b&xs=http://$at/uri-res/N2R?urn:sha1:$urn\"" >/dev/null
check 'A downloads from B, all bytes right' 180 "urn:sha1:$urn from $at" fetched from-b "$dir/b/share/marmalade tangerine2 orchard.bin"

gc=$(guid c)
until_true 30 knows "$gc" 1 || true
before=$(searches c)
search 'walnut periwinkle'
check "A gets firewalled C's file" 180 "known: $(known "$gc") file(s)" hit 'walnut periwinkle cellar.bin'
line "the hit names C and asks for a push" "$(hit_line c | grep -q FIREWALL && echo yes)" "$(hit_line c)"
# As long as nobody browses firewalled leaves, this one is asked: then its count shows that the count of B means something.
echo "  (C's local_searches $before -> $(searches c))"
urn=$(sha1 'walnut periwinkle cellar.bin')
sh_of a "download add \"magnet:?xt=urn:sha1:$urn&dn=from-c&xs=push://$gc:${ip[v]}:$port/uri-res/N2R?urn:sha1:$urn\"" >/dev/null
check 'A downloads from C by push, all bytes right' 180 "urn:sha1:$urn, proxy ${ip[v]}:$port" fetched from-c "$dir/c/share/walnut periwinkle cellar.bin"

while [ $((SECONDS - began)) -lt $((minutes * 60)) ]; do sleep 1; done
for n in a b c; do check "leaf ${n^^} still is a member" 1 "after $((SECONDS - began)) s" leaf $n; done
end b
check "what is known of B is gone" 2 'after it has left' knows "$gb" 0
before=$(counter received)
search 'marmalade orchard'
sleep 25
line "no dead hit" "$(since | grep -q 'SEARCH REC' || echo yes)" 'searched again, 25 s'
line "A's new search came to the node" "$([ "$(counter received)" -gt "$before" ] && echo yes)" "queries received $before -> $(counter received)"
for n in a b c; do
  odd=$(grep -iE 'weird|spam|hostile' "$dir/$n/err.log" || true)
  line "nothing odd in the log of ${n^^}" "$([ -z "$odd" ] && echo yes)" "$(wc -l <"$dir/$n/err.log") lines${odd:+: $(head -3 <<<"$odd")}"
done
line "the ledger is exact" "$(api /api/v1/ledger | jq -e '[.. | objects | select(has("exact")).exact] | length > 0 and all' >/dev/null && echo yes)" ''
[ $failed = 0 ] && echo 'interop gtk-gnutella: ok' || echo 'interop gtk-gnutella: not ok'
exit $failed

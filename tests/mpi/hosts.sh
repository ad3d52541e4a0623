#!/usr/bin/env bash
# run_batt on several hosts that this script makes: network namespaces with names, addresses and a bridge between them.
# It needs root, compares the reports of ranks on these hosts with those of one process, and is not one
# of the tests that always run:
#
#     tests/mpi/hosts.sh RUN_BATT [HOSTS [RANKS]]
#
# As the launch agent of mpirun (agent HOST COMMAND...) it runs the command on a host.
set -euo pipefail

net=10.213.77

# on_host HOST PROGRAM WORD...: runs the program on the host.
on_host() {
    ip netns exec "$1" unshare --uts sh -c 'hostname "$1"; shift; exec "$@"' sh "$@"
}

if [ "${1-}" = agent ]; then
    shift
    host=$1
    shift
    on_host "$host" sh -c "$*" # one line for a shell, as sshd takes it
    exit
fi

run_batt=$(realpath "$1")
hosts=${2:-3}
ranks=${3:-2} # per host
self=$(realpath "$0")
work=$(mktemp -d)
names=()
list=""

clean_up() {
    for name in "${names[@]}"; do
        ip netns delete "$name" 2>/dev/null || true
        rm -rf "/etc/netns/$name"
    done
    rmdir --ignore-fail-on-non-empty /etc/netns 2>/dev/null || true
    ip link delete battbridge 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT

ip link add battbridge type bridge
ip link set battbridge up
for k in $(seq 1 "$hosts"); do
    names+=("batthost$k")
    printf '%s %s\n' "$net.$k" "batthost$k" >>"$work/hosts"
    list+=${list:+,}batthost$k:$ranks
done
echo "127.0.0.1 localhost" >>"$work/hosts"
for k in $(seq 1 "$hosts"); do
    name=batthost$k
    ip netns add "$name"
    mkdir -p "/etc/netns/$name"
    cp "$work/hosts" "/etc/netns/$name/hosts"
    ip link add "battveth$k" type veth peer name eth0 netns "$name"
    ip link set "battveth$k" master battbridge up
    ip -n "$name" address add "$net.$k/24" dev eth0
    ip -n "$name" link set eth0 up
    ip -n "$name" link set lo up
done
cat >"$work/agent" <<AGENT
#!/bin/sh
exec "$self" agent "\$@"
AGENT
chmod +x "$work/agent"

programs=$(realpath "$(dirname "$self")/../../examples/programs")
tasks=$(realpath "$(dirname "$self")/../../examples/tasks")
words=(--programs "$programs" --tasks "$tasks" --cross)
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
"$run_batt" "${words[@]}" --csv "$work/one.csv" --submission "$work/one.json" >/dev/null || [ $? -eq 1 ]
# on_all PROGRAM WORD...: runs the program as ranks on all hosts.
on_all() {
    on_host batthost1 mpirun --host "$list" --mca plm_rsh_agent "$work/agent" --mca btl self,tcp,vader \
        --mca btl_tcp_if_include eth0 --mca oob_tcp_if_include eth0 "$@"
}
on_all sh -c 'echo "$(hostname) rank $OMPI_COMM_WORLD_RANK" >>"$0"' "$work/places"
on_all "$run_batt" "${words[@]}" --csv "$work/ranks.csv" --submission "$work/ranks.json" \
    >/dev/null || [ $? -eq 1 ]
sort "$work/places"
cmp "$work/one.csv" "$work/ranks.csv"
cmp "$work/one.json" "$work/ranks.json"
echo "$((hosts * ranks)) ranks on $hosts hosts: the same reports as one process"

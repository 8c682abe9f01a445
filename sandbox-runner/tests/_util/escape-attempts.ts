/** What a learner who is root in the sandbox, and means harm, may try. */
export interface Attempt {
  readonly name: string;
  /** Shell commands in which HOST_PID and MARK (see `prelude`) and the functions below are known. */
  readonly script: string;
}

/** Numbers of system calls. */
const call =
  process.arch === 'arm64'
    ? { mount: 40, finitModule: 273, initModule: 105, reboot: 142, bpf: 280, ioctl: 29, ptrace: 117, pidfdOpen: 434 }
    : { mount: 165, finitModule: 313, initModule: 175, reboot: 169, bpf: 321, ioctl: 16, ptrace: 101, pidfdOpen: 434 };

/**
 * Functions that say in one line what became of an attempt: REFUSED; BREACH, the wall did not hold; UNCLEAR, it failed, but
 * for another reason than a missing right, which proves nothing; MISSING, there was nothing to try it on.
 */
const judges = `
refusals='permission denied|operation not permitted|read-only file system'
# try <command>
try() {
  local said what=BREACH
  if ! said=$(eval "$1" 2>&1); then
    grep -qiE "$refusals" <<< "$said" && what=REFUSED || what=UNCLEAR
  fi
  tr '\\n' ' ' <<< "$what $1: $said"
  echo
}
# on <command> <file>...: tries the command with each FILE that is there.
on() {
  local command=$1 file found=
  shift
  for file in "$@"; do
    [ -e "$file" ] && found=1 && try "\${command//FILE/$file}"
  done
  [ -n "$found" ] || echo "MISSING $*"
}
# call <number and arguments in perl>: a system call.
call() {
  perl -e 'my ($number, @rest) = eval $ARGV[0]; die $@ if $@; exit 0 if syscall($number, @rest) != -1; die "$!\\n"' "$1"
}
# nodes <type>...: all nodes there are. -links makes find look at each itself: bound over a file, one is a file in its directory.
nodes() {
  find / \\( -fstype proc -o -fstype sysfs \\) -prune -o -links +0 "$@" -exec stat -c '%F %t:%T %n' {} +
}
export -f try on call nodes
export refusals
limits=$(echo /sys/fs/cgroup/{memory/memory.limit_in_bytes,memory/memory.memsw.limit_in_bytes,pids/pids.max,cpu/cpu.cfs_quota_us} \\
  /sys/fs/cgroup/{memory.max,memory.high,memory.swap.max,pids.max,cpu.max})
`;

/** What comes before each script. MARK does not match itself: it is a pattern, and a search must not find its own command line. */
export function prelude(host: { readonly pid: number; readonly mark: string }): string {
  return `${judges}\nHOST_PID=${host.pid} MARK='[${host.mark.slice(0, 1)}]${host.mark.slice(1)}'\n`;
}

export const attempts: readonly Attempt[] = [
  {
    name: "make a node of a disk of the host's, on whatever file system",
    script: `
      mkdir -p /mnt/fresh; mountpoint -q /mnt/fresh || mount -t tmpfs none /mnt/fresh
      for number in $(cat /sys/class/block/*/dev); do
        for place in /root /home/learner /dev /dev/shm /tmp /mnt/fresh; do
          try "mknod $place/disk b \${number/:/ }"
        done
      done`,
  },
  {
    name: "mount a disk of the host's, by its name or by any node there is",
    // The call itself, since mount(8) looks for the node first. For the kernel it comes after the right to mount this at all.
    script: `
      for node in $(ls /sys/class/block | sed s,^,/dev/,) $(nodes -type b | grep -o '/.*'); do
        for type in $(awk '$1 != "nodev" {print $1}' /proc/filesystems); do
          try "call '${call.mount}, \\"$node\\", \\"/mnt\\", \\"$type\\", 1, 0'"
        done
      done`,
  },
  {
    name: "make a node of the kernel's memory or log, of loop devices or virtual machines",
    script: `for number in '1 1' '1 2' '1 11' '10 232' '10 237'; do try "mknod /root/node c $number"; done`,
  },
  {
    name: 'find a node of anything but null, zero, full, random, urandom, terminals, and the whiteouts of images',
    script: String.raw`
      all=$(nodes \( -type b -o -type c \))
      grep -q ' 1:3 /dev/null$' <<< "$all" && echo REFUSED any other || echo UNCLEAR no node was found
      grep -vE '^character special file (1:[35789]|5:[012]|88:[0-9a-f]+|0:0) ' <<< "$all" | sed 's/^/BREACH /'`,
  },
  {
    name: 'mount a file system that needs the real root',
    script: `
      for type in $(grep -oxE 'nodev\\s+(devtmpfs|debugfs|tracefs|securityfs|configfs|selinuxfs|pstore|efivarfs)' /proc/filesystems | cut -f2); do
        try "call '${call.mount}, \\"none\\", \\"/mnt\\", \\"$type\\", 0, 0'"
      done`,
  },
  {
    name: 'load a kernel module',
    script: `
      truncate -s 4096 /root/x.ko
      try "call '${call.finitModule}, 9, \\"\\", 0' 9< /root/x.ko"
      try "call '${call.initModule}, \\"x\\" x 4096, 4096, \\"\\"'"`,
  },
  {
    name: 'load a BPF program',
    // r0 = 0; exit, as a filter of sockets: the kernel takes it from who may.
    script: `
      try "call 'our (\\$code, \\$licence) = (pack(q(C2sl) x 2, 0xb7, 0, 0, 0, 0x95, 0, 0, 0), q(GPL));
        (${call.bpf}, 5, pack(q(L2p2x104), 1, 2, \\$code, \\$licence), 128)'"`,
  },
  { name: 'write core_pattern', script: `on 'echo "|/bin/true" > FILE' /proc/sys/kernel/core_pattern` },
  { name: 'write modprobe', script: `on 'echo /bin/true > FILE' /proc/sys/kernel/modprobe` },
  { name: 'use sysrq', script: `on 'echo h > FILE' /proc/sysrq-trigger` },
  {
    name: 'have a release_agent, which the kernel would run as root of the host',
    // v1: it lies in the root of a hierarchy, and all that a sandbox can mount begins at its own cgroup. v2 has none.
    script: `
      mkdir -p /mnt/cg
      agents() { find /sys/fs/cgroup /mnt/cg -name release_agent; }
      hierarchies=$(cut -d: -f2 /proc/self/cgroup)
      for hierarchy in $hierarchies none,name=wild; do try "mount -t cgroup -o $hierarchy none /mnt/cg"; done
      for file in $(agents); do on 'echo /bin/true > FILE' $file; done
      export -f agents
      unshare --cgroup --mount bash -c '
        for hierarchy in "$@"; do
          mount -t cgroup -o $hierarchy,release_agent=/bin/true none /mnt/cg 2>/dev/null && echo BREACH by an option
          mount -t cgroup -o $hierarchy none /mnt/cg && for file in $(agents); do on "echo /bin/true > FILE" $file; done
          umount /mnt/cg
        done' - $hierarchies
      echo REFUSED, or none was seen`,
  },
  {
    name: 'leave its cgroup',
    script: String.raw`
      enter() { for dir in "$@"; do [ ! -e $dir/cgroup.procs ] || echo $BASHPID > $dir/cgroup.procs; done 2>/dev/null; }
      above() { for dir in "$@"; do echo $dir/.. $dir/../.. $dir/../../..; done; }
      mkdir -p /mnt/cg
      for own in /sys/fs/cgroup /sys/fs/cgroup/memory; do
        [ ! -e $own/cgroup.procs ] || { mkdir -p $own/inside; enter $own/inside; }
      done
      grep -q '/inside$' /proc/self/cgroup || echo UNCLEAR it can not move at all
      enter $(above /sys/fs/cgroup /sys/fs/cgroup/*)
      # By mounts of its own: in its own view of cgroups each begins where it is itself, in the host's at the root.
      mounts() {
        for hierarchy in $(cut -d: -f2 /proc/self/cgroup) unified; do
          if [ $hierarchy = unified ]; then mount -t cgroup2 none /mnt/cg; else mount -t cgroup -o $hierarchy none /mnt/cg; fi &&
            enter /mnt/cg $(above /mnt/cg)
          umount /mnt/cg
        done 2>/dev/null
      }
      export -f enter above mounts
      # What lies beside or above the view's beginning is told with dots.
      unshare --cgroup --mount bash -c 'mounts; sed -n "/:\/\.\./s/^/BREACH /p" /proc/self/cgroup'
      mounts
      awk -F: '
        NR == FNR { sub("/init$", "", $3); home[$2] = $3; next }
        substr($3, 1, length(home[$2])) != home[$2] || $3 ~ /\/\.\./ { print "BREACH", $0; out = 1 }
        END { if (!out) print "REFUSED anywhere but below", home["memory"] "/" }' /proc/1/cgroup /proc/self/cgroup`,
  },
  { name: 'raise its limits', script: `on '{ echo 80000000000 > FILE || echo max > FILE; }' $limits` },
  { name: 'take over the files of its limits', script: `on 'chown 0:0 FILE' $limits; on 'chmod 666 FILE' $limits` },
  {
    name: "read the host's kernel log",
    script: `try dmesg; on 'timeout 2 head -c 10 FILE' /proc/kmsg`,
  },
  { name: "read the kernel's memory", script: `on 'head -c 8 FILE' /proc/kcore` },
  {
    name: 'see kernel addresses',
    script: `
      if grep -vqE '^0+ ' /proc/kallsyms; then echo BREACH; elif [ -e /proc/kallsyms ]; then echo REFUSED; else echo MISSING /proc/kallsyms; fi`,
  },
  { name: 'set the clock', script: `try 'date -s "2030-01-01 00:00:00"'` },
  { name: 'switch AppArmor off', script: `on 'echo 0 > FILE' /sys/module/apparmor/parameters/enabled` },
  {
    name: 'change global kernel settings',
    script: `on 'cat FILE > /root/was && cat /root/was > FILE' /proc/sys/vm/overcommit_memory \\
      /proc/sys/kernel/{panic,kptr_restrict,dmesg_restrict,randomize_va_space,unprivileged_bpf_disabled} /proc/sys/fs/file-max`,
  },
  {
    name: 'find a file in /sys that it may write, but those of its own network',
    script: String.raw`
      find /sys -path /sys/fs/cgroup -prune -o -path '*/net/*' -prune -o -type f -writable -print | sed 's/^/BREACH /'
      [ $(find /sys/kernel -type f | wc -l) -gt 100 ] && echo REFUSED all || echo UNCLEAR nothing was found`,
  },
  { name: 'reboot', script: `try "call '${call.reboot}, 0xfee1dead, 672274793, 0, 0'"` },
  {
    name: 'make a nested subvolume, which would have a quota of its own',
    // The second time with junk in the upper half of the ioctl's number, which the kernel does not look at.
    script: `
      for number in 0x5000940e 0xdead00005000940e; do
        try "call '${call.ioctl}, 9, $number, pack(q(q a4088), 0, q(nested))' 9< /.slipway"
      done
      [ ! -e /.slipway/nested ] || echo BREACH`,
  },
  {
    name: 'see a process of the host',
    script: `
      search() { grep -lsaE "$MARK" /proc/[0-9]*/cmdline /proc/[0-9]*/environ; }
      search | sed 's/^/BREACH /'
      (exec -a "\${MARK//[][]/}" sleep 20) &
      for ((i = 0; i < 50; i++)); do found=$(search); [ -z "$found" ] || break; sleep 0.1; done
      [ -n "$found" ] && echo REFUSED, unlike one of its own || echo UNCLEAR its own was not found either
      kill $!`,
  },
  {
    name: 'signal, trace or look into a process of the host',
    script: `
      [ ! -e /proc/$HOST_PID ] || echo UNCLEAR it has a process of this number too
      # It has no name for such a process, so that no right is asked for.
      refusals='no such process|no such file or directory'
      for way in "kill -"{0,CONT,KILL}" $HOST_PID" "nsenter -t $HOST_PID -m true" "ls /proc/$HOST_PID/"{root,cwd,fd,environ} \\
        "call '${call.ptrace}, "{16,0x4206}", $HOST_PID, 0, 0'" "call '${call.pidfdOpen}, $HOST_PID, 0'"; do
        try "$way"
      done`,
  },
];

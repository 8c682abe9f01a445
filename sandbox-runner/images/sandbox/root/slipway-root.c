// slipway-root <volume>: what a sandbox's init does first, in one process, since thirty programs cost 50 ms at every start.
//
//   1. Makes the directories of the volume; removes what an earlier start left in ipc/ and work/.
//   2. Makes the root writable: an overlay over the read-only image with its upper layer in the volume, so that every change
//      counts for the sandbox's quota and is in its checkpoints. `userxattr`: the kind that a user namespace may mount.
//   3. Binds the volume's docker/, containerd/ and home/ to their places.
//   4. Mounts cgroups read-write (Docker mounts them read-only; v1: each hierarchy, v2: the one).
//   5. Turns IPv6 off.
//
// Ends with 1 and a line on stderr when something fails. Runs as the sandbox's root, before anything of the learner's.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ROOT "/usr/local/lib/slipway/root"

static const char *volume;

static void fail(const char *what) {
  fprintf(stderr, "slipway-root: %s: %s\n", what, strerror(errno));
  exit(1);
}

// The path of `name` below the volume. Each call's answer is kept.
static char *in_volume(const char *name) {
  char *path;
  if (asprintf(&path, "%s/%s", volume, name) < 0) fail("memory");
  return path;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *ftw) {
  (void)status, (void)type, (void)ftw;
  return remove(path);
}

// rm -rf, without following links.
static void remove_tree(const char *path) {
  struct stat status;
  if (lstat(path, &status) == 0 && nftw(path, remove_one, 32, FTW_DEPTH | FTW_PHYS | FTW_MOUNT) != 0) fail(path);
}

static void directory(const char *path, mode_t mode) {
  if (mkdir(path, mode) != 0 && errno != EEXIST) fail(path);
}

static void prepare_volume(void) {
  static const char *const names[] = {"docker", "containerd", "home", "upper", "work", "ipc", "log"};
  // Sockets in it belong to programs of an earlier start.
  remove_tree(in_volume("ipc"));
  // A work directory that an engine of another boot left behind is of no use.
  remove_tree(in_volume("work/work"));
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) directory(in_volume(names[i]), 0755);
}

static void writable_root(void) {
  static const char *const moved[] = {"/sys", "/dev", "/tmp", "/run", "/proc"};
  char *options;
  if (asprintf(&options, "lowerdir=/,upperdir=%s/upper,workdir=%s/work,userxattr", volume, volume) < 0) fail("memory");
  if (mount("overlay", ROOT, "overlay", 0, options) != 0) fail("the writable root");
  if (chmod(ROOT, 0755) != 0) fail("the root's mode");
  for (size_t i = 0; i < sizeof moved / sizeof *moved; i++) {
    char to[256];
    snprintf(to, sizeof to, "%s%s", ROOT, moved[i]);
    if (mount(moved[i], to, NULL, MS_MOVE, NULL) != 0) fail(moved[i]);
  }
  char to[256];
  snprintf(to, sizeof to, "%s%s", ROOT, volume);
  if (mount(volume, to, NULL, MS_MOVE, NULL) != 0) fail("the volume");
  // The old root over the new one, and off again: pivot_root(2), "pivot_root(".", ".")".
  if (chdir(ROOT) != 0 || syscall(SYS_pivot_root, ".", ".") != 0) fail("pivot_root");
  if (umount2(".", MNT_DETACH) != 0) fail("the old root");
  if (chdir("/") != 0) fail("/");
}

static void bind_to(const char *name, const char *place) {
  directory(place, 0755);
  if (mount(in_volume(name), place, NULL, MS_BIND, NULL) != 0) fail(place);
}

// Every mount below /sys/fs/cgroup, or that itself, becomes read-write.
static void open_cgroup_mounts(void) {
  FILE *mounts = fopen("/proc/self/mountinfo", "re");
  if (mounts == NULL) fail("mountinfo");
  char *line = NULL;
  size_t size = 0;
  while (getline(&line, &size, mounts) > 0) {
    char path[512];
    if (sscanf(line, "%*s %*s %*s %*s %511s", path) != 1 || strncmp(path, "/sys/fs/cgroup", 14) != 0) continue;
    struct stat unified;
    int is_top = strcmp(path, "/sys/fs/cgroup") == 0;
    if (is_top && stat("/sys/fs/cgroup/cgroup.controllers", &unified) != 0) continue;
    if (mount(NULL, path, NULL, MS_REMOUNT | MS_BIND | MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) != 0)
      fprintf(stderr, "slipway-root: %s stays read-only: %s\n", path, strerror(errno));
  }
  free(line);
  fclose(mounts);
}

// There is no way out of a sandbox over IPv6; with it, programs would try and wait. Absent where the kernel has none.
static void without_ipv6(void) {
  static const char *const scopes[] = {"all", "default"};
  for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++) {
    char path[128];
    snprintf(path, sizeof path, "/proc/sys/net/ipv6/conf/%s/disable_ipv6", scopes[i]);
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) continue;
    if (write(file, "1", 1) != 1) fprintf(stderr, "slipway-root: %s: %s\n", path, strerror(errno));
    close(file);
  }
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fputs("usage: slipway-root <volume>\n", stderr);
    return 1;
  }
  volume = argv[1];
  umask(022);
  prepare_volume();
  writable_root();
  directory("/home", 0755);
  bind_to("docker", "/var/lib/docker");
  bind_to("containerd", "/var/lib/containerd");
  bind_to("home", "/home/learner");
  open_cgroup_mounts();
  without_ipv6();
  if (chmod(in_volume("docker"), 0711) != 0 || chmod(in_volume("home"), 0755) != 0) fail("modes");
  if (chmod(in_volume("ipc"), 01777) != 0 || chmod("/tmp", 01777) != 0) fail("modes");
  return 0;
}

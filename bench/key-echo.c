/*
 * echo-in-pty COMMAND…: runs it in a terminal of its own and waits for a shell's prompt. Then, for each line on stdin,
 * types the line's first letter, waits until it is echoed, takes it back, and prints how long the echo took, in ns.
 */
#include <poll.h>
#include <pty.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { patience_ms = 60000 };

static char last[4096];

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void fail(const char *what) {
  fprintf(stderr, "echo-in-pty: %s\n", what);
  exit(1);
}

/* Reads until `text` has come. */
static void await_text(int fd, const char *text) {
  size_t length = 0;
  struct pollfd ready = {.fd = fd, .events = POLLIN};
  for (;;) {
    if (poll(&ready, 1, patience_ms) <= 0) fail("nothing came");
    if (length > sizeof last / 2) length = 0;
    ssize_t got = read(fd, last + length, sizeof last - length - 1);
    if (got <= 0) fail("the command ended");
    length += (size_t)got;
    last[length] = 0;
    if (strstr(last, text) != NULL) return;
  }
}

static void type(int fd, char key) {
  if (write(fd, &key, 1) != 1) fail("nothing can be typed");
}

int main(int argc, char **argv) {
  int fd;
  struct winsize size = {.ws_row = 24, .ws_col = 80};
  if (argc < 2) fail("which command?");
  pid_t child = forkpty(&fd, NULL, NULL, &size);
  if (child < 0) fail("no terminal");
  if (child == 0) {
    execv(argv[1], argv + 1);
    _exit(127);
  }
  await_text(fd, "$ ");
  puts("ready");
  fflush(stdout);
  char line[16];
  while (fgets(line, sizeof line, stdin) != NULL) {
    char key[2] = {line[0], 0};
    uint64_t at = now();
    type(fd, key[0]);
    await_text(fd, key);
    printf("%llu\n", (unsigned long long)(now() - at));
    fflush(stdout);
    type(fd, 0x7f);
    await_text(fd, "\b");
  }
  return 0;
}

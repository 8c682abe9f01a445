/*
 * key-echo pty COMMAND…     runs it in a terminal of its own,
 * key-echo bytes            takes descriptor 3 for a connection to a terminal,
 * key-echo websocket TEXT   takes it for a WebSocket that has been opened, and sends the text first,
 *
 * and waits for a shell's prompt. Then, for each line on stdin, types the line's first letter, waits until it is echoed, takes
 * it back, and prints how long the echo took, in ns.
 */
#define _GNU_SOURCE
#include <poll.h>
#include <pty.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { patience_ms = 20000, first = 0x80, text_frame = 1, binary_frame = 2, ping_frame = 9, pong_frame = 10 };

static int terminal = 3;
/* What comes is never acknowledged: the runner sends 64 KiB at most. */
static bool in_frames;

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void fail(const char *what) {
  fprintf(stderr, "key-echo: %s\n", what);
  exit(1);
}

static void send_bytes(const void *bytes, size_t length) {
  if (write(terminal, bytes, length) != (ssize_t)length) fail("nothing can be typed");
}

static size_t receive(unsigned char *bytes, size_t room, uint64_t deadline) {
  struct pollfd ready = {.fd = terminal, .events = POLLIN};
  int64_t left_ms = (int64_t)(deadline - now()) / 1000000;
  if (left_ms <= 0 || poll(&ready, 1, (int)left_ms) <= 0) fail("what was awaited has not come");
  ssize_t got = read(terminal, bytes, room);
  if (got <= 0) fail("the terminal ended");
  return (size_t)got;
}

/* A short frame as a browser sends it (RFC 6455, 5.2), with a mask that changes nothing. */
static void send_frame(int kind, const void *bytes, size_t length) {
  unsigned char frame[6 + 125] = {(unsigned char)(first | kind), (unsigned char)(first | length)};
  if (length > 125) fail("the text is too long");
  memcpy(frame + 6, bytes, length);
  send_bytes(frame, 6 + length);
}

/* Gives what the next frames say that have come whole; parts of others wait in `held`. */
static size_t receive_frames(unsigned char *text, uint64_t deadline) {
  static unsigned char held[1 << 17];
  static size_t length;
  length += receive(held + length, sizeof held - length, deadline);
  size_t said = 0, at = 0;
  while (length - at >= 2) {
    size_t head = 2, size = held[at + 1];
    if (size == 126 && length - at >= 4) head = 4, size = (size_t)held[at + 2] << 8 | held[at + 3];
    else if (size >= 126) break;
    if (length - at < head + size) break;
    int kind = held[at] & 15;
    if (kind == binary_frame) memcpy(text + said, held + at + head, size), said += size;
    else if (kind == ping_frame) send_frame(pong_frame, held + at + head, size);
    else if (kind != text_frame) fail("the connection ended");
    at += head + size;
  }
  memmove(held, held + at, length -= at);
  return said;
}

/* Reads until `wanted` has come. */
static void await_text(const char *wanted) {
  static unsigned char last[1 << 18];
  size_t length = 0;
  uint64_t deadline = now() + (uint64_t)patience_ms * 1000000u;
  do {
    if (length > sizeof last / 2) length = 0;
    length += in_frames ? receive_frames(last + length, deadline) : receive(last + length, sizeof last / 2, deadline);
  } while (memmem(last, length, wanted, strlen(wanted)) == NULL);
}

static void type(char key) {
  if (in_frames) send_frame(binary_frame, &key, 1);
  else send_bytes(&key, 1);
}

static void start(char **command) {
  struct winsize size = {.ws_row = 24, .ws_col = 80};
  pid_t child = forkpty(&terminal, NULL, NULL, &size);
  if (child < 0) fail("no terminal");
  if (child > 0) return;
  execv(command[0], command);
  _exit(127);
}

int main(int argc, char **argv) {
  const char *kind = argc < 2 ? "" : argv[1];
  if (strcmp(kind, "pty") == 0 && argc > 2) start(argv + 2);
  else if (strcmp(kind, "websocket") == 0 && argc == 3) in_frames = true, send_frame(text_frame, argv[2], strlen(argv[2]));
  else if (strcmp(kind, "bytes") == 0) type('\r'); /* The first prompt may have been taken already. */
  else fail("pty, bytes or websocket?");
  await_text("$ ");
  puts("ready");
  fflush(stdout);
  char line[16];
  while (fgets(line, sizeof line, stdin) != NULL) {
    char key[2] = {line[0], 0};
    uint64_t at = now();
    type(key[0]);
    await_text(key);
    uint64_t took = now() - at;
    type(0x7f);
    await_text("\b");
    printf("%llu\n", (unsigned long long)took);
    fflush(stdout);
  }
  return 0;
}

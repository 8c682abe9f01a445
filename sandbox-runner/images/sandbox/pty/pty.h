/*
 * slipway-pty keeps one pseudo-terminal of a sandbox alive, whoever watches it: the runner may be killed and come back,
 * the shell, its screen and its position stay. README.md beside this file describes the protocol on the socket.
 */
#ifndef SLIPWAY_PTY_H
#define SLIPWAY_PTY_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum {
    RING_BYTES = 1024 * 1024,
    MAX_INPUT = 64 * 1024,       /* longest input frame a client may send */
    MAX_OUTPUT = 64 * 1024,      /* longest output frame we send */
    MAX_LAG = 16 * 1024,         /* output not sent to anybody above which the terminal is not read: its programs wait */
    SEND_BUFFER = 16 * 1024,     /* of a connection, which the kernel doubles; all of it is ahead of an answer to Ctrl-C */
    EPOCH_CHARS = 32,
    MAX_CLIENTS = 12,
    ATTACH_TIMEOUT_MS = 10 * 1000,
    GONE_TIMEOUT_MS = 60 * 1000, /* how long the end of the shell is told to whoever asks */
    SOCKET_CHECK_MS = 10 * 1000,
    DRAIN_BYTES = 256 * 1024,    /* read at most this after the shell's end: others may still write */
    MAX_NAME = 15,               /* of a program, as the kernel keeps it */
};

/* The last RING_BYTES of output. Position p lies at bytes[p % RING_BYTES]. */
struct ring {
    uint8_t *bytes;
    uint64_t end; /* position after the last byte */
};

struct shell {
    pid_t pid;
    int master;
    /* Kept open so that a shell which closes its own descriptors does not hang the terminal up. */
    int slave;
    /* What the kernel calls the shell's process. */
    char name[MAX_NAME + 1];
};

struct spawn {
    uid_t uid;
    gid_t gid;
    const char *home;
    uint16_t cols, rows;
    char **command;
};

/* Who reads what is typed. The numbers are those of the protocol. */
enum foreground_kind {
    AT_PROMPT = 0,  /* the shell, which edits a line */
    SHELL_BUSY = 1, /* the shell, which does something else: a builtin, a script's lines, its own start */
    PROGRAM = 2,    /* another program, or what the shell became by exec */
};

struct foreground {
    enum foreground_kind kind;
    char name[MAX_NAME + 1]; /* of the program; may hold any bytes but 0 */
};

/* spawn.c: opens a pseudo-terminal and starts the command in it. False (errno set) if it could not. */
bool spawn_shell(const struct spawn *spawn, struct shell *shell);
void set_size(int terminal, uint16_t cols, uint16_t rows);

/* ring.c */
bool ring_open(struct ring *ring);
/* Reads what is there, at most `limit` bytes. 0: nothing now; -1: the terminal has ended. */
ssize_t ring_fill(struct ring *ring, int fd, size_t limit);
uint64_t ring_start(const struct ring *ring);
/* The first position, at or after the start, from which a terminal can be drawn: after a line break if bytes are gone. */
uint64_t ring_clean_start(const struct ring *ring);

/* foreground.c */
struct foreground look_at_foreground(const struct shell *shell);

/* serve.c: the poll loop; returns when the shell has ended and that was told, or on SIGTERM. */
void serve(int listener, const char *path, struct shell *shell);

/* Milliseconds of the monotonic clock. */
int64_t now_ms(void);

#endif

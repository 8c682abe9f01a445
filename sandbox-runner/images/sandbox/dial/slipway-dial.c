/*
 * slipway-dial connects to ports inside the sandbox for the runner, which has no network link into it. README.md beside
 * this file describes the protocol on the socket. One process, one poll loop, no memory but what is in `calls`, whose
 * pages are there only once a call uses them.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum {
    MAX_CALLS = 64,
    MAX_PLACES = MAX_CALLS + 8, /* the rest is for those who are told that it is full */
    MAX_LINE = 64,
    BUFFER_BYTES = 16 * 1024,
    RECEIVE_BYTES = 128 * 1024,
    LINE_TIMEOUT_MS = 5 * 1000,
    CONNECT_TIMEOUT_MS = 5 * 1000,
    SOCKET_CHECK_MS = 10 * 1000,
};

/* Bytes on their way from one side to the other. */
struct pipe_buffer {
    uint8_t bytes[BUFFER_BYTES];
    size_t from, to;
    bool ended;    /* the side that is read has said all it has to say */
    bool shut;     /* and the other side knows */
};

enum state { FREE, READING_LINE, CONNECTING, TALKING };

struct call {
    enum state state;
    int runner, server;
    int64_t deadline;
    char line[MAX_LINE];
    size_t line_length;
    struct pipe_buffer up, down; /* runner → server, server → runner */
};

static struct call calls[MAX_PLACES];

static int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void end_call(struct call *call) {
    if (call->runner >= 0) close(call->runner);
    if (call->server >= 0) close(call->server);
    call->runner = call->server = -1;
    call->state = FREE;
}

/* Tells why there is no connection, and ends the call. The word fits any socket buffer. */
static void refuse(struct call *call, const char *word) {
    char answer[32];
    int length = snprintf(answer, sizeof answer, "%s\n", word);
    (void)!send(call->runner, answer, (size_t)length, MSG_NOSIGNAL | MSG_DONTWAIT);
    end_call(call);
}

static const char *word_for(int error) {
    switch (error) {
    case ECONNREFUSED: return "refused";
    case ETIMEDOUT: return "timeout";
    case EHOSTUNREACH:
    case ENETUNREACH:
    case EADDRNOTAVAIL:
    case EACCES:
    case EPERM: return "unreachable";
    default: return "failed";
    }
}

static void begin_talk(struct call *call) {
    int on = 1;
    setsockopt(call->server, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    memcpy(call->down.bytes, "ok\n", 3);
    call->down.from = 0;
    call->down.to = 3;
    call->state = TALKING;
}

static int open_calls(void) {
    int count = 0;
    for (int i = 0; i < MAX_PLACES; i++) count += calls[i].state == CONNECTING || calls[i].state == TALKING;
    return count;
}

/* `line`: an address in numbers, a space, a port. */
static void begin_connect(struct call *call, char *line) {
    struct sockaddr_storage address = {0};
    struct sockaddr_in *v4 = (struct sockaddr_in *)&address;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&address;
    socklen_t length;
    char *space = strchr(line, ' '), *stop;
    if (space == NULL) {
        refuse(call, "nonsense");
        return;
    }
    if (open_calls() >= MAX_CALLS) {
        refuse(call, "full");
        return;
    }
    *space = 0;
    unsigned long port = strtoul(space + 1, &stop, 10);
    if (space[1] < '0' || space[1] > '9' || *stop != 0 || port < 1 || port > 65535) {
        refuse(call, "nonsense");
        return;
    }
    if (inet_pton(AF_INET, line, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons((uint16_t)port);
        length = sizeof *v4;
    } else if (inet_pton(AF_INET6, line, &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons((uint16_t)port);
        length = sizeof *v6;
    } else {
        refuse(call, "nonsense");
        return;
    }
    call->server = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (call->server < 0) {
        refuse(call, "failed");
        return;
    }
    /* Else the kernel grows it to megabytes, for each connection whose reader has stopped. */
    int receive_bytes = RECEIVE_BYTES;
    setsockopt(call->server, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
    if (connect(call->server, (struct sockaddr *)&address, length) == 0) begin_talk(call);
    else if (errno == EINPROGRESS) {
        call->state = CONNECTING;
        call->deadline = now_ms() + CONNECT_TIMEOUT_MS;
    } else refuse(call, word_for(errno));
}

static void read_line(struct call *call) {
    ssize_t n = recv(call->runner, call->line + call->line_length, MAX_LINE - call->line_length, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0) {
        end_call(call);
        return;
    }
    call->line_length += (size_t)n;
    char *end = memchr(call->line, '\n', call->line_length);
    if (end == NULL) {
        if (call->line_length == MAX_LINE) refuse(call, "nonsense");
        return;
    }
    /* What came with the line is for the server already. */
    size_t rest = call->line_length - (size_t)(end + 1 - call->line);
    memcpy(call->up.bytes, end + 1, rest);
    call->up.to = rest;
    *end = 0;
    begin_connect(call, call->line);
}

static void finish_connect(struct call *call) {
    int error = 0;
    socklen_t length = sizeof error;
    if (getsockopt(call->server, SOL_SOCKET, SO_ERROR, &error, &length) < 0) error = errno;
    if (error == 0) begin_talk(call);
    else refuse(call, word_for(error));
}

/* Moves what can be moved now. False: a side is gone, and the call with it. */
static bool move(struct pipe_buffer *buffer, int from, int to) {
    if (!buffer->ended && buffer->from == buffer->to) {
        ssize_t n = recv(from, buffer->bytes, BUFFER_BYTES, MSG_DONTWAIT);
        if (n > 0) {
            buffer->from = 0;
            buffer->to = (size_t)n;
        } else if (n == 0) buffer->ended = true;
        else if (errno != EAGAIN && errno != EINTR) return false;
    }
    while (buffer->from < buffer->to) {
        ssize_t n = send(to, buffer->bytes + buffer->from, buffer->to - buffer->from, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && (errno == EAGAIN || errno == EINTR)) return true;
        if (n <= 0) return false;
        buffer->from += (size_t)n;
    }
    if (buffer->ended && !buffer->shut) {
        shutdown(to, SHUT_WR);
        buffer->shut = true;
    }
    return true;
}

static void talk(struct call *call) {
    if (!move(&call->up, call->runner, call->server)) {
        /* A server may answer and close before it has heard everything: what it said still goes back. */
        call->up.ended = call->up.shut = true;
        call->up.from = call->up.to = 0;
    }
    if (!move(&call->down, call->server, call->runner) || (call->up.shut && call->down.shut)) end_call(call);
}

static void accept_call(int listener) {
    int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0) return;
    for (int i = 0; i < MAX_PLACES; i++) {
        struct call *call = &calls[i];
        if (call->state != FREE) continue;
        call->state = READING_LINE;
        call->runner = fd;
        call->server = -1;
        call->deadline = now_ms() + LINE_TIMEOUT_MS;
        call->line_length = 0;
        call->up.from = call->up.to = call->down.from = call->down.to = 0;
        call->up.ended = call->up.shut = call->down.ended = call->down.shut = false;
        return;
    }
    close(fd);
}

static short events_of(const struct pipe_buffer *in, const struct pipe_buffer *out) {
    short events = 0;
    if (!in->ended && in->from == in->to) events |= POLLIN;
    if (out->from < out->to) events |= POLLOUT;
    return events;
}

/* Fills two places of `polls`; one with a descriptor below 0 is passed over. */
static void wishes(const struct call *call, struct pollfd polls[2]) {
    polls[0] = polls[1] = (struct pollfd){.fd = -1};
    if (call->state == READING_LINE) polls[0] = (struct pollfd){.fd = call->runner, .events = POLLIN};
    if (call->state == CONNECTING) {
        polls[0] = (struct pollfd){.fd = call->runner, .events = 0};
        polls[1] = (struct pollfd){.fd = call->server, .events = POLLOUT};
    }
    if (call->state == TALKING) {
        polls[0] = (struct pollfd){.fd = call->runner, .events = events_of(&call->up, &call->down)};
        polls[1] = (struct pollfd){.fd = call->server, .events = events_of(&call->down, &call->up)};
        /* Reported unasked: a server that hung up would wake us without end while the runner takes nothing. */
        if (polls[1].events == 0) polls[1].fd = -1;
    }
}

static void serve_call(struct call *call, const struct pollfd polls[2], int64_t now) {
    bool is_over = call->state == READING_LINE || call->state == CONNECTING ? now > call->deadline : false;
    /* On the runner's side: it has closed, not only stopped talking. Nobody is there for what the server may still say. */
    if ((polls[0].revents & (POLLHUP | POLLERR)) != 0) end_call(call);
    else if (is_over) refuse(call, "timeout");
    else if (call->state == READING_LINE && polls[0].revents != 0) read_line(call);
    else if (call->state == CONNECTING && polls[1].revents != 0) finish_connect(call);
    else if (call->state == TALKING && (polls[0].revents | polls[1].revents) != 0) talk(call);
}

static bool is_same(const char *path, const struct stat *mine) {
    struct stat now;
    return lstat(path, &now) == 0 && now.st_ino == mine->st_ino && now.st_dev == mine->st_dev;
}

/* Until somebody takes our socket away. */
static void serve(int listener, const char *path) {
    struct stat mine;
    if (lstat(path, &mine) < 0) return;
    for (;;) {
        struct pollfd polls[1 + 2 * MAX_PLACES] = {{.fd = listener, .events = POLLIN}};
        bool is_busy = false;
        for (int i = 0; i < MAX_PLACES; i++) {
            wishes(&calls[i], &polls[1 + 2 * i]);
            is_busy |= calls[i].state != FREE;
        }
        if (poll(polls, 1 + 2 * MAX_PLACES, is_busy ? 1000 : SOCKET_CHECK_MS) < 0 && errno != EINTR) return;
        int64_t now = now_ms();
        for (int i = 0; i < MAX_PLACES; i++)
            if (calls[i].state != FREE) serve_call(&calls[i], &polls[1 + 2 * i], now);
        if ((polls[0].revents & POLLIN) != 0) accept_call(listener);
        if (!is_busy && !is_same(path, &mine)) return;
    }
}

__attribute__((noreturn)) static void fail(const char *what) {
    fprintf(stderr, "slipway-dial: %s: %s\n", what, strerror(errno));
    exit(1);
}

/* The listening socket. Exits with success when another one of us answers there. */
static int listen_on(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct stat there;
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        fail(path);
    }
    strcpy(address.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) fail("socket");
    /* A link to a socket elsewhere is none of ours. */
    bool is_socket = lstat(path, &there) == 0 && S_ISSOCK(there.st_mode);
    if (is_socket && (connect(fd, (struct sockaddr *)&address, sizeof address) == 0 || errno == EAGAIN)) exit(0);
    if (unlink(path) < 0 && errno != ENOENT) fail(path);
    umask(0177);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0) fail(path);
    if (listen(fd, 128) < 0) fail("listen");
    return fd;
}

int main(int argc, char **argv) {
    if (argc != 2 || argv[1][0] != '/') {
        fputs("usage: slipway-dial /PATH/OF/SOCKET\n", stderr);
        return 2;
    }
    int listener = listen_on(argv[1]);
    pid_t pid = fork();
    if (pid < 0) fail("fork");
    if (pid > 0) _exit(0);
    setsid();
    int null = open("/dev/null", O_RDWR);
    if (null < 0) fail("/dev/null");
    for (int fd = 0; fd <= 2; fd++) dup2(null, fd);
    if (null > 2) close(null);
    if (chdir("/") < 0) fail("/");
    signal(SIGPIPE, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    serve(listener, argv[1]);
    return 0;
}

#define _GNU_SOURCE
#include "pty.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HEADER = 5, ATTACHED_HEAD = HEADER + 24 + EPOCH_CHARS + 1, KNOWS_FOREGROUND = 1 };

struct client {
    int fd; /* -1: free */
    bool attached;
    bool told_exit;
    /* It asked who is in the foreground and has not been told. */
    bool asks;
    int64_t since;
    /* What came in and is not done with; `input_done` counts the bytes of the input frame at its head already typed. */
    uint8_t in[HEADER + MAX_INPUT];
    size_t in_length, input_done;
    bool input_waits;
    /* What goes out: first `head`, then output from the ring up to `frame_end`. */
    uint8_t head[ATTACHED_HEAD];
    size_t head_length, head_sent;
    uint64_t sent, frame_end;
};

struct host {
    struct ring ring;
    struct shell *shell;
    char epoch[EPOCH_CHARS + 1];
    struct client clients[MAX_CLIENTS];
    bool reaped, ended;
    int exit_code;
    size_t drain_left;
    int64_t ended_at;
};

static struct host host;

static void put(uint8_t *to, uint64_t value, int bytes) {
    for (int i = 0; i < bytes; i++) to[i] = (uint8_t)(value >> (8 * (bytes - 1 - i)));
}

static uint64_t get(const uint8_t *from, int bytes) {
    uint64_t value = 0;
    for (int i = 0; i < bytes; i++) value = value << 8 | from[i];
    return value;
}

static void drop(struct client *client) {
    close(client->fd);
    client->fd = -1;
}

static bool is_attached(const struct client *client) {
    return client->fd >= 0 && client->attached;
}

/* How many bytes of output the client that is furthest has not got yet; -1: nobody is attached. */
static int64_t least_lag(void) {
    int64_t least = -1;
    for (int i = 0; i < MAX_CLIENTS; i++) {
        if (!is_attached(&host.clients[i])) continue;
        int64_t lag = (int64_t)(host.ring.end - host.clients[i].sent);
        if (least < 0 || lag < least) least = lag;
    }
    return least;
}

static void start_frame(struct client *client, char type, uint64_t length) {
    client->head[0] = (uint8_t)type;
    put(client->head + 1, length, 4);
    client->head_length = HEADER;
    client->head_sent = 0;
}

/* From now on the client gets the output, beginning with what it does not show yet. */
static bool attach(struct client *client, const uint8_t *payload, size_t length) {
    if (client->attached || length < 5 || (payload[4] != 0 && length != 13 + EPOCH_CHARS)) return false;
    set_size(host.shell->master, (uint16_t)get(payload, 2), (uint16_t)get(payload + 2, 2));

    uint64_t asked = 0, from = ring_clean_start(&host.ring), lost = from;
    if (payload[4] != 0 && memcmp(payload + 13, host.epoch, EPOCH_CHARS) == 0) {
        asked = get(payload + 5, 8);
        if (asked <= host.ring.end) {
            if (asked >= ring_start(&host.ring)) from = asked;
            lost = from - asked;
        }
    }
    start_frame(client, 'a', ATTACHED_HEAD - HEADER);
    put(client->head + HEADER, from, 8);
    put(client->head + HEADER + 8, host.ring.end, 8);
    put(client->head + HEADER + 16, lost, 8);
    memcpy(client->head + HEADER + 24, host.epoch, EPOCH_CHARS);
    client->head[HEADER + 24 + EPOCH_CHARS] = KNOWS_FOREGROUND;
    client->head_length = ATTACHED_HEAD;
    client->sent = client->frame_end = from;
    client->attached = true;
    return true;
}

/* True when all of the input is typed; false when the terminal takes no more for now. */
static bool type_input(struct client *client, const uint8_t *payload, size_t length) {
    while (!host.reaped && client->input_done < length) {
        ssize_t n = write(host.shell->master, payload + client->input_done, length - client->input_done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && errno == EAGAIN) return false;
        if (n <= 0) break;
        client->input_done += (size_t)n;
    }
    client->input_done = 0;
    return true;
}

/* Does every whole frame in the buffer. False: the client talks nonsense. */
static bool take_frames(struct client *client) {
    size_t at = 0;
    client->input_waits = false;
    while (client->in_length - at >= HEADER) {
        uint8_t type = client->in[at];
        size_t length = get(client->in + at + 1, 4);
        const uint8_t *payload = client->in + at + HEADER;
        if (length > MAX_INPUT || (type != 'A' && !client->attached)) return false;
        if (client->in_length - at - HEADER < length) break;
        if (type == 'A') {
            if (!attach(client, payload, length)) return false;
        } else if (type == 'R') {
            if (length != 4) return false;
            set_size(host.shell->master, (uint16_t)get(payload, 2), (uint16_t)get(payload + 2, 2));
        } else if (type == 'F') {
            if (length != 0) return false;
            client->asks = true;
        } else if (type == 'H') {
            if (length != 0) return false;
            if (!host.reaped) kill(host.shell->pid, SIGHUP);
        } else if (type == 'I') {
            if (!type_input(client, payload, length)) {
                client->input_waits = true;
                break;
            }
        } else {
            return false;
        }
        at += HEADER + length;
    }
    memmove(client->in, client->in + at, client->in_length - at);
    client->in_length -= at;
    return true;
}

static void read_client(struct client *client) {
    ssize_t n = recv(client->fd, client->in + client->in_length, sizeof client->in - client->in_length, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0) {
        drop(client);
        return;
    }
    client->in_length += (size_t)n;
    if (!take_frames(client)) drop(client);
}

static void tell_foreground(struct client *client) {
    struct foreground seen = look_at_foreground(host.shell);
    size_t length = strlen(seen.name);
    start_frame(client, 'f', 1 + length);
    client->head[HEADER] = (uint8_t)seen.kind;
    memcpy(client->head + HEADER + 1, seen.name, length);
    client->head_length += 1 + length;
    client->asks = false;
}

/* Begins the next frame if the last one is out. False: nothing to say. */
static bool has_frame(struct client *client) {
    if (client->head_sent < client->head_length || client->sent < client->frame_end) return true;
    if (!client->attached) return false;
    /* Before the output that waits: who asks wants to know now. After the shell's end there is nobody to be seen. */
    if (client->asks && !host.reaped) {
        tell_foreground(client);
        return true;
    }
    uint64_t waiting = host.ring.end - client->sent;
    if (waiting > 0) {
        client->frame_end = client->sent + (waiting < MAX_OUTPUT ? waiting : MAX_OUTPUT);
        start_frame(client, 'o', client->frame_end - client->sent);
        return true;
    }
    if (!host.ended || client->told_exit) return false;
    start_frame(client, 'x', 4);
    put(client->head + HEADER, (uint32_t)host.exit_code, 4);
    client->head_length += 4;
    client->told_exit = true;
    return true;
}

static void write_client(struct client *client) {
    while (has_frame(client)) {
        size_t head = client->head_length - client->head_sent, body = (size_t)(client->frame_end - client->sent);
        size_t at = client->sent % RING_BYTES, first = body < RING_BYTES - at ? body : RING_BYTES - at;
        struct iovec parts[3] = {
            {client->head + client->head_sent, head},
            {host.ring.bytes + at, first},
            {host.ring.bytes, body - first},
        };
        struct msghdr message = {.msg_iov = parts, .msg_iovlen = 3};
        ssize_t n = sendmsg(client->fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && errno == EAGAIN) return;
        if (n < 0) {
            drop(client);
            return;
        }
        size_t of_head = (size_t)n < head ? (size_t)n : head;
        client->head_sent += of_head;
        client->sent += (size_t)n - of_head;
    }
}

/* A new connection; when all places are taken, the one that has waited longest without attaching goes. */
static void accept_client(int listener) {
    int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0) return;
    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &(int){SEND_BUFFER}, sizeof(int));
    struct client *place = NULL;
    for (int i = 0; i < MAX_CLIENTS; i++) {
        struct client *client = &host.clients[i];
        if (client->fd < 0) {
            place = client;
            break;
        }
        if (!client->attached && (place == NULL || client->since < place->since)) place = client;
    }
    if (place == NULL) {
        close(fd);
        return;
    }
    if (place->fd >= 0) drop(place);
    place->fd = fd;
    place->since = now_ms();
    place->attached = place->told_exit = place->asks = place->input_waits = false;
    place->in_length = place->input_done = place->head_length = place->head_sent = 0;
    place->sent = place->frame_end = 0;
}

static void reap(void) {
    int status;
    if (host.reaped || waitpid(host.shell->pid, &status, WNOHANG) != host.shell->pid) return;
    host.reaped = true;
    host.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    host.drain_left = DRAIN_BYTES;
}

/*
 * Programs wait while every client is behind, so that Ctrl-C is never far behind what is on the screen. The fastest sets
 * the pace: a second viewer on a bad line must not slow down the one who types.
 */
static bool may_read(void) {
    return !host.ended && least_lag() < MAX_LAG;
}

static void read_terminal(void) {
    for (int i = 0; i < MAX_CLIENTS; i++) {
        struct client *client = &host.clients[i];
        /* What it still needs is about to be overwritten; it can attach again and learn how much it lost. */
        if (is_attached(client) && host.ring.end - client->sent > RING_BYTES - MAX_OUTPUT) drop(client);
    }
    size_t limit = host.reaped && host.drain_left < MAX_OUTPUT ? host.drain_left : MAX_OUTPUT;
    ssize_t n = ring_fill(&host.ring, host.shell->master, limit);
    if (!host.reaped) return;
    if (n > 0) host.drain_left -= (size_t)n;
    if (n <= 0 || host.drain_left == 0) {
        host.ended = true;
        host.ended_at = now_ms();
    }
}

/* True when the end has been told to all who are attached, or to somebody and the others had their time. */
static bool is_told(int64_t now) {
    bool somebody = false, everybody = true;
    for (int i = 0; i < MAX_CLIENTS; i++) {
        const struct client *client = &host.clients[i];
        if (!is_attached(client)) continue;
        bool told = client->told_exit && client->head_sent == client->head_length;
        somebody |= told;
        everybody &= told;
    }
    return somebody && (everybody || now - host.ended_at > GONE_TIMEOUT_MS);
}

static bool is_same(const char *path, const struct stat *mine) {
    struct stat now;
    return lstat(path, &now) == 0 && now.st_ino == mine->st_ino && now.st_dev == mine->st_dev;
}

static int signals(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void make_epoch(void) {
    uint8_t random[EPOCH_CHARS / 2];
    if (getrandom(random, sizeof random, 0) != sizeof random) put(random, (uint64_t)now_ms(), 8);
    for (size_t i = 0; i < sizeof random; i++) snprintf(host.epoch + 2 * i, 3, "%02x", random[i]);
}

/* Closes those who never attach. True: nobody can reach us any more, or the end has been told long enough. */
static bool is_over(const char *path, const struct stat *mine, int64_t now, int64_t *next_check) {
    for (int i = 0; i < MAX_CLIENTS; i++) {
        struct client *client = &host.clients[i];
        if (client->fd >= 0 && !client->attached && now - client->since > ATTACH_TIMEOUT_MS) drop(client);
    }
    if (is_told(now)) return true;
    if (least_lag() >= 0) return false;
    if (host.ended && now - host.ended_at > GONE_TIMEOUT_MS) return true;
    if (now < *next_check) return false;
    *next_check = now + SOCKET_CHECK_MS;
    return !is_same(path, mine);
}

void serve(int listener, const char *path, struct shell *shell) {
    struct stat mine;
    int64_t next_check = now_ms() + SOCKET_CHECK_MS;
    int signal_fd = signals();
    host.shell = shell;
    for (int i = 0; i < MAX_CLIENTS; i++) host.clients[i].fd = -1;
    if (signal_fd < 0 || lstat(path, &mine) < 0 || !ring_open(&host.ring)) return;
    make_epoch();
    reap();

    for (;;) {
        struct pollfd polls[3 + MAX_CLIENTS] = {
            {.fd = listener, .events = POLLIN},
            {.fd = signal_fd, .events = POLLIN},
            {.fd = shell->master, .events = 0},
        };
        bool draining = host.reaped && may_read();
        if (may_read()) polls[2].events |= POLLIN;
        for (int i = 0; i < MAX_CLIENTS; i++) {
            struct client *client = &host.clients[i];
            struct pollfd *entry = &polls[3 + i];
            entry->fd = client->fd;
            if (client->fd < 0) continue;
            entry->events = (short)((client->input_waits ? 0 : POLLIN) | (has_frame(client) ? POLLOUT : 0));
            if (client->input_waits) polls[2].events |= POLLOUT;
        }
        /* Polled with no events, a descriptor that hung up would wake us without end. */
        if (polls[2].events == 0) polls[2].fd = -1;
        if (poll(polls, 3 + MAX_CLIENTS, draining ? 0 : SOCKET_CHECK_MS) < 0 && errno != EINTR) break;

        if (polls[1].revents != 0) {
            struct signalfd_siginfo info;
            while (read(signal_fd, &info, sizeof info) == sizeof info) {
                if (info.ssi_signo == SIGTERM) goto out;
            }
            reap();
        }
        for (int i = 0; i < MAX_CLIENTS; i++) {
            struct client *client = &host.clients[i];
            short events = polls[3 + i].revents;
            if (client->fd < 0 || events == 0) continue;
            if (client->input_waits && (events & (POLLHUP | POLLERR)) != 0) drop(client);
            else if ((events & (POLLIN | POLLHUP | POLLERR)) != 0) read_client(client);
        }
        for (int i = 0; i < MAX_CLIENTS; i++) {
            struct client *client = &host.clients[i];
            if (client->fd >= 0 && client->input_waits && polls[2].revents != 0 && !take_frames(client)) drop(client);
        }
        if (may_read() && (host.reaped || (polls[2].revents & (POLLIN | POLLHUP | POLLERR)) != 0)) read_terminal();
        for (int i = 0; i < MAX_CLIENTS; i++) {
            if (host.clients[i].fd >= 0) write_client(&host.clients[i]);
        }
        if (polls[0].revents != 0) accept_client(listener);
        if (is_over(path, &mine, now_ms(), &next_check)) break;
    }
out:
    if (is_same(path, &mine)) unlink(path);
}

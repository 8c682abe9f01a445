#define _GNU_SOURCE
#include "pty.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static const char usage[] =
    "usage: slipway-pty --socket PATH --user UID:GID --home DIR [--cols N] [--rows N] [--foreground] -- COMMAND…\n"
    "Opens a pseudo-terminal, runs COMMAND in it as UID:GID, and serves it on the socket PATH until COMMAND ends.\n"
    "Does nothing, successfully, when something answers on PATH already.\n";

__attribute__((noreturn)) static void fail(const char *what) {
    fprintf(stderr, "slipway-pty: %s: %s\n", what, strerror(errno));
    exit(1);
}

__attribute__((noreturn)) static void wrong(void) {
    fputs(usage, stderr);
    exit(2);
}

int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static unsigned long number(const char *text, unsigned long max, char end, const char **rest) {
    char *stop;
    errno = 0;
    unsigned long value = strtoul(text, &stop, 10);
    if (stop == text || *stop != end || value > max || errno != 0) wrong();
    if (rest != NULL) *rest = stop + 1;
    return value;
}

/* The listening socket. Exits with success when another host of this terminal answers there. */
static int listen_on(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) wrong();
    strcpy(address.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) fail("socket");
    /* A link to a socket elsewhere is none of ours. */
    struct stat there;
    bool is_socket = lstat(path, &there) == 0 && S_ISSOCK(there.st_mode);
    if (is_socket && (connect(fd, (struct sockaddr *)&address, sizeof address) == 0 || errno == EAGAIN)) exit(0);
    if (unlink(path) < 0 && errno != ENOENT) fail(path);
    umask(0177);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0) fail(path);
    if (listen(fd, 128) < 0) fail("listen");
    return fd;
}

/* Leaves the caller's session and descriptors. The caller returns once the socket answers. */
static void go_to_background(void) {
    pid_t pid = fork();
    if (pid < 0) fail("fork");
    if (pid > 0) _exit(0);
    setsid();
    int null = open("/dev/null", O_RDWR);
    if (null < 0) fail("/dev/null");
    for (int fd = 0; fd <= 2; fd++) dup2(null, fd);
    if (null > 2) close(null);
    if (chdir("/") < 0) fail("/");
}

int main(int argc, char **argv) {
    static const struct option options[] = {
        {"socket", required_argument, NULL, 's'}, {"user", required_argument, NULL, 'u'},
        {"home", required_argument, NULL, 'h'},   {"cols", required_argument, NULL, 'c'},
        {"rows", required_argument, NULL, 'r'},   {"foreground", no_argument, NULL, 'f'},
        {NULL, 0, NULL, 0},
    };
    struct spawn spawn = {.cols = 80, .rows = 24};
    const char *path = NULL, *rest;
    bool has_user = false, foreground = false;
    int option;
    while ((option = getopt_long(argc, argv, "+", options, NULL)) != -1) {
        switch (option) {
        case 's': path = optarg; break;
        case 'u':
            spawn.uid = (uid_t)number(optarg, 0xfffffffeUL, ':', &rest);
            spawn.gid = (gid_t)number(rest, 0xfffffffeUL, 0, NULL);
            has_user = true;
            break;
        case 'h': spawn.home = optarg; break;
        case 'c': spawn.cols = (uint16_t)number(optarg, 500, 0, NULL); break;
        case 'r': spawn.rows = (uint16_t)number(optarg, 300, 0, NULL); break;
        case 'f': foreground = true; break;
        default: wrong();
        }
    }
    if (path == NULL || path[0] != '/' || !has_user || spawn.home == NULL || optind >= argc) wrong();
    spawn.command = argv + optind;

    struct shell shell;
    int listener = listen_on(path);
    if (!foreground) go_to_background();
    signal(SIGPIPE, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    if (!spawn_shell(&spawn, &shell)) {
        unlink(path);
        fail("can't open a terminal");
    }
    serve(listener, path, &shell);
    return 0;
}

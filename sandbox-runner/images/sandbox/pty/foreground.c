#define _GNU_SOURCE
#include "pty.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum { MOST_PROCESSES = 4096 };

static ssize_t read_proc(pid_t pid, const char *file, char *to, size_t size) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, file);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return -1;
    ssize_t n = read(fd, to, size - 1);
    close(fd);
    if (n >= 0) to[n] = 0;
    return n;
}

static bool name_of(pid_t pid, char name[MAX_NAME + 1]) {
    char comm[32];
    if (read_proc(pid, "comm", comm, sizeof comm) <= 0) return false;
    comm[strcspn(comm, "\n")] = 0;
    snprintf(name, MAX_NAME + 1, "%.*s", MAX_NAME, comm);
    return name[0] != 0;
}

/* The leader of a pipeline may be gone while the rest of it runs: then somebody of the group gives the name. */
static bool name_in_group(pid_t group, char name[MAX_NAME + 1]) {
    DIR *proc = opendir("/proc");
    bool found = false;
    for (int seen = 0; proc != NULL && !found && seen < MOST_PROCESSES; seen++) {
        struct dirent *entry = readdir(proc);
        if (entry == NULL) break;
        pid_t pid = (pid_t)atoi(entry->d_name);
        char stat[512];
        int of_group;
        if (pid <= 0 || read_proc(pid, "stat", stat, sizeof stat) <= 0) continue;
        /* The name in the second field may hold anything, so fields are counted from its end. */
        const char *rest = strrchr(stat, ')');
        if (rest == NULL || sscanf(rest + 1, " %*c %*d %d", &of_group) != 1 || of_group != group) continue;
        found = name_of(pid, name);
    }
    if (proc != NULL) closedir(proc);
    return found;
}

/* A shell that edits a line has the terminal send every key; while it runs a command, whole lines. */
static bool edits_a_line(const struct shell *shell) {
    struct termios modes;
    int unread = 0;
    if (tcgetattr(shell->slave, &modes) < 0 || (modes.c_lflag & ICANON) != 0) return false;
    /* What it has not read yet may hold the Enter that ends the line. */
    return ioctl(shell->slave, FIONREAD, &unread) < 0 || unread == 0;
}

struct foreground look_at_foreground(const struct shell *shell) {
    struct foreground seen = {.kind = SHELL_BUSY};
    pid_t group = tcgetpgrp(shell->master);
    if (group <= 0) return seen;
    if (group != shell->pid) {
        seen.kind = PROGRAM;
        if (!name_of(group, seen.name) && !name_in_group(group, seen.name)) strcpy(seen.name, "?");
        return seen;
    }
    bool is_shell = name_of(shell->pid, seen.name) && strcmp(seen.name, shell->name) == 0;
    if (!is_shell && seen.name[0] != 0) seen.kind = PROGRAM;
    else if (edits_a_line(shell)) seen.kind = AT_PROMPT;
    return seen;
}

#define _GNU_SOURCE
#include "pty.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

enum { MAX_GROUPS = 64 };

struct account {
    char name[64];
    char shell[256];
    gid_t groups[MAX_GROUPS];
    size_t group_count;
};

void set_size(int terminal, uint16_t cols, uint16_t rows) {
    struct winsize size = {.ws_row = rows, .ws_col = cols};
    if (cols > 0 && rows > 0) ioctl(terminal, TIOCSWINSZ, &size);
}

/* The name and shell in /etc/passwd, by hand: a static program can't load the name service's modules. */
static void read_passwd(uid_t uid, struct account *account) {
    FILE *file = fopen("/etc/passwd", "re");
    char line[1024];
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        char *rest = line, *field[7];
        size_t n = 0;
        line[strcspn(line, "\n")] = 0;
        while (n < 7 && (field[n] = strsep(&rest, ":")) != NULL) n++;
        if (n < 7 || strtoul(field[2], NULL, 10) != uid) continue;
        snprintf(account->name, sizeof account->name, "%s", field[0]);
        snprintf(account->shell, sizeof account->shell, "%s", field[6]);
        break;
    }
    if (file != NULL) fclose(file);
}

/* Every group that lists the account's name, in front of them its own. */
static void read_groups(gid_t gid, struct account *account) {
    FILE *file = fopen("/etc/group", "re");
    char *line = NULL;
    size_t size = 0;
    account->groups[account->group_count++] = gid;
    while (file != NULL && account->group_count < MAX_GROUPS && getline(&line, &size, file) > 0) {
        char *rest = line;
        line[strcspn(line, "\n")] = 0;
        strsep(&rest, ":");
        strsep(&rest, ":");
        char *number = strsep(&rest, ":");
        char *member;
        while (number != NULL && (member = strsep(&rest, ",")) != NULL) {
            if (account->name[0] == 0 || strcmp(member, account->name) != 0) continue;
            account->groups[account->group_count++] = (gid_t)strtoul(number, NULL, 10);
            break;
        }
    }
    free(line);
    if (file != NULL) fclose(file);
}

/* The engine starts us with a score that protects; the learner's programs must be the ones that die. */
static void end_oom_protection(void) {
    char score[16] = "";
    int fd = open("/proc/self/oom_score_adj", O_RDWR | O_CLOEXEC);
    if (fd < 0) return;
    if (read(fd, score, sizeof score - 1) > 0 && atoi(score) < 0 && pwrite(fd, "0", 1, 0) < 0) errno = 0;
    close(fd);
}

static void set_environment(const struct spawn *spawn, const struct account *account) {
    clearenv();
    setenv("TERM", "xterm-256color", 1);
    setenv("COLORTERM", "truecolor", 1);
    setenv("LANG", "C.UTF-8", 1);
    setenv("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", 1);
    setenv("HOME", spawn->home, 1);
    setenv("USER", account->name[0] ? account->name : "learner", 1);
    setenv("LOGNAME", account->name[0] ? account->name : "learner", 1);
    setenv("SHELL", account->shell[0] ? account->shell : "/bin/bash", 1);
}

__attribute__((noreturn)) static void child(const struct spawn *spawn, const struct account *account, int slave) {
    sigset_t none;
    sigemptyset(&none);
    for (int s = 1; s < NSIG; s++) signal(s, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    umask(022);
    end_oom_protection();
    if (setsid() < 0 || ioctl(slave, TIOCSCTTY, 0) < 0) _exit(126);
    for (int fd = 0; fd <= 2; fd++) {
        if (dup2(slave, fd) < 0) _exit(126);
    }
    /* Also what our own starter left open. */
    close_range(3, ~0U, 0);
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    if (setgroups(account->group_count, account->groups) < 0 || setgid(spawn->gid) < 0 || setuid(spawn->uid) < 0) {
        dprintf(2, "slipway-pty: can't become %u:%u: %s\r\n", spawn->uid, spawn->gid, strerror(errno));
        _exit(126);
    }
    if (chdir(spawn->home) < 0 && chdir("/") < 0) _exit(126);
    set_environment(spawn, account);
    execvp(spawn->command[0], spawn->command);
    dprintf(2, "slipway-pty: can't start %s: %s\r\n", spawn->command[0], strerror(errno));
    _exit(127);
}

bool spawn_shell(const struct spawn *spawn, struct shell *shell) {
    char name[64];
    struct account account = {0};
    struct termios modes;

    shell->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (shell->master < 0 || grantpt(shell->master) < 0 || unlockpt(shell->master) < 0) return false;
    if (ptsname_r(shell->master, name, sizeof name) != 0) return false;
    shell->slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (shell->slave < 0) return false;
    if (fchown(shell->slave, spawn->uid, (gid_t)-1) < 0 || fchmod(shell->slave, 0620) < 0) return false;
    if (tcgetattr(shell->slave, &modes) == 0) {
        modes.c_iflag |= IUTF8;
        tcsetattr(shell->slave, TCSANOW, &modes);
    }
    set_size(shell->master, spawn->cols, spawn->rows);
    if (fcntl(shell->master, F_SETFL, O_NONBLOCK) < 0) return false;

    read_passwd(spawn->uid, &account);
    read_groups(spawn->gid, &account);
    const char *base = strrchr(spawn->command[0], '/');
    snprintf(shell->name, sizeof shell->name, "%s", base == NULL ? spawn->command[0] : base + 1);
    shell->pid = fork();
    if (shell->pid == 0) child(spawn, &account, shell->slave);
    return shell->pid > 0;
}

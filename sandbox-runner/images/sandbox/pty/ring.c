#define _GNU_SOURCE
#include "pty.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

bool ring_open(struct ring *ring) {
    /* Pages come into being when output first reaches them: a quiet terminal costs 4 KiB, not 1 MiB. */
    void *bytes = mmap(NULL, RING_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (bytes == MAP_FAILED) return false;
    ring->bytes = bytes;
    ring->end = 0;
    return true;
}

ssize_t ring_fill(struct ring *ring, int fd, size_t limit) {
    size_t done = 0;
    /* The kernel hands out at most a page at a time; several make one larger frame. */
    while (done < limit) {
        size_t at = ring->end % RING_BYTES;
        size_t room = RING_BYTES - at;
        if (room > limit - done) room = limit - done;
        ssize_t n = read(fd, ring->bytes + at, room);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) break;
        if (n <= 0) return done > 0 ? (ssize_t)done : -1;
        ring->end += (uint64_t)n;
        done += (size_t)n;
    }
    return (ssize_t)done;
}

uint64_t ring_start(const struct ring *ring) {
    return ring->end > RING_BYTES ? ring->end - RING_BYTES : 0;
}

uint64_t ring_clean_start(const struct ring *ring) {
    uint64_t start = ring_start(ring);
    if (start == 0) return 0;
    uint64_t limit = start + MAX_OUTPUT < ring->end ? start + MAX_OUTPUT : ring->end;
    for (uint64_t p = start; p < limit; p++) {
        if (ring->bytes[p % RING_BYTES] == '\n') return p + 1;
    }
    /* One endless line: at least don't begin inside a UTF-8 character. */
    while (start < limit && (ring->bytes[start % RING_BYTES] & 0xc0) == 0x80) start++;
    return start;
}

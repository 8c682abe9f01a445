/* An executable file in memory, to be changed and written back. x86-64 only; others are left alone by who uses this. */
#pragma once
#include <elf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct program {
    const char *path;
    int fd;
    uint8_t *bytes;
    size_t size;
    Elf64_Ehdr *header;
    Elf64_Phdr *segments;
};

/* Ends this program with the file's name and `what`. */
__attribute__((noreturn)) void fail(const struct program *program, const char *what);

/* Reads the file. False when it is no 64-bit program of `type` (ET_DYN, ET_EXEC) for this processor: it stays as it is then. */
bool open_program(struct program *program, const char *path, Elf64_Half type);

/* Gives `length` bytes at an offset of the file; fails when they are not all in it. */
void *at_offset(const struct program *program, Elf64_Off offset, size_t length);

/* Gives the `length` bytes that lie in the file for an address of the program; NULL: no segment has them all in the file. */
void *find_address(const struct program *program, Elf64_Addr address, size_t length);

/* Is what lies here the `wanted` one? */
typedef bool matcher(const struct program *program, const void *found, const void *wanted);

/*
 * The one place in the file's segments with these flags (PF_W; 0: any), at a multiple of `step`, a power of two, of which `length` bytes
 * match; NULL: there is none, or more than one. Segments begin at addresses that are what their offsets are, modulo a page.
 */
void *find_once(const struct program *program, Elf64_Word flags, Elf64_Off step, size_t length, matcher *matches, const void *wanted);

/* Writes the changed bytes over the file. */
void save_program(const struct program *program);

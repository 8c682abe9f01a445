#define _GNU_SOURCE
#include "program.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

void fail(const struct program *program, const char *what) {
    fprintf(stderr, "%s: %s: %s\n", program_invocation_short_name, program->path, what);
    exit(1);
}

static bool is_of_type(const struct program *program, Elf64_Half type) {
    const Elf64_Ehdr *h = program->header;
    return program->size > sizeof *h && memcmp(h->e_ident, ELFMAG, SELFMAG) == 0 && h->e_ident[EI_CLASS] == ELFCLASS64 &&
           h->e_machine == EM_X86_64 && h->e_type == type && h->e_phentsize == sizeof(Elf64_Phdr) &&
           (h->e_shnum == 0 || h->e_shentsize == sizeof(Elf64_Shdr));
}

bool open_program(struct program *program, const char *path, Elf64_Half type) {
    struct stat status;
    *program = (struct program){.path = path, .fd = open(path, O_RDWR | O_CLOEXEC)};
    if (program->fd < 0 || fstat(program->fd, &status) < 0) fail(program, strerror(errno));
    program->size = (size_t)status.st_size;
    program->bytes = mmap(NULL, program->size, PROT_READ | PROT_WRITE, MAP_PRIVATE, program->fd, 0);
    if (program->bytes == MAP_FAILED) fail(program, strerror(errno));
    program->header = (Elf64_Ehdr *)program->bytes;
    if (!is_of_type(program, type)) {
        printf("%s: stays as it is\n", path);
        return false;
    }
    program->segments = at_offset(program, program->header->e_phoff, (size_t)program->header->e_phnum * sizeof(Elf64_Phdr));
    return true;
}

void *at_offset(const struct program *program, Elf64_Off offset, size_t length) {
    if (offset > program->size || length > program->size - offset) fail(program, "a table lies outside the file");
    return program->bytes + offset;
}

void *find_address(const struct program *program, Elf64_Addr address, size_t length) {
    for (int i = 0; i < program->header->e_phnum; i++) {
        const Elf64_Phdr *s = &program->segments[i];
        if (s->p_type != PT_LOAD || address < s->p_vaddr || length > s->p_filesz || address - s->p_vaddr > s->p_filesz - length)
            continue;
        return at_offset(program, s->p_offset + (address - s->p_vaddr), length);
    }
    return NULL;
}

void *find_once(const struct program *program, Elf64_Word flags, Elf64_Off step, size_t length, matcher *matches, const void *wanted) {
    void *once = NULL;
    for (int i = 0; i < program->header->e_phnum; i++) {
        const Elf64_Phdr *s = &program->segments[i];
        if (s->p_type != PT_LOAD || (s->p_flags & flags) != flags) continue;
        Elf64_Off end = s->p_offset + s->p_filesz;
        for (Elf64_Off at = (s->p_offset + step - 1) & ~(step - 1); at + length <= end; at += step) {
            void *found = at_offset(program, at, length);
            if (!matches(program, found, wanted)) continue;
            if (once != NULL) return NULL;
            once = found;
        }
    }
    return once;
}

void save_program(const struct program *program) {
    if (pwrite(program->fd, program->bytes, program->size, 0) != (ssize_t)program->size) fail(program, strerror(errno));
}

/*
 * fewer-networks FILE: makes the engine's list of networks for the swarm, which it has no setting for, 256 long (10.0.0.0/16)
 * instead of 65,536 (10.0.0.0/8). It is written out at each start of the program, before its main, in 6 MB.
 * A file that is no program with a fixed address, or that does not have this list exactly once, stays as it is.
 */
#include "program.h"
#include <stdio.h>
#include <string.h>

static const char many[] = "10.0.0.0/8", few[] = "10.0.0.0/16";

/* libnetwork/ipamutils.NetworkToSplit: a Go string and an int. */
struct network_to_split {
    Elf64_Addr text;
    uint64_t length;
    uint64_t size;
};

static bool is_list(const struct program *program, const void *found, const void *wanted) {
    const struct network_to_split *n = found;
    size_t length = strlen(wanted);
    if (n->length != length || n->size != 24) return false;
    const void *text = find_address(program, n->text, length);
    return text != NULL && memcmp(text, wanted, length) == 0;
}

/* Is any of this part of the file also another segment's? */
static bool is_used(const struct program *program, Elf64_Off from, Elf64_Xword length) {
    for (int i = 0; i < program->header->e_phnum; i++) {
        const Elf64_Phdr *s = &program->segments[i];
        if (s->p_type == PT_LOAD && s->p_offset < from + length && from < s->p_offset + s->p_filesz) return true;
    }
    return false;
}

/* Writes `few` behind the end of a segment, where its last page has room in memory and in the file. Gives its address. */
static Elf64_Addr add_text(const struct program *program) {
    const Elf64_Xword page = 4096;
    for (int i = 0; i < program->header->e_phnum; i++) {
        Elf64_Phdr *s = &program->segments[i];
        if (s->p_type != PT_LOAD || (s->p_flags & PF_W) != 0 || s->p_filesz != s->p_memsz) continue;
        Elf64_Off end = s->p_offset + s->p_filesz;
        if (page - end % page < sizeof few || end % page == 0 || is_used(program, end, sizeof few)) continue;
        char *room = at_offset(program, end, sizeof few);
        static const char nothing[sizeof few];
        if (memcmp(room, nothing, sizeof few) != 0) continue;
        memcpy(room, few, sizeof few);
        Elf64_Addr address = s->p_vaddr + s->p_filesz;
        s->p_filesz += sizeof few;
        s->p_memsz += sizeof few;
        return address;
    }
    return 0;
}

int main(int argc, char **argv) {
    struct program program;
    if (argc != 2) return 2;
    if (!open_program(&program, argv[1], ET_EXEC)) return 0;
    struct network_to_split *list = find_once(&program, PF_W, 8, sizeof *list, is_list, many);
    Elf64_Addr text = list == NULL ? 0 : add_text(&program);
    if (text == 0) {
        printf("%s: keeps its list of networks\n", argv[1]);
        return 0;
    }
    *list = (struct network_to_split){.text = text, .length = strlen(few), .size = 24};
    save_program(&program);
    printf("%s: %s instead of %s\n", argv[1], few, many);
    return 0;
}

/*
 * fix-address FILE…: turns position-independent executables into ones with a fixed address, with their relocations done
 * once here instead of in the memory of every process. A file that is none, or that has anything unknown in it, stays as it is.
 */
#include "program.h"
#include <stdio.h>
#include <string.h>

/* Where the linker puts executables that have a fixed address. */
static const Elf64_Addr base = 0x400000;

/* What lies in the file for the address of a program that is not moved yet. */
static void *at_address(const struct program *program, Elf64_Addr address, size_t length) {
    void *found = find_address(program, address, length);
    if (found == NULL) fail(program, "an address lies outside the file");
    return found;
}

static Elf64_Dyn *dynamic_of(const struct program *program) {
    for (int i = 0; i < program->header->e_phnum; i++) {
        const Elf64_Phdr *s = &program->segments[i];
        if (s->p_type == PT_DYNAMIC) return at_offset(program, s->p_offset, s->p_filesz);
    }
    return NULL;
}

static Elf64_Dyn *entry(Elf64_Dyn *dynamic, Elf64_Sxword tag) {
    for (; dynamic->d_tag != DT_NULL; dynamic++)
        if (dynamic->d_tag == tag) return dynamic;
    return NULL;
}

static Elf64_Xword value(Elf64_Dyn *dynamic, Elf64_Sxword tag) {
    const Elf64_Dyn *found = entry(dynamic, tag);
    return found == NULL ? 0 : found->d_un.d_val;
}

static bool is_address(Elf64_Sxword tag) {
    switch (tag) {
    case DT_PLTGOT: case DT_HASH: case DT_STRTAB: case DT_SYMTAB: case DT_RELA: case DT_INIT: case DT_FINI:
    case DT_JMPREL: case DT_INIT_ARRAY: case DT_FINI_ARRAY: case DT_PREINIT_ARRAY: case DT_GNU_HASH:
    case DT_VERSYM: case DT_VERNEED: case DT_VERDEF:
        return true;
    default:
        return false;
    }
}

/* Relocations that only add the address are done; the others stay, for the new address. Gives how many stay. */
static size_t relocate(const struct program *program, Elf64_Rela *table, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        Elf64_Rela r = table[i];
        Elf64_Addr *place = at_address(program, r.r_offset, sizeof *place);
        switch (ELF64_R_TYPE(r.r_info)) {
        case R_X86_64_RELATIVE:
            *place = base + (Elf64_Addr)r.r_addend;
            continue;
        case R_X86_64_JUMP_SLOT:
            /* Bound late, it leads to its own entry in the table of procedures first. */
            if (*place != 0) *place += base;
            break;
        case R_X86_64_GLOB_DAT: case R_X86_64_64: case R_X86_64_TPOFF64: case R_X86_64_DTPMOD64:
        case R_X86_64_DTPOFF64:
            break;
        default:
            fail(program, "it has a relocation of an unknown kind");
        }
        r.r_offset += base;
        table[kept++] = r;
    }
    return kept;
}

static void move_symbols(const struct program *program, Elf64_Dyn *dynamic) {
    /* The string table follows the symbols, in every linker's output; nothing else says how many there are. */
    Elf64_Addr from = value(dynamic, DT_SYMTAB), to = value(dynamic, DT_STRTAB);
    if (to < from || value(dynamic, DT_SYMENT) != sizeof(Elf64_Sym)) fail(program, "its symbols are not where they should be");
    size_t count = (to - from) / sizeof(Elf64_Sym);
    Elf64_Sym *symbols = at_address(program, from, count * sizeof *symbols);
    for (size_t i = 0; i < count; i++) {
        Elf64_Sym *s = &symbols[i];
        if (s->st_shndx != SHN_UNDEF && s->st_shndx != SHN_ABS && ELF64_ST_TYPE(s->st_info) != STT_TLS)
            s->st_value += base;
    }
}

static void move_image(const struct program *program, Elf64_Dyn *dynamic) {
    Elf64_Ehdr *h = program->header;
    for (Elf64_Dyn *d = dynamic; d->d_tag != DT_NULL; d++) {
        if (is_address(d->d_tag)) d->d_un.d_ptr += base;
        if (d->d_tag == DT_FLAGS_1) d->d_un.d_val &= ~(Elf64_Xword)DF_1_PIE;
    }
    for (int i = 0; i < h->e_phnum; i++) {
        Elf64_Phdr *s = &program->segments[i];
        if (s->p_type == PT_GNU_STACK) continue;
        s->p_vaddr += base;
        s->p_paddr += base;
    }
    Elf64_Shdr *sections = at_offset(program, h->e_shoff, (size_t)h->e_shnum * sizeof *sections);
    for (int i = 0; i < h->e_shnum; i++)
        if ((sections[i].sh_flags & SHF_ALLOC) != 0) sections[i].sh_addr += base;
    h->e_entry += base;
    h->e_type = ET_EXEC;
}

static void fix(const char *path) {
    struct program program;
    if (!open_program(&program, path, ET_DYN)) return;
    Elf64_Dyn *dynamic = dynamic_of(&program);
    if (dynamic == NULL || (value(dynamic, DT_FLAGS_1) & DF_1_PIE) == 0 || entry(dynamic, DT_REL) != NULL ||
        entry(dynamic, DT_RELR) != NULL || entry(dynamic, DT_TEXTREL) != NULL)
        fail(&program, "it is linked in an unknown way");

    size_t count = value(dynamic, DT_RELASZ) / sizeof(Elf64_Rela), late = value(dynamic, DT_PLTRELSZ) / sizeof(Elf64_Rela);
    Elf64_Rela *table = at_address(&program, value(dynamic, DT_RELA), count * sizeof *table);
    size_t kept = relocate(&program, table, count);
    memset(table + kept, 0, (count - kept) * sizeof *table);
    entry(dynamic, DT_RELASZ)->d_un.d_val = kept * sizeof *table;
    if (entry(dynamic, DT_RELACOUNT) != NULL) entry(dynamic, DT_RELACOUNT)->d_un.d_val = 0;
    if (late > 0) relocate(&program, at_address(&program, value(dynamic, DT_JMPREL), late * sizeof *table), late);
    move_symbols(&program, dynamic);
    move_image(&program, dynamic);
    save_program(&program);
    printf("%s: %zu relocations done, %zu left\n", path, count - kept, kept + late);
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) fix(argv[i]);
    return argc > 1 ? 0 : 2;
}

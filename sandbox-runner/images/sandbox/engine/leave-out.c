/*
 * leave-out FILE PACKAGE…: a Go program that does not prepare the variables of these packages when it starts. It marks their
 * initTask as done (src/runtime/proc.go, of Go 1.21 and later). What is not found, or not exactly once, stays as it is. For packages of which nothing is called.
 */
#include "program.h"
#include <stdio.h>
#include <string.h>

/* src/runtime/symtab.go: pcHeader of Go 1.20 and later, functab, and the beginning of _func. Offsets count from the header. */
struct header {
    uint32_t magic;
    uint8_t pad[2], min_instruction, pointer_size;
    uint64_t functions, files, text, names_at, units_at, files_at, pcs_at, table_at;
};
struct entry {
    uint32_t pc, function_at;
};
struct function {
    uint32_t pc, name_at;
};
static const uint32_t magic = 0xfffffff1;

/* `functions` addresses follow, of what a package's preparation runs, in its order. */
struct init_task {
    uint32_t state, functions;
    uint64_t first;
};
static const uint32_t to_do = 0, done = 2, most_functions = 1000;

static bool is_header(const struct program *program, const void *found, const void *wanted) {
    (void)program, (void)wanted;
    const struct header *h = found;
    return h->magic == magic && h->pad[0] == 0 && h->pad[1] == 0 && h->min_instruction == 1 && h->pointer_size == 8;
}

static bool is_task(const struct program *program, const void *found, const void *wanted) {
    (void)program;
    const struct init_task *task = found;
    return task->first == *(const Elf64_Addr *)wanted && task->state == to_do && task->functions > 0 && task->functions <= most_functions;
}

/* Where a function begins; 0: there is none of this name. */
static Elf64_Addr find_function(const struct program *program, const struct header *h, const char *name) {
    Elf64_Off base = (Elf64_Off)((const uint8_t *)h - program->bytes), size = strlen(name) + 1;
    const struct entry *entries = at_offset(program, base + h->table_at, h->functions * sizeof *entries);
    for (uint64_t i = 0; i < h->functions; i++) {
        const struct function *f = at_offset(program, base + h->table_at + entries[i].function_at, sizeof *f);
        Elf64_Off name_at = base + h->names_at + f->name_at;
        if (name_at < program->size && size <= program->size - name_at && memcmp(program->bytes + name_at, name, size) == 0)
            return h->text + f->pc;
    }
    return 0;
}

static bool leave_out(const struct program *program, const struct header *h, const char *package) {
    /* Variables are prepared by `init`; a package without any has only functions that its authors call init. */
    for (const char *const *end = (const char *const[]){".init", ".init.0", NULL}; *end != NULL; end++) {
        char name[256];
        if ((size_t)snprintf(name, sizeof name, "%s%s", package, *end) >= sizeof name) fail(program, "a package's name is too long");
        Elf64_Addr function = find_function(program, h, name);
        struct init_task *task = function == 0 ? NULL : find_once(program, PF_W, 8, sizeof *task, is_task, &function);
        if (task == NULL) continue;
        task->state = done;
        return true;
    }
    return false;
}

int main(int argc, char **argv) {
    struct program program;
    if (argc < 3) return 2;
    if (!open_program(&program, argv[1], ET_EXEC)) return 0;
    const struct header *h = find_once(&program, 0, 32, sizeof *h, is_header, NULL);
    for (int i = 2; i < argc; i++)
        printf("%s: %s %s\n", argv[1], h != NULL && leave_out(&program, h, argv[i]) ? "leaves out" : "keeps", argv[i]);
    save_program(&program);
    return 0;
}

/* For the libraries of LD_PRELOAD: whether a path or a descriptor is of the folder `root`. */

#pragma once

#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char root[PATH_MAX]; /* empty: nothing is watched */

/* As the program would without the library. */
#define REAL(name)                 \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

/* The part of a path below the folder, empty for itself; NULL if it is elsewhere. */
static const char* below_root(const char* path) {
    const size_t length = strlen(root);
    if (!length || strncmp(path, root, length) != 0) return NULL;
    if (path[length] != '/') return path[length] ? NULL : path + length;
    return path + length + 1;
}

static int real_path_of(int descriptor, char* path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    const ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
    return length > 0;
}

static const char* path_of(int descriptor, char* path) { return real_path_of(descriptor, path) ? below_root(path) : NULL; }

/* Of a name that need not be there: its folder's real path and the name. */
static const char* place_of(int folder, const char* name, char* path) {
    char given[PATH_MAX];
    char parent[PATH_MAX];
    if (!root[0]) return NULL;
    snprintf(given, sizeof given, "%s", name);
    char* slash = strrchr(given, '/');
    if (slash) *slash = 0;
    if (slash && name[0] != '/' && folder != AT_FDCWD) abort(); /* nobody does that here */
    if (slash && !realpath(given[0] ? given : "/", parent)) return NULL;
    if (!slash && !(folder == AT_FDCWD ? getcwd(parent, sizeof parent) != NULL : real_path_of(folder, parent))) return NULL;
    if (snprintf(path, PATH_MAX, "%s/%s", parent, slash ? slash + 1 : given) >= PATH_MAX) return NULL;
    return below_root(path);
}

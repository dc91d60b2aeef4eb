/* For LD_PRELOAD: notes, in order, all that a program changes in the folder RECORD_ROOT, and its flushes, in the file RECORD_LOG.
   tests/prove/disk.py reads it and says what a disk may hold after a power cut.

   What is done and its record are one step under one lock, so the order of the records is the order in which the kernel was
   asked. A flush is two records: what was written before the first is on the disk once the second is there.

   With RECORD_DROP_SYNCS=1 flushes do nothing: the twin. */

#define _GNU_SOURCE
#undef _FORTIFY_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include "below_root.h"

enum Kind {
    kind_created = 1, /* a new file has this name */
    kind_written,
    kind_sized,
    kind_renamed,
    kind_linked,
    kind_removed,
    kind_folder,
    kind_flush_begun,
    kind_flushed,
    kind_not_modelled, /* something that disk.py knows nothing of */
};

struct Record {
    uint32_t kind, length; /* of what follows */
    uint64_t file;         /* its inode */
    uint64_t offset;       /* or size; of a flush its number */
};

enum { descriptors_max = 1 << 16 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t watched[descriptors_max]; /* the inode of a file in the folder */
static int log_file = -1;
static int drops_flushes;
static uint64_t flushes;

__attribute__((constructor)) static void begin(void) {
    const char* folder = getenv("RECORD_ROOT");
    const char* path = getenv("RECORD_LOG");
    if (!folder || !path || !realpath(folder, root)) return;
    log_file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    drops_flushes = getenv("RECORD_DROP_SYNCS") != NULL;
    flushes = (uint64_t)getpid() << 32; /* of several processes, each its own */
}

/* Whoever cannot record must not go on: a gap would be taken for a fault of the program. */
static void note(enum Kind kind, uint64_t file, uint64_t offset, const struct iovec* parts, int count, size_t length) {
    struct Record record = {kind, (uint32_t)length, file, offset};
    char* all = malloc(sizeof record + length);
    if (!all) abort();
    memcpy(all, &record, sizeof record);
    char* end = all + sizeof record;
    for (int i = 0; i < count && length > 0; ++i) {
        const size_t size = parts[i].iov_len < length ? parts[i].iov_len : length;
        memcpy(end, parts[i].iov_base, size);
        end += size;
        length -= size;
    }
    REAL(write);
    if (real(log_file, all, (size_t)(end - all)) != end - all) abort();
    free(all);
}

static void note_bytes(enum Kind kind, uint64_t file, uint64_t offset, const void* bytes, size_t length) {
    const struct iovec part = {(void*)bytes, length};
    note(kind, file, offset, &part, 1, length);
}

/* ---- names */

/* What of the folder is noted: not the memory of processes, which no disk keeps. */
static const char* noted(const char* place) {
    const size_t length = place ? strlen(place) : 0;
    return length > 4 && strcmp(place + length - 4, "-shm") == 0 ? NULL : place;
}

static void note_name(enum Kind kind, const char* place, uint64_t file) {
    if (place) note_bytes(kind, file, 0, place, strlen(place));
}

static void note_names(enum Kind kind, const char* from, const char* to) {
    if (!from && !to) return;
    const struct iovec parts[] = {{(void*)(from ? from : ""), from ? strlen(from) + 1 : 1},
                                  {(void*)(to ? to : ""), to ? strlen(to) : 0}};
    note(kind, 0, 0, parts, 2, parts[0].iov_len + parts[1].iov_len);
}

/* An action and its record. `result` is what the program gets. */
#define RECORDED(result, action, record) \
    pthread_mutex_lock(&lock);           \
    result = action;                     \
    {                                    \
        const int error = errno;         \
        if (result >= 0) record;         \
        errno = error;                   \
    }                                    \
    pthread_mutex_unlock(&lock)

static void watch(int descriptor, int is_new, int truncates) {
    char path[PATH_MAX];
    struct stat found;
    if (descriptor < 0 || descriptor >= descriptors_max) return;
    watched[descriptor] = 0;
    const char* place = noted(path_of(descriptor, path));
    if (!place || fstat(descriptor, &found) != 0 || !S_ISREG(found.st_mode)) return;
    watched[descriptor] = found.st_ino;
    if (is_new)
        note_name(kind_created, place, found.st_ino);
    else if (truncates)
        note_bytes(kind_sized, found.st_ino, 0, "", 0);
}

static int is_there(int folder, const char* path) {
    struct stat found;
    return fstatat(folder, path, &found, 0) == 0;
}

/* Most files that a program opens, it only reads. */
#define OPEN(folder, path, flags, action)                                                    \
    if (log_file < 0 || !((flags) & (O_CREAT | O_TRUNC | O_WRONLY | O_RDWR))) return action; \
    int descriptor;                                                                          \
    pthread_mutex_lock(&lock);                                                               \
    const int is_new = ((flags) & O_CREAT) && !is_there(folder, path);                       \
    descriptor = action;                                                                     \
    const int error = errno;                                                                 \
    if (descriptor >= 0) watch(descriptor, is_new, (flags) & O_TRUNC);                       \
    errno = error;                                                                           \
    pthread_mutex_unlock(&lock);                                                             \
    return descriptor

#define DEFINE_OPEN(name, parameters, folder, arguments)          \
    int name parameters {                                         \
        REAL(name);                                               \
        va_list rest;                                             \
        va_start(rest, flags);                                    \
        const int mode = flags & O_CREAT ? va_arg(rest, int) : 0; \
        va_end(rest);                                             \
        OPEN(folder, path, flags, real arguments);                \
    }
DEFINE_OPEN(open, (const char* path, int flags, ...), AT_FDCWD, (path, flags, mode))
DEFINE_OPEN(open64, (const char* path, int flags, ...), AT_FDCWD, (path, flags, mode))
DEFINE_OPEN(openat, (int folder, const char* path, int flags, ...), folder, (folder, path, flags, mode))
DEFINE_OPEN(openat64, (int folder, const char* path, int flags, ...), folder, (folder, path, flags, mode))

#define DEFINE_MKOSTEMPS(name)                                                    \
    int name(char* path, int ending, int flags) {                                 \
        REAL(name);                                                               \
        int descriptor;                                                           \
        RECORDED(descriptor, real(path, ending, flags), watch(descriptor, 1, 0)); \
        return descriptor;                                                        \
    }
DEFINE_MKOSTEMPS(mkostemps)
DEFINE_MKOSTEMPS(mkostemps64)

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
    REAL(renameat2);
    char old[PATH_MAX], new[PATH_MAX];
    const char* before = noted(place_of(from_folder, from, old));
    const char* after = noted(place_of(to_folder, to, new));
    int result;
    RECORDED(result, real(from_folder, from, to_folder, to, flags),
             flags & RENAME_EXCHANGE ? note_name(kind_not_modelled, before, 0) : note_names(kind_renamed, before, after));
    return result;
}
int renameat(int from_folder, const char* from, int to_folder, const char* to) {
    return renameat2(from_folder, from, to_folder, to, 0);
}
int rename(const char* from, const char* to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) {
    REAL(linkat);
    char old[PATH_MAX], new[PATH_MAX];
    const char* before = noted(place_of(from_folder, from, old));
    const char* after = noted(place_of(to_folder, to, new));
    int result;
    RECORDED(result, real(from_folder, from, to_folder, to, flags), note_names(kind_linked, before, after));
    return result;
}
int link(const char* from, const char* to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int unlinkat(int folder, const char* name, int flags) {
    REAL(unlinkat);
    char path[PATH_MAX];
    const char* place = noted(place_of(folder, name, path));
    int result;
    RECORDED(result, real(folder, name, flags), note_name(kind_removed, place, 0));
    return result;
}
int unlink(const char* name) { return unlinkat(AT_FDCWD, name, 0); }
int rmdir(const char* name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }
int remove(const char* name) {
    struct stat found;
    return lstat(name, &found) == 0 && S_ISDIR(found.st_mode) ? rmdir(name) : unlink(name);
}

int mkdirat(int folder, const char* name, mode_t mode) {
    REAL(mkdirat);
    char path[PATH_MAX];
    const char* place = noted(place_of(folder, name, path));
    int result;
    RECORDED(result, real(folder, name, mode), note_name(kind_folder, place, 0));
    return result;
}
int mkdir(const char* name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }

/* ---- bytes */

/* Its inode, if it is a file of the folder: a number may have become another file's without a word, by fclose() for one. */
static uint64_t file_of(int descriptor) {
    struct stat found;
    if (log_file < 0 || descriptor < 0 || descriptor >= descriptors_max || !watched[descriptor]) return 0;
    if (fstat(descriptor, &found) != 0 || !S_ISREG(found.st_mode) || found.st_ino != watched[descriptor]) watched[descriptor] = 0;
    return watched[descriptor];
}

/* Where the next byte goes, after what was just written. */
static uint64_t position_before(int descriptor, ssize_t written) { return (uint64_t)(lseek(descriptor, 0, SEEK_CUR) - written); }

ssize_t write(int descriptor, const void* bytes, size_t length) {
    REAL(write);
    const uint64_t file = file_of(descriptor);
    if (!file) return real(descriptor, bytes, length);
    ssize_t written;
    RECORDED(written, real(descriptor, bytes, length),
             note_bytes(kind_written, file, position_before(descriptor, written), bytes, (size_t)written));
    return written;
}

ssize_t writev(int descriptor, const struct iovec* parts, int count) {
    REAL(writev);
    const uint64_t file = file_of(descriptor);
    if (!file) return real(descriptor, parts, count);
    ssize_t written;
    RECORDED(written, real(descriptor, parts, count),
             note(kind_written, file, position_before(descriptor, written), parts, count, (size_t)written));
    return written;
}

#define DEFINE_PWRITE(name)                                                                 \
    ssize_t name(int descriptor, const void* bytes, size_t length, __off64_t offset) {      \
        REAL(name);                                                                         \
        const uint64_t file = file_of(descriptor);                                          \
        if (!file) return real(descriptor, bytes, length, offset);                          \
        ssize_t written;                                                                    \
        RECORDED(written, real(descriptor, bytes, length, offset),                          \
                 note_bytes(kind_written, file, (uint64_t)offset, bytes, (size_t)written)); \
        return written;                                                                     \
    }
DEFINE_PWRITE(pwrite)
DEFINE_PWRITE(pwrite64)

#define DEFINE_PWRITEV(name)                                                                 \
    ssize_t name(int descriptor, const struct iovec* parts, int count, __off64_t offset) {   \
        REAL(name);                                                                          \
        const uint64_t file = file_of(descriptor);                                           \
        if (!file) return real(descriptor, parts, count, offset);                            \
        ssize_t written;                                                                     \
        RECORDED(written, real(descriptor, parts, count, offset),                            \
                 note(kind_written, file, (uint64_t)offset, parts, count, (size_t)written)); \
        return written;                                                                      \
    }
DEFINE_PWRITEV(pwritev)
DEFINE_PWRITEV(pwritev64)

#define DEFINE_FTRUNCATE(name)                                                                         \
    int name(int descriptor, __off64_t size) {                                                         \
        REAL(name);                                                                                    \
        const uint64_t file = file_of(descriptor);                                                     \
        if (!file) return real(descriptor, size);                                                      \
        int result;                                                                                    \
        RECORDED(result, real(descriptor, size), note_bytes(kind_sized, file, (uint64_t)size, "", 0)); \
        return result;                                                                                 \
    }
DEFINE_FTRUNCATE(ftruncate)
DEFINE_FTRUNCATE(ftruncate64)

/* What nobody does so far; if somebody will, disk.py says that it knows nothing of it. */
static void not_modelled(int descriptor, const char* what) {
    const uint64_t file = file_of(descriptor);
    if (file) note_bytes(kind_not_modelled, file, 0, what, strlen(what));
}

#define DEFINE_FALLOCATE(name, parameters, arguments) \
    int name parameters {                             \
        REAL(name);                                   \
        not_modelled(descriptor, #name);              \
        return real arguments;                        \
    }
#define SPACE int descriptor, int mode, __off64_t offset, __off64_t length
DEFINE_FALLOCATE(fallocate, (SPACE), (descriptor, mode, offset, length))
DEFINE_FALLOCATE(fallocate64, (SPACE), (descriptor, mode, offset, length))
DEFINE_FALLOCATE(posix_fallocate, (int descriptor, __off64_t offset, __off64_t length), (descriptor, offset, length))
DEFINE_FALLOCATE(posix_fallocate64, (int descriptor, __off64_t offset, __off64_t length), (descriptor, offset, length))

/* Not by dlsym(), which itself may ask for memory. */
#define DEFINE_MMAP(name)                                                                                          \
    void* name(void* at, size_t length, int protection, int flags, int descriptor, __off64_t offset) {             \
        if (descriptor >= 0 && (flags & MAP_SHARED) && (protection & PROT_WRITE)) not_modelled(descriptor, #name); \
        return (void*)syscall(SYS_mmap, at, length, protection, flags, descriptor, offset);                        \
    }
DEFINE_MMAP(mmap)
DEFINE_MMAP(mmap64)

/* ---- flushes */

static uint64_t flush_begun(int descriptor, char* path, const char** place, uint64_t* file) {
    struct stat found;
    *place = noted(path_of(descriptor, path));
    if (!*place || fstat(descriptor, &found) != 0) return 0;
    *file = S_ISREG(found.st_mode) ? found.st_ino : 0;
    pthread_mutex_lock(&lock);
    const uint64_t number = ++flushes;
    note_bytes(kind_flush_begun, *file, number, *place, strlen(*place));
    pthread_mutex_unlock(&lock);
    return number;
}

static int flush(int descriptor, int (*real)(int)) {
    char path[PATH_MAX];
    const char* place;
    uint64_t file = 0;
    if (log_file < 0) return real(descriptor);
    if (drops_flushes) return noted(path_of(descriptor, path)) ? 0 : real(descriptor);
    const uint64_t number = flush_begun(descriptor, path, &place, &file);
    int result;
    if (!number) return real(descriptor);
    result = real(descriptor);
    const int error = errno;
    pthread_mutex_lock(&lock);
    if (result == 0) note_bytes(kind_flushed, file, number, place, strlen(place));
    pthread_mutex_unlock(&lock);
    errno = error;
    return result;
}

int fsync(int descriptor) {
    REAL(fsync);
    return flush(descriptor, real);
}
int fdatasync(int descriptor) {
    REAL(fdatasync);
    return flush(descriptor, real);
}

/* For LD_PRELOAD: counts the calls of each kind that a program makes to files in the folder FAIL_ROOT, or to sockets that are
   connected to port FAIL_PORT, and lets some of them fail, or kills the program at one. What shall fail and what was counted
   stands in the file FAIL_PLAN, which tests/prove/calls.py has mapped, too. */

#define _GNU_SOURCE
#undef _FORTIFY_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include "below_root.h"

enum Kind { /* in the order of KINDS in calls.py */
            kind_open,
            kind_read,
            kind_write,
            kind_flush,
            kind_size,
            kind_rename,
            kind_remove,
            kind_folder,
            kind_look,
            kind_lock,
            kind_map,
            kind_connect,
            kind_send,
            kind_receive,
            kind_wait,
            kind_any, /* whichever of them */
            kinds,
};

enum How {            /* likewise WAYS */
           how_not,   /* nothing is done */
           how_half,  /* of the first a half is done and said, the next fails */
           how_done,  /* it is done all the same */
           how_lie,   /* nothing is done, and success is said */
           how_ended, /* a line: its end comes in good order */
           how_stall, /* it is done once nothing fails any more */
           how_kill,  /* the program is killed before it */
};

struct Plan {
    _Atomic uint64_t kind, first, count, error, how; /* from the `first` of the kind on so many; 0: none */
    _Atomic uint64_t failed;
    _Atomic uint64_t counted[kinds];
    char at[256]; /* where the first has failed */
};

enum { descriptors_max = 1 << 16 };

static struct Plan* plan;
static uint64_t watched[descriptors_max]; /* the inode of a file in the folder, or of a socket to the port */
static in_port_t port;

__attribute__((constructor)) static void begin(void) {
    const char* folder = getenv("FAIL_ROOT");
    const char* to = getenv("FAIL_PORT");
    const char* path = getenv("FAIL_PLAN");
    const int file = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0) : -1;
    if (file < 0) return;
    void* mapped = (void*)syscall(SYS_mmap, NULL, sizeof(struct Plan), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (mapped == MAP_FAILED || (folder && !realpath(folder, root))) abort();
    port = to ? htons((in_port_t)atoi(to)) : 0;
    plan = mapped;
}

/* Counts one of the kind: which of those that fail it is, from 1 on; 0 if it does not. */
static uint64_t fails(enum Kind kind, const char* at) {
    const uint64_t of_kind = ++plan->counted[kind];
    const uint64_t of_any = ++plan->counted[kind_any];
    const uint64_t number = plan->kind == kind_any ? of_any : of_kind;
    if (!plan->first || (kind != plan->kind && plan->kind != kind_any)) return 0;
    if (number < plan->first || number - plan->first >= plan->count) return 0;
    if (plan->failed++ == 0) snprintf(plan->at, sizeof plan->at, "%s", at);
    if (plan->how == how_kill) kill(getpid(), SIGKILL);
    if (plan->how == how_stall) {
        while (plan->first) poll(NULL, 0, 10);
        return 0;
    }
    return number - plan->first + 1;
}

/* ---- what is watched */

static uint64_t inode_of(int descriptor) {
    struct stat found;
    return syscall(SYS_fstat, descriptor, &found) == 0 ? found.st_ino : 0;
}

static int is_watched(int descriptor) {
    if (!plan || descriptor < 0 || descriptor >= descriptors_max || !watched[descriptor]) return 0;
    const int error = errno;
    if (watched[descriptor] != inode_of(descriptor)) watched[descriptor] = 0; /* closed unseen, by fclose() for one */
    errno = error;
    return watched[descriptor] != 0;
}

static int watch(int descriptor) {
    if (descriptor >= 0 && descriptor < descriptors_max) watched[descriptor] = inode_of(descriptor);
    return descriptor;
}

/* The folder and the name, or nothing if it is elsewhere. */
static const char* place(int folder, const char* name, char* path) {
    const int error = errno;
    const char* found = plan && name ? place_of(folder, name, path) : NULL;
    errno = error;
    return found;
}

static const char* name_of(int descriptor, char* path) {
    const char* found = path_of(descriptor, path);
    return found ? found : path;
}

static int failed(int result) {
    errno = (int)plan->error;
    return result;
}

/* A call about a name: `lie` is what it says if it says what is not so. */
#define BY_NAME(kind, folder, name, action, lie)                         \
    char path_[PATH_MAX];                                                \
    const char* place_ = place(folder, name, path_);                     \
    if (place_ && fails(kind, place_)) {                                 \
        if (plan->how == how_lie) return lie;                            \
        if (plan->how == how_done && kind != kind_open) (void)!(action); \
        return failed(-1);                                               \
    }                                                                    \
    return action

/* Likewise about a descriptor. */
#define BY_DESCRIPTOR(kind, action, failure)                                 \
    char path_[PATH_MAX];                                                    \
    if (is_watched(descriptor) && fails(kind, name_of(descriptor, path_))) { \
        if (plan->how == how_lie) return (__typeof__(action))0;              \
        if (plan->how == how_done) (void)!(action);                          \
        errno = (int)plan->error;                                            \
        return failure;                                                      \
    }                                                                        \
    return action

/* ---- names */

#define DEFINE_OPEN(name, parameters, folder, arguments)                        \
    int name parameters {                                                       \
        REAL(name);                                                             \
        va_list rest;                                                           \
        va_start(rest, flags);                                                  \
        const int mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, int) : 0; \
        va_end(rest);                                                           \
        char at[PATH_MAX];                                                      \
        const char* found = place(folder, path, at);                            \
        if (!found) return real arguments;                                      \
        if (fails(kind_open, found)) return failed(-1);                         \
        return watch(real arguments);                                           \
    }
DEFINE_OPEN(open, (const char* path, int flags, ...), AT_FDCWD, (path, flags, mode))
DEFINE_OPEN(open64, (const char* path, int flags, ...), AT_FDCWD, (path, flags, mode))
DEFINE_OPEN(openat, (int folder, const char* path, int flags, ...), folder, (folder, path, flags, mode))
DEFINE_OPEN(openat64, (int folder, const char* path, int flags, ...), folder, (folder, path, flags, mode))

#define DEFINE_FOPEN(name)                                            \
    FILE* name(const char* path, const char* mode) {                  \
        REAL(name);                                                   \
        char at[PATH_MAX];                                            \
        const char* found = place(AT_FDCWD, path, at);                \
        if (found && fails(kind_open, found)) return failed(0), NULL; \
        FILE* opened = real(path, mode);                              \
        if (found && opened) watch(fileno(opened));                   \
        return opened;                                                \
    }
DEFINE_FOPEN(fopen)
DEFINE_FOPEN(fopen64)

#define DEFINE_MKOSTEMPS(name)                          \
    int name(char* path, int ending, int flags) {       \
        REAL(name);                                     \
        char at[PATH_MAX];                              \
        const char* found = place(AT_FDCWD, path, at);  \
        if (!found) return real(path, ending, flags);   \
        if (fails(kind_open, found)) return failed(-1); \
        return watch(real(path, ending, flags));        \
    }
DEFINE_MKOSTEMPS(mkostemps)
DEFINE_MKOSTEMPS(mkostemps64)

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
    REAL(renameat2);
    BY_NAME(kind_rename, to_folder, to, real(from_folder, from, to_folder, to, flags), 0);
}
int rename(const char* from, const char* to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

int link(const char* from, const char* to) {
    REAL(link);
    BY_NAME(kind_rename, AT_FDCWD, to, real(from, to), 0);
}

int unlinkat(int folder, const char* name, int flags) {
    REAL(unlinkat);
    BY_NAME(kind_remove, folder, name, real(folder, name, flags), 0);
}
int unlink(const char* name) { return unlinkat(AT_FDCWD, name, 0); }
int rmdir(const char* name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }
int remove(const char* name) { return unlinkat(AT_FDCWD, name, 0) == 0 ? 0 : errno == EISDIR ? rmdir(name) : -1; }

int mkdir(const char* name, mode_t mode) {
    REAL(mkdir);
    BY_NAME(kind_folder, AT_FDCWD, name, real(name, mode), 0);
}

#define DEFINE_STAT(name)                                         \
    int name(const char* path, struct name* found) {              \
        REAL(name);                                               \
        BY_NAME(kind_look, AT_FDCWD, path, real(path, found), 0); \
    }
DEFINE_STAT(stat)
DEFINE_STAT(stat64)
int lstat(const char* path, struct stat* found) {
    REAL(lstat);
    BY_NAME(kind_look, AT_FDCWD, path, real(path, found), 0);
}
int lstat64(const char* path, struct stat64* found) {
    REAL(lstat64);
    BY_NAME(kind_look, AT_FDCWD, path, real(path, found), 0);
}
int access(const char* path, int mode) {
    REAL(access);
    BY_NAME(kind_look, AT_FDCWD, path, real(path, mode), 0);
}

/* ---- files */

int fstat(int descriptor, struct stat* found) {
    REAL(fstat);
    BY_DESCRIPTOR(kind_look, real(descriptor, found), -1);
}
int fstat64(int descriptor, struct stat64* found) {
    REAL(fstat64);
    BY_DESCRIPTOR(kind_look, real(descriptor, found), -1);
}

ssize_t read(int descriptor, void* bytes, size_t length) {
    REAL(read);
    BY_DESCRIPTOR(kind_read, real(descriptor, bytes, length), -1);
}
ssize_t pread(int descriptor, void* bytes, size_t length, __off64_t offset) {
    REAL(pread);
    BY_DESCRIPTOR(kind_read, real(descriptor, bytes, length, offset), -1);
}
ssize_t pread64(int descriptor, void* bytes, size_t length, __off64_t offset) {
    REAL(pread64);
    BY_DESCRIPTOR(kind_read, real(descriptor, bytes, length, offset), -1);
}

/* `all` bytes of a write by `action`; `half` does one of them. */
#define WRITING(action, half, all)                                                                       \
    char path_[PATH_MAX];                                                                                \
    const uint64_t number_ = is_watched(descriptor) ? fails(kind_write, name_of(descriptor, path_)) : 0; \
    if (!number_) return action;                                                                         \
    if (plan->how == how_lie) return (ssize_t)(all);                                                     \
    if (plan->how == how_half && number_ == 1) return half;                                              \
    if (plan->how == how_done) (void)!(action);                                                          \
    return failed(-1)

ssize_t write(int descriptor, const void* bytes, size_t length) {
    REAL(write);
    WRITING(real(descriptor, bytes, length), real(descriptor, bytes, (length + 1) / 2), length);
}
ssize_t pwrite(int descriptor, const void* bytes, size_t length, __off64_t offset) {
    REAL(pwrite);
    WRITING(real(descriptor, bytes, length, offset), real(descriptor, bytes, (length + 1) / 2, offset), length);
}
ssize_t pwrite64(int descriptor, const void* bytes, size_t length, __off64_t offset) {
    REAL(pwrite64);
    WRITING(real(descriptor, bytes, length, offset), real(descriptor, bytes, (length + 1) / 2, offset), length);
}
ssize_t writev(int descriptor, const struct iovec* parts, int count) {
    REAL(writev);
    size_t all = 0;
    for (int i = 0; i < count; ++i) all += parts[i].iov_len;
    WRITING(real(descriptor, parts, count), real(descriptor, parts, (count + 1) / 2), all);
}

#define DEFINE_BY_DESCRIPTOR(name, kind, parameters, arguments) \
    int name parameters {                                       \
        REAL(name);                                             \
        BY_DESCRIPTOR(kind, real arguments, -1);                \
    }
DEFINE_BY_DESCRIPTOR(fsync, kind_flush, (int descriptor), (descriptor))
DEFINE_BY_DESCRIPTOR(fdatasync, kind_flush, (int descriptor), (descriptor))
DEFINE_BY_DESCRIPTOR(syncfs, kind_flush, (int descriptor), (descriptor))
DEFINE_BY_DESCRIPTOR(ftruncate, kind_size, (int descriptor, __off64_t size), (descriptor, size))
DEFINE_BY_DESCRIPTOR(ftruncate64, kind_size, (int descriptor, __off64_t size), (descriptor, size))
DEFINE_BY_DESCRIPTOR(flock, kind_lock, (int descriptor, int operation), (descriptor, operation))

#define DEFINE_FCNTL(name)                                                                                                    \
    int name(int descriptor, int command, ...) {                                                                              \
        REAL(name);                                                                                                           \
        va_list rest;                                                                                                         \
        va_start(rest, command);                                                                                              \
        void* argument = va_arg(rest, void*);                                                                                 \
        va_end(rest);                                                                                                         \
        const int locks = command == F_SETLK || command == F_SETLKW || command == F_GETLK;                                    \
        if (!locks || (argument && ((struct flock*)argument)->l_type == F_UNLCK)) return real(descriptor, command, argument); \
        BY_DESCRIPTOR(kind_lock, real(descriptor, command, argument), -1);                                                    \
    }
DEFINE_FCNTL(fcntl)
DEFINE_FCNTL(fcntl64)

/* Not by dlsym(), which itself may ask for memory. */
#define DEFINE_MMAP(name)                                                                                                 \
    void* name(void* at, size_t length, int protection, int flags, int descriptor, __off64_t offset) {                    \
        BY_DESCRIPTOR(kind_map, (void*)syscall(SYS_mmap, at, length, protection, flags, descriptor, offset), MAP_FAILED); \
    }
DEFINE_MMAP(mmap)
DEFINE_MMAP(mmap64)

/* ---- lines */

int connect(int descriptor, const struct sockaddr* to, socklen_t length) {
    REAL(connect);
    if (!plan || !port || to->sa_family != AF_INET || ((const struct sockaddr_in*)to)->sin_port != port)
        return real(descriptor, to, length);
    watch(descriptor);
    if (fails(kind_connect, "connect")) return failed(-1);
    return real(descriptor, to, length);
}

/* A line that has failed once is at its end, in both directions. */
static ssize_t line_failed(int descriptor) {
    shutdown(descriptor, SHUT_RDWR);
    if (plan->how == how_ended) return 0;
    return failed(-1);
}

ssize_t send(int descriptor, const void* bytes, size_t length, int flags) {
    REAL(send);
    if (!is_watched(descriptor) || !fails(kind_send, "send")) return real(descriptor, bytes, length, flags);
    if (plan->how == how_done || plan->how == how_half)
        (void)!real(descriptor, bytes, plan->how == how_half ? (length + 1) / 2 : length, flags);
    return line_failed(descriptor);
}

ssize_t recv(int descriptor, void* bytes, size_t length, int flags) {
    REAL(recv);
    if (!is_watched(descriptor) || !fails(kind_receive, "recv")) return real(descriptor, bytes, length, flags);
    return line_failed(descriptor);
}

int poll(struct pollfd* asked, nfds_t count, int milliseconds) {
    REAL(poll);
    if (count == 1 && is_watched(asked[0].fd) && fails(kind_wait, "poll")) return failed(-1);
    return real(asked, count, milliseconds);
}

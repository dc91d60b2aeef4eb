#include <sqlite3.h>

#include <atomic>
#include <csignal>

#include "test_faulty_vfs.h"

namespace cafepos::db::sqlite::test {
namespace {

std::atomic<int> spared_left = 0;
std::atomic<int> faults_left = 0;
enum class Operation { write, flush, read };
std::atomic<Operation> failing = Operation::write;
std::atomic<int> fault_code = SQLITE_OK;
std::atomic<bool> has_failed = false;

/// The code to fail with, or SQLITE_OK to go on.
int next(Operation operation) {
    if (faults_left <= 0 || operation != failing) return SQLITE_OK;
    if (spared_left-- > 0) return SQLITE_OK;
    --faults_left;
    has_failed = true;
    if (fault_code == SQLITE_ABORT) raise(SIGKILL);
    return fault_code;
}

struct File {
    sqlite3_file base;
    sqlite3_file* real;
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real; }

template <auto Method, class... Args>
int forward(sqlite3_file* file, Args... args) {
    return (real(file)->pMethods->*Method)(real(file), args...);
}

int read(sqlite3_file* file, void* data, int size, sqlite3_int64 offset) {
    const int code = next(Operation::read);
    return code != SQLITE_OK ? code : real(file)->pMethods->xRead(real(file), data, size, offset);
}

int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
    const int code = next(Operation::write);
    return code != SQLITE_OK ? code : real(file)->pMethods->xWrite(real(file), data, size, offset);
}

int sync(sqlite3_file* file, int flags) {
    const int code = next(Operation::flush);
    return code != SQLITE_OK ? code : real(file)->pMethods->xSync(real(file), flags);
}

void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }

using Methods = sqlite3_io_methods;
const Methods methods{
    .iVersion = 3,
    .xClose = forward<&Methods::xClose>,
    .xRead = read,
    .xWrite = write,
    .xTruncate = forward<&Methods::xTruncate, sqlite3_int64>,
    .xSync = sync,
    .xFileSize = forward<&Methods::xFileSize, sqlite3_int64*>,
    .xLock = forward<&Methods::xLock, int>,
    .xUnlock = forward<&Methods::xUnlock, int>,
    .xCheckReservedLock = forward<&Methods::xCheckReservedLock, int*>,
    .xFileControl = forward<&Methods::xFileControl, int, void*>,
    .xSectorSize = forward<&Methods::xSectorSize>,
    .xDeviceCharacteristics = forward<&Methods::xDeviceCharacteristics>,
    .xShmMap = forward<&Methods::xShmMap, int, int, int, void volatile**>,
    .xShmLock = forward<&Methods::xShmLock, int, int, int>,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = forward<&Methods::xShmUnmap, int>,
    .xFetch = forward<&Methods::xFetch, sqlite3_int64, int, void**>,
    .xUnfetch = forward<&Methods::xUnfetch, sqlite3_int64, void*>,
};

sqlite3_vfs* original = nullptr;
sqlite3_vfs faulty;

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto* ours = reinterpret_cast<File*>(file);
    ours->real = reinterpret_cast<sqlite3_file*>(ours + 1);
    const int code = original->xOpen(original, name, ours->real, flags, out_flags);
    ours->base.pMethods = ours->real->pMethods == nullptr ? nullptr : &methods;
    return code;
}

}  // namespace

FaultyVfs::FaultyVfs() {
    original = sqlite3_vfs_find(nullptr);
    faulty = *original;
    faulty.zName = "faulty";
    faulty.szOsFile = static_cast<int>(sizeof(File)) + original->szOsFile;
    faulty.xOpen = open;
    faulty.pNext = nullptr;
    sqlite3_vfs_register(&faulty, 1);
}

FaultyVfs::~FaultyVfs() {
    disarm();
    sqlite3_vfs_unregister(&faulty);
    sqlite3_vfs_register(original, 1);
}

void FaultyVfs::arm(Fault fault, int spared, int count) {
    constexpr int codes[] = {SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_ABORT, SQLITE_IOERR_CORRUPTFS};
    fault_code = codes[static_cast<int>(fault)];
    failing = fault == Fault::flush_error ? Operation::flush : fault == Fault::read_error ? Operation::read : Operation::write;
    has_failed = false;
    spared_left = spared;
    faults_left = count;
}

bool FaultyVfs::disarm() {
    faults_left = 0;
    return has_failed;
}

}  // namespace cafepos::db::sqlite::test

#pragma once

namespace cafepos::db {

/// While it lives, this thread is inside a read or write of `database`; a second one on the same thread would wait for
/// the first for ever, so it is refused with std::logic_error.
class NestingGuard {
public:
    explicit NestingGuard(const void* database);
    ~NestingGuard();
    NestingGuard(const NestingGuard&) = delete;
    NestingGuard& operator=(const NestingGuard&) = delete;

    static void refuse_nested(const void* database);

private:
    const void* previous_;
};

}  // namespace cafepos::db

#pragma once

namespace cafepos::db {

/// While it lives, this thread is inside a read or write of `database`; a second one on the same thread would wait for
/// the first for ever, so it is refused with std::logic_error.
class Inside {
public:
    explicit Inside(const void* database);
    ~Inside();
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

    static void refuse_nested(const void* database);

private:
    const void* previous_;
};

}  // namespace cafepos::db

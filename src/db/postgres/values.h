#pragma once

#include <libpq-fe.h>

#include <span>
#include <string>
#include <vector>

#include "../value.h"

namespace cafepos::db::postgres {

/// Parameters in libpq's form: text, NUL-terminated, null pointers for NULL. DatabaseError(check_violation) for text
/// with a NUL inside, which libpq would cut.
class Parameters {
public:
    explicit Parameters(std::span<const Value> values);
    [[nodiscard]] int count() const { return static_cast<int>(pointers_.size()); }
    [[nodiscard]] const char* const* pointers() const { return pointers_.data(); }

private:
    std::vector<std::string> texts_;
    std::vector<const char*> pointers_;
};

/// All rows of a result: integer columns as integers, booleans as 0 and 1 as SQLite has them, the rest as text.
Rows rows_of(const PGresult* result);

/// How many rows the statement changed.
std::int64_t changes_of(PGresult* result);

}  // namespace cafepos::db::postgres

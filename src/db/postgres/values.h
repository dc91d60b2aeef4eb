#pragma once

#include <span>
#include <string>
#include <vector>

#include "../gathering.h"
#include "../value.h"
#include "libpq.h"

namespace cafepos::db::postgres {

/// Parameters in libpq's form: text, NUL-terminated, null pointers for NULL. DatabaseError(check_violation) for text
/// with a NUL inside, which libpq would cut. Or arrays in PostgreSQL's binary form, one for each column of the rows.
class Parameters {
public:
    explicit Parameters(std::span<const Value> values);
    explicit Parameters(const Gathering::Rows& rows);
    [[nodiscard]] int count() const { return static_cast<int>(pointers_.size()); }
    [[nodiscard]] const char* const* pointers() const { return pointers_.data(); }
    /// Null where all are text.
    [[nodiscard]] const int* lengths() const { return lengths_.empty() ? nullptr : lengths_.data(); }
    [[nodiscard]] const int* formats() const { return formats_.empty() ? nullptr : formats_.data(); }

private:
    std::vector<std::string> texts_;
    std::vector<const char*> pointers_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

/// All rows of a result: integer columns as integers, booleans as 0 and 1 as SQLite has them, the rest as text.
Rows rows_of(const PGresult* result);

/// How many rows the statement changed.
std::int64_t changes_of(PGresult* result);

}  // namespace cafepos::db::postgres

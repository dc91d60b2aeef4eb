#pragma once

#include "db/table.h"
#include "ticket.h"

/// How values of this slice lie in columns.
namespace cafepos::db {

template <>
struct Column<kitchen::Texts> {
    static Value write(const kitchen::Texts& texts);
    static kitchen::Texts read(const Row& row, std::size_t column);
};

template <>
struct Column<kitchen::SentOptions> {
    static Value write(const kitchen::SentOptions& options);
    static kitchen::SentOptions read(const Row& row, std::size_t column);
};

template <>
struct Column<kitchen::State> {
    static Value write(kitchen::State state);
    static kitchen::State read(const Row& row, std::size_t column);
};

}  // namespace cafepos::db

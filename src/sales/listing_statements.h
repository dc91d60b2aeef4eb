#pragma once

#include <array>
#include <string>

#include "db/statement.h"
#include "listing.h"

namespace cafepos::sales {

/// The statements that list and count orders: those of a span of time, or those that a search found.
/// All begin with $1 … $9 the filter, $10 the limit; a search goes on with its four bounds; a list ends with its cursor's two
/// values and the offset.
class Listing {
public:
    Listing(const std::string& name, const std::string& from, int parameters);

    [[nodiscard]] const db::Statement& list(Sort sort) const { return lists_.at(static_cast<std::size_t>(sort)); }
    [[nodiscard]] const db::Statement& count() const { return count_; }

private:
    std::array<std::string, 5> names_;
    std::array<std::string, 5> texts_;
    std::array<db::Statement, 4> lists_;
    db::Statement count_;
};

const Listing& listing_for(const OrderFilter& filter);

}  // namespace cafepos::sales

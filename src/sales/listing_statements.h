#pragma once

#include <array>
#include <string>

#include "db/table.h"
#include "listing.h"

namespace cafepos::sales {

/// The statements that list and count orders: those of a span of time, those of a tender, those that a search found, or the one
/// of a register's own id.
/// All begin with $1 … $10 the filter and $11 the limit. A list has $12, $13 the cursor and $14 the offset, and a search goes on
/// with its four bounds (the last way with that id): a list's from $15, a count's from $12.
class Listing {
public:
    /// `from` takes the number of the first bound; `moment` and `id` are the columns of an index that has the newest last.
    Listing(const std::string& name, const std::function<std::string(int)>& from, std::string_view moment, std::string_view id);

    [[nodiscard]] const db::Query<Order>& list(Sort sort) const { return lists_.at(static_cast<std::size_t>(sort)); }
    [[nodiscard]] const db::Query<std::int64_t>& count() const { return count_; }

private:
    std::array<db::Query<Order>, 4> lists_;
    db::Query<std::int64_t> count_;
};

const Listing& orders_of_search();
/// How many a search without another filter finds; takes the four bounds.
const db::Query<std::int64_t>& count_found();
/// Takes the four bounds; 1 if more match than a search looks at.
const db::Query<std::int64_t>& search_leaves_some_out();
const Listing& order_of_client();
/// The way that looks at the fewest orders besides those wanted.
const Listing& listing_without_search(const OrderFilter& filter);

}  // namespace cafepos::sales

#pragma once

#include <string>

#include "db/statement.h"
#include "listing.h"

namespace cafepos::sales {

/// The statements that list and count orders found in one way, in four sortings.
/// A list takes $1, $2 the cursor, $3 … $11 the filter, $12 limit, $13 offset, a search also $14 … $17.
/// A count takes $1 … $9 the filter, $10 its bound, a search also $11 … $14.
class Listing {
public:
    virtual ~Listing() = default;
    [[nodiscard]] virtual const db::Statement& list(Sort sort) const = 0;
    [[nodiscard]] virtual const db::Statement& count() const = 0;
};

/// Whether more than `counted_max` orders are wanted. One person's or one year's may be: sorting them by total takes longer
/// than walking all totals until a page is full.
enum class Wanted { few, many };

/// The way that looks at the fewest orders besides those wanted.
const Listing& listing_for(const OrderFilter& filter, Sort sort, Wanted wanted);

}  // namespace cafepos::sales

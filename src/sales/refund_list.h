#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/database.h"
#include "order.h"

namespace cafepos::sales {

/// The refunds of many orders, as somebody looks for them who asks who gave what back, and why.

struct RefundFilter {
    std::optional<Date> first_day;  ///< business days on which they were given, both included
    std::optional<Date> last_day;
    std::optional<Id> staff_id;  ///< who gave them
    std::optional<std::string> method;
};

/// The place of a refund in the list: what comes after it is the next page.
struct RefundPlace {
    Date business_date;
    Id id;

    [[nodiscard]] std::string text() const { return business_date.text() + "." + id.text(); }
    static std::optional<RefundPlace> parse(std::string_view text);
};

struct ListedRefund {
    Id id;
    std::string refund_number;
    Id order_id;
    std::string order_number;
    Date business_date;
    Money amount;
    Money tax_amount;
    std::string method;  ///< the only one, or "mixed"
    std::string reason;
    Id staff_id;
    std::string first_name;  ///< of who gave it
    std::string last_name;
    Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(ListedRefund, (),
                      (id, refund_number, order_id, order_number, business_date, amount, tax_amount, method, reason, staff_id,
                       first_name, last_name, created_at))

struct RefundPage {
    std::vector<ListedRefund> refunds;  ///< newest first
    std::int64_t count = 0;             ///< on all pages
    Money amount;
    std::optional<RefundPlace> next;
};

RefundPage list_refunds(db::Transaction& transaction, const RefundFilter& filter, const std::optional<RefundPlace>& after,
                        int limit);

}  // namespace cafepos::sales

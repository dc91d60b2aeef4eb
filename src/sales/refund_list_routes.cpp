#include "refund_list_routes.h"

#include <algorithm>

#include "core/day_range.h"
#include "json/read.h"
#include "refund_list.h"

namespace cafepos::sales {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::Reply;
using http::Request;

constexpr int limit_default = 50;
constexpr int limit_max = 200;

/// Empty, "undefined" and "null" mean no filter, as everywhere.
struct ListRefunds {
    std::optional<std::string> from;  ///< business days on which refunds were given, both included
    std::optional<std::string> to;
    std::optional<std::string> staffId;  ///< who gave them
    std::optional<std::string> method;
    std::optional<int> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(ListRefunds, (), (from, to, staffId, method, limit, cursor))

struct RefundEntry {
    Id refundId;
    std::string refundNumber;
    Id orderId;
    std::string orderNumber;
    Date businessDate;
    Timestamp refundedAt;
    Money amount;
    Money taxAmount;
    std::string method;
    std::string reason;
    Id staffId;
    std::string staffName;
};
BOOST_DESCRIBE_STRUCT(RefundEntry, (),
                      (refundId, refundNumber, orderId, orderNumber, businessDate, refundedAt, amount, taxAmount, method, reason,
                       staffId, staffName))

struct RefundListing {
    std::vector<RefundEntry> refunds;  ///< newest first
    std::int64_t count = 0;            ///< on all pages
    Money amount;                      ///< of all pages
    std::optional<std::string> nextCursor;
};
BOOST_DESCRIBE_STRUCT(RefundListing, (), (refunds, count, amount, nextCursor))

using Errors = std::vector<FieldError>;

template <class T>
std::optional<T> parsed(const std::optional<std::string>& value, const std::string& field, const std::string& what,
                        Errors& errors) {
    const auto text = given(value);
    if (!text) return std::nullopt;
    auto result = T::parse(*text);
    if (!result) errors.push_back({field, "type", field + " must be " + what});
    return result;
}

struct Asked {
    RefundFilter filter;
    std::optional<RefundPlace> after;
    int limit = limit_default;
};

Asked asked_by(const ListRefunds& query) {
    Errors errors;
    Asked asked;
    asked.filter.first_day = parsed<Date>(query.from, "from", "a date such as 2026-11-22", errors);
    asked.filter.last_day = parsed<Date>(query.to, "to", "a date such as 2026-11-22", errors);
    asked.filter.staff_id = parsed<Id>(query.staffId, "staffId", "an id (a UUID)", errors);
    asked.filter.method = given(query.method);
    if (asked.filter.method == "all") asked.filter.method.reset();
    asked.after = parsed<RefundPlace>(query.cursor, "cursor", "a nextCursor of this list", errors);
    asked.limit = std::clamp(query.limit.value_or(limit_default), 1, limit_max);
    if (!errors.empty()) throw Error::fields(Code::validation_error, std::move(errors));
    return asked;
}

RefundListing listing_of(const RefundPage& page) {
    RefundListing listing;
    for (const ListedRefund& refund : page.refunds) {
        listing.refunds.push_back({refund.id, refund.refund_number, refund.order_id, refund.order_number, refund.business_date,
                                   refund.created_at, refund.amount, refund.tax_amount, refund.method, refund.reason,
                                   refund.staff_id, refund.first_name + " " + refund.last_name});
    }
    listing.count = page.count;
    listing.amount = page.amount;
    if (page.next) listing.nextCursor = page.next->text();
    return listing;
}

}  // namespace

void add_refund_list(http::EndpointTable& table, db::Database& database) {
    table.add({Method::get, "/refunds", Access::permission("sales.view_history"),
               "The refunds given on a range of days, newest first, with who gave them and why"},
              [&database](const Request<NoBody, ListRefunds>& request) -> Reply<RefundListing> {
                  const Asked asked = asked_by(request.query);
                  return database.reading([&](db::Transaction& transaction) -> Reply<RefundListing> {
                      return {listing_of(list_refunds(transaction, asked.filter, asked.after, asked.limit)),
                              "Refunds retrieved successfully"};
                  });
              });
}

}  // namespace cafepos::sales

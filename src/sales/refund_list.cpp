#include "refund_list.h"

#include "db/table.h"

namespace cafepos::sales {
namespace {

constexpr std::string_view after_every_text = "~";

// Reads users of staff.
const db::Query<ListedRefund> select_refunds{"sales.list_refunds", R"(
    SELECT r.id, r.refund_number, r.order_id, o.order_number, r.business_date, r.amount, r.tax_amount,
           (SELECT CASE WHEN COUNT(*) > 1 THEN 'mixed' ELSE MIN(p.method) END
            FROM refund_payments p WHERE p.refund_id = r.id) AS method, r.reason,
           r.staff_id, u.first_name, u.last_name, r.created_at
    FROM refunds r JOIN orders o ON o.id = r.order_id JOIN users u ON u.id = r.staff_id
    WHERE r.business_date >= $1 AND r.business_date <= $2 AND (CAST($3 AS TEXT) IS NULL OR r.staff_id = $3)
      AND (CAST($4 AS TEXT) IS NULL
           OR EXISTS (SELECT 1 FROM refund_payments p WHERE p.refund_id = r.id AND p.method = $4))
      AND (r.business_date, r.id) < ($5, $6)
    ORDER BY r.business_date DESC, r.id DESC LIMIT $7)"};
struct RefundSums {
    std::int64_t count = 0;
    Money amount;
};
BOOST_DESCRIBE_STRUCT(RefundSums, (), (count, amount))
const db::Query<RefundSums> sum_refunds{"sales.sum_refunds", R"(
    SELECT COUNT(*) AS count, COALESCE(SUM(amount), 0) AS amount FROM refunds
    WHERE business_date >= $1 AND business_date <= $2 AND (CAST($3 AS TEXT) IS NULL OR staff_id = $3)
      AND (CAST($4 AS TEXT) IS NULL
           OR EXISTS (SELECT 1 FROM refund_payments p WHERE p.refund_id = refunds.id AND p.method = $4)))"};

}  // namespace

std::optional<RefundPlace> RefundPlace::parse(std::string_view text) {
    const auto point = text.find('.');
    if (point == std::string_view::npos) return std::nullopt;
    const auto date = Date::parse(text.substr(0, point));
    const auto id = Id::parse(text.substr(point + 1));
    return date && id ? std::optional(RefundPlace{*date, *id}) : std::nullopt;
}

RefundPage list_refunds(db::Transaction& transaction, const RefundFilter& filter, const std::optional<RefundPlace>& after,
                        int limit) {
    const std::string first = filter.first_day ? filter.first_day->text() : "";
    const std::string last = filter.last_day ? filter.last_day->text() : std::string(after_every_text);
    RefundPage page;
    const RefundSums sums = transaction.query_only(sum_refunds, first, last, filter.staff_id, filter.method);
    page.count = sums.count;
    page.amount = sums.amount;
    const std::string before_date = after ? after->business_date.text() : std::string(after_every_text);
    const std::string before_id = after ? after->id.text() : std::string(after_every_text);
    page.refunds =
        transaction.query(select_refunds, first, last, filter.staff_id, filter.method, before_date, before_id, limit + 1);
    if (std::ssize(page.refunds) > limit) {
        page.refunds.pop_back();
        page.next = RefundPlace{page.refunds.back().business_date, page.refunds.back().id};
    }
    return page;
}

}  // namespace cafepos::sales

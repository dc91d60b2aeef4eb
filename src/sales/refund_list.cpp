#include "refund_list.h"

namespace cafepos::sales {
namespace {

constexpr std::string_view after_every_text = "~";

const db::Statement select_refunds{"sales.list_refunds", R"(
    SELECT r.id, r.refund_number, r.order_id, o.order_number, r.business_date, r.amount, r.tax_amount, r.method, r.reason,
           r.staff_id, u.first_name, u.last_name, r.created_at
    FROM refunds r JOIN orders o ON o.id = r.order_id JOIN users u ON u.id = r.staff_id
    WHERE r.business_date >= $1 AND r.business_date <= $2 AND (CAST($3 AS TEXT) IS NULL OR r.staff_id = $3)
      AND (CAST($4 AS TEXT) IS NULL OR r.method = $4) AND (r.business_date, r.id) < ($5, $6)
    ORDER BY r.business_date DESC, r.id DESC LIMIT $7)"};
const db::Statement sum_refunds{"sales.sum_refunds", R"(
    SELECT COUNT(*), CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM refunds
    WHERE business_date >= $1 AND business_date <= $2 AND (CAST($3 AS TEXT) IS NULL OR staff_id = $3)
      AND (CAST($4 AS TEXT) IS NULL OR method = $4))"};

ListedRefund refund_of(const db::Row& row) {
    ListedRefund refund;
    refund.id = row.id(0);
    refund.number = row.text(1);
    refund.order_id = row.id(2);
    refund.order_number = row.text(3);
    refund.business_date = row.date(4);
    refund.amount = row.money(5);
    refund.tax = row.money(6);
    refund.method = row.text(7);
    refund.reason = row.text(8);
    refund.staff_id = row.id(9);
    refund.staff_name = row.text(10) + " " + row.text(11);
    refund.created_at = row.time(12);
    return refund;
}

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
    const auto sums = transaction.query_one(sum_refunds, first, last, filter.staff_id, filter.method);
    page.count = sums->integer(0);
    page.amount = sums->money(1);
    const std::string before_date = after ? after->business_date.text() : std::string(after_every_text);
    const std::string before_id = after ? after->id.text() : std::string(after_every_text);
    for (const db::Row& row :
         transaction.query(select_refunds, first, last, filter.staff_id, filter.method, before_date, before_id, limit + 1)) {
        page.refunds.push_back(refund_of(row));
    }
    if (std::ssize(page.refunds) > limit) {
        page.refunds.pop_back();
        page.next = RefundPlace{page.refunds.back().business_date, page.refunds.back().id};
    }
    return page;
}

}  // namespace cafepos::sales

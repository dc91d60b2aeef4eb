#include "facts.h"

#include "rows.h"
#include "rules.h"
#include "store.h"

namespace cafepos::sales {
namespace {

constexpr int page_size = 500;

const std::string sales_sql = "SELECT " + std::string(rows::order_columns) + R"(
    FROM orders o
    WHERE (o.business_date, o.id) > ($1, $2) AND o.business_date <= $3 AND o.status IN ('completed', 'refunded')
      AND (CAST($4 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM payments p WHERE p.order_id = o.id AND p.method = $4))
    ORDER BY o.business_date, o.id LIMIT $5)";
const db::Statement select_sales{"sales.facts_sales", sales_sql};
const std::string refunds_sql = "SELECT " + std::string(rows::refund_columns) + R"(
    FROM refunds
    WHERE (business_date, id) > ($1, $2) AND business_date <= $3 AND (CAST($4 AS TEXT) IS NULL OR method = $4)
    ORDER BY business_date, id LIMIT $5)";
const db::Statement select_refunds{"sales.facts_refunds", refunds_sql};

const db::Statement select_customers{"sales.facts_customers", R"(
    SELECT COUNT(*), COALESCE(SUM(CASE WHEN EXISTS (
            SELECT 1 FROM orders e
            WHERE e.customer_key = bought.customer_key AND e.business_date < $1 AND e.status <> 'voided'
              AND (CAST($3 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM payments p WHERE p.order_id = e.id AND p.method = $3))
              AND (CAST($4 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM order_items i WHERE i.order_id = e.id AND i.category = $4)))
        THEN 0 ELSE 1 END), 0)
    FROM (SELECT DISTINCT o.customer_key FROM orders o
          WHERE o.business_date >= $1 AND o.business_date <= $2 AND o.customer_key IS NOT NULL AND o.status <> 'voided'
            AND (CAST($3 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM payments p WHERE p.order_id = o.id AND p.method = $3))
            AND (CAST($4 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM order_items i WHERE i.order_id = o.id AND i.category = $4))
         ) AS bought)"};

// Reads users of staff.
const db::Statement select_flagged{"sales.facts_flagged", R"(
    SELECT o.id, o.order_number, o.total_amount, o.priced_total, o.flag_reasons, u.username, o.created_at
    FROM orders o JOIN users u ON u.id = o.staff_id
    WHERE o.business_date = $1 AND o.flagged = 1 AND o.status <> 'voided'
    ORDER BY o.created_at, o.id LIMIT $2)"};

/// Calls `work` with page after page of what `select` finds, in the order of business day and id.
template <class Thing, class Read, class Work>
void for_each_page(db::Transaction& transaction, const db::Statement& select, const FactFilter& filter, const Read& read,
                   const Work& work) {
    std::string after_date = filter.days ? filter.days->first.text() : "";
    std::string after_id;
    const std::string last = filter.days ? filter.days->last.text() : "~";
    std::vector<Thing> page;
    do {
        page.clear();
        for (const db::Row& row : transaction.query(select, after_date, after_id, last, filter.payment_method, page_size)) {
            page.push_back(read(row));
        }
        if (page.empty()) return;
        after_date = page.back().business_date.text();
        after_id = page.back().id.text();
        work(page);
    } while (std::ssize(page) == page_size);
}

}  // namespace

rollups::Rollups count_again(db::Transaction& transaction, const FactFilter& filter) {
    rollups::Rollups counted;
    for_each_page<Order>(transaction, select_sales, filter, rows::order_of, [&](std::vector<Order>& orders) {
        store::load_lines(transaction, orders);
        store::load_taxes(transaction, orders);
        store::load_payments(transaction, orders);
        for (const Order& order : orders) counted.add_sale(counted_sale(order));
    });
    for_each_page<Refund>(transaction, select_refunds, filter, rows::refund_of, [&](std::vector<Refund>& refunds) {
        store::load_refund_parts(transaction, refunds);
        std::map<Id, Order> orders;
        for (Order& order : store::load_orders_of(transaction, refunds)) orders.emplace(order.id, std::move(order));
        for (const Refund& refund : refunds) counted.add_refund(counted_refund(orders.at(refund.order_id), refund));
    });
    return counted;
}

CustomerCounts count_customers(db::Transaction& transaction, const FactFilter& filter) {
    const auto row = transaction.query_one(select_customers, filter.days.value().first, filter.days.value().last,
                                           filter.payment_method, filter.category);
    return {row->integer(0), row->integer(1)};
}

std::vector<FlaggedOrder> flagged_orders(db::Transaction& transaction, const Date& date, int count_max) {
    std::vector<FlaggedOrder> orders;
    for (const db::Row& row : transaction.query(select_flagged, date, count_max)) {
        orders.push_back({row.id(0), row.text(1), row.money(2), row.money(3), row.text(4), row.text(5), row.time(6)});
    }
    return orders;
}

}  // namespace cafepos::sales

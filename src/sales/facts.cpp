#include "facts.h"

#include "db/table.h"
#include "rules.h"
#include "store.h"

namespace cafepos::sales {
namespace {

constexpr int page_size = 500;

const db::Query<Order> select_sales{"sales.facts_sales", R"(
    SELECT {} FROM orders
    WHERE (business_date, id) > ($1, $2) AND business_date <= $3 AND status IN ('completed', 'refunded')
      AND (CAST($4 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM payments p WHERE p.order_id = orders.id AND p.method = $4))
    ORDER BY business_date, id LIMIT $5)"};
const db::Query<Refund> select_refunds{"sales.facts_refunds", R"(
    SELECT {} FROM refunds
    WHERE (business_date, id) > ($1, $2) AND business_date <= $3 
      AND (CAST($4 AS TEXT) IS NULL
           OR EXISTS (SELECT 1 FROM refund_payments p WHERE p.refund_id = refunds.id AND p.method = $4))
    ORDER BY business_date, id LIMIT $5)"};

const db::Query<CustomerCounts> select_customers{"sales.facts_customers", R"(
    SELECT COUNT(*) AS total, COALESCE(SUM(CASE WHEN EXISTS (
            SELECT 1 FROM orders e
            WHERE e.customer_key = bought.customer_key AND e.business_date < $1 AND e.status <> 'voided'
              AND (CAST($3 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM payments p WHERE p.order_id = e.id AND p.method = $3))
              AND (CAST($4 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM order_items i WHERE i.order_id = e.id AND i.category = $4)))
        THEN 0 ELSE 1 END), 0) AS first_time
    FROM (SELECT DISTINCT o.customer_key FROM orders o
          WHERE o.business_date >= $1 AND o.business_date <= $2 AND o.customer_key IS NOT NULL AND o.status <> 'voided'
            AND (CAST($3 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM payments p WHERE p.order_id = o.id AND p.method = $3))
            AND (CAST($4 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM order_items i WHERE i.order_id = o.id AND i.category = $4))
         ) AS bought)"};

const db::Query<DiscountSum> sum_discounts{"sales.facts_discounts", R"(
    SELECT reason, COUNT(*) AS count, CAST(SUM(amount) AS BIGINT) AS amount
    FROM (SELECT o.id, COALESCE(o.discount_reason, '') AS reason,
                 o.discount_amount - (SELECT SUM(i.own_discount_amount) FROM order_items i WHERE i.order_id = o.id) AS amount
          FROM orders o WHERE o.business_date BETWEEN $1 AND $2 AND o.discount_amount <> 0 AND o.status <> 'voided'
          UNION ALL SELECT i.id, COALESCE(i.discount_reason, ''), i.own_discount_amount
          FROM orders o JOIN order_items i ON i.order_id = o.id
          WHERE o.business_date BETWEEN $1 AND $2 AND o.discount_amount <> 0 AND o.status <> 'voided') AS given
    WHERE amount <> 0 GROUP BY reason ORDER BY 3 DESC, 1)"};
const db::Query<OptionSum> sum_options{"sales.facts_options", R"(
    SELECT p.group_name, p.name, CAST(SUM(p.quantity * i.quantity) AS BIGINT) AS count,
           CAST(SUM(p.price_delta * p.quantity * i.quantity) AS BIGINT) AS amount
    FROM orders o JOIN order_items i ON i.order_id = o.id JOIN order_item_options p ON p.order_item_id = i.id
    WHERE o.business_date BETWEEN $1 AND $2 AND o.status <> 'voided'
    GROUP BY p.group_name, p.name ORDER BY 3 DESC, 1, 2)"};
const db::Query<ItemOptionSum> sum_item_options{"sales.facts_item_options", R"(
    SELECT i.menu_item_id, i.menu_item_name AS item_name, i.menu_item_size AS size, i.category, p.group_name, p.name,
           CAST(SUM(p.quantity * i.quantity) AS BIGINT) AS count,
           CAST(SUM(p.price_delta * p.quantity * i.quantity) AS BIGINT) AS amount
    FROM orders o JOIN order_items i ON i.order_id = o.id JOIN order_item_options p ON p.order_item_id = i.id
    WHERE o.business_date BETWEEN $1 AND $2 AND o.status <> 'voided'
      AND (CAST($3 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM payments t WHERE t.order_id = o.id AND t.method = $3))
    GROUP BY i.menu_item_id, i.menu_item_name, i.menu_item_size, i.category, p.group_name, p.name)"};
const db::Query<ComboSum> sum_combos{"sales.facts_combos", R"(
    SELECT menu_item_id, name, CAST(SUM(quantity) AS BIGINT) AS count, CAST(SUM(amount) AS BIGINT) AS amount
    FROM (SELECT i.combo_item_id AS menu_item_id, i.combo_name AS name, MAX(i.quantity) AS quantity, SUM(i.line_total) AS amount
          FROM orders o JOIN order_items i ON i.order_id = o.id
          WHERE o.business_date BETWEEN $1 AND $2 AND o.status <> 'voided' AND i.combo_line_id IS NOT NULL
          GROUP BY i.combo_line_id, i.combo_item_id, i.combo_name) AS combos
    GROUP BY menu_item_id, name ORDER BY 3 DESC, 2, 1)"};
const db::Query<RefundSum> sum_refunds{"sales.facts_refund_reasons", R"(
    SELECT reason, staff_id, COUNT(*) AS count, CAST(SUM(amount) AS BIGINT) AS amount
    FROM refunds WHERE business_date BETWEEN $1 AND $2
    GROUP BY reason, staff_id ORDER BY 4 DESC, 1, 2)"};

const db::Query<ServiceSum> sum_services{"sales.facts_services", R"(
    SELECT service, CAST(SUM(count) AS BIGINT) AS count, CAST(SUM(charged) AS BIGINT) AS charged,
           CAST(SUM(refunded) AS BIGINT) AS refunded, CAST(SUM(net) AS BIGINT) AS net, CAST(SUM(tax) AS BIGINT) AS tax
    FROM (SELECT COALESCE(o.service, 'none') AS service, 1 AS count, o.total_amount AS charged, 0 AS refunded,
                 o.total_amount - o.tax_amount - o.rounding_amount AS net, o.tax_amount AS tax
          FROM orders o WHERE o.business_date BETWEEN $1 AND $2 AND o.status <> 'voided'
          UNION ALL SELECT COALESCE(o.service, 'none'), 0, 0, r.amount,
                 -(SELECT COALESCE(SUM(i.net_amount), 0) FROM refund_items i WHERE i.refund_id = r.id), -r.tax_amount
          FROM refunds r JOIN orders o ON o.id = r.order_id WHERE r.business_date BETWEEN $1 AND $2) AS happened
    GROUP BY service ORDER BY SUM(charged) - SUM(refunded) DESC, service)"};

// orders_listing.
const db::Query<LateSales> sum_late{"sales.facts_late", R"(
    SELECT business_date, COUNT(*) AS count, CAST(SUM(total_amount) AS BIGINT) AS charged FROM orders
    WHERE created_at > $1 AND business_date < $2 AND status <> 'voided' AND hidden_at IS NULL
    GROUP BY business_date ORDER BY business_date)"};

// Reads users of staff.
const db::Query<FlaggedOrder> select_flagged{"sales.facts_flagged", R"(
    SELECT o.id, o.order_number, o.total_amount, o.priced_total, o.flag_reasons, u.username, o.created_at
    FROM orders o JOIN users u ON u.id = o.staff_id
    WHERE o.business_date = $1 AND o.flag_reasons <> '' AND o.status <> 'voided'
    ORDER BY o.created_at, o.id LIMIT $2)"};

/// Calls `work` with page after page of what `select` finds, in the order of business day and id.
template <class Record, class Work>
void for_each_page(db::Transaction& transaction, const db::Query<Record>& select, const FactFilter& filter, const Work& work) {
    std::string after_date = filter.days ? filter.days->first.text() : "";
    std::string after_id;
    const std::string last = filter.days ? filter.days->last.text() : "~";
    for (;;) {
        std::vector<Record> page = transaction.query(select, after_date, after_id, last, filter.payment_method, page_size);
        if (page.empty()) return;
        after_date = page.back().business_date.text();
        after_id = page.back().id.text();
        work(page);
    }
}

}  // namespace

rollups::Rollups count_again(db::Transaction& transaction, const FactFilter& filter, const FactParts& parts) {
    rollups::Rollups counted;
    for_each_page(transaction, select_sales, filter, [&](std::vector<Order>& orders) {
        if (parts.lines) store::load_lines(transaction, orders);
        if (parts.taxes) store::load_taxes(transaction, orders);
        if (parts.tenders) store::load_payments(transaction, orders);
        for (const Order& order : orders) counted.add_sale(counted_sale(order));
    });
    for_each_page(transaction, select_refunds, filter, [&](std::vector<Refund>& refunds) {
        store::load_parts(transaction, refunds);
        std::map<Id, Order> orders;
        for (Order& order : store::load_orders_of(transaction, refunds)) orders.emplace(order.id, std::move(order));
        for (const Refund& refund : refunds) counted.add_refund(counted_refund(orders.at(refund.order_id), refund));
    });
    return counted;
}

std::vector<LateSales> sales_arrived_since(db::Transaction& transaction, Timestamp since, const Date& before) {
    return transaction.query(sum_late, since, before);
}

CustomerCounts count_customers(db::Transaction& transaction, const FactFilter& filter) {
    const rollups::DateRange& days = filter.days.value();
    return transaction.query_only(select_customers, days.first, days.last, filter.payment_method, filter.category);
}

std::vector<DiscountSum> discounts_by_reason(db::Transaction& transaction, const rollups::DateRange& days) {
    return transaction.query(sum_discounts, days.first, days.last);
}

std::vector<OptionSum> options_sold(db::Transaction& transaction, const rollups::DateRange& days) {
    return transaction.query(sum_options, days.first, days.last);
}

std::vector<ItemOptionSum> options_sold_by_item(db::Transaction& transaction, const rollups::DateRange& days,
                                                const std::optional<std::string>& payment_method) {
    return transaction.query(sum_item_options, days.first, days.last, payment_method);
}

std::vector<ComboSum> combos_sold(db::Transaction& transaction, const rollups::DateRange& days) {
    return transaction.query(sum_combos, days.first, days.last);
}

std::vector<RefundSum> refunds_by_reason(db::Transaction& transaction, const rollups::DateRange& days) {
    return transaction.query(sum_refunds, days.first, days.last);
}

std::vector<ServiceSum> sales_by_service(db::Transaction& transaction, const rollups::DateRange& days) {
    return transaction.query(sum_services, days.first, days.last);
}

std::vector<FlaggedOrder> flagged_orders(db::Transaction& transaction, const Date& date, int count_max) {
    return transaction.query(select_flagged, date, count_max);
}

}  // namespace cafepos::sales

#include "db/table.h"
#include "drawer_figures.h"
#include "drawers/drawer.h"

namespace cafepos::sales {
namespace {

using drawers::MovementType;

struct DocumentSum {
    MovementType type{};
    std::int64_t count = 0;
    Money amount;
};
BOOST_DESCRIBE_STRUCT(DocumentSum, (), (type, count, amount))

struct LateOrder {
    std::string order_number;
    Date business_date;
    Money total_amount;
};
BOOST_DESCRIBE_STRUCT(LateOrder, (), (order_number, business_date, total_amount))

// These are the sums of the documents that a drawer accounts for; which ones, only its ledger knows.
// It reads drawer_movements of drawers:
const db::Query<DocumentSum> documents_of_drawer{"sales.documents_of_drawer", R"(
    SELECT m.type, COUNT(*) AS count, CAST(SUM(COALESCE(r.amount, o.total_amount)) AS BIGINT) AS amount
    FROM drawer_movements m JOIN orders o ON o.id = m.order_id LEFT JOIN refunds r ON r.id = m.refund_id
    WHERE m.drawer_id = $1 GROUP BY m.type)"};
// It reads drawer_movements of drawers:
const db::Query<drawers::DiscountSum> discounts_of_drawer{"sales.discounts_of_drawer", R"(
    SELECT reason, COUNT(*) AS count, CAST(SUM(amount) AS BIGINT) AS amount
    FROM (SELECT o.id, COALESCE(o.discount_reason, '') AS reason,
                 o.discount_amount - (SELECT SUM(i.own_discount_amount) FROM order_items i WHERE i.order_id = o.id) AS amount
          FROM drawer_movements m JOIN orders o ON o.id = m.order_id
          WHERE m.drawer_id = $1 AND m.type = 'sale' AND o.discount_amount <> 0
          UNION ALL SELECT i.id, COALESCE(i.discount_reason, ''), i.own_discount_amount
          FROM drawer_movements m JOIN orders o ON o.id = m.order_id JOIN order_items i ON i.order_id = o.id
          WHERE m.drawer_id = $1 AND m.type = 'sale' AND o.discount_amount <> 0) AS given
    WHERE amount <> 0 GROUP BY reason ORDER BY 1)"};
// It reads drawer_movements of drawers:
const db::Query<drawers::TaxSum> taxes_of_drawer{"sales.taxes_of_drawer", R"(
    SELECT name, rate, CAST(SUM(net) AS BIGINT) AS net, CAST(SUM(tax) AS BIGINT) AS tax, CAST(SUM(net + tax) AS BIGINT) AS gross
    FROM (SELECT t.name, t.rate, CASE WHEN m.type = 'sale' THEN t.taxable_amount ELSE -t.taxable_amount END AS net,
                 CASE WHEN m.type = 'sale' THEN t.tax_amount ELSE -t.tax_amount END AS tax
          FROM drawer_movements m JOIN order_taxes t ON t.order_id = m.order_id
          WHERE m.drawer_id = $1 AND m.type IN ('sale', 'voided')
          UNION ALL SELECT t.name, t.rate, -t.taxable_amount, -t.tax_amount
          FROM drawer_movements m JOIN refund_taxes t ON t.refund_id = m.refund_id WHERE m.drawer_id = $1) AS documents
    GROUP BY name, rate ORDER BY rate DESC, name)"};
// It reads drawer_movements of drawers:
const db::Query<drawers::TenderSum> tenders_of_drawer{"sales.tenders_of_drawer", R"(
    SELECT method, CAST(SUM(sales) AS BIGINT) AS sales, CAST(SUM(refunds) AS BIGINT) AS refunds,
           CAST(SUM(voids) AS BIGINT) AS voids, CAST(SUM(tips) AS BIGINT) AS tips
    FROM (SELECT p.method, CASE WHEN m.type = 'sale' THEN p.amount ELSE 0 END AS sales, 0 AS refunds,
                 CASE WHEN m.type = 'voided' THEN p.amount ELSE 0 END AS voids,
                 CASE WHEN m.type = 'sale' THEN p.tip_amount ELSE -p.tip_amount END AS tips
          FROM drawer_movements m JOIN payments p ON p.order_id = m.order_id
          WHERE m.drawer_id = $1 AND m.type IN ('sale', 'voided')
          UNION ALL SELECT r.method, 0, r.amount, 0, 0
          FROM drawer_movements m JOIN refund_payments r ON r.refund_id = m.refund_id WHERE m.drawer_id = $1) AS documents
    GROUP BY method ORDER BY method)"};
// It reads drawer_movements of drawers:
const db::Query<std::string> first_number{"sales.first_number_of_drawer", R"(
    SELECT o.order_number FROM drawer_movements m JOIN orders o ON o.id = m.order_id
    WHERE m.drawer_id = $1 AND m.type = 'sale' ORDER BY m.sequence LIMIT 1)"};
// It reads drawer_movements of drawers:
const db::Query<std::string> last_number{"sales.last_number_of_drawer", R"(
    SELECT o.order_number FROM drawer_movements m JOIN orders o ON o.id = m.order_id
    WHERE m.drawer_id = $1 AND m.type = 'sale' ORDER BY m.sequence DESC LIMIT 1)"};
// It reads drawer_movements of drawers, and when the drawer was opened from drawers of drawers:
const db::Query<LateOrder> late_orders{"sales.late_orders_of_drawer", R"(
    SELECT o.order_number, o.business_date, o.total_amount FROM drawer_movements m
    JOIN orders o ON o.id = m.order_id JOIN drawers d ON d.id = m.drawer_id
    WHERE m.drawer_id = $1 AND m.type = 'sale' AND COALESCE(o.occurred_at, o.created_at) < d.opened_at ORDER BY m.sequence)"};

}  // namespace

drawers::DrawerSales sales_of_drawer(db::Transaction& transaction, const Id& drawer_id) {
    drawers::DrawerSales sums;
    for (const DocumentSum& sum : transaction.query(documents_of_drawer, drawer_id)) {
        if (sum.type == MovementType::sale) sums.sales = {sum.count, sum.amount};
        if (sum.type == MovementType::refund) sums.refunds = {sum.count, sum.amount};
        if (sum.type == MovementType::voided) sums.voids = {sum.count, sum.amount};
    }
    sums.discounts = transaction.query(discounts_of_drawer, drawer_id);
    sums.taxes = transaction.query(taxes_of_drawer, drawer_id);
    sums.tenders = transaction.query(tenders_of_drawer, drawer_id);
    sums.firstOrderNumber = transaction.query_one(first_number, drawer_id);
    sums.lastOrderNumber = transaction.query_one(last_number, drawer_id);
    for (const LateOrder& late : transaction.query(late_orders, drawer_id)) {
        sums.lateSales.push_back({late.order_number, late.business_date, late.total_amount});
    }
    return sums;
}

}  // namespace cafepos::sales

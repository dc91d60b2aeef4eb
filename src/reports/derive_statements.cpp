#include "derive.h"

namespace cafepos::reports {
namespace {

const db::Statement sales_stored{"reports.verify.sales", R"(
    SELECT business_date, payment_method, staff_id,
           sales, charged, refunds, refunded, discounts, tax_charged, tax_refunded, flagged FROM sales_rollups)"};
const db::Statement sales_sold{"reports.derive.sales_sold", R"(
    SELECT business_date, payment_method, staff_id,
           COUNT(*), SUM(total_amount), 0, 0, SUM(discount_amount), SUM(tax_amount), 0, SUM(flagged)
    FROM orders WHERE status <> 'voided' GROUP BY business_date, payment_method, staff_id)"};
const db::Statement sales_refunded{"reports.derive.sales_refunded", R"(
    SELECT business_date, method, staff_id, 0, 0, COUNT(*), SUM(amount), 0, 0, SUM(tax_amount), 0
    FROM refunds GROUP BY business_date, method, staff_id)"};
const db::Statement sales_insert{"reports.rebuild.sales", R"(
    INSERT INTO sales_rollups (business_date, payment_method, staff_id,
                               sales, charged, refunds, refunded, discounts, tax_charged, tax_refunded, flagged)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))"};
const db::Statement sales_clear{"reports.clear.sales", "DELETE FROM sales_rollups"};

const db::Statement hours_stored{"reports.verify.hours", R"(
    SELECT grain, period, business_hour, payment_method,
           sales, charged, refunds, refunded, discounts, tax_charged, tax_refunded FROM hour_rollups)"};
const db::Statement hours_sold{"reports.derive.hours_sold", R"(
    SELECT 'day', business_date, business_hour, payment_method,
           COUNT(*), SUM(total_amount), 0, 0, SUM(discount_amount), SUM(tax_amount), 0
    FROM orders WHERE status <> 'voided' GROUP BY business_date, business_hour, payment_method)"};
const db::Statement hours_refunded{"reports.derive.hours_refunded", R"(
    SELECT 'day', business_date, business_hour, method, 0, 0, COUNT(*), SUM(amount), 0, 0, SUM(tax_amount)
    FROM refunds GROUP BY business_date, business_hour, method)"};
const db::Statement hours_insert{"reports.rebuild.hours", R"(
    INSERT INTO hour_rollups (grain, period, business_hour, payment_method,
                              sales, charged, refunds, refunded, discounts, tax_charged, tax_refunded)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))"};
const db::Statement hours_clear{"reports.clear.hours", "DELETE FROM hour_rollups"};

const db::Statement categories_stored{"reports.verify.categories", R"(
    SELECT grain, category, period, business_hour, payment_method, sales, sold_lines, gross, refunded FROM category_rollups)"};
const db::Statement categories_sold{"reports.derive.categories_sold", R"(
    SELECT 'day', i.category, o.business_date, o.business_hour, o.payment_method,
           COUNT(DISTINCT o.id), COUNT(*), SUM(i.line_total), 0
    FROM orders o JOIN order_items i ON i.order_id = o.id
    WHERE o.status <> 'voided' GROUP BY i.category, o.business_date, o.business_hour, o.payment_method)"};
const db::Statement categories_refunded{"reports.derive.categories_refunded", R"(
    SELECT 'day', i.category, r.business_date, r.business_hour, r.method, 0, 0, 0, SUM(x.gross_amount)
    FROM refunds r JOIN refund_items x ON x.refund_id = r.id JOIN order_items i ON i.id = x.order_item_id
    GROUP BY i.category, r.business_date, r.business_hour, r.method)"};
const db::Statement categories_insert{"reports.rebuild.categories", R"(
    INSERT INTO category_rollups (grain, category, period, business_hour, payment_method, sales, sold_lines, gross, refunded)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))"};
const db::Statement categories_clear{"reports.clear.categories", "DELETE FROM category_rollups"};

const db::Statement items_stored{"reports.verify.items", R"(
    SELECT grain, period, menu_item_id, payment_method, name, size, category,
           sold_lines, quantity, gross, refunded_quantity, refunded, net, costed_net, cost FROM item_rollups)"};
// A line's net: after discount, without the tax that inclusive prices contain.
const db::Statement items_sold{"reports.derive.items_sold", R"(
    SELECT 'day', business_date, menu_item_id, payment_method, menu_item_name, menu_item_size, category,
           COUNT(*), SUM(quantity), SUM(line_total), 0, 0, SUM(net),
           SUM(CASE WHEN cost_amount IS NULL THEN 0 ELSE net END), SUM(COALESCE(cost_amount, 0))
    FROM (SELECT o.business_date, o.payment_method, i.menu_item_id, i.menu_item_name, i.menu_item_size, i.category, i.quantity,
                 i.line_total, i.cost_amount,
                 i.line_total - i.discount_amount + i.price_difference
                     - CASE WHEN o.tax_inclusive = 1 THEN i.tax_amount ELSE 0 END AS net
          FROM orders o JOIN order_items i ON i.order_id = o.id WHERE o.status <> 'voided') AS sold
    GROUP BY business_date, menu_item_id, payment_method, menu_item_name, menu_item_size, category)"};
// The part of a line's cost as cost_of_part() has it: rounded half up, in whole numbers.
const db::Statement items_refunded{"reports.derive.items_refunded", R"(
    SELECT 'day', r.business_date, i.menu_item_id, r.method, i.menu_item_name, i.menu_item_size, i.category,
           0, 0, 0, SUM(x.quantity), SUM(x.gross_amount), -SUM(x.net_amount),
           SUM(CASE WHEN i.cost_amount IS NULL THEN 0 ELSE -x.net_amount END),
           SUM(CASE WHEN i.cost_amount IS NULL THEN 0
                    ELSE -((2 * i.cost_amount * x.quantity + i.quantity) / (2 * i.quantity)) END)
    FROM refunds r JOIN refund_items x ON x.refund_id = r.id JOIN order_items i ON i.id = x.order_item_id
    GROUP BY r.business_date, i.menu_item_id, r.method, i.menu_item_name, i.menu_item_size, i.category)"};
const db::Statement items_insert{"reports.rebuild.items", R"(
    INSERT INTO item_rollups (grain, period, menu_item_id, payment_method, name, size, category,
                              sold_lines, quantity, gross, refunded_quantity, refunded, net, costed_net, cost)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15))"};
const db::Statement items_clear{"reports.clear.items", "DELETE FROM item_rollups"};

const db::Statement taxes_stored{"reports.verify.taxes", R"(
    SELECT business_date, payment_method, name, rate, taxable, tax FROM tax_rollups)"};
const db::Statement taxes_sold{"reports.derive.taxes_sold", R"(
    SELECT o.business_date, o.payment_method, t.name, t.rate, SUM(t.taxable_amount), SUM(t.tax_amount)
    FROM orders o JOIN order_taxes t ON t.order_id = o.id
    WHERE o.status <> 'voided' GROUP BY o.business_date, o.payment_method, t.name, t.rate)"};
const db::Statement taxes_refunded{"reports.derive.taxes_refunded", R"(
    SELECT r.business_date, r.method, t.name, t.rate, -SUM(t.taxable_amount), -SUM(t.tax_amount)
    FROM refunds r JOIN refund_taxes t ON t.refund_id = r.id GROUP BY r.business_date, r.method, t.name, t.rate)"};
const db::Statement taxes_insert{"reports.rebuild.taxes", R"(
    INSERT INTO tax_rollups (business_date, payment_method, name, rate, taxable, tax) VALUES ($1, $2, $3, $4, $5, $6))"};
const db::Statement taxes_clear{"reports.clear.taxes", "DELETE FROM tax_rollups"};

}  // namespace

const std::vector<RollupTable>& rollup_tables() {
    static const std::vector<RollupTable> tables{
        {"sales_rollups", "ttt", 8, &sales_stored, &sales_sold, &sales_refunded, &sales_insert, &sales_clear, -1},
        {"hour_rollups", "ttit", 7, &hours_stored, &hours_sold, &hours_refunded, &hours_insert, &hours_clear, 1},
        {"category_rollups", "tttit", 4, &categories_stored, &categories_sold, &categories_refunded, &categories_insert,
         &categories_clear, 2},
        {"item_rollups", "ttttttt", 8, &items_stored, &items_sold, &items_refunded, &items_insert, &items_clear, 1},
        {"tax_rollups", "ttti", 2, &taxes_stored, &taxes_sold, &taxes_refunded, &taxes_insert, &taxes_clear, -1},
    };
    return tables;
}

}  // namespace cafepos::reports

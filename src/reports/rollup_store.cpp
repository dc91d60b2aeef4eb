#include "rollup_store.h"

namespace cafepos::reports {
namespace {

const db::Statement add_sales_statement{"reports.add_sales", R"(
    INSERT INTO sales_rollups (business_date, payment_method, staff_id,
                               sales, charged, refunds, refunded, discounts, tax_charged, tax_refunded, flagged)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (business_date, payment_method, staff_id) DO UPDATE SET
        sales = sales_rollups.sales + excluded.sales,
        charged = sales_rollups.charged + excluded.charged,
        refunds = sales_rollups.refunds + excluded.refunds,
        refunded = sales_rollups.refunded + excluded.refunded,
        discounts = sales_rollups.discounts + excluded.discounts,
        tax_charged = sales_rollups.tax_charged + excluded.tax_charged,
        tax_refunded = sales_rollups.tax_refunded + excluded.tax_refunded,
        flagged = sales_rollups.flagged + excluded.flagged)"};

// The day and its month in one statement.
const db::Statement add_hour_statement{"reports.add_hour", R"(
    INSERT INTO hour_rollups (grain, period, business_hour, payment_method,
                              sales, charged, refunds, refunded, discounts, tax_charged, tax_refunded)
    VALUES ('day', $1, $3, $4, $5, $6, $7, $8, $9, $10, $11), ('month', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (grain, period, business_hour, payment_method) DO UPDATE SET
        sales = hour_rollups.sales + excluded.sales,
        charged = hour_rollups.charged + excluded.charged,
        refunds = hour_rollups.refunds + excluded.refunds,
        refunded = hour_rollups.refunded + excluded.refunded,
        discounts = hour_rollups.discounts + excluded.discounts,
        tax_charged = hour_rollups.tax_charged + excluded.tax_charged,
        tax_refunded = hour_rollups.tax_refunded + excluded.tax_refunded)"};

const db::Statement add_category_statement{"reports.add_category", R"(
    INSERT INTO category_rollups (grain, category, period, business_hour, payment_method, sales, sold_lines, gross, refunded)
    VALUES ('day', $3, $1, $4, $5, $6, $7, $8, $9), ('month', $3, $2, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (grain, category, period, business_hour, payment_method) DO UPDATE SET
        sales = category_rollups.sales + excluded.sales,
        sold_lines = category_rollups.sold_lines + excluded.sold_lines,
        gross = category_rollups.gross + excluded.gross,
        refunded = category_rollups.refunded + excluded.refunded)"};

const db::Statement add_item_statement{"reports.add_item", R"(
    INSERT INTO item_rollups (grain, period, menu_item_id, payment_method, name, size, category,
                              sold_lines, quantity, gross, refunded_quantity, refunded, net, costed_net, cost)
    VALUES ('day', $1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15),
           ('month', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
    ON CONFLICT (grain, period, menu_item_id, payment_method, name, size, category) DO UPDATE SET
        sold_lines = item_rollups.sold_lines + excluded.sold_lines,
        quantity = item_rollups.quantity + excluded.quantity,
        gross = item_rollups.gross + excluded.gross,
        refunded_quantity = item_rollups.refunded_quantity + excluded.refunded_quantity,
        refunded = item_rollups.refunded + excluded.refunded,
        net = item_rollups.net + excluded.net,
        costed_net = item_rollups.costed_net + excluded.costed_net,
        cost = item_rollups.cost + excluded.cost)"};

const db::Statement add_tax_statement{"reports.add_tax", R"(
    INSERT INTO tax_rollups (business_date, payment_method, name, rate, taxable, tax)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (business_date, payment_method, name, rate) DO UPDATE SET
        taxable = tax_rollups.taxable + excluded.taxable,
        tax = tax_rollups.tax + excluded.tax)"};

}  // namespace

void add_sales(db::Transaction& transaction, const Slot& slot, const Id& staff_id, const SalesSums& sums) {
    transaction.defer(add_sales_statement, slot.business_date, slot.payment_method, staff_id, sums.sales, sums.charged,
                      sums.refunds, sums.refunded, sums.discounts, sums.tax_charged, sums.tax_refunded, sums.flagged);
    transaction.defer(add_hour_statement, slot.business_date, month_of(slot.business_date), slot.business_hour,
                      slot.payment_method, sums.sales, sums.charged, sums.refunds, sums.refunded, sums.discounts,
                      sums.tax_charged, sums.tax_refunded);
}

void add_category(db::Transaction& transaction, const Slot& slot, const std::string& category, const CategorySums& sums) {
    transaction.defer(add_category_statement, slot.business_date, month_of(slot.business_date), category, slot.business_hour,
                      slot.payment_method, sums.sales, sums.sold_lines, sums.gross, sums.refunded);
}

void add_item(db::Transaction& transaction, const Slot& slot, const ItemKey& item, const ItemSums& sums) {
    transaction.defer(add_item_statement, slot.business_date, month_of(slot.business_date), item.menu_item_id,
                      slot.payment_method, item.name, item.size, item.category, sums.sold_lines, sums.quantity, sums.gross,
                      sums.refunded_quantity, sums.refunded, sums.net, sums.costed_net, sums.cost);
}

void add_tax(db::Transaction& transaction, const Slot& slot, const TaxKey& tax, const TaxSums& sums) {
    transaction.defer(add_tax_statement, slot.business_date, slot.payment_method, tax.name, tax.rate_ppm, sums.taxable, sums.tax);
}

}  // namespace cafepos::reports

#include "store.h"

namespace cafepos::reports {
namespace {

#define CAFEPOS_SALES_SUMS \
    "SUM(sales), SUM(charged), SUM(refunds), SUM(refunded), SUM(discounts), SUM(tax_charged), SUM(tax_refunded)"

const db::Statement days_statement{"reports.days", "SELECT business_date, " CAFEPOS_SALES_SUMS R"(, SUM(flagged)
    FROM sales_rollups
    WHERE business_date BETWEEN $1 AND $2 AND (CAST($3 AS TEXT) IS NULL OR payment_method = $3)
    GROUP BY business_date)"};
const db::Statement hours_statement{"reports.hours", "SELECT business_hour, " CAFEPOS_SALES_SUMS R"(
    FROM hour_rollups
    WHERE grain = $1 AND period BETWEEN $2 AND $3 AND (CAST($4 AS TEXT) IS NULL OR payment_method = $4)
    GROUP BY business_hour)"};
const db::Statement category_days_statement{"reports.category_days", R"(
    SELECT period, SUM(sales), SUM(gross), SUM(refunded)
    FROM category_rollups
    WHERE grain = 'day' AND category = $1 AND period BETWEEN $2 AND $3
      AND (CAST($4 AS TEXT) IS NULL OR payment_method = $4)
    GROUP BY period)"};
const db::Statement category_hours_statement{"reports.category_hours", R"(
    SELECT business_hour, SUM(sales), SUM(gross), SUM(refunded)
    FROM category_rollups
    WHERE grain = $1 AND category = $2 AND period BETWEEN $3 AND $4
      AND (CAST($5 AS TEXT) IS NULL OR payment_method = $5)
    GROUP BY business_hour)"};
const db::Statement items_statement{"reports.items", R"(
    SELECT menu_item_id, name, size, category, SUM(sold_lines), SUM(quantity), SUM(gross), SUM(refunded_quantity), SUM(refunded),
           SUM(net), SUM(costed_net), SUM(cost)
    FROM item_rollups
    WHERE grain = $1 AND period BETWEEN $2 AND $3
      AND (CAST($4 AS TEXT) IS NULL OR payment_method = $4) AND (CAST($5 AS TEXT) IS NULL OR category = $5)
    GROUP BY menu_item_id, name, size, category)"};
const db::Statement methods_statement{"reports.payment_methods", "SELECT payment_method, " CAFEPOS_SALES_SUMS R"(, SUM(flagged)
    FROM sales_rollups WHERE business_date BETWEEN $1 AND $2 GROUP BY payment_method)"};
const db::Statement staff_statement{"reports.staff",
                                    "SELECT s.staff_id, u.username, u.first_name, u.last_name, " CAFEPOS_SALES_SUMS
                                    R"(, SUM(flagged)
    FROM sales_rollups s JOIN users u ON u.id = s.staff_id
    WHERE s.business_date BETWEEN $1 AND $2 AND (CAST($3 AS TEXT) IS NULL OR s.payment_method = $3)
    GROUP BY s.staff_id, u.username, u.first_name, u.last_name)"};
const db::Statement taxes_statement{"reports.taxes", R"(
    SELECT business_date, name, rate, SUM(taxable), SUM(tax)
    FROM tax_rollups
    WHERE business_date BETWEEN $1 AND $2 AND (CAST($3 AS TEXT) IS NULL OR payment_method = $3)
    GROUP BY business_date, name, rate)"};
const db::Statement customers_statement{"reports.customers", R"(
    SELECT COALESCE(SUM(customers), 0), COALESCE(SUM(CASE WHEN previous_date = '' THEN customers ELSE 0 END), 0)
    FROM customer_rollups
    WHERE payment_method = $1 AND category = $2 AND grain = $3 AND period BETWEEN $4 AND $5 AND previous_date < $6)"};
const db::Statement flagged_statement{"reports.flagged", R"(
    SELECT o.id, o.order_number, o.total_amount, o.priced_total, o.flag_reasons, u.username, o.created_at
    FROM orders o JOIN users u ON u.id = o.staff_id
    WHERE o.business_date = $1 AND o.flagged = 1 AND o.status <> 'voided'
    ORDER BY o.created_at, o.id LIMIT $2)"};
const db::Statement has_sales_statement{"reports.has_sales", "SELECT business_date FROM sales_rollups LIMIT 1"};

#undef CAFEPOS_SALES_SUMS

SalesSums sales_sums(const db::Row& row, std::size_t first) {
    return {row.integer(first),   row.money(first + 1), row.integer(first + 2), row.money(first + 3),
            row.money(first + 4), row.money(first + 5), row.money(first + 6),   0};
}

SalesSums sales_sums_with_flags(const db::Row& row, std::size_t first) {
    SalesSums sums = sales_sums(row, first);
    sums.flagged = row.integer(first + 7);
    return sums;
}

SalesSums category_sums(const db::Row& row) {
    return {.sales = row.integer(1), .charged = row.money(2), .refunded = row.money(3)};
}

db::Rows hour_rows(db::Transaction& transaction, const Segment& segment, const Filter& filter) {
    if (filter.category) {
        return transaction.query(category_hours_statement, segment.grain, filter.category, segment.first, segment.last,
                                 filter.payment_method);
    }
    return transaction.query(hours_statement, segment.grain, segment.first, segment.last, filter.payment_method);
}

}  // namespace

std::map<Date, SalesSums> sums_by_day(db::Transaction& transaction, const DateRange& range, const Filter& filter) {
    std::map<Date, SalesSums> days;
    if (filter.category) {
        for (const db::Row& row :
             transaction.query(category_days_statement, filter.category, range.first, range.last, filter.payment_method)) {
            days[row.date(0)] = category_sums(row);
        }
        return days;
    }
    for (const db::Row& row : transaction.query(days_statement, range.first, range.last, filter.payment_method)) {
        days[row.date(0)] = sales_sums_with_flags(row, 1);
    }
    return days;
}

std::map<int, SalesSums> sums_by_hour(db::Transaction& transaction, const DateRange& range, const Filter& filter) {
    std::map<int, SalesSums> hours;
    for (const Segment& segment : segments_of(range)) {
        for (const db::Row& row : hour_rows(transaction, segment, filter)) {
            hours[static_cast<int>(row.integer(0))] += filter.category ? category_sums(row) : sales_sums(row, 1);
        }
    }
    return hours;
}

SalesSums sums_of(db::Transaction& transaction, const DateRange& range, const Filter& filter) {
    SalesSums total;
    for (const auto& [hour, sums] : sums_by_hour(transaction, range, filter)) total += sums;
    return total;
}

std::map<ItemKey, ItemSums> sums_by_item(db::Transaction& transaction, const DateRange& range, const Filter& filter) {
    std::map<ItemKey, ItemSums> items;
    for (const Segment& segment : segments_of(range)) {
        for (const db::Row& row : transaction.query(items_statement, segment.grain, segment.first, segment.last,
                                                    filter.payment_method, filter.category)) {
            items[{row.text(0), row.text(1), row.text(2), row.text(3)}] +=
                {row.integer(4), row.integer(5), row.money(6),  row.integer(7),
                 row.money(8),   row.money(9),   row.money(10), row.money(11)};
        }
    }
    return items;
}

std::map<std::string, SalesSums> sums_by_payment_method(db::Transaction& transaction, const DateRange& range) {
    std::map<std::string, SalesSums> methods;
    for (const db::Row& row : transaction.query(methods_statement, range.first, range.last)) {
        methods[row.text(0)] = sales_sums_with_flags(row, 1);
    }
    return methods;
}

std::vector<StaffSums> sums_by_staff(db::Transaction& transaction, const DateRange& range, const Filter& filter) {
    std::vector<StaffSums> staff;
    for (const db::Row& row : transaction.query(staff_statement, range.first, range.last, filter.payment_method)) {
        staff.push_back({row.id(0), row.text(1), row.text(2) + " " + row.text(3), sales_sums_with_flags(row, 4)});
    }
    return staff;
}

std::map<TaxKey, TaxSums> sums_by_tax(db::Transaction& transaction, const DateRange& range, const Filter& filter) {
    std::map<TaxKey, TaxSums> taxes;
    for (const auto& [date, of_day] : sums_by_day_and_tax(transaction, range, filter)) {
        for (const auto& [tax, sums] : of_day) taxes[tax] += sums;
    }
    return taxes;
}

std::map<Date, std::map<TaxKey, TaxSums>> sums_by_day_and_tax(db::Transaction& transaction, const DateRange& range,
                                                              const Filter& filter) {
    std::map<Date, std::map<TaxKey, TaxSums>> days;
    for (const db::Row& row : transaction.query(taxes_statement, range.first, range.last, filter.payment_method)) {
        days[row.date(0)][{row.text(1), row.integer(2)}] = {row.money(3), row.money(4)};
    }
    return days;
}

CustomerCounts count_customers(db::Transaction& transaction, const DateRange& range, const Filter& filter) {
    CustomerCounts counts;
    for (const Segment& segment : segments_of(range)) {
        const auto row =
            transaction.query_one(customers_statement, filter.payment_method.value_or(""), filter.category.value_or(""),
                                  segment.grain, segment.first, segment.last, range.first);
        counts.total += row->integer(0);
        counts.first_time += row->integer(1);
    }
    return counts;
}

std::vector<FlaggedOrder> flagged_orders(db::Transaction& transaction, const Date& date, int count_max) {
    std::vector<FlaggedOrder> orders;
    for (const db::Row& row : transaction.query(flagged_statement, date, count_max)) {
        orders.push_back({row.id(0), row.text(1), row.money(2), row.money(3), row.text(4), row.text(5), row.time(6)});
    }
    return orders;
}

bool has_sales(db::Transaction& transaction) { return transaction.query_one(has_sales_statement).has_value(); }

}  // namespace cafepos::reports

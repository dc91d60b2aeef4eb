#include "customers.h"

#include "rollup_rows.h"

namespace cafepos::reports {
namespace {

const db::Statement add_visit{"reports.add_visit", R"(
    INSERT INTO customer_visits (payment_method, category, customer, business_date, sales) VALUES ($1, $2, $3, $4, 1)
    ON CONFLICT (payment_method, category, customer, business_date) DO UPDATE SET sales = customer_visits.sales + 1
    RETURNING sales)"};
const db::Statement take_visit{"reports.take_visit", R"(
    UPDATE customer_visits SET sales = sales - 1
    WHERE payment_method = $1 AND category = $2 AND customer = $3 AND business_date = $4
    RETURNING sales)"};
const db::Statement remove_visit{"reports.remove_visit", R"(
    DELETE FROM customer_visits WHERE payment_method = $1 AND category = $2 AND customer = $3 AND business_date = $4)"};
const db::Statement visit_before{"reports.visit_before", R"(
    SELECT business_date FROM customer_visits
    WHERE payment_method = $1 AND category = $2 AND customer = $3 AND business_date < $4
    ORDER BY business_date DESC LIMIT 1)"};
const db::Statement visit_after{"reports.visit_after", R"(
    SELECT business_date FROM customer_visits
    WHERE payment_method = $1 AND category = $2 AND customer = $3 AND business_date > $4
    ORDER BY business_date LIMIT 1)"};
const db::Statement add_first_visits_statement{"reports.add_first_visits", R"(
    INSERT INTO customer_rollups (payment_method, category, grain, period, previous_date, customers)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (payment_method, category, grain, period, previous_date) DO UPDATE SET
        customers = customer_rollups.customers + excluded.customers)"};

std::string date_or_none(db::Transaction& transaction, const db::Statement& statement, const CustomerScope& scope,
                         const std::string& customer, const std::string& date) {
    const auto row = transaction.query_one(statement, scope.payment_method, scope.category, customer, date);
    return row ? row->text(0) : std::string();
}

/// A visit appeared (+1) or went (-1) between its customer's neighbouring ones: what those count as changes too.
void relink(db::Transaction& transaction, const CustomerScope& scope, const std::string& customer, const std::string& date,
            std::int64_t sign) {
    const std::string before = date_or_none(transaction, visit_before, scope, customer, date);
    const std::string after = date_or_none(transaction, visit_after, scope, customer, date);
    const auto add = [&](const std::string& visit, const std::string& previous, std::int64_t customers) {
        for (const FirstVisit& first : first_visits(visit, previous)) add_first_visits(transaction, scope, first, customers);
    };
    add(date, before, sign);
    if (after.empty()) return;
    add(after, before, -sign);
    add(after, date, sign);
}

}  // namespace

std::vector<FirstVisit> first_visits(const std::string& date, const std::string& previous) {
    std::vector<FirstVisit> visits{{false, date, previous}};
    if (month_of(previous) != month_of(date)) visits.push_back({true, month_of(date), previous});
    return visits;
}

void count_visit(db::Transaction& transaction, const CustomerScope& scope, const std::string& customer, const Date& date) {
    const auto row = transaction.query_one(add_visit, scope.payment_method, scope.category, customer, date);
    if (row->integer(0) == 1) relink(transaction, scope, customer, date.text(), 1);
}

void uncount_visit(db::Transaction& transaction, const CustomerScope& scope, const std::string& customer, const Date& date) {
    const auto row = transaction.query_one(take_visit, scope.payment_method, scope.category, customer, date);
    if (!row || row->integer(0) > 0) return;
    transaction.defer(remove_visit, scope.payment_method, scope.category, customer, date);
    relink(transaction, scope, customer, date.text(), -1);
}

void add_first_visits(db::Transaction& transaction, const CustomerScope& scope, const FirstVisit& visit, std::int64_t customers) {
    transaction.defer(add_first_visits_statement, scope.payment_method, scope.category, visit.of_month ? "month" : "day",
                      visit.period, visit.previous_date, customers);
}

}  // namespace cafepos::reports

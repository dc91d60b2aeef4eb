#include "derive_customers.h"

#include <map>
#include <tuple>

#include "customers.h"
#include "differences.h"
#include "rollups.h"

namespace cafepos::reports {
namespace {

// Without and with the category of a line: the two kinds of scope. Several spellings of a customer meet in C++.
const db::Statement customers_sold{"reports.derive.customers", R"(
    SELECT payment_method, '', customer_email, customer_name, business_date, COUNT(*)
    FROM orders
    WHERE status <> 'voided' AND (customer_email IS NOT NULL OR customer_name IS NOT NULL)
    GROUP BY payment_method, customer_email, customer_name, business_date)"};
const db::Statement category_customers_sold{"reports.derive.category_customers", R"(
    SELECT o.payment_method, i.category, o.customer_email, o.customer_name, o.business_date, COUNT(DISTINCT o.id)
    FROM orders o JOIN order_items i ON i.order_id = o.id
    WHERE o.status <> 'voided' AND (o.customer_email IS NOT NULL OR o.customer_name IS NOT NULL)
    GROUP BY o.payment_method, i.category, o.customer_email, o.customer_name, o.business_date)"};
const db::Statement visits_stored{"reports.verify.visits", R"(
    SELECT payment_method, category, customer, business_date, sales FROM customer_visits)"};
const db::Statement customers_stored{"reports.verify.customers", R"(
    SELECT payment_method, category, grain, period, previous_date, customers FROM customer_rollups WHERE customers <> 0)"};
const db::Statement visit_insert{"reports.rebuild.visits", R"(
    INSERT INTO customer_visits (payment_method, category, customer, business_date, sales) VALUES ($1, $2, $3, $4, $5))"};
const db::Statement visits_clear{"reports.clear.visits", "DELETE FROM customer_visits"};
const db::Statement customers_clear{"reports.clear.customers", "DELETE FROM customer_rollups"};

void add_visits(RollupRows& visits, const db::Rows& result) {
    for (const db::Row& row : result) {
        const auto customer = customer_key(row.maybe_text(2), row.maybe_text(3));
        if (!customer) continue;
        for (const std::string& method : {std::string(), row.text(0)}) {
            auto& sums = visits[{method, row.text(1), *customer, row.text(4)}];
            sums.resize(1);
            sums[0] += row.integer(5);
        }
    }
}

RollupRows derived_visits(db::Transaction& transaction) {
    RollupRows visits;
    add_visits(visits, transaction.query(customers_sold));
    add_visits(visits, transaction.query(category_customers_sold));
    return visits;
}

/// The keys sort by scope, customer and date, so a visit's predecessor is the row before.
RollupRows derived_customers(const RollupRows& visits) {
    RollupRows rows;
    const RollupKey* before = nullptr;
    for (const auto& [visit, sums] : visits) {
        const bool same = before != nullptr && std::equal(visit.begin(), visit.begin() + 3, before->begin());
        for (const FirstVisit& first : first_visits(visit[3], same ? (*before)[3] : "")) {
            auto& count = rows[{visit[0], visit[1], first.of_month ? "month" : "day", first.period, first.previous_date}];
            count.resize(1);
            ++count[0];
        }
        before = &visit;
    }
    return rows;
}

RollupRows stored(db::Transaction& transaction, const db::Statement& statement, std::size_t keys) {
    RollupRows rows;
    for (const db::Row& row : transaction.query(statement)) {
        RollupKey key;
        for (std::size_t i = 0; i < keys; ++i) key.push_back(row.text(i));
        rows[key] = {row.integer(keys)};
    }
    return rows;
}

}  // namespace

void verify_customers(db::Transaction& transaction, std::vector<std::string>& differences) {
    const RollupRows visits = derived_visits(transaction);
    compare("customer_visits", stored(transaction, visits_stored, 4), visits, differences);
    compare("customer_rollups", stored(transaction, customers_stored, 5), derived_customers(visits), differences);
}

void rebuild_customers(db::Transaction& transaction) {
    const RollupRows visits = derived_visits(transaction);
    transaction.defer(visits_clear);
    transaction.defer(customers_clear);
    for (const auto& [key, sums] : visits) transaction.defer(visit_insert, key[0], key[1], key[2], key[3], sums[0]);
    for (const auto& [key, sums] : derived_customers(visits)) {
        add_first_visits(transaction, {key[0], key[1]}, {key[2] == "month", key[3], key[4]}, sums[0]);
    }
}

}  // namespace cafepos::reports

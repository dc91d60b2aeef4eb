#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/time.h"
#include "db/database.h"

namespace cafepos::reports {

/// The sales among which customers are counted: of one payment method or any (""), with one category or any ("").
struct CustomerScope {
    std::string payment_method;
    std::string category;
    auto operator<=>(const CustomerScope&) const = default;
};

/// One row of customer_rollups without its scope: a visit that is its customer's first in `period`.
struct FirstVisit {
    bool of_month = false;
    std::string period;
    std::string previous_date;  ///< of the visit before; "" for none
    auto operator<=>(const FirstVisit&) const = default;
};
/// What a visit on `date` after one on `previous` ("" for none) counts as: first of its day, perhaps first of its month.
std::vector<FirstVisit> first_visits(const std::string& date, const std::string& previous);

void count_visit(db::Transaction& transaction, const CustomerScope& scope, const std::string& customer, const Date& date);
/// Takes back a visit that was counted before.
void uncount_visit(db::Transaction& transaction, const CustomerScope& scope, const std::string& customer, const Date& date);
/// Adds to one row; for rebuilding.
void add_first_visits(db::Transaction& transaction, const CustomerScope& scope, const FirstVisit& visit, std::int64_t customers);

}  // namespace cafepos::reports

#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "rollups/rollups.h"

/// What several cafés sold together, read from the rollups of each.
namespace cafepos::chain {

/// A café's, or what those of one currency add up to.
struct Takings {
    std::string store;  ///< as it was asked for
    std::string name;   ///< of its settings
    std::string currency;
    rollups::SalesSums sums;
};

struct Report {
    rollups::DateRange days;  ///< business days of each café
    std::vector<Takings> stores;
    std::vector<Takings> totals;  ///< by currency: what is in other money is not added
};

/// Sales, voids taken back, and refunds of these days.
rollups::SalesSums sums_of(db::Transaction& transaction, const rollups::DateRange& days);

Report report_of(const rollups::DateRange& days, std::vector<Takings> stores);

// Amounts with two decimals; revenue = charged − refunded.
std::string to_text(const Report& report);  ///< columns for people
std::string to_csv(const Report& report);   ///< a row for each store and each total
std::string to_json(const Report& report);

}  // namespace cafepos::chain

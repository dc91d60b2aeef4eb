#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "rollups/rollups.h"
#include "sales/facts.h"
#include "sums.h"

namespace cafepos::reports {

/// Which sales and refunds count. With a category, sums are those of its lines: "charged" is line price × quantity, a sale
/// counts when it has such a line, and discounts and taxes, which belong to whole sales, are zero. With a method, the sales
/// count that have such a tender, whole, and the refunds that were given back so.
struct Filter {
    std::optional<std::string> payment_method = {};
    std::optional<std::string> category = {};
};

struct StaffSums {
    Id staff_id;
    std::string username;
    std::string full_name;
    SalesSums sums;  ///< what the person sold, and the refunds the person gave, of whosever sales
};

/// What happened in a range of days: read from the rollups, whatever the number of orders was; with a method, counted again from
/// the orders (docs/adr/0023-one-order-many-tenders.md). For one transaction.
class Figures {
public:
    /// Who names what will be asked does not wait for the rest.
    enum class Asked { everything, items, taxes, totals };
    Figures(db::Transaction& transaction, const DateRange& range, const Filter& filter, Asked asked = Asked::everything);

    [[nodiscard]] std::map<Date, SalesSums> by_day() const;
    [[nodiscard]] std::map<int, SalesSums> by_hour() const;
    [[nodiscard]] SalesSums total() const;
    [[nodiscard]] std::map<ItemKey, ItemSums> by_item() const;
    [[nodiscard]] sales::CustomerCounts customers() const;

    // These know no category.
    /// What each tender paid and got back; with a method, of that one only.
    [[nodiscard]] std::map<std::string, SalesSums> by_payment_method() const;
    [[nodiscard]] std::vector<StaffSums> by_staff() const;
    [[nodiscard]] std::map<TaxKey, TaxSums> by_tax() const;
    [[nodiscard]] std::map<Date, std::map<TaxKey, TaxSums>> by_day_and_tax() const;

private:
    /// The rows of a table, or those that were counted again.
    template <class Table, class Rows>
    Rows rows(const Table& table, Rows rollups::Rollups::* counted) const {
        return counted_ ? (*counted_).*counted : table.read(transaction_, range_);
    }

    /// The sums by what `name` says of a key: of the summary, or of what was counted again.
    template <class Part, class Sums, class Rows, class Name>
    auto sums_by(const rollups::Summary<Part, Sums>& summary, Rows rollups::Rollups::* counted, const Name& name) const {
        std::map<std::invoke_result_t<const Name&, const Part&>, Sums> all;
        const auto add_rows = [&](const auto& rows) {
            for (const auto& [key, sums] : rows) add(all[name(key)], sums);
        };
        if (counted_) {
            add_rows((*counted_).*counted);
        } else {
            add_rows(summary.read(transaction_, range_));
        }
        return all;
    }

    db::Transaction& transaction_;
    DateRange range_;
    Filter filter_;
    std::optional<rollups::Rollups> counted_;
};

}  // namespace cafepos::reports

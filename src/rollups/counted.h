#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"

namespace cafepos::rollups {

struct CountedLine {
    Id menu_item_id;
    std::string name;
    std::string size;
    std::string category;
    std::int64_t quantity = 0;
    Money gross;                ///< line price × quantity, before discount and tax; zero where money alone was given back
    Money net;                  ///< after discount, without tax
    std::optional<Money> cost;  ///< theoretical cost of that quantity; empty without a recipe
};

struct CountedTax {
    std::string name;
    Percentage rate;
    Money taxable;
    Money tax;
};

struct CountedTender {
    std::string method;
    Money amount;    ///< of the total
    Money tip = {};  ///< beside it
};

/// A sale as it was charged, or a refund as it was given; on the day and hour it happened.
struct Counted {
    Date business_date;
    int business_hour = 0;
    Id staff_id;  ///< a refund's: who gave it
    Money total;  ///< charged, or given back; positive
    Money tax;
    Money discount;  ///< zero for a refund
    bool flagged = false;
    std::vector<CountedTender> tenders;  ///< they sum to the total
    std::vector<CountedLine> lines;      ///< of a refund by amount alone: with quantities of zero
    std::vector<CountedTax> taxes;
};

/// What part of a line's cost a refund of some of its units takes back: the cost that its CountedLine carries.
Money cost_of_part(Money line_cost, std::int64_t part_quantity, std::int64_t line_quantity);

}  // namespace cafepos::rollups

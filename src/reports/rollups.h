#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"
#include "db/database.h"

namespace cafepos::reports {

/// Sums kept in the transaction of the sale, void or refund they count, so that a year's dashboard costs the same with ten
/// thousand and a million orders. `cafepos verify` derives them again from the orders. What counts where: contract §0 Reports.

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
    std::int64_t rate_ppm = 0;
    Money taxable;
    Money tax;
};

/// A sale as it was charged, or a refund as it was given; on the day and hour it happened.
struct Counted {
    Id order_id;
    Date business_date;
    int business_hour = 0;
    std::string payment_method;  ///< a refund's: the method of the refund
    Id staff_id;                 ///< a refund's: who gave it
    Money total;                 ///< charged, or given back; positive
    Money tax;
    Money discount;  ///< zero for a refund
    bool flagged = false;
    std::optional<std::string> customer;  ///< customer_key() of the order; for customer counts
    std::vector<CountedLine> lines;       ///< of a refund by amount alone: with quantities of zero
    std::vector<CountedTax> taxes;
};

/// Who an order's recorded customer is: the e-mail address, else the name, as it is compared; empty for nobody.
std::optional<std::string> customer_key(const std::optional<std::string>& email, const std::optional<std::string>& name);

/// What part of a line's cost a refund of some of its units takes back: the cost that its CountedLine carries.
Money cost_of_part(Money line_cost, std::int64_t part_quantity, std::int64_t line_quantity);

void count_sale(db::Transaction& transaction, const Counted& sale);
/// Takes a sale of the same business day back as if it had never been.
void uncount_sale(db::Transaction& transaction, const Counted& sale);
void count_refund(db::Transaction& transaction, const Counted& refund);

}  // namespace cafepos::reports

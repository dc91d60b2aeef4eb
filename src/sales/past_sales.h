#pragma once

#include <optional>
#include <string>
#include <vector>

#include "order.h"
#include "workshop/workshop.h"

/// Sales of another program, from before the café kept its books here. docs/moving-in.md says what becomes of them.
namespace cafepos::sales {

struct PastLine {
    Id menu_item_id;
    std::string name;  ///< name, size and price of the sale's own, as in OrderLine
    std::string size;
    std::string category;
    Money unit_price;  ///< not negative
    int quantity = 1;  ///< positive
    std::string notes;
};

/// Well-formed, but what the program wrote down need not agree with itself.
struct PastSale {
    Id id;                        ///< it keeps its own: receipts show it
    std::string number;           ///< it had there; found by it, and stands in its notes
    std::vector<PastLine> lines;  ///< at least one
    Money discount;               ///< not negative, nor are the other amounts
    std::optional<std::string> discount_reason;
    Money tax;
    Money total;  ///< what was taken
    std::string method;
    Money cash_received;  ///< of cash
    OrderStatus status = OrderStatus::completed;
    Id staff_id;
    std::optional<std::string> customer_name;
    std::optional<std::string> customer_email;
    std::optional<std::string> notes;
    int reprint_count = 0;
    std::optional<Timestamp> last_reprint_at;
    Timestamp created_at;
    Timestamp updated_at;  ///< of a refunded or voided one: when that was
};

/// Pure. The order as it is stored, without its number and completed. Total and tax are the sale's; what its lines do not explain
/// of them is a price difference, and the order flagged with `total_variance`. Its tax has a rate of the settings, or 8 %, where
/// that gives it to the cent, else the rate that it was.
Order order_of_past(const PastSale& sale, const settings::Settings& settings, IdSource& ids);

/// Stores it with the next number of its day, journal entry and reports. Nothing leaves the stock, nothing is printed, nobody is
/// told. A refunded one gets a refund of all of it, a voided one is voided. Those of a day come in the order they were made.
void take_over(db::Transaction& transaction, const PastSale& sale, const Workshop& workshop);

}  // namespace cafepos::sales

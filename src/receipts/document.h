#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/time.h"
#include "settings/settings.h"

namespace cafepos::receipts {

/// Why a slip is not the first and only one of its sale.
enum class Mark { none, reprint, duplicate, voided, test };

/// What was chosen with a line; its price is contained in the line's.
struct LineOption {
    std::string name;
    std::int64_t quantity = 1;  ///< for one unit of the line
    Money price;                ///< of all of them, for one unit of the line
};

struct Line {
    std::string name;
    std::string size;  ///< not printed when "Regular"
    std::int64_t quantity = 1;
    Money unit_price;
    Money line_total;
    std::string notes;
    std::string tax_mark;  ///< of its rate; empty where all lines have the same
    std::vector<LineOption> options = {};
};

/// What a tax rate's lines came to: net + amount = gross.
struct Tax {
    std::string mark;  ///< "A", "B" …; empty where there is one rate only
    std::string name;  ///< empty: without tax
    Percentage rate;
    Money net;
    Money amount;
    [[nodiscard]] Money gross() const { return net + amount; }
};

/// What lines had taken off for one reason.
struct LineDiscounts {
    std::string reason;
    Money amount;
};

struct Tender {
    std::string method;
    Money amount;
    Money tip;  ///< beside the amount
    Money tendered;
    Money change;
};

/// A refund that was given for the order of a sale's slip.
struct Refund {
    std::string number;
    LocalTime time;
    Money amount;
    std::vector<std::string> methods;  ///< by which it was given back
};

/// What a refund's slip says of the sale it belongs to.
struct Original {
    std::string number;
    LocalTime time;
};

/// Everything a receipt says, resolved: the four renderers only lay it out. Times are the café's wall clock. A refund's slip is
/// one like a sale's whose amounts are negative. Holds always: total = subtotal − discount + price difference − refunded before
/// + (taxes unless inclusive) + rounding.
struct Document {
    std::string shop_name;
    std::string shop_address;
    std::string shop_phone;
    std::string shop_tax_number;
    std::string footer;
    std::string currency = "USD";    ///< ISO 4217
    std::string language = "en-US";  ///< BCP 47; unknown languages speak English

    std::string number;  ///< of the order; of a refund's slip: of the refund
    LocalTime time;
    std::string staff_name;
    std::string customer_name;
    std::optional<settings::Service> service;  ///< of the order
    std::string notes;
    std::vector<Line> lines;
    Money subtotal;
    Money discount;
    std::string discount_reason;
    std::vector<LineDiscounts> line_discounts;  ///< part of the discount; of a sale's slip
    Money price_difference;                     ///< charged or given back beside the price
    Money refunded_before;                      ///< of a refund's slip: what its goods had brought back already
    std::vector<Tax> taxes;
    bool tax_inclusive = false;
    Money rounding;
    Money total;
    std::vector<Tender> tenders;
    std::vector<Refund> refunds;        ///< of a sale's slip
    std::optional<Original> refund_of;  ///< of a refund's slip
    std::string refund_reason;
    Mark mark = Mark::none;
    std::string check_value;  ///< of its entry in the journal: whoever has it may look the slip up; empty: older than the journal
    std::string check_page;   ///< where: the QR code leads there; empty where nobody outside reaches this server
    bool opens_drawer = false;
};

}  // namespace cafepos::receipts

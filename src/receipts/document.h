#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/time.h"

namespace cafepos::receipts {

/// Why a slip is not the first and only one of its sale.
enum class Mark { none, reprint, duplicate, voided, test };

struct Line {
    std::string name;
    std::string size;  ///< not printed when "Regular"
    std::int64_t quantity = 1;
    Money unit_price;
    Money line_total;
    std::string notes;
};

struct Tax {
    std::string name;
    Percentage rate;
    Money taxable;
    Money amount;
};

struct Tender {
    std::string method;
    Money amount;
    Money tendered;
    Money change;
};

struct Refund {
    std::string number;
    LocalTime time;
    Money amount;
    std::string method;
};

/// Everything a receipt says, resolved: the four renderings only lay it out. Times are the café's wall clock.
struct Document {
    std::string shop_name;
    std::string shop_address;
    std::string shop_phone;
    std::string footer;
    std::string currency = "USD";    ///< ISO 4217
    std::string language = "en-US";  ///< BCP 47; unknown languages speak English

    std::string number;
    LocalTime time;
    std::string staff_name;
    std::string customer_name;
    std::string notes;
    std::vector<Line> lines;
    Money subtotal;
    Money discount;
    std::string discount_reason;
    std::vector<Tax> taxes;
    bool tax_inclusive = false;
    Money rounding;
    Money total;
    std::vector<Tender> tenders;
    std::vector<Refund> refunds;  ///< of a refund slip: that one alone
    bool is_refund_slip = false;
    Mark mark = Mark::none;
    std::string check_value;  ///< proves to the owner that the slip is genuine; also in the QR code
    bool opens_drawer = false;
};

}  // namespace cafepos::receipts

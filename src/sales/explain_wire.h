#pragma once

#include <string>
#include <vector>

#include "explain.h"
#include "journal/journal.h"
#include "sale_wire.h"

/// POST /orders/preview and GET /orders/{id}/explain.
namespace cafepos::sales::wire {

struct PreviewTax {
    std::string name;  ///< empty: what has no tax
    Percentage rate;
    Money taxable;
    Money tax;
};
BOOST_DESCRIBE_STRUCT(PreviewTax, (), (name, rate, taxable, tax))

struct PreviewLine {
    Id productId;
    std::string productName;
    std::string size;
    int quantity = 0;
    Money price;
    Money lineTotal;
    Money discountAmount;
    Money taxAmount;
    Money netAmount;
};
BOOST_DESCRIBE_STRUCT(PreviewLine, (),
                      (productId, productName, size, quantity, price, lineTotal, discountAmount, taxAmount, netAmount))

/// What the journal says of the order.
struct JournalAnswer {
    std::int64_t sequence = 0;
    Timestamp at;
    std::string keyId;
    std::string hash;
    std::string checkValue;  ///< as the receipt says it
    bool verified = false;   ///< its hash is right, and the books say the same
    std::vector<std::string> differences;
    json::Raw record;
};
BOOST_DESCRIBE_STRUCT(JournalAnswer, (), (sequence, at, keyId, hash, checkValue, verified, differences, record))
JournalAnswer journal_answer_of(const journal::Proof& proof);

/// Every amount of a sale as it would be, or was, and why.
struct Explanation {
    std::vector<PreviewLine> items;
    Money subtotal;
    Money discountAmount;
    Money priceDifference;
    Money taxAmount;
    bool taxInclusive = false;
    std::vector<PreviewTax> taxes;
    Money roundingAmount;
    Money total;
    Money tipAmount;
    std::vector<PaymentAnswer> payments;
    std::vector<std::string> flagReasons;
    std::vector<Step> steps;
    json::Omittable<JournalAnswer> journal;      ///< of what is sold, unless it is older than the journal
    json::Omittable<settings::Service> service;  ///< if one was named
    // Only of what is not sold yet, and only where there are some.
    json::Omittable<std::vector<std::string>> missingPermissions;  ///< without them the sale would be refused
    json::Omittable<std::vector<std::string>> warnings;
};
BOOST_DESCRIBE_STRUCT(Explanation, (),
                      (items, subtotal, discountAmount, priceDifference, taxAmount, taxInclusive, taxes, roundingAmount, total,
                       tipAmount, payments, flagReasons, steps, journal, service, missingPermissions, warnings))

/// `taxes`: of the settings.
Explanation explanation_of(const Order& order, const std::vector<settings::Tax>& taxes);
Explanation explanation_of(const Preview& preview);

}  // namespace cafepos::sales::wire

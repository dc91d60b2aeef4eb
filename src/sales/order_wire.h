#pragma once

#include <optional>
#include <string>
#include <vector>

#include "json/write.h"
#include "order.h"

/// Orders, refunds and pages as the contract spells them (§8).
namespace cafepos::sales::wire {

struct ItemOption {
    Id optionId;
    std::string groupName;
    std::string name;
    Money priceDelta;  ///< for one unit of the line; contained in its price
    int quantity = 1;  ///< for one unit of the line
};
BOOST_DESCRIBE_STRUCT(ItemOption, (), (optionId, groupName, name, priceDelta, quantity))

/// Which combo a line is a part of.
struct ComboOf {
    Id lineId;      ///< the same of all its parts
    Id menuItemId;  ///< the combo on the menu
    std::string name;
};
BOOST_DESCRIBE_STRUCT(ComboOf, (), (lineId, menuItemId, name))
/// Of a line that has these; absent where it is a part of none.
json::Omittable<ComboOf> combo_of(const std::optional<Id>& line_id, const std::optional<Id>& item_id,
                                  const std::optional<std::string>& name);

struct Item {
    Id id;
    Id product_id;
    std::string product_name;
    std::string size;
    Money price;
    int quantity = 0;
    std::string notes;
    Money line_total;
    Money discount_amount;                       ///< its own and its share of the order's
    json::Omittable<Money> own_discount_amount;  ///< only of a line that has a discount of its own
    json::Omittable<std::optional<std::string>> discount_reason;
    std::string tax_name;
    Percentage tax_rate;
    Money tax_amount;  ///< its share of its rate's
    Money net_amount;  ///< what was charged for it, without tax
    int refunded_quantity = 0;
    json::Omittable<std::vector<ItemOption>> options = {};  ///< only of lines that have some
    json::Omittable<ComboOf> combo = {};                    ///< only of parts of a combo
};
BOOST_DESCRIBE_STRUCT(Item, (),
                      (id, product_id, product_name, size, price, quantity, notes, line_total, discount_amount,
                       own_discount_amount, discount_reason, tax_name, tax_rate, tax_amount, net_amount, refunded_quantity,
                       options, combo))

struct TaxLine {
    std::string name;
    Percentage rate;
    Money taxable_amount;
    Money tax_amount;
};
BOOST_DESCRIBE_STRUCT(TaxLine, (), (name, rate, taxable_amount, tax_amount))

struct PaymentLine {
    Id id;
    std::string method;
    Money amount;
    Money rounding_amount;
    Money tip_amount;
    Money tendered_amount;
    Money change_amount;
    std::optional<std::string> reference;
    Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(PaymentLine, (),
                      (id, method, amount, rounding_amount, tip_amount, tendered_amount, change_amount, reference, created_at))

/// What of a refund is given back by one method.
struct RefundTender {
    std::string method;
    Money amount;
};
BOOST_DESCRIBE_STRUCT(RefundTender, (), (method, amount))

struct RefundItem {
    Id orderItemId;
    int quantity = 0;
    Money amount;
    Money taxAmount;
    Money netAmount;  ///< of the amount neither tax nor cash rounding
    bool restock = false;
};
BOOST_DESCRIBE_STRUCT(RefundItem, (), (orderItemId, quantity, amount, taxAmount, netAmount, restock))

/// What the register said it charged, where that differs from what the tax law makes of the money taken.
struct ClaimView {
    std::optional<Money> subtotal;
    std::optional<Money> tax_amount;
    std::optional<Money> total;
};
BOOST_DESCRIBE_STRUCT(ClaimView, (), (subtotal, tax_amount, total))

/// A refund in the answer of POST /orders/{id}/refund and in the list of an order's refunds.
struct RefundAnswer {
    bool refunded = true;
    Id refundId;
    std::string refundNumber;
    Money amount;
    Money taxAmount;
    std::string method;
    std::vector<RefundTender> payments;
    std::string reason;
    Timestamp refundedAt;
    Id originalOrderId;
    Id staffId;
    std::vector<RefundItem> items;
    std::vector<TaxLine> taxes;
    json::Omittable<Id> approvedBy;  ///< who allowed it, where the giver himself may not
};
BOOST_DESCRIBE_STRUCT(RefundAnswer, (),
                      (refunded, refundId, refundNumber, amount, taxAmount, method, payments, reason, refundedAt, originalOrderId,
                       staffId, items, taxes, approvedBy))

/// An order as every GET shows it. Several names for one thing are what callers read.
struct OrderView {
    Id id;
    std::string order_number;
    std::vector<Item> items;
    Id staff_id;
    Id user_id;
    Timestamp created_at;
    Timestamp order_time;
    Timestamp updated_at;
    Date business_date;
    Money subtotal;
    Money tax;
    Money tax_amount;
    bool tax_inclusive = false;
    Money price_difference;  ///< charged beside the price; flagged orders only
    Money rounding_amount;
    Money total;
    Money total_amount;
    Money priced_total;
    std::optional<std::string> discount_type;
    Money discount_amount;
    std::optional<std::string> discount_reason;
    std::string payment_method;
    Money tip_amount;
    Money cash_received;
    Money amount_paid;
    Money change_given;
    Money change_amount;
    OrderStatus status = OrderStatus::completed;
    Money refunded_amount;
    std::optional<std::string> customer_name;
    std::optional<std::string> customer_email;
    std::optional<std::string> notes;
    std::optional<std::string> created_by;
    std::optional<std::string> client_order_id;
    bool flagged = false;
    std::vector<std::string> flag_reasons;
    int reprint_count = 0;
    std::optional<Timestamp> last_reprint;
    std::optional<Timestamp> voided_at;
    std::optional<std::string> void_reason;
    json::Omittable<Id> approved_by;  ///< who allowed what the seller himself may not
    json::Omittable<Id> void_approved_by;
    json::Omittable<settings::Service> service;  ///< if one was named
    json::Omittable<Timestamp> occurred_at;      ///< if it arrived later than it was made
    // Only where a single order is asked for.
    json::Omittable<std::optional<ClaimView>> register_claim;  ///< null unless it differs
    json::Omittable<std::vector<TaxLine>> taxes;
    json::Omittable<std::vector<PaymentLine>> payments;
    json::Omittable<std::vector<RefundAnswer>> refunds;
};
BOOST_DESCRIBE_STRUCT(OrderView, (),
                      (id, order_number, items, staff_id, user_id, created_at, order_time, updated_at, business_date, subtotal,
                       tax, tax_amount, tax_inclusive, price_difference, rounding_amount, total, total_amount, priced_total,
                       discount_type, discount_amount, discount_reason, payment_method, tip_amount, cash_received, amount_paid,
                       change_given, change_amount, status, refunded_amount, customer_name, customer_email, notes, created_by,
                       client_order_id, flagged, flag_reasons, reprint_count, last_reprint, voided_at, void_reason, approved_by,
                       void_approved_by, service, occurred_at, register_claim, taxes, payments, refunds))

OrderView summary_of(const Order& order);  ///< for lists
OrderView view_of(const Order& order);     ///< with taxes, payments and refunds
RefundAnswer answer_of(const Refund& refund);
std::vector<Item> items_of(const Order& order);

}  // namespace cafepos::sales::wire

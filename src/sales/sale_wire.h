#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/checks.h"
#include "json/read.h"
#include "order_wire.h"
#include "sell.h"

/// POST /orders as registers send it and read it (§8.1, §0). A figure may have several names; the first that is there counts.
namespace cafepos::sales::wire {

/// A discount of a line: so many percent, or so much of its price.
struct NewItemDiscount {
    std::optional<std::string> type;
    std::optional<Percentage> value;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(NewItemDiscount, (), (type, value, reason))
struct NewItemOption {
    std::optional<std::string> optionId;
    std::optional<int> quantity;  ///< for one unit of the line; 0: not, though it is a default
};
BOOST_DESCRIBE_STRUCT(NewItemOption, (), (optionId, quantity))

/// What is chosen for a slot of a combo.
struct NewItemPart {
    std::optional<std::string> slot;
    std::optional<std::string> menuItemId;
    std::optional<std::vector<NewItemOption>> options;
};
BOOST_DESCRIBE_STRUCT(NewItemPart, (), (slot, menuItemId, options))

struct NewOrderItem {
    std::optional<std::string> productId;
    std::optional<std::string> product_id;
    std::optional<std::string> menu_item_id;
    std::optional<std::string> menuItemId;
    std::optional<int> quantity;
    std::optional<Money> price;
    std::optional<Money> unit_price;
    std::optional<std::string> notes;
    std::optional<std::vector<NewItemOption>> options;
    std::optional<std::vector<NewItemPart>> parts;
    std::optional<NewItemDiscount> discount;
    std::optional<std::string> discountId;
};
BOOST_DESCRIBE_STRUCT(NewOrderItem, (),
                      (productId, product_id, menu_item_id, menuItemId, quantity, price, unit_price, notes, options, parts,
                       discount, discountId))

/// One tender of several. At most one may leave out its amount: it pays what the others leave.
struct NewTender {
    std::optional<std::string> method;
    std::optional<json::RoundedMoney> amount;
    std::optional<json::RoundedMoney> tendered;
    std::optional<json::RoundedMoney> tip;
    std::optional<std::string> reference;
};
BOOST_DESCRIBE_STRUCT(NewTender, (), (method, amount, tendered, tip, reference))

struct NewOrder {
    std::optional<std::vector<NewOrderItem>> items;
    std::optional<std::string> paymentMethod;
    std::optional<std::string> payment_method;
    std::optional<std::vector<NewTender>> payments;
    std::optional<json::RoundedMoney> subtotal;
    std::optional<json::RoundedMoney> taxAmount;
    std::optional<json::RoundedMoney> tax_amount;
    std::optional<json::RoundedMoney> tax;
    std::optional<json::RoundedMoney> total;
    std::optional<json::RoundedMoney> total_amount;
    std::optional<json::RoundedMoney> discountAmount;
    std::optional<json::RoundedMoney> discount_amount;
    std::optional<std::string> discountType;
    std::optional<std::string> discount_type;
    std::optional<Percentage> discountValue;
    std::optional<Percentage> discount_value;
    std::optional<std::string> discountReason;
    std::optional<std::string> discount_reason;
    std::optional<std::string> discountId;
    std::optional<json::RoundedMoney> amountPaid;
    std::optional<json::RoundedMoney> amount_paid;
    std::optional<json::RoundedMoney> cash_received;
    std::optional<json::RoundedMoney> changeGiven;
    std::optional<json::RoundedMoney> change_given;
    std::optional<json::RoundedMoney> change_amount;
    std::optional<std::string> createdBy;
    std::optional<std::string> created_by;
    std::optional<std::string> customerName;
    std::optional<std::string> customer_name;
    std::optional<std::string> customerEmail;
    std::optional<std::string> customer_email;
    std::optional<std::string> orderNotes;
    std::optional<std::string> order_notes;
    std::optional<std::string> notes;
    std::optional<std::string> clientOrderId;
    std::optional<std::string> client_order_id;
    std::optional<std::string> tillId;
    std::optional<std::string> service;
    std::optional<std::string> occurredAt;

    [[nodiscard]] std::optional<std::string> idempotency_key() const;
};
BOOST_DESCRIBE_STRUCT(NewOrder, (),
                      (items, paymentMethod, payment_method, payments, subtotal, taxAmount, tax_amount, tax, total, total_amount,
                       discountAmount, discount_amount, discountType, discount_type, discountValue, discount_value,
                       discountReason, discount_reason, discountId, amountPaid, amount_paid, cash_received, changeGiven,
                       change_given, change_amount, createdBy, created_by, customerName, customer_name, customerEmail,
                       customer_email, orderNotes, order_notes, notes, clientOrderId, client_order_id, tillId, service,
                       occurredAt))

/// The sale that the register asks for. Error(unprocessable) with everything that is wrong; a missing payment method alone is
/// Error(validation_error), as it always was. A question about a sale need not say how it will be paid.
NewSale new_sale_of(const NewOrder& body, bool is_question = false);

/// For who holds orders open: a line as it is ordered, and what settles some (all that a sale has but lines). What is wrong is
/// told to `checks`.
NewLine checked_line(const NewOrderItem& item, const std::string& path, Checks& checks);
NewSale checked_sale_without_lines(const NewOrder& body, Checks& checks, bool is_question = false);

struct PaymentAnswer {
    std::string method;
    Money amount;
    Money rounding;
    Money tip;
    Money tendered;
    Money change;
    std::optional<std::string> reference;
};
BOOST_DESCRIBE_STRUCT(PaymentAnswer, (), (method, amount, rounding, tip, tendered, change, reference))

struct OrderAnswer {
    Id id;
    std::string orderNumber;
    std::vector<Item> items;
    Money subtotal;
    Money taxAmount;
    Money discountAmount;
    std::optional<std::string> discountReason;
    Money priceDifference;
    Money roundingAmount;
    Money total;
    std::string paymentMethod;
    std::vector<PaymentAnswer> payments;
    Money tipAmount;
    Money amountPaid;
    Money changeGiven;
    std::string status;  ///< "PAID": the register shows the sale as completed only then
    OrderStatus orderStatus = OrderStatus::completed;
    std::string customerName;
    std::string customerEmail;
    std::string orderNotes;
    std::optional<std::string> createdBy;
    Id staffId;
    std::optional<std::string> clientOrderId;
    bool flagged = false;
    std::vector<std::string> flagReasons;
    Date businessDate;
    Timestamp createdAt;
    Timestamp completedAt;
    json::Omittable<settings::Service> service;  ///< if one was named
    json::Omittable<Timestamp> occurredAt;       ///< if it arrived later than it was made
};
BOOST_DESCRIBE_STRUCT(OrderAnswer, (),
                      (id, orderNumber, items, subtotal, taxAmount, discountAmount, discountReason, priceDifference,
                       roundingAmount, total, paymentMethod, payments, tipAmount, amountPaid, changeGiven, status, orderStatus,
                       customerName, customerEmail, orderNotes, createdBy, staffId, clientOrderId, flagged, flagReasons,
                       businessDate, createdAt, completedAt, service, occurredAt))

struct PrintResult {
    bool printed = false;
    bool queued = false;
    std::string printerType;
    bool mock = false;
    std::optional<std::string> error;
};
BOOST_DESCRIBE_STRUCT(PrintResult, (), (printed, queued, printerType, mock, error))

struct SaleAnswer {
    OrderAnswer order;
    bool inventoryUpdated = false;
    bool receiptGenerated = false;  ///< a slip was queued
    PrintResult printResult;
    std::vector<std::string> warnings;  ///< what of the request was left out rather than lose the sale
};
BOOST_DESCRIBE_STRUCT(SaleAnswer, (), (order, inventoryUpdated, receiptGenerated, printResult, warnings))

SaleAnswer answer_of(const Sold& sold, std::vector<std::string> warnings);
std::vector<PaymentAnswer> payments_of(const Order& order);

}  // namespace cafepos::sales::wire

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "after_sale.h"
#include "http/schema.h"
#include "json/read.h"
#include "order_wire.h"

/// POST /orders/{id}/refund and what else changes an order after its sale (§8.3, §0).
namespace cafepos::sales::wire {

struct RefundPart {
    Id orderItemId;
    int quantity = 0;
    std::optional<bool> restock;
};
BOOST_DESCRIBE_STRUCT(RefundPart, (), (orderItemId, quantity, restock))

/// A list of parts, or ["all"].
struct RefundItems {
    bool all = false;
    std::vector<RefundPart> parts;
};
void read(json::Reader& reader, const json::Value& value, RefundItems& out);

struct RefundBody {
    std::optional<Money> amount;
    std::optional<RefundItems> items;
    std::optional<std::string> reason;
    std::optional<std::string> refundMethod;
    std::optional<std::vector<RefundTender>> payments;
};
BOOST_DESCRIBE_STRUCT(RefundBody, (), (amount, items, reason, refundMethod, payments))

/// Error(validation_error) with everything that is wrong.
NewRefund new_refund_of(const RefundBody& body);

struct RefundReply {
    RefundAnswer refund;
    OrderStatus orderStatus = OrderStatus::completed;
    Money refundedAmount;
};
BOOST_DESCRIBE_STRUCT(RefundReply, (), (refund, orderStatus, refundedAmount))

struct RefundList {
    std::vector<RefundAnswer> refunds;
    Money refundedAmount;
    Money refundableAmount;  ///< what may still be given back
};
BOOST_DESCRIBE_STRUCT(RefundList, (), (refunds, refundedAmount, refundableAmount))
RefundList refunds_of(const Order& order);

struct VoidBody {
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(VoidBody, (), (reason))
std::string void_reason_of(const VoidBody& body);

struct EditBody {
    std::optional<std::string> customerName;
    std::optional<std::string> customer_name;
    std::optional<std::string> customerEmail;
    std::optional<std::string> customer_email;
    std::optional<std::string> notes;
    std::optional<std::string> orderNotes;
    std::optional<std::string> order_notes;
};
BOOST_DESCRIBE_STRUCT(EditBody, (), (customerName, customer_name, customerEmail, customer_email, notes, orderNotes, order_notes))
OrderEdit edit_of(const EditBody& body);

struct OrderReply {
    OrderView order;
};
BOOST_DESCRIBE_STRUCT(OrderReply, (), (order))

struct Deleted {
    bool deleted = true;
    Id id;
};
BOOST_DESCRIBE_STRUCT(Deleted, (), (deleted, id))

}  // namespace cafepos::sales::wire

template <>
struct cafepos::http::SchemaOf<cafepos::sales::wire::RefundItems> {
    static std::string make(SchemaComponents& components) {
        return R"({"anyOf":[)" + schema_of<std::vector<sales::wire::RefundPart>>(components) +
               R"(,{"type":"array","items":{"const":"all"},"minItems":1,"maxItems":1}]})";
    }
};

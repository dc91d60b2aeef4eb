#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"
#include "settings/settings.h"

namespace cafepos::sales {

// Orders as they are stored: the members that are described are the columns of the tables orders, order_items …

/// An option of a line, as it was sold.
struct LineOption {
    Id order_item_id;
    int position = 0;  ///< 1, 2 … within the line
    Id order_id;
    Id option_id;
    std::string group_name;
    std::string name;
    Money price_delta;  ///< for one unit of the line; contained in its unit price
    int quantity = 1;   ///< for one unit of the line

    [[nodiscard]] std::string text() const;  ///< as people read it
};
BOOST_DESCRIBE_STRUCT(LineOption, (), (order_item_id, position, order_id, option_id, group_name, name, price_delta, quantity))

/// One line of an order, as it was sold. Names and prices are the sale's own: the menu may change afterwards.
struct OrderLine {
    Id id;
    Id order_id;
    int position = 0;  ///< 1, 2 … in the order they were rung up
    Id menu_item_id;
    std::string menu_item_name;
    std::string menu_item_size;
    std::string category;
    Money unit_price;       ///< charged, with its options
    Money catalogue_price;  ///< the menu's at the sale, with its options
    int quantity = 0;
    Money line_total;       ///< unit price × quantity, before discount and tax
    Money discount_amount;  ///< its own discount and its share of the order's
    Money own_discount_amount;
    std::optional<std::string> discount_type;    ///< of its own: "percentage" or "fixed"
    std::optional<std::int64_t> discount_value;  ///< parts per million, or minor units
    std::optional<std::string> discount_reason;
    Money price_difference;  ///< this line's share of the order's
    Money tax_amount;        ///< this line's share of its rate's tax
    std::string tax_name;
    Percentage tax_rate;
    std::optional<Money> cost_amount;  ///< theoretical, of the whole line; empty without a recipe
    int refunded_quantity = 0;
    std::string notes;
    // Of a part of a combo: which one it is of. The parts of one combo share its price; each is a line like any other.
    std::optional<Id> combo_line_id;  ///< the same for the parts of one combo, and for no others
    std::optional<Id> combo_item_id;  ///< the combo on the menu
    std::optional<std::string> combo_name;
    std::vector<LineOption> options;  ///< chosen, or the defaults; none where the item has none

    /// What the customer pays for it, without cash rounding; and how much of that is no tax.
    [[nodiscard]] Money charged(bool tax_inclusive) const {
        const Money amount = line_total - discount_amount + price_difference;
        return tax_inclusive ? amount : amount + tax_amount;
    }
    [[nodiscard]] Money net(bool tax_inclusive) const { return charged(tax_inclusive) - tax_amount; }
};
BOOST_DESCRIBE_STRUCT(OrderLine, (),
                      (id, order_id, position, menu_item_id, menu_item_name, menu_item_size, category, unit_price,
                       catalogue_price, quantity, line_total, discount_amount, own_discount_amount, discount_type, discount_value,
                       discount_reason, price_difference, tax_amount, tax_name, tax_rate, cost_amount, refunded_quantity, notes,
                       combo_line_id, combo_item_id, combo_name))

/// A tax rate's sums over an order or a refund. The taxable amount is without the tax, also where prices contain it: both
/// together are what was charged at that rate. What has no tax stands under the rate 0 without a name.
struct TaxSum {
    std::string name;
    Percentage rate;
    Money taxable_amount;
    Money tax_amount;
    bool operator==(const TaxSum&) const = default;
};
BOOST_DESCRIBE_STRUCT(TaxSum, (), (name, rate, taxable_amount, tax_amount))

/// The one tender that is counted, rounded to coins and given change for.
inline constexpr std::string_view cash_method = "cash";

struct Payment {
    Id id;
    Id order_id;
    std::string method;
    Money amount;           ///< what it pays of the order's total
    Money rounding_amount;  ///< its part of the order's: what coins make of its amount
    Money tip_amount;       ///< given beside the total: no revenue, not taxed
    Money tendered_amount;  ///< what was handed over: amount + tip + change
    Money change_amount;
    std::optional<std::string> reference;  ///< a terminal's slip number
    Timestamp created_at;

    [[nodiscard]] bool is_cash() const { return method == cash_method; }
};
BOOST_DESCRIBE_STRUCT(Payment, (),
                      (id, order_id, method, amount, rounding_amount, tip_amount, tendered_amount, change_amount, reference,
                       created_at))

/// What one refund gave back for one line. Quantity 0: the line's share of a refund by amount, no units came back.
struct RefundLine {
    Id id;
    Id refund_id;
    Id order_item_id;
    int quantity = 0;
    Money gross_amount;  ///< unit price × quantity, before discount and tax
    Money amount;        ///< given back, after discount, with tax
    Money tax_amount;    ///< contained in it
    Money net_amount;    ///< of it neither tax nor cash rounding
    bool restock = false;
};
BOOST_DESCRIBE_STRUCT(RefundLine, (),
                      (id, refund_id, order_item_id, quantity, gross_amount, amount, tax_amount, net_amount, restock))

/// What of a refund was given back by one method.
struct RefundPayment {
    Id refund_id;
    std::string method;
    Money amount;
};
BOOST_DESCRIBE_STRUCT(RefundPayment, (), (refund_id, method, amount))

struct Refund {
    Id id;
    std::string refund_number;  ///< REF-20261122-0001
    Id order_id;
    Date business_date;  ///< the day it was given
    int business_hour = 0;
    Money amount;
    Money tax_amount;
    std::string reason;
    Id staff_id;
    Timestamp created_at;
    std::optional<Id> till_id;      ///< where the money was given
    std::optional<Id> approved_by;  ///< who allowed what the giver may not
    std::vector<RefundLine> lines;
    std::vector<TaxSum> taxes;
    std::vector<RefundPayment> payments;  ///< one per method, at least one; they sum to the amount

    // Of its payments, where they were loaded.
    [[nodiscard]] std::string method() const;  ///< the only one, or "mixed"
    [[nodiscard]] Money paid_in_cash() const;
};
BOOST_DESCRIBE_STRUCT(Refund, (),
                      (id, refund_number, order_id, business_date, business_hour, amount, tax_amount, reason, staff_id,
                       created_at, till_id, approved_by))

enum class OrderStatus { completed, refunded, voided };  ///< a partly refunded order is completed
BOOST_DESCRIBE_ENUM(OrderStatus, completed, refunded, voided)

/// An order with everything that belongs to it. Holds always: total = subtotal − discount + price_difference + (tax unless
/// tax_inclusive) + rounding = Σ taxes' (taxable + tax) + rounding.
struct Order {
    Id id;
    std::string order_number;  ///< ORD-20261122-0042, gapless per business day
    Date business_date;
    int business_hour = 0;
    Money subtotal;
    std::optional<std::string> discount_type;    ///< of the order's own: "percentage" or "fixed"
    std::optional<std::int64_t> discount_value;  ///< parts per million, or minor units
    Money discount_amount;                       ///< of the order and of its lines
    std::optional<std::string> discount_reason;
    Money price_difference;  ///< charged beside the price, of a flagged order only; without the tax unless tax_inclusive
    Money tax_amount;
    bool tax_inclusive = false;
    Money rounding_amount;  ///< of cash, or the cent by which a register rounds otherwise
    Money total_amount;
    Money priced_total;  ///< what our own pricing says
    // The figures that a register sent with the sale, where they differ from ours; what it did not send is empty.
    std::optional<Money> claimed_subtotal;
    std::optional<Money> claimed_tax;
    std::optional<Money> claimed_total;
    Money refunded_amount;
    OrderStatus status = OrderStatus::completed;
    Id staff_id;
    std::optional<std::string> created_by;
    std::optional<std::string> customer_name;
    std::optional<std::string> customer_email;
    std::optional<std::string> customer_key;  ///< who that is, as customers are compared
    std::optional<std::string> notes;
    std::vector<std::string> flag_reasons;  ///< empty: not flagged
    std::optional<std::string> client_order_id;
    int reprint_count = 0;
    std::optional<Timestamp> last_reprint_at;
    std::optional<Timestamp> voided_at;
    std::optional<Id> voided_by;
    std::optional<std::string> void_reason;
    Timestamp created_at;
    Timestamp updated_at;
    std::optional<Id> till_id;           ///< where it was sold, if the register said so
    std::optional<Id> approved_by;       ///< who allowed the sale what its seller may not
    std::optional<Id> void_approved_by;  ///< who allowed the void
    std::optional<settings::Service> service;
    std::optional<Timestamp> occurred_at;  ///< when it was made, if it arrived later
    std::vector<OrderLine> lines;
    std::vector<TaxSum> taxes;  ///< one per rate
    std::vector<Payment> payments;
    std::vector<Refund> refunds;  ///< oldest first

    [[nodiscard]] bool flagged() const { return !flag_reasons.empty(); }
    [[nodiscard]] Timestamp made_at() const { return occurred_at.value_or(created_at); }
    [[nodiscard]] bool has_claim() const { return claimed_subtotal || claimed_tax || claimed_total; }
    // Of its payments, where they were loaded.
    [[nodiscard]] std::string payment_method() const;  ///< the only one, or "mixed"
    [[nodiscard]] Money cash_received() const;         ///< handed over in cash
    [[nodiscard]] Money change() const;
    [[nodiscard]] Money tips() const;
    /// What is taken off the order as a whole.
    [[nodiscard]] Money own_discount() const;
    /// What a method paid and refunds did not give back by it.
    [[nodiscard]] Money left_of(std::string_view method) const;
    [[nodiscard]] Money cash_kept() const { return cash_received() - change(); }
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (id, order_number, business_date, business_hour, subtotal, discount_type, discount_value, discount_amount,
                       discount_reason, price_difference, tax_amount, tax_inclusive, rounding_amount, total_amount, priced_total,
                       claimed_subtotal, claimed_tax, claimed_total, refunded_amount, status, staff_id, created_by, customer_name,
                       customer_email, customer_key, notes, flag_reasons, client_order_id, reprint_count, last_reprint_at,
                       voided_at, voided_by, void_reason, created_at, updated_at, till_id, approved_by, void_approved_by, service,
                       occurred_at))

}  // namespace cafepos::sales

#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"
#include "db/database.h"

namespace cafepos::sales {

/// One line of an order, as it was sold. Names and prices are the sale's own: the menu may change afterwards.
struct OrderLine {
    Id id;
    Id menu_item_id;
    std::string name;
    std::string size;
    std::string category;
    Money unit_price;       ///< charged
    Money catalogue_price;  ///< the menu's at the sale
    int quantity = 0;
    Money line_total;        ///< unit price × quantity, before discount and tax
    Money discount;          ///< this line's share of the order's discount
    Money price_difference;  ///< this line's share of the order's
    Money tax;               ///< this line's share of its rate's tax
    std::string tax_name;
    Percentage tax_rate;
    std::optional<Money> cost;  ///< theoretical, of the whole line; empty without a recipe
    int refunded_quantity = 0;
    std::string notes;

    /// What the customer pays for it, without cash rounding; and how much of that is no tax.
    [[nodiscard]] Money charged(bool tax_inclusive) const {
        const Money amount = line_total - discount + price_difference;
        return tax_inclusive ? amount : amount + tax;
    }
    [[nodiscard]] Money net(bool tax_inclusive) const { return charged(tax_inclusive) - tax; }
};

/// A tax rate's sums over an order or a refund. `taxable` is without the tax, also where prices contain it: taxable + tax is what
/// was charged at that rate. What has no tax stands under the rate 0 without a name.
struct TaxSum {
    std::string name;
    Percentage rate;
    Money taxable;
    Money tax;
    bool operator==(const TaxSum&) const = default;
};

/// The one tender that is counted, rounded to coins and given change for.
inline constexpr std::string_view cash_method = "cash";

struct Payment {
    Id id;
    std::string method;
    Money amount;    ///< what it pays of the order
    Money tendered;  ///< what was handed over
    Money change;
    Timestamp created_at;

    [[nodiscard]] bool is_cash() const { return method == cash_method; }
};

/// What one refund gave back for one line. Quantity 0: the line's share of a refund by amount, no units came back.
struct RefundLine {
    Id id;
    Id order_item_id;
    int quantity = 0;
    Money gross;   ///< unit price × quantity, before discount and tax
    Money amount;  ///< given back, after discount, with tax
    Money tax;     ///< contained in it
    Money net;     ///< of it neither tax nor cash rounding
    bool restock = false;
};

struct Refund {
    Id id;
    std::string number;  ///< REF-20261122-0001
    Id order_id;
    Date business_date;  ///< the day it was given
    int business_hour = 0;
    Money amount;
    Money tax;
    std::string method;
    std::string reason;
    Id staff_id;
    Timestamp created_at;
    std::vector<RefundLine> lines;
    std::vector<TaxSum> taxes;
};

enum class OrderStatus { completed, refunded, voided };  ///< a partly refunded order is completed
BOOST_DESCRIBE_ENUM(OrderStatus, completed, refunded, voided)

/// The figures that a register sent with a sale, where they differ from ours; what it did not send is empty.
struct RegisterClaim {
    std::optional<Money> subtotal;
    std::optional<Money> tax;
    std::optional<Money> total;

    [[nodiscard]] bool is_empty() const { return !subtotal && !tax && !total; }
};

/// An order with everything that belongs to it. Holds always: total = subtotal − discount + price_difference + (tax unless
/// tax_inclusive) + rounding = Σ taxes' (taxable + tax) + rounding.
struct Order {
    Id id;
    std::string number;  ///< ORD-20261122-0042, gapless per business day
    Date business_date;
    int business_hour = 0;
    Money subtotal;
    std::optional<std::string> discount_type;    ///< "percentage" or "fixed"
    std::optional<std::int64_t> discount_value;  ///< parts per million, or minor units
    Money discount;
    std::optional<std::string> discount_reason;
    Money price_difference;  ///< charged beside the price, of a flagged order only; without the tax unless tax_inclusive
    Money tax;
    bool tax_inclusive = false;
    Money rounding;  ///< of cash, or the cent by which a register rounds otherwise
    Money total;
    Money priced_total;   ///< what our own pricing says
    RegisterClaim claim;  ///< empty unless flagged
    Money refunded;
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
    std::vector<OrderLine> lines;  ///< in the order they were rung up
    std::vector<TaxSum> taxes;     ///< one per rate
    std::vector<Payment> payments;
    std::vector<Refund> refunds;  ///< oldest first

    [[nodiscard]] bool flagged() const { return !flag_reasons.empty(); }
    // Of its payments, where they were loaded.
    [[nodiscard]] std::string payment_method() const;  ///< the only one, or "mixed"
    [[nodiscard]] Money cash_received() const;         ///< handed over in cash
    [[nodiscard]] Money change() const;
};

/// The order with its lines, taxes, payments and refunds; empty if there is none or it was deleted (hidden).
std::optional<Order> find_order(db::Transaction& transaction, const Id& id);

/// The order or refund that has a number ("ORD-…" or "REF-…"), with the order's id; empty if there is none or it was deleted.
struct Numbered {
    Id order_id;
    std::optional<Id> refund_id;
};
std::optional<Numbered> find_number(db::Transaction& transaction, const std::string& number);

/// Counts one more reprint of the order's receipt; answers how many there are now. The order exists.
int count_reprint(db::Transaction& transaction, const Id& id, Timestamp now);

/// Derives every order's sums, payments, refunds and the days' numbers again from the raw rows, page by page, and names each
/// difference in a sentence. Empty: all is well.
std::vector<std::string> verify(db::Transaction& transaction);

}  // namespace cafepos::sales

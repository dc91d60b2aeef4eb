#include "orders.h"

#include <algorithm>

#include "menu/menu_store.h"
#include "sales/past_sales.h"
#include "texts.h"

namespace cafepos::moving_in {
namespace {

constexpr const char* not_itemised = "Not itemised";
constexpr std::size_t notes_length_max = 2000;

Money amount_of(const std::optional<json::RoundedMoney>& money) { return money ? money->value : Money(); }

std::string title_of(const OlderOrder& order) { return "order " + order.order_number.value_or(order.id.text()); }

/// Why it cannot come; empty if it can.
std::string fault_of(const OlderOrder& order, Timestamp now) {
    if (!order.created_at) return "nobody knows when it was made";
    if (*order.created_at > now) return "it was made in the future: " + order.created_at->text();
    if (!order.total_amount) return "it has no total";
    for (const auto& amount : {order.subtotal, order.discount_amount, order.tax_amount, order.total_amount}) {
        if (amount_of(amount).is_negative()) return "it has an amount below zero";
    }
    return {};
}

sales::OrderStatus status_of(const OlderOrder& order) {
    if (order.status == "refunded") return sales::OrderStatus::refunded;
    return order.status == "voided" ? sales::OrderStatus::voided : sales::OrderStatus::completed;
}

class Orders {
public:
    Orders(db::Transaction& transaction, const OlderServer& older, const Moved& moved, const Workshop& workshop, Report& report)
        : transaction_(transaction), moved_(moved), workshop_(workshop), report_(report), now_(workshop.clock.now()) {
        for (const OlderOrderItem& line : older.order_items) lines_[line.order_id].push_back(&line);
        for (const OlderDiscount& discount : older.order_discounts) reasons_[discount.order_id] = discount.reason;
        for (const OlderUser& user : older.users) {
            const bool is_admin = user.role == "admin";
            if (is_admin || somebody_.empty()) somebody_ = moved.users.at(user.id);
            if (is_admin) break;
        }
    }

    void move(const OlderOrder& older) {
        const std::string fault = somebody_.empty() ? "there is nobody who sold it" : fault_of(older, now_);
        if (!fault.empty()) return report_.impossible.push_back({title_of(older), fault});
        const sales::PastSale sale = sale_of(older);
        sales::take_over(transaction_, sale, workshop_);
        report_.count("orders");
        report_.count("lines", std::ssize(sale.lines));
        if (sale.status != sales::OrderStatus::voided) report_.sales += sale.total;
    }

private:
    void changed(const OlderOrder& order, const std::string& what) { report_.changed.push_back({title_of(order), what}); }

    sales::PastSale sale_of(const OlderOrder& older) {
        sales::PastSale sale;
        sale.id = older.id;
        sale.number = plain(older.order_number, 20);
        sale.lines = lines_of(older);
        sale.discount = amount_of(older.discount_amount);
        if (const auto reason = reasons_.find(older.id); reason != reasons_.end())
            sale.discount_reason = plain_lines(reason->second, 255);
        sale.tax = amount_of(older.tax_amount);
        sale.total = amount_of(older.total_amount);
        sale.method = older.payment_method == "card" ? "card" : "cash";
        sale.cash_received = amount_of(older.cash_received);
        sale.status = status_of(older);
        sale.staff_id = seller_of(older);
        sale.customer_name = plain_lines(older.customer_name, 100);
        sale.customer_email = plain_lines(older.customer_email, 255);
        sale.notes = plain_lines(older.notes, notes_length_max);
        sale.reprint_count = std::max(0, older.reprint_count.value_or(0));
        sale.last_reprint_at = older.last_reprint;
        sale.created_at = *older.created_at;
        sale.updated_at = std::clamp(older.updated_at.value_or(sale.created_at), sale.created_at, now_);
        note_what_differs(older, sale);
        return sale;
    }

    Id seller_of(const OlderOrder& older) {
        const auto seller = older.staff_id ? moved_.users.find(*older.staff_id) : moved_.users.end();
        if (seller != moved_.users.end()) return seller->second;
        changed(older, "nobody is named who sold it; it is an admin's");
        return somebody_;
    }

    std::vector<sales::PastLine> lines_of(const OlderOrder& older) {
        std::vector<sales::PastLine> lines;
        Money sum;
        for (const OlderOrderItem* one : lines_[older.id]) {
            auto line = line_of(*one);
            if (!line) {
                changed(older, "a line of no quantity or a price below zero is left out");
                continue;
            }
            sum += line->unit_price * line->quantity;
            lines.push_back(std::move(*line));
        }
        const Money missing = amount_of(older.subtotal) - sum;
        if (missing > Money::of(1) || lines.empty()) {
            changed(older, "its lines are " + sum.fixed_text() + " of " + amount_of(older.subtotal).fixed_text() + "; a line \"" +
                               not_itemised + "\" stands for the rest");
            lines.push_back({rest_item(), not_itemised, "Regular", "General", std::max(missing, Money()), 1, ""});
        }
        return lines;
    }

    std::optional<sales::PastLine> line_of(const OlderOrderItem& older) {
        const Money price = amount_of(older.unit_price);
        if (price.is_negative() || older.quantity.value_or(0) < 1) return std::nullopt;
        sales::PastLine line;
        const auto item = older.menu_item_id ? moved_.items.find(*older.menu_item_id) : moved_.items.end();
        const bool is_moved = item != moved_.items.end();
        line.menu_item_id = is_moved ? item->second.id : rest_item();
        line.category = is_moved ? item->second.category : "General";
        line.name = plain_or(older.menu_item_name, 100, "Unknown Item");
        line.size = plain_or(older.menu_item_size, 50, "Regular");
        line.unit_price = price;
        line.quantity = *older.quantity;
        line.notes = plain(older.notes, notes_length_max);
        return line;
    }

    void note_what_differs(const OlderOrder& older, const sales::PastSale& sale) {
        if (sale.number.empty()) changed(older, "had no number");
        if (sale.status == sales::OrderStatus::refunded)
            changed(older, "its refund is of all of it, on the day it was last changed");
        Money subtotal;
        for (const sales::PastLine& line : sale.lines) subtotal += line.unit_price * line.quantity;
        const Money off = sale.total - (subtotal - std::min(sale.discount, subtotal) + sale.tax);
        if (off > Money::of(1) || off < Money::of(-1)) {
            changed(older,
                    "its total is " + off.fixed_text() + " off what its lines come to; it comes as it was charged, flagged");
        }
    }

    /// Stands for what the older server lost. Not on sale; made when it is needed first.
    Id rest_item() {
        if (!rest_item_.empty()) return rest_item_;
        menu::Item item;
        item.name = not_itemised;
        item.size = "Regular";
        item.is_active = false;
        item.open_price = true;
        return rest_item_ = menu::create(transaction_, item, std::nullopt, now_, workshop_.ids);
    }

    db::Transaction& transaction_;
    const Moved& moved_;
    const Workshop& workshop_;
    Report& report_;
    Timestamp now_;
    std::unordered_map<Id, std::vector<const OlderOrderItem*>> lines_;
    std::unordered_map<Id, Text> reasons_;
    Id somebody_;
    Id rest_item_;
};

}  // namespace

void move_orders(db::Transaction& transaction, const OlderServer& older, const Moved& moved, const Workshop& workshop,
                 Report& report) {
    Orders orders(transaction, older, moved, workshop, report);
    for (const OlderOrder& order : older.orders) orders.move(order);
}

}  // namespace cafepos::moving_in

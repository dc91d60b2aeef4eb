#pragma once

#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "core/text.h"
#include "rollups/rollups.h"
#include "testing/world.h"

/// A random history of a café in Paris, told twice: through the rollups as sales tell them, and as plain order rows.
namespace cafepos::reports::test {

using rollups::Counted;

struct HistoryLine {
    Id order_item_id;
    std::size_t item = 0;
    std::int64_t quantity = 0;
    Money gross;
    Money discount;
    Money difference;
    Money tax;
    std::optional<Money> cost;
    std::int64_t refunded_quantity = 0;
};

struct HistorySale {
    Id order_id;
    Counted counted;
    Timestamp at;
    std::vector<HistoryLine> lines;
    std::string email;  ///< as typed
    std::string name;
    bool tax_inclusive = false;
    bool voided = false;
    Money refunded;
};

struct HistoryRefund {
    Counted counted;
    Timestamp at;
};

struct HistoryItem {
    Id id;
    std::string name;
    std::string size;
    std::string category;
    Money price;
    std::optional<Money> unit_cost;
};

namespace sql {
inline const db::Statement item{"reports.test.item", R"(
    INSERT INTO menu_items (id, name, size, price, category, is_active, sort_order, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, 1, 0, 0, 0))"};
inline const db::Statement order{"reports.test.order", R"(
    INSERT INTO orders (id, order_number, business_date, business_hour, subtotal, discount_amount, tax_amount, tax_inclusive,
                        rounding_amount, total_amount, priced_total, status, staff_id, customer_name, customer_email, customer_key,
                        flag_reasons, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $15, 0, $8, $8, 'completed', $9, $10, $11, $12, CASE WHEN $13 = 1 THEN 'clock' ELSE '' END,
            $14, $14))"};
inline const db::Statement payment{"reports.test.payment", R"(
    INSERT INTO payments (id, order_id, method, amount, tip_amount, tendered_amount, change_amount, created_at)
    VALUES ($1, $2, $3, $4, $5, CAST($4 AS BIGINT) + CAST($5 AS BIGINT), 0, $6))"};
inline const db::Statement line{"reports.test.line", R"(
    INSERT INTO order_items (id, order_id, position, menu_item_id, menu_item_name, menu_item_size, category, unit_price,
                             catalogue_price, quantity, line_total, discount_amount, price_difference, tax_amount, tax_name,
                             tax_rate, cost_amount, notes)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11, $13, $14, 'Tax', 0, $12, ''))"};
inline const db::Statement tax{"reports.test.tax", "INSERT INTO order_taxes VALUES ($1, $2, $3, $4, $5)"};
inline const db::Statement void_order{"reports.test.void", "UPDATE orders SET status = 'voided' WHERE id = $1"};
inline const db::Statement refund{"reports.test.refund", R"(
    INSERT INTO refunds (id, refund_number, order_id, business_date, business_hour, amount, tax_amount, reason, staff_id,
                         created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'cold', $8, $9))"};
inline const db::Statement refund_payment{"reports.test.refund_payment", "INSERT INTO refund_payments VALUES ($1, $2, $3)"};
inline const db::Statement refund_line{"reports.test.refund_line", R"(
    INSERT INTO refund_items (id, refund_id, order_item_id, quantity, gross_amount, amount, tax_amount, net_amount, restock)
    VALUES ($1, $2, $3, $4, $5, $5, 0, $6, 0))"};
inline const db::Statement refund_tax{"reports.test.refund_tax", "INSERT INTO refund_taxes VALUES ($1, $2, $3, $4, $5)"};
}  // namespace sql

class History {
public:
    static constexpr int day_start_minutes = 4 * 60;

    History(testing::World& world, unsigned seed) : world_(world), random_(seed) {
        for (const char* name : {"ann", "bob", "cem"}) staff_.push_back(world.add_user("cashier", name).user_id);
        const std::vector<std::string> categories{"Coffee", "Tea", "Pastry", "Odd"};
        for (int i = 0; i < 12; ++i) {
            const bool same_name = i == 11;  // two sizes under one name
            items_.push_back({world.ids.next(), same_name ? "Item 10" : "Item " + std::to_string(i),
                              same_name ? "Large" : "Regular", categories[static_cast<std::size_t>(i) % 4],
                              Money::of(150 + 73 * i), i % 3 == 0 ? std::nullopt : std::optional(Money::of(31 + 7 * i))});
        }
        world.db().write([&](db::Transaction& transaction) {
            for (const HistoryItem& item : items_) {
                transaction.defer(sql::item, item.id, item.name, item.size, item.price, item.category);
            }
        });
    }

    /// `count` sales in the order of their moments, spread over the time between; some voided, some refunded later.
    void live(std::size_t count, Timestamp begin, Timestamp end) {
        constexpr std::size_t batch = 200;
        for (std::size_t done = 0; done < count; done += batch) {
            // A write may be rerun, so each batch begins from the same state.
            const History before = *this;
            world_.db().write([&](db::Transaction& transaction) {
                restore(before);
                for (std::size_t i = done; i < std::min(count, done + batch); ++i) {
                    const auto span = (end - begin).count() / static_cast<std::int64_t>(count);
                    now_ = begin + std::chrono::milliseconds(span * static_cast<std::int64_t>(i) + number(0, span - 1));
                    step(transaction);
                }
            });
        }
    }

    [[nodiscard]] const std::vector<HistorySale>& sales() const { return sales_; }
    [[nodiscard]] const std::vector<HistoryRefund>& refunds() const { return refunds_; }
    [[nodiscard]] const std::vector<HistoryItem>& items() const { return items_; }

private:
    void restore(const History& other) {
        random_ = other.random_;
        sales_ = other.sales_;
        refunds_ = other.refunds_;
    }
    std::int64_t number(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
    }
    bool chance(int percent) { return number(1, 100) <= percent; }
    template <class T>
    const T& one_of(const std::vector<T>& list) {
        return list[static_cast<std::size_t>(number(0, static_cast<std::int64_t>(list.size()) - 1))];
    }

    void step(db::Transaction& transaction) {
        sell(transaction);
        if (chance(4)) void_last(transaction);
        if (chance(12)) refund_earlier(transaction);
    }

    void place_in_time(Counted& counted) {
        const TimeZone zone = TimeZone::find("Europe/Paris").value();
        counted.business_date = business_date(zone, day_start_minutes, now_);
        counted.business_hour = zone.local(now_).hour;
        counted.staff_id = one_of(staff_);
    }

    std::string some_method() { return one_of(std::vector<std::string>{"cash", "card", "card", "voucher"}); }
    /// One tender or two, perhaps of the same kind.
    void pay(Counted& counted) {
        const Money first = chance(20) ? Money::of(number(0, counted.total.units())) : counted.total;
        counted.tenders.push_back({some_method(), first});
        if (first != counted.total) counted.tenders.push_back({some_method(), counted.total - first});
        if (chance(25)) counted.tenders.front().tip = Money::of(number(1, 500));
    }

    void add_taxes(Counted& counted, Money taxable) {
        const Money tax = Money::of(taxable.units() * number(0, 20) / 100);
        counted.tax = tax;
        counted.taxes.push_back({"VAT", Percentage::of(55'000), taxable, tax});
        if (chance(30)) counted.taxes.push_back({"VAT", Percentage::of(200'000), Money::of(100), Money()});
    }

    void sell(db::Transaction& transaction) {
        HistorySale sale;
        sale.at = now_;
        Counted& counted = sale.counted;
        sale.order_id = world_.ids.next();
        place_in_time(counted);
        sale.tax_inclusive = chance(50);
        const std::int64_t line_count = number(1, 4);
        Money subtotal;
        for (std::int64_t i = 0; i < line_count; ++i) subtotal += add_line(sale);
        counted.discount = chance(20) ? Money::of(subtotal.units() * number(0, 50) / 100) : Money();
        add_taxes(counted, subtotal - counted.discount);
        counted.total = subtotal - counted.discount + counted.tax;
        counted.flagged = chance(3);
        pay(counted);
        if (chance(25)) {
            const std::string who = std::to_string(number(1, 40));
            if (chance(50)) sale.email = (chance(50) ? "Guest" : " guest") + who + "@example.org";
            sale.name = "Guest " + who;
        }
        rollups::count_sale(transaction, counted);
        store(transaction, sale, subtotal);
        sales_.push_back(std::move(sale));
    }

    Money add_line(HistorySale& sale) {
        const std::size_t index = static_cast<std::size_t>(number(0, static_cast<std::int64_t>(items_.size()) - 1));
        const HistoryItem& item = items_[index];
        const std::int64_t quantity = number(1, 3);
        const auto cost = item.unit_cost ? std::optional(*item.unit_cost * quantity) : std::nullopt;
        const Money gross = item.price * quantity;
        const Money discount = chance(20) ? Money::of(number(0, gross.units())) : Money();
        const Money difference = chance(5) ? Money::of(number(-50, 200)) : Money();
        const Money tax = Money::of(number(0, gross.units() / 5));
        const Money net = gross - discount + difference - (sale.tax_inclusive ? tax : Money());
        sale.lines.push_back({world_.ids.next(), index, quantity, gross, discount, difference, tax, cost, 0});
        sale.counted.lines.push_back({item.id, item.name, item.size, item.category, quantity, gross, net, cost});
        return gross;
    }

    void store(db::Transaction& transaction, const HistorySale& sale, Money subtotal) {
        const Counted& counted = sale.counted;
        const auto given = [](const std::string& value) { return value.empty() ? std::nullopt : std::optional(value); };
        transaction.defer(sql::order, sale.order_id, "ORD-" + sale.order_id.text(), counted.business_date, counted.business_hour,
                          subtotal, counted.discount, counted.tax, counted.total, counted.staff_id, given(sale.name),
                          given(sale.email), given(text::folded(text::strip(sale.email.empty() ? sale.name : sale.email))),
                          counted.flagged, sale.at, sale.tax_inclusive);
        for (const auto& tender : counted.tenders) {
            transaction.defer(sql::payment, world_.ids.next(), sale.order_id, tender.method, tender.amount, tender.tip, sale.at);
        }
        for (std::size_t i = 0; i < sale.lines.size(); ++i) {
            const HistoryLine& line = sale.lines[i];
            const HistoryItem& item = items_[line.item];
            transaction.defer(sql::line, line.order_item_id, sale.order_id, static_cast<std::int64_t>(i), item.id, item.name,
                              item.size, item.category, item.price, line.quantity, line.gross, line.discount, line.cost,
                              line.difference, line.tax);
        }
        for (const rollups::CountedTax& tax : counted.taxes) {
            transaction.defer(sql::tax, sale.order_id, tax.name, tax.rate, tax.taxable, tax.tax);
        }
    }

    void void_last(db::Transaction& transaction) {
        HistorySale& sale = sales_.back();
        sale.voided = true;
        rollups::uncount_sale(transaction, sale.counted);
        transaction.defer(sql::void_order, sale.order_id);
    }

    void refund_earlier(db::Transaction& transaction) {
        const std::size_t reach = std::min<std::size_t>(sales_.size(), 400);
        HistorySale& sale = sales_[sales_.size() - static_cast<std::size_t>(number(1, static_cast<std::int64_t>(reach)))];
        const Money left = sale.counted.total - sale.refunded;
        if (sale.voided || left.units() <= 0) return;
        HistoryRefund refund;
        refund.at = now_;
        Counted& counted = refund.counted;
        place_in_time(counted);
        counted.total = chance(30) ? left : Money::of(number(1, left.units()));
        add_taxes(counted, counted.total);
        const Money first = chance(20) ? Money::of(number(0, counted.total.units())) : counted.total;
        counted.tenders = {{"card", first, {}}};
        if (first != counted.total) counted.tenders.push_back({"cash", counted.total - first, {}});
        sale.refunded += counted.total;
        const Id refund_id = world_.ids.next();
        transaction.defer(sql::refund, refund_id, "REF-" + refund_id.text(), sale.order_id, counted.business_date,
                          counted.business_hour, counted.total, counted.tax, counted.staff_id, refund.at);
        for (const auto& tender : counted.tenders)
            transaction.defer(sql::refund_payment, refund_id, tender.method, tender.amount);
        if (chance(70)) refund_lines(transaction, sale, counted, refund_id);
        for (const rollups::CountedTax& tax : counted.taxes) {
            transaction.defer(sql::refund_tax, refund_id, tax.name, tax.rate, tax.taxable, tax.tax);
        }
        rollups::count_refund(transaction, counted);
        refunds_.push_back(std::move(refund));
    }

    void refund_lines(db::Transaction& transaction, HistorySale& sale, Counted& counted, const Id& refund_id) {
        for (HistoryLine& line : sale.lines) {
            const std::int64_t left = line.quantity - line.refunded_quantity;
            if (left == 0 || chance(40)) continue;
            const std::int64_t quantity = chance(20) ? 0 : number(1, left);  // 0: money alone
            const HistoryItem& item = items_[line.item];
            const auto cost =
                line.cost ? std::optional(rollups::cost_of_part(*line.cost, quantity, line.quantity)) : std::nullopt;
            line.refunded_quantity += quantity;
            const Money net = Money::of(number(1, line.gross.units()));
            counted.lines.push_back({item.id, item.name, item.size, item.category, quantity, item.price * quantity, net, cost});
            transaction.defer(sql::refund_line, world_.ids.next(), refund_id, line.order_item_id, quantity, item.price * quantity,
                              net);
        }
    }

    testing::World& world_;
    std::mt19937_64 random_;
    Timestamp now_;
    std::vector<Id> staff_;
    std::vector<HistoryItem> items_;
    std::vector<HistorySale> sales_;
    std::vector<HistoryRefund> refunds_;
};

}  // namespace cafepos::reports::test

// Fills a café's database with a history to measure against: orders of three lines on random items over the past year, some
// voided, some refunded, priced by the sale's own rules. What the reports count is derived from them at the end.
//
//   history orders [seed]      adds that many in DATA_DIR / DATABASE_URL, which must hold the demo's data

#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>

#include "app/cafe.h"
#include "app/config.h"
#include "reports/reports.h"
#include "rules.h"
#include "sales/pricing.h"
#include "store.h"

namespace cafepos::bench {
namespace {

using sales::Order;

constexpr int days = 365;
constexpr int opens_at = 8;
constexpr auto open_for = std::chrono::milliseconds(std::chrono::hours(12));
constexpr std::size_t lines_per_order = 3;
constexpr std::size_t batch = 500;

const db::Statement select_items{"bench.items",
                                 "SELECT id, name, size, category, price FROM menu_items WHERE archived_at IS NULL"};
const db::Statement select_staff{"bench.staff", "SELECT id FROM users"};
const db::Statement select_counter{"bench.counter", R"(
    SELECT kind, last_value FROM day_counters WHERE business_date = $1)"};
const db::Statement set_counter{"bench.set_counter", R"(
    INSERT INTO day_counters (business_date, kind, last_value) VALUES ($1, $2, $3)
    ON CONFLICT (business_date, kind) DO UPDATE SET last_value = $3)"};

class History {
public:
    History(app::Cafe& cafe, unsigned seed) : cafe_(cafe), random_(seed), settings_(cafe.settings.current()) {
        cafe_.database->read([&](db::Transaction& transaction) {
            for (const db::Row& row : transaction.query(select_items)) items_.push_back(line_of(row));
            for (const db::Row& row : transaction.query(select_staff)) staff_.push_back(row.id(0));
        });
        if (items_.empty() || staff_.empty()) throw std::runtime_error("there is no menu: `cafepos seed test` first");
    }

    void add(std::size_t orders) {
        const Date today = settings_->business_date(cafe_.clock.now());
        std::size_t done = 0;
        for (int day = 0; day < days; ++day) {
            const std::size_t until = orders * static_cast<std::size_t>(day + 1) / days;
            add_day(today.plus_days(day - days), until - done);
            done = until;
        }
        cafe_.database->write([](db::Transaction& transaction) { reports::rebuild(transaction); });
        cafe_.database->analyze();
    }

private:
    static sales::OrderLine line_of(const db::Row& row) {
        sales::OrderLine line;
        line.menu_item_id = row.id(0);
        line.menu_item_name = row.text(1);
        line.menu_item_size = row.text(2);
        line.category = row.text(3);
        line.catalogue_price = line.unit_price = row.money(4);
        return line;
    }

    std::size_t number(std::size_t below) { return static_cast<std::size_t>(random_() % below); }
    bool chance(std::size_t percent) { return number(100) < percent; }

    void add_day(const Date& date, std::size_t orders) {
        std::map<std::string, std::int64_t> last;
        cafe_.database->read([&](db::Transaction& transaction) {
            for (const db::Row& row : transaction.query(select_counter, date)) last[row.text(0)] = row.integer(1);
        });
        const Timestamp opening = settings_->time_zone().moment(date, opens_at, 0);
        std::vector<Order> made;
        for (std::size_t i = 0; i < orders; ++i) {
            made.push_back(order(date, ++last["order"], opening + open_for * i / orders));
            if (!made.back().voided_at && chance(2)) refund(made.back(), ++last["refund"]);
        }
        for (std::size_t begin = 0; begin < orders; begin += batch) {
            cafe_.database->write([&](db::Transaction& transaction) {
                for (std::size_t i = begin; i < std::min(begin + batch, orders); ++i) store(transaction, made[i]);
                for (const auto& [kind, value] : last) transaction.defer(set_counter, date, kind, value);
            });
        }
    }

    Order order(const Date& date, std::int64_t running_number, Timestamp at) {
        Order order;
        order.id = cafe_.ids.next();
        order.order_number = sales::order_number(date, running_number);
        order.business_date = date;
        order.business_hour = settings_->time_zone().local(at).hour;
        order.staff_id = staff_[number(staff_.size())];
        order.created_at = order.updated_at = at;
        if (chance(10)) order.customer_name = "Guest " + std::to_string(number(5000));
        order.customer_key = sales::customer_key(order);
        price(order);
        if (chance(1)) {
            order.voided_at = at;
            order.voided_by = order.staff_id;
            order.void_reason = "typed twice";
        }
        return order;
    }

    void price(Order& order) {
        sales::Basket basket;
        for (std::size_t i = 0; i < lines_per_order; ++i) {
            sales::OrderLine line = items_[number(items_.size())];
            line.id = cafe_.ids.next();
            line.order_id = order.id;
            line.position = static_cast<int>(i) + 1;
            line.quantity = 1 + static_cast<int>(number(2));
            const auto tax = sales::tax_of(settings_->pos.taxes, line.category);
            line.tax_name = tax.name;
            line.tax_rate = tax.rate;
            basket.lines.push_back({line.unit_price, line.quantity, tax});
            order.lines.push_back(line);
        }
        const sales::Priced priced = sales::price(basket);
        for (std::size_t i = 0; i < lines_per_order; ++i) {
            order.lines[i].line_total = priced.lines[i].gross;
            order.lines[i].tax_amount = priced.lines[i].tax;
        }
        for (const auto& tax : priced.taxes) order.taxes.push_back({tax.tax.name, tax.tax.rate, tax.taxable, tax.amount});
        order.subtotal = priced.subtotal;
        order.tax_amount = priced.tax;
        order.total_amount = order.priced_total = priced.total;
        order.payments.emplace_back();
        sales::Payment& payment = order.payments.back();
        payment.id = cafe_.ids.next();
        payment.order_id = order.id;
        payment.method = chance(60) ? "card" : "cash";
        payment.amount = payment.tendered_amount = order.total_amount;
        payment.created_at = order.created_at;
    }

    /// All of it, five minutes later.
    void refund(Order& order, std::int64_t running_number) {
        sales::Refund refund;
        refund.id = cafe_.ids.next();
        refund.refund_number = sales::refund_number(order.business_date, running_number);
        refund.order_id = order.id;
        refund.business_date = order.business_date;
        refund.business_hour = order.business_hour;
        refund.amount = order.total_amount;
        refund.tax_amount = order.tax_amount;
        refund.payments = {{refund.id, order.payments.front().method, refund.amount}};
        refund.reason = "cold";
        refund.staff_id = order.staff_id;
        refund.created_at = order.created_at + std::chrono::minutes(5);
        refund.taxes = order.taxes;
        for (const auto& line : order.lines) {
            refund.lines.push_back({cafe_.ids.next(), refund.id, line.id, line.quantity, line.line_total,
                                    line.line_total + line.tax_amount, line.tax_amount, line.line_total, false});
        }
        order.refunds.push_back(refund);
    }

    static void store(db::Transaction& transaction, const Order& order) {
        sales::store::insert(transaction, order);
        if (order.voided_at) {
            sales::store::mark_voided(transaction, order.id, *order.voided_by, {}, *order.void_reason, *order.voided_at);
        }
        for (const auto& refund : order.refunds) sales::store::insert_refund(transaction, refund, true);
    }

    app::Cafe& cafe_;
    std::mt19937_64 random_;
    std::shared_ptr<const settings::Settings> settings_;
    std::vector<sales::OrderLine> items_;
    std::vector<Id> staff_;
};

}  // namespace
}  // namespace cafepos::bench

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: history orders [seed]\n");
        return 2;
    }
    using namespace cafepos;
    app::Cafe cafe(app::make_config({}, app::environment_values(), {}));
    const auto seed = argc > 2 ? static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10)) : 1U;
    bench::History(cafe, seed).add(std::strtoul(argv[1], nullptr, 10));
    return 0;
}

#include <algorithm>
#include <charconv>
#include <map>

#include "core/text.h"
#include "refund_rules.h"
#include "rows.h"
#include "rules.h"
#include "sales.h"
#include "store.h"

namespace cafepos::sales {
namespace {

constexpr int page_size = 200;

const std::string page_sql =
    "SELECT " + std::string(rows::order_columns) +
    " FROM orders o WHERE o.id > $1 AND o.status IN ('completed', 'refunded', 'voided') ORDER BY o.id LIMIT $2";
const db::Statement select_page{"sales.verify_page", page_sql};
// What only this program says: a word that it does not know was written by something else.
const db::Statement select_strange_words{"sales.verify_words", R"(
    SELECT order_number, status FROM orders WHERE status NOT IN ('completed', 'refunded', 'voided')
    UNION ALL SELECT order_number, discount_type FROM orders WHERE discount_type NOT IN ('percentage', 'fixed')
    UNION ALL SELECT business_date, kind FROM day_counters WHERE kind NOT IN ('order', 'refund'))"};
const db::Statement select_counters{"sales.verify_counters", "SELECT business_date, kind, last_value FROM day_counters"};

/// What goes wrong is told of one order or day at a time.
class Report {
public:
    void expect(bool holds, const std::string& subject, const std::string& what) {
        if (!holds) findings_.push_back(subject + ": " + what);
    }
    void expect_equal(Money stored, Money derived, const std::string& subject, const std::string& what) {
        expect(stored == derived, subject, what + " is " + stored.fixed_text() + ", derived " + derived.fixed_text());
    }
    std::vector<std::string> take() { return std::move(findings_); }

private:
    std::vector<std::string> findings_;
};

void check_lines(const Order& order, Report& report) {
    Money gross;
    Money discount;
    Money difference;
    Money tax;
    for (const OrderLine& line : order.lines) {
        report.expect_equal(line.line_total, line.unit_price * line.quantity, order.number, "the total of the line " + line.name);
        gross += line.line_total;
        discount += line.discount;
        difference += line.price_difference;
        tax += line.tax;
    }
    report.expect(!order.lines.empty(), order.number, "it has no lines");
    report.expect_equal(order.subtotal, gross, order.number, "the subtotal");
    report.expect_equal(order.discount, discount, order.number, "the discount");
    report.expect_equal(order.price_difference, difference, order.number, "the price difference");
    report.expect_equal(order.tax, tax, order.number, "the tax");
}

TaxSum sum_of_lines(const Order& order, const TaxSum& rate) {
    TaxSum sum{rate.name, rate.rate, {}, {}};
    for (const OrderLine& line : order.lines) {
        if (line.tax_name != rate.name || line.tax_rate != rate.rate) continue;
        sum.taxable += line.net(order.tax_inclusive);
        sum.tax += line.tax;
    }
    return sum;
}

void check_taxes(const Order& order, Report& report) {
    Money tax;
    Money charged;
    for (const TaxSum& rate : order.taxes) {
        const TaxSum lines = sum_of_lines(order, rate);
        report.expect_equal(rate.tax, lines.tax, order.number, "the tax " + rate.name);
        report.expect_equal(rate.taxable, lines.taxable, order.number, "the taxable amount " + rate.name);
        tax += rate.tax;
        charged += rate.taxable + rate.tax;
    }
    report.expect_equal(order.tax, tax, order.number, "the sum of its taxes");
    report.expect_equal(order.total, charged + order.rounding, order.number, "what was charged at its tax rates");
}

void check_total(const Order& order, Report& report) {
    const Money tax = order.tax_inclusive ? Money() : order.tax;
    report.expect_equal(order.total, order.subtotal - order.discount + order.price_difference + tax + order.rounding,
                        order.number, "the total");
    Money paid;
    for (const Payment& payment : order.payments) {
        paid += payment.amount;
        report.expect(payment.tendered - payment.change == payment.amount, order.number, "a payment is not what was handed over");
    }
    report.expect_equal(order.total, paid, order.number, "the sum of its payments");
    const Money off = order.total - order.priced_total;
    report.expect(order.flagged() || (off <= Money::of(1) && off >= Money::of(-1)), order.number,
                  "it was charged differently from its price and is not flagged");
    report.expect(order.flagged() || order.price_difference.is_zero(), order.number,
                  "it has a price difference and is not flagged");
}

/// Gives every refund again, in order, and compares what it should have been with what it was.
void check_refunds(const Order& order, Report& report) {
    Money refunded;
    std::map<Id, int> quantities;
    for (const Refund& refund : order.refunds) {
        Money amount;
        Money tax;
        Money net;
        for (const RefundLine& line : refund.lines) {
            amount += line.amount;
            tax += line.tax;
            net += line.net;
            quantities[line.order_item_id] += line.quantity;
        }
        Money rate_tax;
        Money taxable;
        for (const TaxSum& rate : refund.taxes) {
            rate_tax += rate.tax;
            taxable += rate.taxable;
        }
        report.expect_equal(refund.amount, amount, refund.number, "the amount");
        report.expect_equal(refund.tax, tax, refund.number, "the tax");
        report.expect_equal(refund.tax, rate_tax, refund.number, "the sum of its taxes");
        report.expect_equal(taxable, net, refund.number, "the sum of its taxable amounts");
        refunded += refund.amount;
    }
    report.expect_equal(order.refunded, refunded, order.number, "the refunded amount");
    for (const OrderLine& line : order.lines) {
        report.expect(line.refunded_quantity == quantities[line.id], order.number, "the refunded quantity of " + line.name);
    }
    const bool all_back = !order.refunded.is_zero() && order.refunded == order.total;
    report.expect(all_back == (order.status == OrderStatus::refunded), order.number, "its status does not fit its refunds");
}

/// Tax and taxable amount of an order come back to the cent once all of its money is back.
void check_refunded_taxes(const Order& order, Report& report) {
    if (order.status != OrderStatus::refunded) return;
    std::map<std::pair<std::string, Percentage>, std::pair<Money, Money>> sums;
    for (const Refund& refund : order.refunds) {
        for (const TaxSum& rate : refund.taxes) {
            auto& [taxable, tax] = sums[{rate.name, rate.rate}];
            taxable += rate.taxable;
            tax += rate.tax;
        }
    }
    for (const TaxSum& rate : order.taxes) {
        const auto& [taxable, tax] = sums[{rate.name, rate.rate}];
        report.expect_equal(tax, rate.tax, order.number, "the refunded tax " + rate.name);
        report.expect_equal(taxable, rate.taxable, order.number, "the refunded taxable amount " + rate.name);
    }
}

using Numbers = std::map<std::pair<std::string, std::string>, std::vector<std::int64_t>>;

/// The running number at the end of "ORD-20261122-0042", under its day.
void note_number(const std::string& number, const std::string& kind, const Date& date, Numbers& numbers, Report& report) {
    const char* digits = number.data() + number.rfind('-') + 1;
    std::int64_t value = 0;
    std::from_chars(digits, number.data() + number.size(), value);
    const bool spelled = number == (kind == "order" ? order_number(date, value) : refund_number(date, value));
    report.expect(spelled, number, "the number does not belong to its business day");
    if (spelled) numbers[{date.text(), kind}].push_back(value);
}

void check_numbers(db::Transaction& transaction, Numbers& numbers, Report& report) {
    for (const db::Row& row : transaction.query(select_counters)) {
        std::vector<std::int64_t>& given = numbers[{row.text(0), row.text(1)}];
        std::sort(given.begin(), given.end());
        const std::string subject = row.text(0) + " " + row.text(1) + " numbers";
        std::int64_t next = 1;
        for (const std::int64_t number : given) {
            report.expect(number == next, subject, "number " + std::to_string(next) + " is missing or given twice");
            next = number + 1;
        }
        report.expect(next - 1 == row.integer(2), subject,
                      "the last is " + std::to_string(next - 1) + ", the counter says " + std::to_string(row.integer(2)));
        given.clear();
    }
    for (const auto& [day, given] : numbers) {
        report.expect(given.empty(), day.first + " " + day.second + " numbers", "there is no counter for that day");
    }
}

void check_words(db::Transaction& transaction, Report& report) {
    for (const db::Row& row : transaction.query(select_strange_words)) {
        report.expect(false, row.text(0), "nobody knows the word " + row.text(1));
    }
}

void check_customer(const Order& order, Report& report) {
    report.expect(order.customer_key == customer_key(order), order.number, "its customer is counted as somebody else");
}

std::vector<Order> load_page(db::Transaction& transaction, const std::string& after) {
    std::vector<Order> orders;
    for (const db::Row& row : transaction.query(select_page, after, page_size)) orders.push_back(rows::order_of(row));
    store::load_lines(transaction, orders);
    store::load_taxes(transaction, orders);
    store::load_payments(transaction, orders);
    store::load_refunds(transaction, orders);
    return orders;
}

}  // namespace

std::vector<std::string> verify(db::Transaction& transaction) {
    Report report;
    Numbers numbers;
    std::string last;
    for (;;) {
        const std::vector<Order> orders = load_page(transaction, last);
        for (const Order& order : orders) {
            check_customer(order, report);
            check_lines(order, report);
            check_taxes(order, report);
            check_total(order, report);
            check_refunds(order, report);
            check_refunded_taxes(order, report);
            note_number(order.number, "order", order.business_date, numbers, report);
            for (const Refund& refund : order.refunds)
                note_number(refund.number, "refund", refund.business_date, numbers, report);
        }
        if (orders.size() < page_size) break;
        last = orders.back().id.text();
    }
    check_numbers(transaction, numbers, report);
    check_words(transaction, report);
    return report.take();
}

}  // namespace cafepos::sales

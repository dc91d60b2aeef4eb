#include <algorithm>
#include <charconv>
#include <map>

#include "db/table.h"
#include "order_checks.h"
#include "rules.h"
#include "sales.h"
#include "store.h"

namespace cafepos::sales {
namespace {

constexpr int page_size = 200;

// An order whose status nobody knows cannot be read as one: check_words names it.
const db::Query<Order> select_page{"sales.verify_page", R"(
    SELECT {} FROM orders WHERE id > $1 AND status IN ('completed', 'refunded', 'voided') ORDER BY id LIMIT $2)"};

struct DayCounter {
    std::string business_date;
    std::string kind;
    std::int64_t last_value = 0;
};
BOOST_DESCRIBE_STRUCT(DayCounter, (), (business_date, kind, last_value))
const db::Query<DayCounter> select_counters{"sales.verify_counters", "SELECT {} FROM day_counters"};

struct StrangeWord {
    std::string subject;
    std::string word;
};
BOOST_DESCRIBE_STRUCT(StrangeWord, (), (subject, word))
// What only this program says: a word that it does not know was written by something else.
const db::Query<StrangeWord> select_strange_words{"sales.verify_words", R"(
    SELECT order_number AS subject, status AS word FROM orders WHERE status NOT IN ('completed', 'refunded', 'voided')
    UNION ALL SELECT order_number, discount_type FROM orders WHERE discount_type NOT IN ('percentage', 'fixed')
    UNION ALL SELECT id, discount_type FROM order_items WHERE discount_type NOT IN ('percentage', 'fixed')
    UNION ALL SELECT business_date, kind FROM day_counters WHERE kind NOT IN ('order', 'refund'))"};

// Its parts are one of each slot, and lines of one order.
const db::Query<Id> broken_combos{"sales.verify_combos", R"(
    SELECT combo_line_id FROM order_items WHERE combo_line_id IS NOT NULL GROUP BY combo_line_id
    HAVING COUNT(DISTINCT order_id) > 1 OR COUNT(DISTINCT quantity) > 1 OR COUNT(DISTINCT combo_item_id) <> 1
    OR COUNT(DISTINCT combo_name) <> 1 OR COUNT(combo_item_id) < COUNT(*) OR COUNT(combo_name) < COUNT(*)
    ORDER BY combo_line_id)"};

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
    for (const DayCounter& counter : transaction.query(select_counters)) {
        std::vector<std::int64_t>& given = numbers[{counter.business_date, counter.kind}];
        std::sort(given.begin(), given.end());
        const std::string subject = counter.business_date + " " + counter.kind + " numbers";
        std::int64_t next = 1;
        for (const std::int64_t number : given) {
            report.expect(number == next, subject, "number " + std::to_string(next) + " is missing or given twice");
            next = number + 1;
        }
        report.expect(next - 1 == counter.last_value, subject,
                      "the last is " + std::to_string(next - 1) + ", the counter says " + std::to_string(counter.last_value));
        given.clear();
    }
    for (const auto& [day, given] : numbers) {
        report.expect(given.empty(), day.first + " " + day.second + " numbers", "there is no counter for that day");
    }
}

void check_words(db::Transaction& transaction, Report& report) {
    for (const StrangeWord& strange : transaction.query(select_strange_words)) {
        report.expect(false, strange.subject, "nobody knows the word " + strange.word);
    }
}

void check_combos(db::Transaction& transaction, Report& report) {
    for (const Id& id : transaction.query(broken_combos)) {
        report.expect(false, "Combo " + id.text(), "its parts differ in order, quantity or combo");
    }
}

std::vector<Order> load_page(db::Transaction& transaction, const std::string& after) {
    std::vector<Order> orders = transaction.query(select_page, after, page_size);
    store::load_parts(transaction, orders);
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
            check_order(order, report);
            note_number(order.order_number, "order", order.business_date, numbers, report);
            for (const Refund& refund : order.refunds)
                note_number(refund.refund_number, "refund", refund.business_date, numbers, report);
        }
        if (orders.size() < page_size) break;
        last = orders.back().id.text();
    }
    check_numbers(transaction, numbers, report);
    check_words(transaction, report);
    check_combos(transaction, report);
    return report.take();
}

}  // namespace cafepos::sales

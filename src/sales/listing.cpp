#include "listing.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <limits>
#include <utility>

#include "listing_statements.h"
#include "settings/business_days.h"
#include "store.h"

namespace cafepos::sales {
namespace {

constexpr std::int64_t first_moment = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t last_moment = std::numeric_limits<std::int64_t>::max();
constexpr std::string_view after_every_id = "~";

// Order numbers are gapless, so the days' counters say how many orders there ever were.
const db::Query<std::int64_t> count_days{"sales.count_days", R"(
    SELECT COALESCE((SELECT CAST(SUM(last_value) AS BIGINT) FROM day_counters
                     WHERE kind = 'order' AND business_date >= $1 AND business_date <= $2), 0)
           - (SELECT COUNT(*) FROM orders WHERE hidden_at IS NOT NULL AND business_date >= $1 AND business_date <= $2))"};

/// Business days in moments, widely: zones reach from −12 to +14 hours, a day begins at noon at the latest, and a sale may arrive
/// long after it was made. The day itself is compared by business_date, which is what the order was counted on.
std::int64_t earliest_moment(const OrderFilter& filter) {
    std::int64_t moment = filter.from ? filter.from->ms : first_moment;
    if (filter.first_day) {
        const Timestamp midnight{std::chrono::milliseconds(filter.first_day->days().time_since_epoch()).count()};
        moment = std::max(moment, (midnight - std::chrono::hours(14)).ms);
    }
    return moment;
}

std::int64_t latest_moment(const OrderFilter& filter) {
    std::int64_t moment = filter.until ? filter.until->ms : last_moment;
    if (filter.last_day) {
        const Timestamp midnight{std::chrono::milliseconds(filter.last_day->days().time_since_epoch()).count()};
        moment = std::min(moment, (midnight + std::chrono::hours(48) + settings::late_max).ms);
    }
    return moment;
}

struct Moments {
    std::int64_t earliest;
    std::int64_t latest;
};

Moments moments_of(const OrderFilter& filter) { return {earliest_moment(filter), latest_moment(filter)}; }

/// From the cursor on: engines take one of two bounds to enter an index with, so both must be the nearer one.
Moments moments_after_cursor(const PageRequest& request) {
    Moments moments = moments_of(request.filter);
    if (!request.after) return moments;
    if (request.sort == Sort::newest) moments.latest = std::min(moments.latest, request.after->value);
    if (request.sort == Sort::oldest) moments.earliest = std::max(moments.earliest, request.after->value);
    return moments;
}

/// Asks with the filter's parameters and what else the statement takes.
template <class Record, class... More>
std::vector<Record> ask(db::Transaction& transaction, const db::Query<Record>& query, const OrderFilter& filter,
                        const Moments& moments, const More&... more) {
    std::optional<std::string> status;
    if (filter.status) status = boost::describe::enum_to_string(*filter.status, "");
    return transaction.query(query, moments.earliest, moments.latest, filter.first_day, filter.last_day, status,
                             filter.payment_method, filter.staff_id, filter.flagged, filter.refunded, filter.service, more...);
}

/// What comes after it is the first page.
Cursor beginning_of(Sort sort) {
    const bool descending = sort == Sort::newest || sort == Sort::dearest;
    return {sort, descending ? last_moment : first_moment, {}};
}

std::vector<Order> read_page(db::Transaction& transaction, const PageRequest& request) {
    const OrderFilter& filter = request.filter;
    const Moments moments = moments_after_cursor(request);
    const int limit = request.limit + 1;  // one more than asked for tells whether there is a next page
    const Cursor after = request.after.value_or(beginning_of(request.sort));
    const std::string_view after_id = request.after ? std::string_view(after.id.text()) : after_every_id;
    if (filter.client_order_id) {
        return ask(transaction, order_of_client().list(request.sort), filter, moments, limit, after.value, after_id,
                   request.offset, *filter.client_order_id);
    }
    if (!filter.search) {
        return ask(transaction, listing_without_search(filter).list(request.sort), filter, moments, limit, after.value, after_id,
                   request.offset);
    }
    const SearchRanges& search = *filter.search;
    return ask(transaction, orders_of_search().list(request.sort), filter, moments, limit, after.value, after_id, request.offset,
               search.term_from, search.term_until, search.number_from, search.number_until);
}

std::int64_t count_matches(db::Transaction& transaction, const OrderFilter& filter) {
    const Moments moments = moments_of(filter);
    if (filter.client_order_id) {
        return ask(transaction, order_of_client().count(), filter, moments, counted_max + 1, *filter.client_order_id).front();
    }
    if (!filter.search) return ask(transaction, listing_without_search(filter).count(), filter, moments, counted_max + 1).front();
    const SearchRanges& search = *filter.search;
    return ask(transaction, orders_of_search().count(), filter, moments, counted_max + 1, search.term_from, search.term_until,
               search.number_from, search.number_until)
        .front();
}

/// Whether nothing else is asked for but days, and what is searched.
bool has_no_other_filter(const OrderFilter& filter) {
    return !filter.from && !filter.until && !filter.status && !filter.payment_method && !filter.staff_id && !filter.flagged &&
           !filter.refunded && !filter.service && !filter.client_order_id;
}
bool asks_for_days_only(const OrderFilter& filter) { return has_no_other_filter(filter) && !filter.search; }
bool asks_for_search_only(const OrderFilter& filter) {
    return has_no_other_filter(filter) && filter.search && !filter.first_day && !filter.last_day;
}

std::int64_t ask(db::Transaction& transaction, const db::Query<std::int64_t>& query, const SearchRanges& search) {
    return transaction.query_only(query, search.term_from, search.term_until, search.number_from, search.number_until);
}

/// The orders that pass the filter; more than counted_max may be any number.
std::int64_t matches_of(db::Transaction& transaction, const PageRequest& request, const OrderPage& page) {
    const bool is_all = !request.after && request.offset == 0 && !page.has_more;
    if (is_all) return static_cast<std::int64_t>(page.orders.size());
    if (asks_for_search_only(request.filter)) return ask(transaction, count_found(), *request.filter.search);
    return count_matches(transaction, request.filter);
}

/// Of a page whose orders were read and lack their lines.
void count(db::Transaction& transaction, const PageRequest& request, OrderPage& page) {
    const OrderFilter& filter = request.filter;
    if (asks_for_days_only(filter)) {
        const std::string first = filter.first_day ? filter.first_day->text() : "";
        const std::string last = filter.last_day ? filter.last_day->text() : "~";
        page.total = transaction.query_only(count_days, first, last);
        return;
    }
    const std::int64_t matches = matches_of(transaction, request, page);
    page.total = std::min(matches, counted_max);
    const bool leaves_some_out = filter.search && ask(transaction, search_leaves_some_out(), *filter.search) == 1;
    page.total_is_exact = matches <= counted_max && !leaves_some_out;
}

/// What an order takes in a list, roughly: its texts and so much for the names and figures beside them.
std::size_t bytes_of(const Order& order) {
    constexpr std::size_t order_overhead = 1'500;
    constexpr std::size_t line_overhead = 300;
    const auto size = [](const std::optional<std::string>& text) { return text ? text->size() : 0; };
    std::size_t bytes = order_overhead + size(order.notes) + size(order.customer_name) + size(order.customer_email) +
                        size(order.discount_reason) + size(order.created_by) + size(order.void_reason);
    for (const OrderLine& line : order.lines)
        bytes += line_overhead + line.menu_item_name.size() + line.menu_item_size.size() + line.notes.size();
    return bytes;
}

/// Loads the lines, so many orders at a time that most pages are one step, until the page is full.
void fill(db::Transaction& transaction, OrderPage& page) {
    constexpr std::ptrdiff_t step_size = 50;
    std::vector<Order> found = std::exchange(page.orders, {});
    std::size_t bytes = 0;
    for (auto begin = found.begin(); begin != found.end();) {
        const auto end = begin + std::min(step_size, found.end() - begin);
        std::vector<Order> step(std::make_move_iterator(begin), std::make_move_iterator(end));
        store::load_lines(transaction, step);
        store::load_options(transaction, step);
        store::load_payments(transaction, step);
        for (Order& order : step) {
            bytes += bytes_of(order);
            page.is_cut = bytes > page_bytes_max && !page.orders.empty();
            page.has_more = page.has_more || page.is_cut;
            if (page.is_cut) return;
            page.orders.push_back(std::move(order));
        }
        begin = end;
    }
}

Cursor place_of(const Order& order, Sort sort) {
    const bool by_total = sort == Sort::dearest || sort == Sort::cheapest;
    return {sort, by_total ? order.total_amount.units() : order.created_at.ms, order.id};
}

constexpr std::array<std::string_view, 4> sort_names{"-timestamp", "timestamp", "-total", "total"};

}  // namespace

std::optional<Sort> sort_of(std::string_view wire) {
    for (std::size_t i = 0; i < sort_names.size(); ++i) {
        if (sort_names.at(i) == wire) return static_cast<Sort>(i);
    }
    return std::nullopt;
}

std::string Cursor::text() const {
    return std::string(sort_names.at(static_cast<std::size_t>(sort))) + '.' + std::to_string(value) + '.' + id.text();
}

std::optional<Cursor> Cursor::parse(std::string_view text) {
    const auto first = text.find('.');
    const auto second = text.find('.', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
    const auto sort = sort_of(text.substr(0, first));
    const auto id = Id::parse(text.substr(second + 1));
    std::int64_t value = 0;
    const std::string_view digits = text.substr(first + 1, second - first - 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (!sort || !id || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return Cursor{*sort, value, *id};
}

OrderPage list_orders(db::Transaction& transaction, const PageRequest& request) {
    OrderPage page;
    page.orders = read_page(transaction, request);
    page.has_more = page.orders.size() > static_cast<std::size_t>(request.limit);
    if (page.has_more) page.orders.pop_back();
    count(transaction, request, page);
    fill(transaction, page);
    if (page.has_more && !page.orders.empty()) page.next = place_of(page.orders.back(), request.sort);
    return page;
}

}  // namespace cafepos::sales

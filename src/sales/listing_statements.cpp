#include "listing_statements.h"

#include <array>

#include "rows.h"

namespace cafepos::sales {
namespace {

struct Places {
    std::array<std::string_view, 9> filter;
    std::array<std::string_view, 4> search;
};
constexpr Places list_places{{"$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10", "$11"}, {"$14", "$15", "$16", "$17"}};
constexpr Places count_places{{"$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9"}, {"$11", "$12", "$13", "$14"}};

// The moments of a sale that are wanted: as bounds of an index, and as a mere test, which no engine enters an index with. A
// sum (created_at + 0) would keep it out as well, but PostgreSQL then guesses that hardly any order passes, and sorts them all.
constexpr std::string_view moments_as_bounds = "o.created_at >= {f0} AND o.created_at <= {f1}";
constexpr std::string_view moments_as_test = "(o.created_at >= {f0} AND o.created_at <= {f1}) IS TRUE";

/// Replaces {moments}, and then each {f…} and {s…} by the parameter at that place.
std::string filled(std::string text, const Places& places, std::string_view moments) {
    const auto replace = [&](const std::string& mark, std::string_view parameter) {
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark)) text.replace(at, mark.size(), parameter);
    };
    replace("{moments}", moments);
    for (std::size_t i = 0; i < places.filter.size(); ++i) replace("{f" + std::to_string(i) + "}", places.filter[i]);
    for (std::size_t i = 0; i < places.search.size(); ++i) replace("{s" + std::to_string(i) + "}", places.search[i]);
    return text;
}

// What everything passes, however the list is found.
const std::string common_filter = R"(
    o.hidden_at IS NULL AND {moments}
    AND (CAST({f2} AS TEXT) IS NULL OR o.business_date >= {f2}) AND (CAST({f3} AS TEXT) IS NULL OR o.business_date <= {f3})
    AND (CAST({f4} AS TEXT) IS NULL OR o.status = {f4}) AND (CAST({f5} AS TEXT) IS NULL OR o.payment_method = {f5})
    AND (CAST({f6} AS TEXT) IS NULL OR o.staff_id = {f6}) AND (CAST({f7} AS BIGINT) IS NULL OR o.flagged = {f7})
    AND (CAST({f8} AS BIGINT) IS NULL OR CASE WHEN o.refunded_amount > 0 THEN 1 ELSE 0 END = {f8}))";

/// How the orders of a list are found: each way has an index that holds few besides what is wanted.
struct Way {
    const char* name;
    std::string from;
    std::string condition;
    bool finds_few;  ///< few enough to be sorted by total, unless Wanted::many says otherwise
};
const Way all_orders{"all", "orders o", "", false};
const Way orders_of_days{"days", "orders o", "", true};
const Way flagged_orders{"flagged", "orders o", " AND o.flagged = 1", true};
const Way exceptional_orders{"exceptional", "orders o", " AND o.status <> 'completed' AND o.status = {f4}", true};
const Way orders_with_refunds{"refunded", "orders o", " AND o.refunded_amount > 0", true};
const Way other_method_orders{"other_method", "orders o",
                              " AND o.payment_method <> 'cash' AND o.payment_method <> 'card' AND o.payment_method = {f5}", true};
const Way orders_of_staff{"staff", "orders o", " AND o.staff_id = {f6}", true};
const Way found_orders{"found",
                       "(SELECT order_id FROM (SELECT order_id FROM order_terms WHERE term >= {s0} AND term < {s1} LIMIT " +
                           std::to_string(search_matches_max) +
                           ") AS terms UNION SELECT id FROM (SELECT id FROM orders WHERE order_number >= {s2} AND order_number < "
                           "{s3} ORDER BY order_number DESC LIMIT " +
                           std::to_string(search_matches_max) + ") AS numbers) AS found CROSS JOIN orders o",
                       " AND o.id = found.order_id", true};

/// One way's statements, built once before main from constants. Texts live as long as the statements that view them.
class Statements final : public Listing {
public:
    explicit Statements(const Way& way)
        : names_{std::string("sales.list_") + way.name + "_newest", std::string("sales.list_") + way.name + "_oldest",
                 std::string("sales.list_") + way.name + "_dearest", std::string("sales.list_") + way.name + "_cheapest",
                 std::string("sales.count_") + way.name},
          texts_{list_sql(way, "o.created_at", true), list_sql(way, "o.created_at", false), list_sql(way, total_key(way), true),
                 list_sql(way, total_key(way), false), count_sql(way)},
          statements_{{{names_[0], texts_[0]}, {names_[1], texts_[1]}, {names_[2], texts_[2]}, {names_[3], texts_[3]}}},
          count_(names_[4], texts_[4]) {}

    [[nodiscard]] const db::Statement& list(Sort sort) const override { return statements_.at(static_cast<std::size_t>(sort)); }
    [[nodiscard]] const db::Statement& count() const override { return count_; }

private:
    // A sum is in no index: it tells the engines which one not to take. A few orders are found at once and then sorted, all of
    // them are walked in the order of their totals.
    static std::string total_key(const Way& way) { return way.finds_few ? "o.total_amount + 0" : "o.total_amount"; }
    static std::string list_sql(const Way& way, const std::string& key, bool descending) {
        const std::string direction = descending ? " DESC" : "";
        const std::string_view moments = key == "o.total_amount" ? moments_as_test : moments_as_bounds;
        return filled("SELECT " + std::string(rows::order_columns) + " FROM " + way.from + " WHERE" + common_filter +
                          way.condition + " AND (" + key + ", o.id) " + (descending ? "<" : ">") + " ($1, $2) ORDER BY " + key +
                          direction + ", o.id" + direction + " LIMIT $12 OFFSET $13",
                      list_places, moments);
    }
    static std::string count_sql(const Way& way) {
        return filled("SELECT COUNT(*) FROM (SELECT 1 FROM " + way.from + " WHERE" + common_filter + way.condition +
                          " LIMIT $10) AS counted",
                      count_places, moments_as_bounds);
    }

    std::array<std::string, 5> names_;
    std::array<std::string, 5> texts_;
    std::array<db::Statement, 4> statements_;
    db::Statement count_;
};

const Statements list_all{all_orders};
const Statements list_days{orders_of_days};
const Statements list_flagged{flagged_orders};
const Statements list_exceptional{exceptional_orders};
const Statements list_with_refunds{orders_with_refunds};
const Statements list_other_method{other_method_orders};
const Statements list_staff{orders_of_staff};
const Statements list_found{found_orders};

bool bounds_time(const OrderFilter& filter) { return filter.from || filter.until || filter.first_day || filter.last_day; }

}  // namespace

const Listing& listing_for(const OrderFilter& filter, Sort sort, Wanted wanted) {
    if (filter.search) return list_found;
    if (filter.flagged == true) return list_flagged;
    if (filter.status && filter.status != OrderStatus::completed) return list_exceptional;
    if (filter.refunded == true) return list_with_refunds;
    if (filter.payment_method && filter.payment_method != "cash" && filter.payment_method != "card") return list_other_method;
    const bool by_total = sort == Sort::dearest || sort == Sort::cheapest;
    if (by_total && wanted == Wanted::many) return list_all;
    if (filter.staff_id) return list_staff;
    return by_total && bounds_time(filter) ? list_days : list_all;
}

}  // namespace cafepos::sales

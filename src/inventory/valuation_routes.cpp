#include <algorithm>
#include <map>
#include <tuple>

#include "cost_store.h"
#include "csv/csv_writer.h"
#include "http/envelope.h"
#include "item_store.h"
#include "json/write.h"
#include "route_parts.h"
#include "rules.h"
#include "settings/business_days.h"

namespace cafepos::inventory {
namespace {

using http::Access;
using http::Lane;
using http::Method;
using http::NoBody;
using http::Request;

constexpr std::int64_t page_items = 1000;

enum class ValuationForm { json, csv };
BOOST_DESCRIBE_ENUM(ValuationForm, json, csv)
struct ValuationQuery {
    std::optional<Date> asOf;  ///< a business day, until its end; absent: now
    std::optional<ValuationForm> format;
};
BOOST_DESCRIBE_STRUCT(ValuationQuery, (), (asOf, format))

struct ValuedItem {
    Id id;
    std::string name;
    std::string category;
    Quantity currentStock;
    std::string unit;
    UnitCost costPerUnit;
    Money value;
};
BOOST_DESCRIBE_STRUCT(ValuedItem, (), (id, name, category, currentStock, unit, costPerUnit, value))
struct ValuedCategory {
    std::string category;
    std::int64_t items = 0;
    Money value;
};
BOOST_DESCRIBE_STRUCT(ValuedCategory, (), (category, items, value))
/// Items' values are rounded to the minor unit; categories and the total are their sums, so that the columns add up.
struct Valuation {
    json::Omittable<Date> asOf;
    Money totalValue;
    std::int64_t totalItems = 0;
    std::vector<ValuedCategory> categories;
    std::vector<ValuedItem> items;
};
BOOST_DESCRIBE_STRUCT(Valuation, (), (asOf, totalValue, totalItems, categories, items))

std::vector<ValuedItem> present_items(db::Transaction& transaction) {
    std::vector<ValuedItem> items;
    std::vector<StockItem> page;
    Id after;
    do {
        page = store::next_items(transaction, after, page_items);
        for (StockItem& item : page) {
            after = item.id;
            items.push_back({item.id, std::move(item.name), std::move(item.category), item.current_stock, std::move(item.unit),
                             item.cost_per_unit, value_of(item.current_stock, item.cost_per_unit)});
        }
    } while (!page.empty());
    return items;
}

std::vector<ValuedItem> items_before(db::Transaction& transaction, Timestamp moment) {
    std::vector<ValuedItem> items;
    for (store::StockThen& item : store::stock_before(transaction, moment)) {
        items.push_back({item.id, std::move(item.name), std::move(item.category), item.stock, std::move(item.unit), item.cost,
                         value_of(item.stock, item.cost)});
    }
    return items;
}

Valuation valuation_of(std::vector<ValuedItem> items) {
    Valuation answer;
    std::map<std::string, ValuedCategory> categories;
    for (const ValuedItem& item : items) {
        ValuedCategory& category = categories[item.category];
        ++category.items;
        category.value += item.value;
        answer.totalValue += item.value;
        ++answer.totalItems;
    }
    answer.items = std::move(items);
    std::sort(answer.items.begin(), answer.items.end(), [](const ValuedItem& a, const ValuedItem& b) {
        return std::tie(a.category, a.name, a.id) < std::tie(b.category, b.name, b.id);
    });
    for (auto& [name, category] : categories) {
        category.category = name;
        answer.categories.push_back(std::move(category));
    }
    return answer;
}

/// The first moment after that business day. Error(validation_error) for one that has not begun.
Timestamp end_of(db::Transaction& transaction, const Date& day, const settings::Settings& settings, Timestamp now) {
    if (const auto end = settings::look_at_end_of_day(transaction, settings, day, now)) return *end;
    throw Error::field(Code::validation_error, "asOf", "range", "asOf must be a business day that has begun");
}

http::RawReply csv_reply(const Valuation& valuation, const Date& day) {
    http::RawReply reply;
    reply.content_type = "text/csv; charset=utf-8";
    reply.headers = {{"Content-Disposition", "attachment; filename=\"inventory-valuation-" + day.text() + ".csv\""}};
    reply.body = csv::byte_order_mark;
    csv::write_row(reply.body, {"Item ID", "Name", "Category", "Stock", "Unit", "Cost Per Unit", "Value"});
    for (const ValuedItem& item : valuation.items) {
        csv::write_row(reply.body,
                       {item.id.text(), csv::neutral_cell(item.name), csv::neutral_cell(item.category), item.currentStock.text(),
                        csv::neutral_cell(item.unit), item.costPerUnit.text(), item.value.fixed_text()});
    }
    return reply;
}

http::RawReply value(const Workshop& workshop, const Request<NoBody, ValuationQuery>& request) {
    const bool csv = request.query.format == ValuationForm::csv;
    if (csv) request.call.actor().require("inventory.export");
    const Timestamp now = workshop.clock.now();
    Date day;
    const Valuation valuation = workshop.database.reading([&](db::Transaction& transaction) {
        const auto settings = workshop.settings.in_transaction(transaction);
        day = request.query.asOf.value_or(settings::look_at_moment(transaction, *settings, now).business_date);
        if (!request.query.asOf) return valuation_of(present_items(transaction));
        Valuation then = valuation_of(items_before(transaction, end_of(transaction, day, *settings, now)));
        then.asOf = day;
        return then;
    });
    if (csv) return csv_reply(valuation, day);
    http::RawReply reply;
    reply.body =
        http::success_body(http::Envelope::standard, json::to_text(valuation), "Stock valuation retrieved successfully", now);
    return reply;
}

}  // namespace

void add_valuation_route(http::EndpointTable& table, const Workshop& workshop) {
    table.add({.method = Method::get,
               .path = "/inventory/valuation",
               .access = Access::permission("inventory.view_costs"),
               .summary = "What the stock is worth, by category and item: now, or with ?asOf= at the end of a business day",
               .lane = Lane::bulk,
               .produces = {"text/csv"}},
              [workshop](const Request<NoBody, ValuationQuery>& request) -> http::RawReplyOf<Valuation> {
                  return value(workshop, request);
              });
}

}  // namespace cafepos::inventory

#include "breakdown_routes.h"

#include "breakdowns.h"
#include "csv/csv_writer.h"
#include "requests.h"

namespace cafepos::reports {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::Request;

std::string cell(const std::string& text) { return csv::neutral_cell(text); }
std::string cell(std::int64_t number) { return std::to_string(number); }
std::string cell(Money amount) { return amount.fixed_text(); }
template <class T>
    requires requires(const T& value) { value.text(); }
std::string cell(const T& value) {
    return value.text();
}

template <class Row>
std::string csv_of(const std::vector<Row>& rows) {
    using Members = boost::describe::describe_members<Row, boost::describe::mod_public>;
    std::string out(csv::byte_order_mark);
    std::vector<std::string> cells;
    boost::mp11::mp_for_each<Members>([&](auto member) { cells.emplace_back(member.name); });
    csv::write_row(out, cells);
    for (const Row& row : rows) {
        cells.clear();
        boost::mp11::mp_for_each<Members>([&](auto member) { cells.push_back(cell(row.*member.pointer)); });
        csv::write_row(out, cells);
    }
    return out;
}

template <class Row>
http::RawReply csv_reply(const Breakdown<Row>& breakdown, const std::string& name) {
    http::RawReply reply;
    reply.content_type = "text/csv; charset=utf-8";
    reply.headers = {{"Content-Disposition",
                      "attachment; filename=\"" + name + "-" + breakdown.from.text() + "-" + breakdown.to.text() + ".csv\""}};
    reply.body = csv_of(breakdown.rows);
    return reply;
}

template <class Row>
void add(http::EndpointTable& table, const Workshop& workshop, const std::string& name, const std::string& summary,
         Breakdown<Row> (*make)(db::Transaction&, const rollups::DateRange&)) {
    table.add({.method = Method::get,
               .path = "/reports/" + name,
               .access = Access::permission("reports.view"),
               .summary = summary,
               .produces = {"text/csv"}},
              [workshop, name, make](const Request<NoBody, PeriodQuery>& request) -> http::RawReplyOf<Breakdown<Row>> {
                  const bool csv = wants_csv(request.query.format, request.call.header("accept"));
                  if (csv) request.call.actor().require("reports.export");
                  const auto breakdown = workshop.database.reading([&](db::Transaction& transaction) {
                      return make(transaction, range_of(request.query, *workshop.settings.in_transaction(transaction)));
                  });
                  if (csv) return csv_reply(breakdown, name);
                  http::RawReply reply;
                  reply.body = http::success_body(http::Envelope::standard, json::to_text(breakdown),
                                                  "Report retrieved successfully", workshop.clock.now());
                  return reply;
              });
}

}  // namespace

void add_breakdown_routes(http::EndpointTable& table, const Workshop& workshop) {
    add(table, workshop, "tips", "Tips of a range of days, by day, person and tender", tips);
    add(table, workshop, "discounts", "Discounts of a range of days, by reason", discounts);
    add(table, workshop, "options", "Options that were sold on a range of days, by group", options);
    add(table, workshop, "combos", "Combos that were sold on a range of days", combos);
    add(table, workshop, "refunds", "Refunds of a range of days, by reason and who gave them", refunds);
    add(table, workshop, "services", "Sales of a range of days, by how they were had: here, taken away, delivered", services);
    add(table, workshop, "weekday-hours", "Sales of a range of days, by weekday and hour", weekday_hours);
}

}  // namespace cafepos::reports

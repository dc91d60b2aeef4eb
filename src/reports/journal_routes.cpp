#include <boost/describe.hpp>

#include "breakdown_routes.h"
#include "csv/csv_writer.h"
#include "requests.h"
#include "sales/documents.h"
#include "staff/names.h"

namespace cafepos::reports {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::Request;

constexpr int journal_days_max = 31;

using Cells = std::vector<std::string>;

std::string two_digits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

std::string tenders_text(const sales::Document& entry) {
    std::string text;
    for (const auto& [method, amount] : entry.tenders) text += (text.empty() ? "" : "; ") + method + " " + amount.fixed_text();
    return text;
}

Cells cells_of(const sales::Document& entry, const std::map<Id, staff::StaffName>& names, const TimeZone& zone) {
    const LocalTime time = zone.local(entry.created_at);
    return {entry.business_date.text(),
            two_digits(time.hour) + ":" + two_digits(time.minute),
            boost::describe::enum_to_string(entry.kind, ""),
            entry.number,
            entry.order_number,
            csv::neutral_cell(names.at(entry.staff_id).full_name()),
            entry.net.fixed_text(),
            entry.tax.fixed_text(),
            entry.rounding.fixed_text(),
            entry.gross.fixed_text(),
            entry.tip.fixed_text(),
            tenders_text(entry),
            csv::neutral_cell(entry.reason),
            entry.service ? boost::describe::enum_to_string(*entry.service, "") : ""};
}

std::string journal_csv(db::Transaction& transaction, const DateRange& range, const settings::Settings& settings) {
    std::string out(csv::byte_order_mark);
    csv::write_row(out, Cells{"Day", "Time", "Document", "Number", "Order", "Staff", "Net", "Tax", "Rounding", "Gross", "Tip",
                              "Tenders", "Reason", "Service"});
    const auto names = staff::names_of_all(transaction);
    const TimeZone zone = settings.time_zone();
    for (const sales::Document& entry : sales::documents(transaction, range)) csv::write_row(out, cells_of(entry, names, zone));
    return out;
}

}  // namespace

void add_journal_route(http::EndpointTable& table, const Workshop& workshop) {
    table.add({.method = Method::get,
               .path = "/reports/journal",
               .access = Access::permission("reports.export"),
               .summary = "Every sale, void and refund of at most 31 days as CSV, for the accountant",
               .produces = {"text/csv"}},
              [workshop](const Request<NoBody, JournalQuery>& request) -> http::RawReply {
                  http::RawReply reply;
                  reply.content_type = "text/csv; charset=utf-8";
                  reply.body = workshop.database.reading([&](db::Transaction& transaction) {
                      const auto settings = workshop.settings.in_transaction(transaction);
                      const DateRange range = range_of(PeriodQuery{request.query.from, request.query.to, {}}, *settings);
                      if (range.days() > journal_days_max) {
                          throw Error::field(Code::validation_error, "to", "range", "A journal is of at most 31 days");
                      }
                      reply.headers = {{"Content-Disposition", "attachment; filename=\"journal-" + range.first.text() + "-" +
                                                                   range.last.text() + ".csv\""}};
                      return journal_csv(transaction, range, *settings);
                  });
                  return reply;
              });
}

}  // namespace cafepos::reports

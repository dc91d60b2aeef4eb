#include <algorithm>

#include "http/envelope.h"
#include "route_parts.h"

namespace cafepos::time_clock {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::Reply;
using http::Request;

constexpr int limit_default = 50;
constexpr int limit_max = 200;
constexpr std::int64_t report_shifts_max = 100'000;

/// Everybody sees his own; others only who may.
std::optional<Id> whose(const ListShifts& query, const Actor& reader) {
    if (reader.may(view_permission)) return query.staffId;
    if (query.staffId && *query.staffId != reader.user_id) reader.require(view_permission);
    return reader.user_id;
}

ShiftList list(db::Transaction& transaction, const ListShifts& query, const Actor& reader, Timestamp now) {
    const bool csv = query.format == ShiftForm::csv;
    const std::int64_t limit = csv ? report_shifts_max : std::clamp(query.limit.value_or(limit_default), 1, limit_max);
    const store::Filter filter{query.from, query.to, whose(query, reader), query.cursor};
    const auto shifts = store::list_shifts(transaction, filter, limit + 1);
    const Names all = names(transaction);
    ShiftList list;
    for (const Shift& shift : shifts) {
        if (std::ssize(list.shifts) == limit) {
            list.nextCursor = list.shifts.back().id;
        } else {
            list.shifts.push_back(view_of(shift, all, now));
        }
    }
    return list;
}

http::RawReply answer(const ShiftList& list, const std::optional<ShiftForm>& form, Timestamp now) {
    http::RawReply reply;
    if (form == ShiftForm::csv) {
        reply.content_type = "text/csv; charset=utf-8";
        reply.headers.emplace_back("Content-Disposition", R"(attachment; filename="time-clock.csv")");
        reply.body = csv_of(list.shifts);
    } else {
        reply.body = http::success_body(http::Envelope::standard, json::to_text(list), "Shifts retrieved successfully", now);
    }
    return reply;
}

HoursReport report(db::Transaction& transaction, const HoursQuery& query, Timestamp now) {
    const store::Filter filter{query.from, query.to, {}, {}};
    return hours_of(store::list_shifts(transaction, filter, report_shifts_max),
                    store::list_sold(transaction, query.from, query.to), names(transaction), now);
}

}  // namespace

void add_reading_routes(http::EndpointTable& table, const Workshop& workshop) {
    table.add({.method = Method::get,
               .path = "/time-clock",
               .access = Access::signed_in(),
               .summary = "Shifts, newest first; one's own, of others for who may see them",
               .also = {403},
               .produces = {"text/csv"}},
              [workshop](const Request<NoBody, ListShifts>& request) -> http::RawReplyOf<ShiftList> {
                  const Timestamp now = workshop.clock.now();
                  return answer(workshop.database.reading([&](db::Transaction& transaction) {
                      return list(transaction, request.query, request.call.actor(), now);
                  }),
                                request.query.format, now);
              });
    table.add({Method::get, "/reports/hours", Access::permission("reports.financial"), "Hours worked and what was sold in them"},
              [workshop](const Request<NoBody, HoursQuery>& request) -> Reply<HoursReport> {
                  const Timestamp now = workshop.clock.now();
                  return {workshop.database.reading(
                              [&](db::Transaction& transaction) { return report(transaction, request.query, now); }),
                          "Hours report retrieved successfully"};
              });
}

}  // namespace cafepos::time_clock

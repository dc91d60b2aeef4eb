#include <charconv>

#include "http/envelope.h"
#include "json/read.h"
#include "route_parts.h"
#include "staff/permissions.h"
#include "z_wire.h"

namespace cafepos::drawers {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::Reply;
using http::Request;

const auto may_view = Access::permission(staff::permission::drawers_view);

ZList list(db::Transaction& transaction, const ListZ& query) {
    const std::int64_t limit = limit_of(query.limit);
    auto rows = store::list_z(transaction, {query.from, query.to, query.tillId, query.cursor}, limit + 1);
    ZList list;
    if (cut(rows, limit)) list.nextCursor = rows.back().number;
    for (const store::ZRow& row : rows) list.zReports.push_back(entry_of(row));
    return list;
}

store::ZRow require_z(db::Transaction& transaction, const std::string& text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number = error == std::errc() && end == text.data() + text.size();
    auto row = is_number ? store::find_z(transaction, number) : std::nullopt;
    if (!row) throw Error(Code::not_found, "Z report not found");
    return std::move(*row);
}

/// The document goes out as it was written when the drawer was closed.
http::RawReply reply_of(const store::ZRow& row, ZForm form, Timestamp now) {
    http::RawReply reply;
    if (form == ZForm::txt) {
        reply.content_type = "text/plain; charset=utf-8";
        reply.body = text_of(json::bind<ZReport>(json::parse(row.document)));
    } else {
        reply.body = http::success_body(http::Envelope::standard, R"({"zReport":)" + row.document + "}",
                                        "Z report retrieved successfully", now);
    }
    return reply;
}

}  // namespace

void add_z_routes(http::EndpointTable& table, const Workshop& workshop) {
    table.add({Method::get, "/z-reports", may_view, "What each closed drawer came to, newest first"},
              [workshop](const Request<NoBody, ListZ>& request) -> Reply<ZList> {
                  return {
                      workshop.database.reading([&](db::Transaction& transaction) { return list(transaction, request.query); }),
                      "Z reports retrieved successfully"};
              });
    table.add({.method = Method::get,
               .path = "/z-reports/{number}",
               .access = may_view,
               .summary = "A Z as it was made, as JSON or text by ?format=",
               .produces = {"text/plain"}},
              [workshop](const Request<NoBody, ZQuery>& request) -> http::RawReplyOf<ZReply> {
                  const store::ZRow row = workshop.database.reading(
                      [&](db::Transaction& transaction) { return require_z(transaction, request.call.path_text("number")); });
                  return reply_of(row, request.query.format.value_or(ZForm::json), workshop.clock.now());
              });
}

}  // namespace cafepos::drawers

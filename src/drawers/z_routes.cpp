#include <charconv>

#include "core/wording.h"
#include "drawers.h"
#include "http/envelope.h"
#include "journal/rules.h"
#include "journal/store.h"
#include "paper/render.h"
#include "route_parts.h"
#include "staff/permissions.h"
#include "z_slip.h"
#include "z_wire.h"
#include "z_words.h"

namespace cafepos::drawers {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::Reply;
using http::Request;

const auto may_view = Access::permission(staff::permission::drawers_view);
constexpr const char* subject_kind = "z_report";
/// The page has its style inside and needs nothing else.
constexpr const char* html_policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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
    if (!row) throw Error::field(Code::not_found, "", "gone", "Z report not found");
    return std::move(*row);
}

/// A Z with its entry in the journal, which on paper nobody rewrites.
struct KeptZ {
    store::ZRow row;
    std::string head;  ///< empty: older than the journal
};

KeptZ with_head(db::Transaction& transaction, store::ZRow row) {
    const auto entry = journal::store::find_entry_about(transaction, row.drawer_id.text(), journal::kind::z);
    return {std::move(row), entry ? journal::text_of(journal::head_of(*entry)) : std::string()};
}

paper::Slip slip_of(const KeptZ& kept, const settings::Settings& settings) {
    paper::Slip slip = slip_of(json::bind<ZReport>(json::parse(kept.row.document)), settings);
    if (kept.head.empty()) return slip;
    slip.rule();
    slip.remark(std::string(words_of(settings.general.language).journal) + " ", kept.head);
    return slip;
}

http::RawReply drawn(const KeptZ& kept, ZForm form, const settings::Settings& settings) {
    const paper::Slip slip = slip_of(kept, settings);
    const int columns = settings.receipts.columns;
    http::RawReply reply;
    if (form == ZForm::html) {
        reply.content_type = "text/html; charset=utf-8";
        reply.headers.emplace_back("Content-Security-Policy", html_policy);
        reply.body = paper::html(slip, "Z " + std::to_string(kept.row.number),
                                 wording::code_of(wording::language_of(settings.general.language)));
    } else if (form == ZForm::pdf) {
        reply.content_type = "application/pdf";
        reply.body = paper::pdf(slip);
    } else if (form == ZForm::escpos) {
        reply.content_type = "application/octet-stream";
        reply.body = paper::escpos(slip, {.columns = columns});
    } else {
        reply.content_type = "text/plain; charset=utf-8";
        reply.body = paper::text(slip, columns);
    }
    return reply;
}

/// The document goes out as it was written when the drawer was closed.
http::RawReply document_of(const store::ZRow& row, Timestamp now) {
    http::RawReply reply;
    reply.body = http::success_body(http::Envelope::standard, R"({"zReport":)" + row.document + "}",
                                    "Z report retrieved successfully", now);
    return reply;
}

Reply<ZPrinted> print(db::Transaction& transaction, const Workshop& workshop, printing::Printers& printers,
                      const http::Call& call) {
    const store::ZRow row = require_z(transaction, call.path_text("number"));
    const auto state = printers.enqueue(transaction, {.kind = subject_kind,
                                                      .subject_kind = subject_kind,
                                                      .subject_id = row.drawer_id,
                                                      .printer_id = printer_of(transaction, row.till_id),
                                                      .request_id = call.request_id()});
    workshop.record(transaction, workshop.act(call), {"z_report.printed", "z_report", std::to_string(row.number)});
    return {{state.queued, state.printer_type, state.error}, state.queued ? "Z report queued" : "Nothing was printed"};
}

}  // namespace

void add_z_routes(http::EndpointTable& table, const Workshop& workshop, printing::Printers& printers) {
    table.add({Method::get, "/z-reports", may_view, "What each closed drawer came to, newest first"},
              [workshop](const Request<NoBody, ListZ>& request) -> Reply<ZList> {
                  return {
                      workshop.database.reading([&](db::Transaction& transaction) { return list(transaction, request.query); }),
                      "Z reports retrieved successfully"};
              });
    table.add({.method = Method::get,
               .path = "/z-reports/{number}",
               .access = may_view,
               .summary = "A Z as it was made, as JSON or by ?format= as text, HTML, PDF or ESC/POS",
               .lane = http::Lane::bulk,
               .also = {422},
               .produces = {"text/plain", "text/html", "application/pdf", "application/octet-stream"}},
              [workshop](const Request<NoBody, ZQuery>& request) -> http::RawReplyOf<ZReply> {
                  const ZForm form = request.query.format.value_or(ZForm::json);
                  std::shared_ptr<const settings::Settings> settings;
                  const KeptZ kept = workshop.database.reading([&](db::Transaction& transaction) {
                      settings = workshop.settings.in_transaction(transaction);
                      return with_head(transaction, require_z(transaction, request.call.path_text("number")));
                  });
                  return form == ZForm::json ? document_of(kept.row, workshop.clock.now()) : drawn(kept, form, *settings);
              });
    table.add_command({Method::post, "/z-reports/{number}/print", may_view, "Print a Z"},
                      [workshop, &printers](const Request<>& request, db::Transaction& transaction) {
                          return print(transaction, workshop, printers, request.call);
                      });
    printers.draw_by(subject_kind, [workshop](db::Transaction& transaction, const printing::Job& job) -> printing::Draw {
        const store::ZRow row = store::find_z_of(transaction, job.subject_id.value()).value();  // no Z is ever deleted
        return [kept = with_head(transaction, row), again = job.possible_duplicate,
                settings = workshop.settings.in_transaction(transaction)] {
            paper::Slip slip = slip_of(kept, *settings);
            if (again) slip.text(words_of(settings->general.language).duplicate, {.centred = true, .bold = true});
            return slip;
        };
    });
}

}  // namespace cafepos::drawers

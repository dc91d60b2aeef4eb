#include "routes.h"

#include "check_routes.h"
#include "core/email.h"
#include "core/text.h"
#include "drawers/drawers.h"
#include "drawers/ledger.h"
#include "rules.h"
#include "sales/sales.h"

namespace cafepos::receipts {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::RawReply;
using http::Reply;
using http::Request;

struct ReceiptQuery {
    std::optional<std::string> format;
    std::optional<Id> refund;
};
BOOST_DESCRIBE_STRUCT(ReceiptQuery, (), (format, refund))

struct PrintResult {
    bool printed = false;
    bool queued = false;
    std::string printerType;
    bool mock = false;
    std::optional<std::string> error;
};
BOOST_DESCRIBE_STRUCT(PrintResult, (), (printed, queued, printerType, mock, error))

struct Reprint {
    bool reprinted = false;
    Timestamp originalOrderDate;
    bool reprintAllowed = true;
    int reprintCount = 0;
    PrintResult printResult;
};
BOOST_DESCRIBE_STRUCT(Reprint, (), (reprinted, originalOrderDate, reprintAllowed, reprintCount, printResult))

struct EmailReceipt {
    std::optional<std::string> email;
};
BOOST_DESCRIBE_STRUCT(EmailReceipt, (), (email))

struct EmailReceiptResult {
    bool emailSent = false;
    std::string recipient;
    bool mock = false;
    Timestamp timestamp;
};
BOOST_DESCRIBE_STRUCT(EmailReceiptResult, (), (emailSent, recipient, mock, timestamp))

constexpr std::string_view view_history = "sales.view_history";
/// The page has its style inside and needs nothing else.
constexpr const char* html_policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

sales::Order existing(db::Transaction& transaction, const Id& id) {
    auto order = sales::find_order(transaction, id);
    if (!order) throw Error::field(Code::not_found, "", "gone", "Order not found");
    return std::move(*order);
}

/// Whoever may not see past orders sees what he has just sold or given back, while it could be reprinted.
void require_readable(const Actor& actor, const sales::Order& order, const std::optional<Id>& refund_id, Timestamp now,
                      int window_minutes) {
    if (actor.may(view_history)) return;
    const auto is_own = [&](const Id& staff_id, Timestamp made) {
        return staff_id == actor.user_id && !reprint_window_closed(made, now, window_minutes);
    };
    if (is_own(order.staff_id, order.created_at)) return;
    for (const sales::Refund& refund : order.refunds) {
        if (refund.id == refund_id && is_own(refund.staff_id, refund.created_at)) return;
    }
    throw actor.refusal(Code::forbidden, view_history,
                        "You need the permission " + std::string(view_history) +
                            " for orders other than those you sold in the last " + std::to_string(window_minutes) + " minutes");
}

RawReply receipt(const Workshop& workshop, const Receipts& receipts, const Request<NoBody, ReceiptQuery>& request) {
    const auto form = form_of(request.query.format, request.call.header("accept"));
    if (!form) throw Error::field(Code::validation_error, "format", "choice", "format must be one of: txt, html, pdf, escpos");
    const Id order_id = request.call.path_id();
    const auto draw = workshop.database.reading([&](db::Transaction& transaction) {
        const int window = workshop.settings.in_transaction(transaction)->receipts.reprint;
        require_readable(request.call.actor(), existing(transaction, order_id), request.query.refund, workshop.clock.now(),
                         window);
        return receipts.read(transaction, order_id, request.query.refund, *form);
    });
    RawReply reply;
    reply.content_type = content_type_of(*form);
    if (form == Form::html) reply.headers.emplace_back("Content-Security-Policy", html_policy);
    reply.body = draw();
    return reply;
}

Error window_closed(const Actor& actor, int minutes) {
    return actor.refusal(reprint_refused, "sales.refund",
                         "A receipt can be reprinted within " + std::to_string(minutes) +
                             " minutes of the sale; after that it needs the permission sales.refund");
}

Reprint reprint(const Workshop& workshop, printing::Printers& printers, const http::Call& call, db::Transaction& transaction) {
    const Act act = workshop.act(call);
    const sales::Order order = existing(transaction, call.path_id());
    const int window = workshop.settings.in_transaction(transaction)->receipts.reprint;
    require_readable(act.actor, order, std::nullopt, act.now, window);
    const bool closed = reprint_window_closed(order.created_at, act.now, window);
    if (closed && !act.actor.may("sales.refund")) throw window_closed(act.actor, window);
    Reprint answer;
    answer.originalOrderDate = order.created_at;
    const auto till = drawers::said_till(transaction, call);
    drawers::require_known(till);
    const auto state = printers.enqueue(transaction, {std::string(reprint_slip), "order", order.id, order.id,
                                                      drawers::printer_of(transaction, till.id), act.origin.request_id});
    if (!state.queued)
        throw Error::field(print_error, "", "print_failed",
                           "Failed to reprint receipt: " + state.error.value_or("nothing was printed"));
    answer.reprinted = true;
    answer.reprintCount = sales::count_reprint(transaction, order.id, act.now);
    const auto movement =
        drawers::CashLedger(workshop.clock, workshop.ids, workshop.journal)
            .move(transaction, till.id,
                  {.type = drawers::MovementType::reprint, .amount = {}, .order_id = order.id, .staff_id = act.actor.user_id});
    if (movement) {
        workshop.journal.append(transaction, journal::kind::movement, movement->id.text(), drawers::record_of(*movement));
    }
    answer.printResult = {state.printed, state.queued, state.printer_type, state.mock, state.error};
    workshop.record(transaction, act, {"receipt.reprinted", "order", order.id.text()});
    return answer;
}

std::string recipient_of(const EmailReceipt& body, const sales::Order& order) {
    const std::string recipient(text::trim(body.email.value_or(order.customer_email.value_or(""))));
    if (!email::is_address(recipient)) {
        throw Error::field(Code::validation_error, "email", "email", "A valid email address is required");
    }
    return recipient;
}

EmailReceiptResult send(const Workshop& workshop, const Receipts& receipts, mail::Mailer& mailer,
                        const Request<EmailReceipt>& request, db::Transaction& transaction) {
    const Act act = workshop.act(request.call);
    const sales::Order order = existing(transaction, request.call.path_id());
    const int window = workshop.settings.in_transaction(transaction)->receipts.reprint;
    require_readable(act.actor, order, std::nullopt, act.now, window);
    const std::string recipient = recipient_of(request.body, order);
    mail::Message message = receipts.message(transaction, order.id, recipient);
    message.request_id = act.origin.request_id;
    mailer.enqueue(transaction, message);
    workshop.record(transaction, act, {"receipt.emailed", "order", order.id.text()});
    return {true, recipient, mailer.is_mock(), act.now};
}

}  // namespace

void add_routes(http::EndpointTable& table, const Workshop& workshop, const Receipts& receipts, printing::Printers& printers,
                mail::Mailer& mailer) {
    table.declare({reprint_refused, print_error});
    table.add({.method = Method::get,
               .path = "/orders/{id}/receipt",
               .access = Access::permission("receipts.print"),
               .summary = "The receipt as text, HTML, PDF or ESC/POS, by ?format= or Accept; ?refund= for a refund's slip",
               .lane = http::Lane::bulk,
               .also = {422},
               .produces = {"text/plain", "text/html", "application/pdf", "application/vnd.escpos"}},
              [workshop, &receipts](const Request<NoBody, ReceiptQuery>& request) -> RawReply {
                  return receipt(workshop, receipts, request);
              });
    add_check_routes(table, workshop.database, receipts);
    table.add_command(http::Endpoint{Method::post, "/orders/{id}/reprint-receipt", Access::permission("receipts.reprint"),
                                     "Print the receipt again"}
                          .also_answering({422}),
                      [workshop, &printers](const Request<>& request, db::Transaction& transaction) -> Reply<Reprint> {
                          return {reprint(workshop, printers, request.call, transaction), "Receipt reprinted successfully"};
                      });
    table.add_command(
        {Method::post, "/orders/{id}/email-receipt", Access::permission("receipts.email"), "Send the receipt by e-mail"},
        [workshop, &receipts, &mailer](const Request<EmailReceipt>& request,
                                       db::Transaction& transaction) -> Reply<EmailReceiptResult> {
            return {send(workshop, receipts, mailer, request, transaction), "Receipt email sent successfully"};
        });
}

}  // namespace cafepos::receipts

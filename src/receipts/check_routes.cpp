#include "check_routes.h"

namespace cafepos::receipts {
namespace {

using http::Access;
using http::Method;
using http::Reply;
using http::Request;

/// What anybody may know who has the slip: no names of customers or staff.
struct CheckedLine {
    std::string name;
    std::string size;
    int quantity = 0;
    Money price;
    Money lineTotal;
};
BOOST_DESCRIBE_STRUCT(CheckedLine, (), (name, size, quantity, price, lineTotal))

struct CheckedRefund {
    std::string number;
    Timestamp createdAt;
    Money amount;
};
BOOST_DESCRIBE_STRUCT(CheckedRefund, (), (number, createdAt, amount))

enum class SlipState { completed, partly_refunded, refunded, voided };
BOOST_DESCRIBE_ENUM(SlipState, completed, partly_refunded, refunded, voided)

struct JournalSlip {
    bool intact = false;  ///< the journal's entry holds and the books say the same
    std::string number;
    json::Omittable<std::string> refundNumber;  ///< it is the slip of this refund
    Timestamp soldAt;
    Money total;
    Money taxAmount;
    std::string currency;
    SlipState state{};
    std::vector<CheckedLine> lines;
    std::vector<CheckedRefund> refunds;
};
BOOST_DESCRIBE_STRUCT(JournalSlip, (), (intact, number, refundNumber, soldAt, total, taxAmount, currency, state, lines, refunds))

SlipState state_of(const sales::Order& order) {
    if (order.status == sales::OrderStatus::voided) return SlipState::voided;
    if (order.status == sales::OrderStatus::refunded) return SlipState::refunded;
    return order.refunds.empty() ? SlipState::completed : SlipState::partly_refunded;
}

JournalSlip answer_of(const JournalCheck& check) {
    const sales::Order& order = check.order;
    JournalSlip answer;
    answer.intact = check.is_intact;
    answer.number = order.order_number;
    answer.soldAt = order.made_at();
    answer.total = order.total_amount;
    answer.taxAmount = order.tax_amount;
    answer.currency = check.currency;
    answer.state = state_of(order);
    for (const sales::OrderLine& line : order.lines) {
        answer.lines.push_back({line.menu_item_name, line.menu_item_size, line.quantity, line.unit_price, line.line_total});
    }
    for (const sales::Refund& refund : order.refunds) {
        answer.refunds.push_back({refund.refund_number, refund.created_at, refund.amount});
        if (refund.id == check.refund_id) answer.refundNumber.emplace(refund.refund_number);
    }
    return answer;
}

JournalCheck look_up(db::Database& database, const Receipts& receipts, const http::Call& call) {
    const std::string& value = call.path_text("value");
    auto check = database.reading([&](db::Transaction& transaction) { return receipts.look_up(transaction, value); });
    if (!check) throw Error::field(Code::not_found, "", "unknown_slip", "No slip of this café has that value");
    return std::move(*check);
}

/// The page has its style inside and needs nothing else; no other site may keep or frame it.
const http::Headers page_headers{
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
    {"Cache-Control", "no-store"},
    {"X-Robots-Tag", "noindex"},
    {"Referrer-Policy", "no-referrer"}};

}  // namespace

void add_check_routes(http::EndpointTable& table, db::Database& database, const Receipts& receipts) {
    table.add({Method::get, "/receipts/check/{value}", Access::open(),
               "What was sold when, and whether it was refunded, by the check value on the slip"},
              [&](const Request<>& request) -> Reply<JournalSlip> {
                  return {answer_of(look_up(database, receipts, request.call)),
                          "This slip is one of ours if it says what stands here"};
              });
    table.add({.method = Method::get,
               .path = "/receipts/page/{value}",
               .access = Access::open(),
               .summary = "The same as a page, where the slip's QR code leads",
               .produces = {"text/html"}},
              [&](const Request<>& request) -> http::RawReply {
                  http::RawReply reply;
                  reply.content_type = "text/html; charset=utf-8";
                  reply.headers = page_headers;
                  const auto language = request.call.header("accept-language").value_or("");
                  reply.body = look_up(database, receipts, request.call).page(language.substr(0, language.find_first_of(",;")));
                  return reply;
              });
}

}  // namespace cafepos::receipts

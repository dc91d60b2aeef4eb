#include "check_routes.h"

#include "core/checks.h"
#include "core/text.h"

namespace cafepos::receipts {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::Reply;
using http::Request;

constexpr std::size_t text_length_max = 100;

struct CheckQuery {
    std::optional<std::string> number;  ///< as printed: ORD-… or REF-…
    std::optional<std::string> value;   ///< as printed, with or without dashes
};
BOOST_DESCRIBE_STRUCT(CheckQuery, (), (number, value))

struct CheckAnswer {
    bool genuine = false;
    json::Omittable<std::string> reason;  ///< why not: unknown_number or wrong_value
    // What the slip must say, of a genuine one.
    json::Omittable<std::string> kind;  ///< sale or refund
    json::Omittable<Id> orderId;
    json::Omittable<Id> refundId;
    json::Omittable<Timestamp> createdAt;
    json::Omittable<Money> total;
    json::Omittable<Money> taxAmount;
};
BOOST_DESCRIBE_STRUCT(CheckAnswer, (), (genuine, reason, kind, orderId, refundId, createdAt, total, taxAmount))

std::string required(Checks& checks, const std::optional<std::string>& value, const std::string& field) {
    std::string text(text::trim(value.value_or("")));
    checks.require(!text.empty(), field, "required", "is required, as it stands on the slip");
    checks.require(text.size() <= text_length_max, field, "length", "is longer than on any slip");
    return text;
}

CheckAnswer answer_of(const SlipCheck& check) {
    CheckAnswer answer;
    answer.genuine = check.is_genuine;
    if (!check.is_genuine) {
        answer.reason.emplace(check.is_known ? "wrong_value" : "unknown_number");
        return answer;
    }
    answer.kind.emplace(check.refund_id ? "refund" : "sale");
    answer.orderId.emplace(check.order_id);
    if (check.refund_id) answer.refundId.emplace(*check.refund_id);
    answer.createdAt.emplace(check.created_at);
    answer.total.emplace(check.total);
    answer.taxAmount.emplace(check.tax);
    return answer;
}

std::string message_of(const SlipCheck& check) {
    if (check.is_genuine) return "This slip is genuine if it says what stands here";
    return check.is_known ? "The check value does not belong to this number" : "No sale or refund has this number";
}

}  // namespace

void add_check_route(http::EndpointTable& table, db::Database& database, const Receipts& receipts) {
    table.add({Method::get, "/receipts/check", Access::permission("sales.view_history"),
               "Whether a slip with this number and check value is one of ours"},
              [&](const Request<NoBody, CheckQuery>& request) -> Reply<CheckAnswer> {
                  Checks checks;
                  const std::string number = required(checks, request.query.number, "number");
                  const std::string value = required(checks, request.query.value, "value");
                  checks.refuse_if_any();
                  const SlipCheck check =
                      database.reading([&](db::Transaction& transaction) { return receipts.check(transaction, number, value); });
                  return {answer_of(check), message_of(check)};
              });
}

}  // namespace cafepos::receipts

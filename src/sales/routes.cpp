#include "routes.h"

#include "after_sale.h"
#include "drawers/drawers.h"
#include "explain_wire.h"
#include "list_wire.h"
#include "order_item_routes.h"
#include "refund_list_routes.h"
#include "refund_wire.h"
#include "sale_wire.h"

namespace cafepos::sales {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::Reply;
using http::Request;

const auto may_sell = Access::permission("sales.process");
const auto may_view = Access::permission("sales.view_history");
const auto may_refund = Access::permission("sales.refund");

Author author_of(db::Transaction& transaction, const http::Call& call, const Workshop& workshop) {
    const auto till = drawers::said_till(transaction, call);
    drawers::require_known(till);
    return {workshop.act(call), till.id};
}

/// Money that a register has taken is never refused because its till is unknown here; what is still a question is.
Author seller_of(db::Transaction& transaction, const Request<wire::NewOrder>& request, const NewSale& sale,
                 const Workshop& workshop) {
    const auto till = drawers::said_till(transaction, request.call, request.body.tillId);
    if (!sale.figures.say_what_was_charged()) drawers::require_known(till);
    return {workshop.act(request.call), till.id, !till.unknown_in.empty()};
}

wire::OrderReply order_reply(db::Transaction& transaction, const Id& id) {
    return {wire::view_of(require_order(transaction, id))};
}

std::vector<std::string> warnings_of(const NewSale& sale, const Sold& sold) {
    std::vector<std::string> warnings = sale.warnings;
    warnings.insert(warnings.end(), sold.warnings.begin(), sold.warnings.end());
    return warnings;
}

void add_sale(http::EndpointTable& table, const Collaborators& with) {
    http::Endpoint endpoint{Method::post, "/orders", may_sell, "Sell: price, number and store an order"};
    endpoint.invalid_body = Code::unprocessable;
    endpoint.success = 201;
    table.add_command(
        endpoint, [with](const Request<wire::NewOrder>& request, db::Transaction& transaction) -> Reply<wire::SaleAnswer> {
            const NewSale sale = wire::new_sale_of(request.body);
            const Sold sold = sell(transaction, sale, seller_of(transaction, request, sale, with), with);
            http::Headers headers;
            if (sold.is_repeated) headers.emplace_back("Idempotent-Replayed", "true");
            return {wire::answer_of(sold, warnings_of(sale, sold)), "Order created successfully", std::move(headers)};
        });
}

void add_explaining(http::EndpointTable& table, const Collaborators& with) {
    http::Endpoint endpoint{Method::post, "/orders/preview", may_sell,
                            "Every amount of an order as it would be, and why; sells nothing"};
    endpoint.invalid_body = Code::unprocessable;
    table.add(endpoint, [with](const Request<wire::NewOrder>& request) -> Reply<wire::Explanation> {
        const NewSale sale = wire::new_sale_of(request.body, true);
        return with.database.reading([&](db::Transaction& transaction) -> Reply<wire::Explanation> {
            const Author author = seller_of(transaction, request, sale, with);
            return {wire::explanation_of(preview(transaction, sale, author, with)), "Order priced successfully"};
        });
    });
    table.add({Method::get, "/orders/{id}/explain", may_view, "How an order came to its total"},
              [with](const Request<>& request) -> Reply<wire::Explanation> {
                  const Id id = request.call.path_id();
                  return with.database.reading([&](db::Transaction& transaction) -> Reply<wire::Explanation> {
                      const auto settings = with.settings.in_transaction(transaction);
                      wire::Explanation answer = wire::explanation_of(require_order(transaction, id), settings->pos.taxes);
                      const auto proof = prove_sale(transaction, with.journal.keys(), id);
                      if (proof) answer.journal.emplace(wire::journal_answer_of(*proof));
                      return {std::move(answer), "Order explained successfully"};
                  });
              });
}

void add_reading(http::EndpointTable& table, const Collaborators& with) {
    table.add({Method::get, "/orders", may_view, "List orders, newest first unless sorted"},
              [with](const Request<NoBody, wire::ListOrders>& request) -> Reply<wire::OrderList> {
                  const PageRequest page = wire::page_request_of(request.query);
                  return with.database.reading([&](db::Transaction& transaction) -> Reply<wire::OrderList> {
                      return {wire::list_of(list_orders(transaction, page), page), "Orders retrieved successfully"};
                  });
              });
    table.add({Method::get, "/orders/{id}", may_view, "One order with its taxes, payments and refunds"},
              [with](const Request<>& request) -> Reply<wire::OrderReply> {
                  const Id id = request.call.path_id();
                  return with.database.reading([&](db::Transaction& transaction) -> Reply<wire::OrderReply> {
                      return {order_reply(transaction, id), "Order retrieved successfully"};
                  });
              });
    table.add({Method::get, "/orders/{id}/refunds", may_view, "The refunds of an order, oldest first"},
              [with](const Request<>& request) -> Reply<wire::RefundList> {
                  const Id id = request.call.path_id();
                  return with.database.reading([&](db::Transaction& transaction) -> Reply<wire::RefundList> {
                      return {wire::refunds_of(require_order(transaction, id)), "Refunds retrieved successfully"};
                  });
              });
}

void add_changing(http::EndpointTable& table, const Collaborators& with) {
    table.add_command({Method::put, "/orders/{id}", may_view, "Correct an order's customer and notes"},
                      [with](const Request<wire::EditBody>& request, db::Transaction& transaction) -> Reply<wire::OrderReply> {
                          const Id id = request.call.path_id();
                          edit_order(transaction, id, wire::edit_of(request.body), author_of(transaction, request.call, with),
                                     with);
                          return {order_reply(transaction, id), "Order updated successfully"};
                      });
    table.add_command({Method::remove, "/orders/{id}", may_refund, "Void an order of today and take it out of sight"},
                      [with](const Request<>& request, db::Transaction& transaction) -> Reply<wire::Deleted> {
                          const Id id = request.call.path_id();
                          delete_order(transaction, id, author_of(transaction, request.call, with), with);
                          return {{true, id}, "Order deleted successfully"};
                      });
    table.add_command({Method::post, "/orders/{id}/void", may_refund, "Undo a sale of today with its stock"},
                      [with](const Request<wire::VoidBody>& request, db::Transaction& transaction) -> Reply<wire::OrderReply> {
                          const Id id = request.call.path_id();
                          void_order(transaction, id, wire::void_reason_of(request.body),
                                     author_of(transaction, request.call, with), with);
                          return {order_reply(transaction, id), "Order voided successfully"};
                      });
}

void add_refunds(http::EndpointTable& table, const Collaborators& with) {
    table.add_command({Method::post, "/orders/{id}/refund", may_refund, "Refund an amount, lines or all of an order"},
                      [with](const Request<wire::RefundBody>& request, db::Transaction& transaction) -> Reply<wire::RefundReply> {
                          const Id id = request.call.path_id();
                          const NewRefund refund = wire::new_refund_of(request.body);
                          const Refunded done =
                              refund_order(transaction, id, refund, author_of(transaction, request.call, with), with);
                          const auto status = done.completes ? OrderStatus::refunded : done.order.status;
                          return {{wire::answer_of(done.refund), status, done.order.refunded_amount + done.refund.amount},
                                  "Refund processed successfully"};
                      });
}

}  // namespace

void add_routes(http::EndpointTable& table, const Collaborators& with) {
    table.declare({price_variance, refund_exceeds_paid, payments_differ, option_required, option_limit, option_unknown,
                   combo_part_required, combo_part_unknown});
    add_sale(table, with);
    add_explaining(table, with);
    add_reading(table, with);
    add_changing(table, with);
    add_refunds(table, with);
    add_refund_list(table, with.database);
    add_order_item_routes(table, with.database);
}

}  // namespace cafepos::sales

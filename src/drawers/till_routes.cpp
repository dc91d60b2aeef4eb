#include "printing/printing_store.h"
#include "route_parts.h"
#include "staff/permissions.h"
#include "till_store.h"
#include "wire.h"

namespace cafepos::drawers {
namespace {

using http::Access;
using http::Method;
using http::Reply;
using http::Request;

const auto may_manage = Access::permission(staff::permission::tills_manage);

std::string checked_name(db::Transaction& transaction, const std::string& name, const Id& of) {
    std::vector<Till> others = store::list_tills(transaction);
    std::erase_if(others, [&](const Till& other) { return other.id == of; });
    Checks checks;
    std::string checked = checked_till_name(name, others, checks);
    checks.refuse_if_any();
    return checked;
}

void apply(const TillBody& body, Till& till, db::Transaction& transaction) {
    if (body.name) till.name = checked_name(transaction, *body.name, till.id);
    if (body.active.is_null()) throw Error::field(Code::validation_error, "active", "type", "active must be true or false");
    till.active = body.active.value.value_or(till.active);
    if (!body.printerId.present) return;
    till.printer_id = body.printerId.value;
    if (till.printer_id && !printing::has_printer(transaction, *till.printer_id)) {
        throw Error::field(Code::validation_error, "printerId", "unknown", "printerId is not a printer");
    }
}

Reply<TillReply> create(db::Transaction& transaction, const Workshop& workshop, const Request<TillBody>& request) {
    const Act act = workshop.act(request.call);
    Till till;
    till.id = workshop.ids.next();
    if (!request.body.name) throw Error::field(Code::validation_error, "name", "required", "name is required");
    apply(request.body, till, transaction);
    till.created_at = till.updated_at = act.now;
    store::insert(transaction, till);
    workshop.record(transaction, act, {"till.created", "till", till.id.text(), json::to_text(view_of(till))});
    return {{view_of(till)}, "Till created successfully"};
}

Reply<TillReply> change(db::Transaction& transaction, const Workshop& workshop, const Request<TillBody>& request) {
    const Act act = workshop.act(request.call);
    Till till = store::require_till(transaction, request.call.path_id());
    apply(request.body, till, transaction);
    till.updated_at = act.now;
    store::update(transaction, till);
    workshop.record(transaction, act, {"till.changed", "till", till.id.text(), json::to_text(view_of(till))});
    return {{view_of(till)}, "Till updated successfully"};
}

TillList list(db::Transaction& transaction) {
    TillList list;
    for (const Till& till : store::list_tills(transaction)) list.tills.push_back(view_of(till));
    return list;
}

}  // namespace

void add_till_routes(http::EndpointTable& table, const Workshop& workshop) {
    table.add({Method::get, "/tills", Access::permission(staff::permission::drawers_view), "The café's tills, by name"},
              [workshop](const Request<>&) -> Reply<TillList> {
                  return {workshop.database.reading(list), "Tills retrieved successfully"};
              });
    table.add_command(http::Endpoint{Method::post, "/tills", may_manage, "Add a till"}.creating(),
                      [workshop](const Request<TillBody>& request, db::Transaction& transaction) {
                          return create(transaction, workshop, request);
                      });
    table.add_command({Method::put, "/tills/{id}", may_manage, "Rename a till or take it out of use"},
                      [workshop](const Request<TillBody>& request, db::Transaction& transaction) {
                          return change(transaction, workshop, request);
                      });
}

}  // namespace cafepos::drawers

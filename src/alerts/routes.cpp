#include "routes.h"

#include <algorithm>

#include "alert_event.h"
#include "alert_store.h"
#include "core/card_numbers.h"
#include "core/checks.h"
#include "core/text.h"
#include "rules.h"
#include "wire.h"

namespace cafepos::alerts {
namespace {

using http::Method;
using http::NoBody;
using http::Reply;
using http::Request;

constexpr std::int64_t page_default = 100;
constexpr std::int64_t page_max = 500;

void check_texts(const std::optional<std::string>& type, const std::optional<std::string>& message,
                 const std::optional<std::string>& method) {
    Checks checks;
    checks.length("alert_type", type, 100);
    checks.length("message", message, 255);
    checks.length("notification_method", method, 50);
    checks.refuse_if_any();
}

void require_complete(const CreateAlert& body) {
    Checks checks;
    checks.require(body.inventory_item_id.has_value(), "inventory_item_id", "required", "is required");
    checks.require(!text::trim(body.alert_type.value_or("")).empty(), "alert_type", "required", "is required");
    if (!checks.good()) throw Error(Code::validation_error, {"Missing required alert data"}, checks.take());
}

void acknowledge(Alert& alert, const Act& act) {
    if (alert.acknowledged_at) return;
    alert.acknowledged_at = act.now;
    alert.acknowledged_by = act.actor.user_id;
}

void resolve(Alert& alert, const Act& act) {
    if (alert.resolved_at) return;
    alert.resolved_at = act.now;
    alert.resolved_by = act.actor.user_id;
    if (!is_automatic(alert.type)) alert.ended_at = act.now;
}

void dismiss(Alert& alert, const Act& act) {
    acknowledge(alert, act);
    resolve(alert, act);
}

void reopen(Alert& alert) {
    if (!alert.resolved_at) return;
    if (alert.ended_at)
        throw Error::field(Code::conflict, "", "alert_over",
                           "The alert is over; it is raised again when its condition begins again");
    alert.resolved_at.reset();
    alert.resolved_by.reset();
}

void apply(Alert& alert, const UpdateAlert& body, const Act& act) {
    if (body.severity) alert.severity = text_of(*body.severity);
    if (body.message) alert.message = card_numbers::masked(*body.message);
    if (body.notification_sent) alert.notification_sent = *body.notification_sent;
    if (body.notification_method.present) alert.notification_method = body.notification_method.value;
    card_numbers::mask(alert.notification_method);
    if (body.acknowledged && *body.acknowledged) acknowledge(alert, act);
    if (body.acknowledged && !*body.acknowledged) {
        alert.acknowledged_at.reset();
        alert.acknowledged_by.reset();
    }
    if (body.resolved && *body.resolved) resolve(alert, act);
    if (body.resolved && !*body.resolved) reopen(alert);
}

Error missing() { return Error::field(Code::not_found, "", "gone", "Alert not found"); }

Alert found(db::Transaction& transaction, const Id& id) {
    auto alert = store::find_alert(transaction, id);
    if (!alert) throw missing();
    return std::move(*alert);
}

void record(db::Transaction& transaction, const Workshop& workshop, const Act& act, const char* action, const Id& id) {
    workshop.record(transaction, act, {action, "alert", id.text()});
}

/// Who looks on hears of what somebody began or ended by hand as of what the server did.
void announce(db::Transaction& transaction, const Workshop& workshop, const Alert& alert) {
    EventPayload payload{alert.id,      alert.inventory_item_id,       alert.type, alert.severity,
                         alert.message, alert.resolved_at.has_value(), {}};
    if (alert.printer_id) payload.printerId = *alert.printer_id;
    publish(transaction, workshop.events, payload);
}

AlertList list(db::Transaction& transaction, const ListAlerts& query) {
    const auto limit = std::clamp<std::int64_t>(query.limit.value_or(page_default), 1, page_max);
    const auto offset = std::max<std::int64_t>(query.offset.value_or(0), 0);
    const auto type = query.type && query.type->empty() ? std::nullopt : query.type;
    const auto severity = query.severity ? std::optional(text_of(*query.severity)) : std::nullopt;
    const store::Filter filter{type, severity, query.resolved, query.acknowledged, query.inventory_item_id};
    AlertList list;
    for (const Alert& alert : store::list_alerts(transaction, filter, limit, offset)) list.alerts.push_back(view_of(alert));
    list.amount = static_cast<std::int64_t>(list.alerts.size());
    list.total = store::count_alerts(transaction, filter);
    return list;
}

Alert new_alert(const CreateAlert& body, const std::string& item_name, const Id& id, Timestamp now) {
    Alert alert;
    alert.id = id;
    alert.inventory_item_id = *body.inventory_item_id;
    alert.type = card_numbers::masked(text::trim(*body.alert_type));
    alert.severity = text_of(body.severity.value_or(Severity::medium));
    alert.message = card_numbers::masked(body.message.value_or(item_name + ": " + alert.type));
    alert.notification_sent = body.notification_sent.value_or(false);
    alert.notification_method = body.notification_method;
    card_numbers::mask(alert.notification_method);
    alert.created_at = alert.updated_at = now;
    return alert;
}

Reply<AlertAnswer> create(db::Transaction& transaction, const Workshop& workshop, const ItemName& item_name,
                          const Request<CreateAlert>& request) {
    const CreateAlert& body = request.body;
    require_complete(body);
    check_texts(body.alert_type, body.message, body.notification_method);
    const auto name = item_name(transaction, *body.inventory_item_id);
    if (!name) throw Error::field(Code::validation_error, "inventory_item_id", "unknown", "Inventory item not found");
    const Act act = workshop.act(request.call);
    const Alert alert = new_alert(body, *name, workshop.ids.next(), act.now);
    for (const OpenAlert& open : store::list_open_alerts(transaction, {*alert.inventory_item_id})) {
        if (open.type == alert.type)
            throw Error::field(Code::conflict, "", "alert_raised", "This alert is already raised for the item");
    }
    store::insert(transaction, alert);
    announce(transaction, workshop, alert);
    record(transaction, workshop, act, "alert.created", alert.id);
    return {view_of(alert)};
}

template <class Change>
Reply<AlertAnswer> change_alert(db::Transaction& transaction, const Workshop& workshop, const http::Call& call,
                                const char* action, Change change) {
    Alert alert = found(transaction, call.path_id());
    const Act act = workshop.act(call);
    const bool was_over = alert.resolved_at.has_value();
    change(alert, act);
    alert.updated_at = act.now;
    store::update(transaction, alert);
    if (alert.resolved_at.has_value() != was_over) announce(transaction, workshop, alert);
    record(transaction, workshop, act, action, alert.id);
    return {view_of(alert)};
}

http::Endpoint endpoint(Method method, std::string path, const char* permission, const char* summary) {
    http::Endpoint endpoint{method, std::move(path), http::Access::permission(permission), summary};
    endpoint.envelope = http::Envelope::spread;
    return endpoint;
}

void add_action(http::EndpointTable& table, const Workshop& workshop, const std::string& verb, const char* action,
                const char* summary, void (*change)(Alert&, const Act&)) {
    table.add_command(endpoint(Method::patch, "/alerts/{id}/" + verb, "inventory.edit", summary),
                      [workshop, action, change](const Request<>& request, db::Transaction& transaction) {
                          return change_alert(transaction, workshop, request.call, action, change);
                      });
}

void add_read_routes(http::EndpointTable& table, const Workshop& workshop) {
    table.add(
        endpoint(Method::get, "/alerts", "inventory.view", "List alerts, newest first"),
        [workshop](const Request<NoBody, ListAlerts>& request) -> Reply<AlertList> {
            return {workshop.database.reading([&](db::Transaction& transaction) { return list(transaction, request.query); })};
        });
    table.add(
        endpoint(Method::get, "/alerts/{id}", "inventory.view", "Read an alert"),
        [workshop](const Request<>& request) -> Reply<AlertAnswer> {
            const Id id = request.call.path_id();
            return {workshop.database.reading([&](db::Transaction& transaction) { return view_of(found(transaction, id)); })};
        });
}

}  // namespace

void add_routes(http::EndpointTable& table, const Workshop& workshop, ItemName item_name) {
    add_read_routes(table, workshop);
    table.add_command(
        endpoint(Method::post, "/alerts", "inventory.edit", "Raise an alert by hand").creating(),
        [workshop, item_name = std::move(item_name)](const Request<CreateAlert>& request, db::Transaction& transaction) {
            return create(transaction, workshop, item_name, request);
        });
    table.add_command(endpoint(Method::put, "/alerts/{id}", "inventory.edit", "Change an alert"),
                      [workshop](const Request<UpdateAlert>& request, db::Transaction& transaction) {
                          check_texts({}, request.body.message, request.body.notification_method.value);
                          return change_alert(transaction, workshop, request.call, "alert.updated",
                                              [&](Alert& alert, const Act& act) { apply(alert, request.body, act); });
                      });
    table.add_command(endpoint(Method::remove, "/alerts/{id}", "inventory.edit", "Delete an alert"),
                      [workshop](const Request<>& request, db::Transaction& transaction) -> http::NoContent {
                          Alert alert = found(transaction, request.call.path_id());
                          const Act act = workshop.act(request.call);
                          if (!store::delete_alert(transaction, alert.id, act.now)) throw missing();
                          if (!alert.resolved_at) {
                              alert.resolved_at = act.now;
                              announce(transaction, workshop, alert);
                          }
                          record(transaction, workshop, act, "alert.deleted", alert.id);
                          return {};
                      });
    add_action(table, workshop, "acknowledge", "alert.acknowledged", "Mark an alert as seen", acknowledge);
    add_action(table, workshop, "resolve", "alert.resolved", "Mark an alert as dealt with", resolve);
    add_action(table, workshop, "dismiss", "alert.dismissed", "Acknowledge and resolve an alert", dismiss);
}

}  // namespace cafepos::alerts

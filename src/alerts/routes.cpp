#include <algorithm>

#include "alerts.h"
#include "audit/routes.h"
#include "core/card_numbers.h"
#include "core/text.h"
#include "rules.h"
#include "store.h"
#include "wire.h"

namespace cafepos::alerts {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::Request;

constexpr std::int64_t page_default = 100;
constexpr std::int64_t page_max = 500;

void check_length(std::vector<FieldError>& errors, const char* field, const std::optional<std::string>& value, std::size_t max) {
    if (!value || text::length(*value) <= max) return;
    errors.push_back({field, "length", std::string(field) + " must be " + std::to_string(max) + " characters or less"});
}

void check_texts(const std::optional<std::string>& type, const std::optional<std::string>& message,
                 const std::optional<std::string>& method) {
    std::vector<FieldError> errors;
    check_length(errors, "alert_type", type, 100);
    check_length(errors, "message", message, 255);
    check_length(errors, "notification_method", method, 50);
    if (!errors.empty()) throw Error::fields(Code::validation_error, std::move(errors));
}

void require_complete(const CreateAlert& body) {
    std::vector<FieldError> missing;
    if (!body.inventory_item_id) missing.push_back({"inventory_item_id", "required", "inventory_item_id is required"});
    if (text::trim(body.alert_type.value_or("")).empty()) missing.push_back({"alert_type", "required", "alert_type is required"});
    if (!missing.empty()) throw Error(Code::validation_error, {"Missing required alert data"}, std::move(missing));
}

void acknowledge(store::Alert& alert, const Id& by, Timestamp now) {
    if (alert.acknowledged) return;
    alert.acknowledged = now;
    alert.acknowledged_by = by;
}

void resolve(store::Alert& alert, const Id& by, Timestamp now) {
    if (alert.resolved) return;
    alert.resolved = now;
    alert.resolved_by = by;
    if (!is_automatic(alert.type)) alert.ended = now;
}

void reopen(store::Alert& alert) {
    if (!alert.resolved) return;
    if (alert.ended) throw Error(Code::conflict, "The alert is over; it is raised again when its condition begins again");
    alert.resolved.reset();
    alert.resolved_by.reset();
}

void apply(store::Alert& alert, const UpdateAlert& body, const Id& by, Timestamp now) {
    if (body.severity) alert.severity = text_of(*body.severity);
    if (body.message) alert.message = card_numbers::masked(*body.message);
    if (body.notification_sent) alert.notification_sent = *body.notification_sent;
    if (body.notification_method.present) alert.notification_method = body.notification_method.value;
    card_numbers::mask(alert.notification_method);
    if (body.acknowledged) {
        if (*body.acknowledged) {
            acknowledge(alert, by, now);
        } else {
            alert.acknowledged.reset();
            alert.acknowledged_by.reset();
        }
    }
    if (body.resolved && *body.resolved) resolve(alert, by, now);
    if (body.resolved && !*body.resolved) reopen(alert);
}

class Routes {
public:
    Routes(http::EndpointTable& table, db::Database& database, const audit::AuditLog& audit, const Clock& clock, IdSource& ids)
        : table_(table), database_(database), audit_(audit), clock_(clock), ids_(ids) {}

    void add() const {
        const Routes self = *this;
        table_.add({Method::get, "/alerts", Access::permission("inventory.view"), "List alerts, newest first", http::Lane::quick,
                    http::BodyKind::json, http::json_body_bytes_max, Code::validation_error, http::Envelope::spread},
                   [self](const Request<NoBody, ListAlerts>& request) { return self.list(request.query); });
        table_.add(endpoint(Method::get, "/alerts/{id}", "inventory.view", "Read an alert"),
                   [self](const Request<>& request) -> http::Reply<AlertAnswer> {
                       const Id id = request.call.path_id();
                       return {self.database_.reading([&](db::Transaction& tx) { return answer_of(found(tx, id)); })};
                   });
        table_.add_command(endpoint(Method::post, "/alerts", "inventory.edit", "Raise an alert by hand").creating(),
                           [self](const Request<CreateAlert>& request, db::Transaction& transaction) {
                               return self.create(request, transaction);
                           });
        table_.add_command(endpoint(Method::put, "/alerts/{id}", "inventory.edit", "Change an alert"),
                           [self](const Request<UpdateAlert>& request, db::Transaction& transaction) {
                               check_texts({}, request.body.message, request.body.notification_method.value);
                               return self.change(request.call, transaction, "alert.updated",
                                                  [&](store::Alert& alert, Timestamp now) {
                                                      apply(alert, request.body, request.call.actor().user_id, now);
                                                  });
                           });
        table_.add_command(endpoint(Method::remove, "/alerts/{id}", "inventory.edit", "Delete an alert"),
                           [self](const Request<>& request, db::Transaction& transaction) -> http::NoContent {
                               const Id id = request.call.path_id();
                               if (!store::remove(transaction, id, self.clock_.now())) throw missing();
                               self.record(transaction, request.call, "alert.deleted", id);
                               return {};
                           });
        add_action("acknowledge", "alert.acknowledged", "Mark an alert as seen",
                   [](store::Alert& alert, const Id& by, Timestamp now) { acknowledge(alert, by, now); });
        add_action("resolve", "alert.resolved", "Mark an alert as dealt with",
                   [](store::Alert& alert, const Id& by, Timestamp now) { resolve(alert, by, now); });
        add_action("dismiss", "alert.dismissed", "Acknowledge and resolve an alert",
                   [](store::Alert& alert, const Id& by, Timestamp now) {
                       acknowledge(alert, by, now);
                       resolve(alert, by, now);
                   });
    }

private:
    static http::Endpoint endpoint(Method method, std::string path, const char* permission, const char* summary) {
        http::Endpoint endpoint{method, std::move(path), Access::permission(permission), summary};
        endpoint.envelope = http::Envelope::spread;
        return endpoint;
    }
    static Error missing() { return {Code::not_found, "Alert not found"}; }
    static store::Alert found(db::Transaction& transaction, const Id& id) {
        auto alert = store::find(transaction, id);
        if (!alert) throw missing();
        return std::move(*alert);
    }
    void record(db::Transaction& transaction, const http::Call& call, const char* action, const Id& id) const {
        audit_.record(transaction, audit::origin_of(call), {action, "alert", id.text()});
    }

    template <class Change>
    void add_action(const std::string& verb, const char* action, const char* summary, Change change) const {
        table_.add_command(endpoint(Method::patch, "/alerts/{id}/" + verb, "inventory.edit", summary),
                           [self = *this, action, change](const Request<>& request, db::Transaction& transaction) {
                               return self.change(request.call, transaction, action, [&](store::Alert& alert, Timestamp now) {
                                   change(alert, request.call.actor().user_id, now);
                               });
                           });
    }

    [[nodiscard]] http::Reply<AlertList> list(const ListAlerts& query) const {
        const auto limit = std::clamp<std::int64_t>(query.limit.value_or(page_default), 1, page_max);
        const auto offset = std::max<std::int64_t>(query.offset.value_or(0), 0);
        const auto type = query.type && query.type->empty() ? std::nullopt : query.type;
        const auto severity = query.severity ? std::optional(text_of(*query.severity)) : std::nullopt;
        const store::Filter filter{type, severity, query.resolved, query.acknowledged, query.inventory_item_id};
        return {database_.reading([&](db::Transaction& transaction) {
            AlertList list;
            for (const store::Alert& alert : store::list(transaction, filter, limit, offset)) {
                list.alerts.push_back(answer_of(alert));
            }
            list.amount = static_cast<std::int64_t>(list.alerts.size());
            list.total = store::count(transaction, filter);
            return list;
        })};
    }

    [[nodiscard]] http::Reply<AlertAnswer> create(const Request<CreateAlert>& request, db::Transaction& transaction) const {
        const CreateAlert& body = request.body;
        require_complete(body);
        check_texts(body.alert_type, body.message, body.notification_method);
        const auto name = store::item_name(transaction, *body.inventory_item_id);
        if (!name) throw Error::field(Code::validation_error, "inventory_item_id", "unknown", "Inventory item not found");
        store::Alert alert;
        alert.id = ids_.next();
        alert.inventory_item_id = *body.inventory_item_id;
        alert.type = card_numbers::masked(text::trim(*body.alert_type));
        alert.severity = text_of(body.severity.value_or(Severity::medium));
        alert.message = card_numbers::masked(body.message.value_or(*name + ": " + alert.type));
        alert.notification_sent = body.notification_sent.value_or(false);
        alert.notification_method = body.notification_method;
        card_numbers::mask(alert.notification_method);
        alert.created = alert.updated = clock_.now();
        for (const auto& open : store::open_alerts(transaction, std::span(&alert.inventory_item_id, 1))) {
            if (open.type == alert.type) throw Error(Code::conflict, "This alert is already raised for the item");
        }
        store::insert(transaction, alert);
        record(transaction, request.call, "alert.created", alert.id);
        return {answer_of(alert)};
    }

    template <class Change>
    http::Reply<AlertAnswer> change(const http::Call& call, db::Transaction& transaction, const char* action,
                                    Change change) const {
        store::Alert alert = found(transaction, call.path_id());
        const Timestamp now = clock_.now();
        change(alert, now);
        alert.updated = now;
        store::update(transaction, alert);
        record(transaction, call, action, alert.id);
        return {answer_of(alert)};
    }

    http::EndpointTable& table_;
    db::Database& database_;
    const audit::AuditLog& audit_;
    const Clock& clock_;
    IdSource& ids_;
};

}  // namespace

void add_routes(http::EndpointTable& table, db::Database& database, const audit::AuditLog& audit, const Clock& clock,
                IdSource& ids) {
    Routes(table, database, audit, clock, ids).add();
}

}  // namespace cafepos::alerts

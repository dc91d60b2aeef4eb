#include "wire.h"

#include "core/text.h"
#include "staff/permissions.h"

namespace cafepos::drawers {
namespace {

bool sees_expected(const Actor& reader) { return reader.may(staff::permission::drawers_view_expected); }

template <class T>
void read_member(json::Reader& reader, const json::Value& object, const char* name, T& out) {
    const json::Reader::Step step(reader, std::string_view(name));
    const json::Value* member = object.find(name);
    if (member == nullptr) return reader.fail("required", "is required");
    json::read(reader, *member, out);
}

std::map<std::string, Counted> counted_of(const CloseDrawer& body, Checks& checks) {
    std::map<std::string, Counted> counted;
    if (!body.counted) return counted;
    checks.require(body.counted->size() <= tenders_max, "counted", "length",
                   "must have at most " + std::to_string(tenders_max) + " entries");
    for (const auto& [method, found] : *body.counted) {
        const std::string field = "counted." + method;
        checks.require(!text::strip(method).empty(), "counted", "required", "needs the name of each method");
        checks.length(field, std::string_view(method), method_length_max);
        checks.no_controls(field, method);
        if (auto count = checked_count(field, found.pieces.amount, found.pieces.denominations, checks)) {
            counted.emplace(method, std::move(*count));
        }
    }
    return counted;
}

}  // namespace

TillView view_of(const Till& till) {
    return {till.id, till.name, till.printer_id, till.active, till.created_at, till.updated_at};
}

void read(json::Reader& reader, const json::Value& value, NewDrawer& out) {
    if (value.if_object() == nullptr) return reader.fail("type", "must be an object");
    read_member(reader, value, "tillId", out.tillId);
    read_member(reader, value, "float", out.opening_float);
    json::note_ignored(reader, value, {"tillId", "float"});
}

void read(json::Reader& reader, const json::Value& value, CountedTender& out) {
    if (value.if_object() != nullptr) return json::read<CountedPieces>(reader, value, out.pieces);
    json::read(reader, value, out.pieces.amount);
}

DrawerView view_of(const Drawer& drawer, const std::string& till_name, const Actor& reader) {
    DrawerView view;
    view.id = drawer.id;
    view.tillId = drawer.till_id;
    view.tillName = till_name;
    view.status = drawer.closed_at ? DrawerStatus::closed : DrawerStatus::open;
    view.openingFloat = drawer.opening_float;
    view.openedAt = drawer.opened_at;
    view.openedBy = drawer.opened_by;
    view.closedAt = drawer.closed_at;
    view.closedBy = drawer.closed_by;
    view.floatLeft = drawer.float_left;
    view.note = drawer.note;
    if (sees_expected(reader)) view.expected = drawer.balance;
    return view;
}

CashMove cash_move_of(const NewMovement& body, const Actor& by) {
    Checks checks;
    const std::string reason = checked_text("reason", body.reason, checks).value_or("");
    check_movement(body.type, body.amount, reason, checks);
    checks.refuse_if_any();
    return {.type = body.type,
            .amount = effect_of(body.type, body.amount.value_or(Money())),
            .reason = reason,
            .staff_id = by.user_id};
}

MovementView view_of(const Movement& movement, const Actor& reader) {
    MovementView view;
    view.id = movement.id;
    view.drawerId = movement.drawer_id;
    view.type = movement.type;
    view.amount = movement.amount.is_negative() ? -movement.amount : movement.amount;
    view.reason = movement.reason;
    view.staffId = movement.staff_id;
    view.createdAt = movement.created_at;
    if (sees_expected(reader)) view.expected = movement.balance;
    return view;
}

Closing closing_of(const CloseDrawer& body) {
    Checks checks;
    Closing closing;
    closing.counted = counted_of(body, checks);
    closing.float_left = body.floatLeft;
    if (body.floatLeft) check_amount("floatLeft", *body.floatLeft, checks);
    closing.note = checked_text("note", body.note, checks);
    checks.refuse_if_any();
    return closing;
}

}  // namespace cafepos::drawers

namespace cafepos::http {

std::string SchemaOf<drawers::NewDrawer>::make(SchemaComponents& components) {
    components["drawers.NewDrawer"] = R"({"type":"object","properties":{"tillId":)" + schema_of<Id>(components) + R"(,"float":)" +
                                      schema_of<Money>(components) + R"(},"required":["tillId","float"]})";
    return R"({"$ref":"#/components/schemas/drawers.NewDrawer"})";
}

std::string SchemaOf<drawers::CountedTender>::make(SchemaComponents& components) {
    return R"({"anyOf":[)" + schema_of<Money>(components) + "," + schema_of<drawers::CountedPieces>(components) + "]}";
}

}  // namespace cafepos::http

#include "kitchen_notes.h"

#include "kitchen/kitchen.h"

namespace cafepos::sales {
namespace {

kitchen::Source source_of(const Order& order) { return {kitchen::SourceKind::order, order.id}; }

kitchen::SentOptions options_of(const std::vector<LineOption>& options) {
    kitchen::SentOptions sent;
    for (const LineOption& option : options) sent.push_back({option.name, option.quantity});
    return sent;
}

std::optional<std::string> service_of(const Order& order) {
    if (!order.service) return std::nullopt;
    return boost::describe::enum_to_string(*order.service, "");
}

/// Its tickets come when it arrives, which may be hours after it was made.
int hour_of_arrival(db::Transaction& transaction, const Order& order, const Collaborators& with) {
    if (!order.occurred_at) return order.business_hour;
    return with.settings.in_transaction(transaction)->time_zone().local(order.created_at).hour;
}

kitchen::Sending sending_of(const Order& order, int hour) {
    kitchen::Sending sending{.source = source_of(order),
                             .number = order.order_number,
                             .name = order.customer_name,
                             .service = service_of(order),
                             .sold_at = kitchen::SoldAt{order.business_date, hour},
                             .lines = {}};
    for (const OrderLine& line : order.lines) {
        sending.lines.push_back({.line_id = line.id,
                                 .menu_item_id = line.menu_item_id,
                                 .category = line.category,
                                 .name = line.menu_item_name,
                                 .size = line.menu_item_size,
                                 .quantity = line.quantity,
                                 .options = options_of(line.options),
                                 .notes = kitchen::note_of(line.combo_name, line.notes)});
    }
    return sending;
}

}  // namespace

void send_to_kitchen(db::Transaction& transaction, const Order& order, const Act& act, const Collaborators& with) {
    const int hour = hour_of_arrival(transaction, order, with);
    kitchen::Kitchen(with, with.printers).send(transaction, sending_of(order, hour), act);
}

void cancel_in_kitchen(db::Transaction& transaction, const Order& order, const Act& act, const Collaborators& with) {
    kitchen::Kitchen(with, with.printers).cancel(transaction, source_of(order), act);
}

}  // namespace cafepos::sales

#include "notices.h"

#include "json/write.h"

namespace cafepos::sales {
namespace {

constexpr std::string_view seen_with = "sales.view_history";

struct SaleNotice {
    Id orderId;
    std::string orderNumber;
    Date businessDate;
    Money total;
    std::string paymentMethod;
    bool flagged = false;
};
BOOST_DESCRIBE_STRUCT(SaleNotice, (), (orderId, orderNumber, businessDate, total, paymentMethod, flagged))

struct RefundNotice {
    Id orderId;
    std::string orderNumber;
    Id refundId;
    std::string refundNumber;
    Money amount;
    std::string method;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(RefundNotice, (), (orderId, orderNumber, refundId, refundNumber, amount, method, reason))

struct VoidNotice {
    Id orderId;
    std::string orderNumber;
    Money total;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(VoidNotice, (), (orderId, orderNumber, total, reason))

struct OverrideNotice {
    std::string orderNumber;
    Money total;
    Money pricedTotal;
    std::vector<std::string> reasons;
    std::vector<std::string> figures;
};
BOOST_DESCRIBE_STRUCT(OverrideNotice, (), (orderNumber, total, pricedTotal, reasons, figures))

struct CustomerFields {
    std::optional<std::string> customerName;
    std::optional<std::string> customerEmail;
    std::optional<std::string> notes;
};
BOOST_DESCRIBE_STRUCT(CustomerFields, (), (customerName, customerEmail, notes))

struct EditNotice {
    std::string orderNumber;
    CustomerFields before;
    CustomerFields after;
};
BOOST_DESCRIBE_STRUCT(EditNotice, (), (orderNumber, before, after))

CustomerFields fields_of(const Order& order) { return {order.customer_name, order.customer_email, order.notes}; }

template <class Notice>
void publish(db::Transaction& transaction, const char* kind, const Notice& notice, const Collaborators& with) {
    with.events.publish(transaction, {kind, seen_with, json::to_text(notice)});
}

template <class Notice>
void record(db::Transaction& transaction, const char* action, const Order& order, const Notice& notice,
            const audit::Origin& origin, const Collaborators& with) {
    with.audit.record(transaction, origin, {action, "order", order.id.text(), json::to_text(notice)});
}

}  // namespace

void announce_sale(db::Transaction& transaction, const Order& order, const Charge& charge, const audit::Origin& origin,
                   const Collaborators& with) {
    publish(transaction, "sale",
            SaleNotice{order.id, order.order_number, order.business_date, order.total_amount, order.payment_method(),
                       order.flagged()},
            with);
    if (charge.variances.empty()) return;
    OverrideNotice notice{order.order_number, order.total_amount, order.priced_total, order.flag_reasons, {}};
    for (const FieldError& variance : charge.variances) notice.figures.push_back(variance.message);
    record(transaction, "order.price_overridden", order, notice, origin, with);
}

void announce_refund(db::Transaction& transaction, const Order& order, const Refund& refund, const audit::Origin& origin,
                     const Collaborators& with) {
    const RefundNotice notice{order.id,      order.order_number, refund.id,    refund.refund_number,
                              refund.amount, refund.method(),    refund.reason};
    publish(transaction, "refund", notice, with);
    record(transaction, "order.refunded_amount", order, notice, origin, with);
}

void announce_void(db::Transaction& transaction, const Order& order, std::string_view reason, const audit::Origin& origin,
                   const Collaborators& with) {
    const VoidNotice notice{order.id, order.order_number, order.total_amount, std::string(reason)};
    publish(transaction, "void", notice, with);
    record(transaction, "order.voided", order, notice, origin, with);
}

void announce_hiding(db::Transaction& transaction, const Order& order, const audit::Origin& origin, const Collaborators& with) {
    record(transaction, "order.deleted", order, VoidNotice{order.id, order.order_number, order.total_amount, "deleted"}, origin,
           with);
}

void announce_edit(db::Transaction& transaction, const Order& before, const Order& after, const audit::Origin& origin,
                   const Collaborators& with) {
    record(transaction, "order.edited", after, EditNotice{after.order_number, fields_of(before), fields_of(after)}, origin, with);
}

printing::PrintState queue_slip(db::Transaction& transaction, const printing::SlipRequest& slip, const settings::Pos& pos,
                                printing::Printers& printers) {
    if (pos.printReceiptAutomatically) return printers.enqueue(transaction, slip);
    printing::PrintState not_wanted;
    not_wanted.printer_type = "none";
    return not_wanted;
}

}  // namespace cafepos::sales

#include "receipts.h"

#include "check_value.h"
#include "excerpt.h"
#include "load.h"
#include "render.h"

namespace cafepos::receipts {
namespace {

Document found(std::optional<Document> document) {
    if (!document) throw Error(Code::not_found, "Order not found");
    return std::move(*document);
}

std::string draw(const Document& document, Form form, int columns) {
    switch (form) {
        case Form::text:
            return render_text(document, columns);
        case Form::html:
            return render_html(document);
        case Form::pdf:
            return render_pdf(excerpt(document));
        case Form::escpos:
            return render_escpos(excerpt(document), columns);
    }
    throw std::logic_error("a form without its rendering");
}

}  // namespace

printing::Draw Receipts::read_slip(db::Transaction& transaction, const printing::Slip& slip) const {
    const auto settings = settings_.in_transaction(transaction);
    Document document = slip.order_id ? found(load(transaction, *slip.order_id, slip.refund_id, *settings, check_key_))
                                      : test_document(*settings, clock_.now());
    if (slip.kind == printing::JobKind::reprint) document.mark = Mark::reprint;
    if (slip.possible_duplicate) document.mark = Mark::duplicate;
    const bool first = slip.kind == printing::JobKind::receipt || slip.kind == printing::JobKind::refund;
    document.opens_drawer = document.opens_drawer && first && slip.open_drawer;
    return [document = std::move(document), columns = settings->receipts.columns, plain_text = slip.plain_text] {
        const Document printed = excerpt(document);
        return plain_text ? render_text(printed, columns) + "\n\n" : render_escpos(printed, columns);
    };
}

printing::Draw Receipts::read(db::Transaction& transaction, const Id& order_id, const std::optional<Id>& refund_id,
                              Form form) const {
    const auto settings = settings_.in_transaction(transaction);
    Document document = found(load(transaction, order_id, refund_id, *settings, check_key_));
    document.opens_drawer = false;  // whoever asks for the bytes decides about his drawer himself
    return [document = std::move(document), columns = settings->receipts.columns, form] { return draw(document, form, columns); };
}

SlipCheck Receipts::check(db::Transaction& transaction, const std::string& number, std::string_view value) const {
    const auto found = sales::find_number(transaction, number);
    const auto order = found ? sales::find_order(transaction, found->order_id) : std::nullopt;
    if (!order) return {};
    if (!found->refund_id) {
        if (!is_check_value(value, check_value_of(*order, check_key_))) return {.is_known = true};
        return {true, true, order->id, std::nullopt, order->created_at, order->total_amount, order->tax_amount};
    }
    for (const sales::Refund& refund : order->refunds) {
        if (refund.id != found->refund_id || !is_check_value(value, check_value_of(refund, check_key_))) continue;
        return {true, true, order->id, refund.id, refund.created_at, -refund.amount, -refund.tax_amount};
    }
    return {.is_known = true};
}

mail::Message Receipts::message(db::Transaction& transaction, const Id& order_id, const std::string& recipient) const {
    const auto settings = settings_.in_transaction(transaction);
    const Document document = found(load(transaction, order_id, std::nullopt, *settings, check_key_));
    mail::Message message;
    message.kind = "receipt";
    message.recipient = recipient;
    message.subject = document.shop_name + " – " + document.number;
    message.text_body = render_text(document, settings->receipts.columns);
    message.html_body = render_html(document);
    return message;
}

}  // namespace cafepos::receipts

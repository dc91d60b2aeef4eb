#include "receipts.h"

#include "excerpt.h"
#include "journal/store.h"
#include "json/value.h"
#include "layout.h"
#include "load.h"
#include "paper/render.h"
#include "rules.h"
#include "sales/sales.h"
#include "wording.h"

namespace cafepos::receipts {
namespace {

Document found(std::optional<Document> document) {
    if (!document) throw Error::field(Code::not_found, "", "gone", "Order not found");
    return std::move(*document);
}

std::optional<Id> refund_of(const printing::Job& job) { return job.subject_kind == "refund" ? job.subject_id : std::nullopt; }

std::string draw(const Document& document, Form form, int columns) {
    switch (form) {
        case Form::text:
            return paper::text(slip_of(document), columns);
        case Form::html:
            return render_html(document);
        case Form::pdf:
            return paper::pdf(slip_of(excerpt(document)));
        case Form::escpos:
            return paper::escpos(slip_of(excerpt(document)), {.columns = columns});
    }
    throw std::logic_error("a form without its rendering");
}

std::string_view kind_of(const std::optional<Id>& refund_id) { return refund_id ? journal::kind::refund : journal::kind::sale; }

/// What anybody may see who has the slip in his hand, or found it.
void leave_out_people(Document& document) {
    document.staff_name.clear();
    document.customer_name.clear();
    document.notes.clear();
    document.refund_reason.clear();
    document.check_value.clear();
    document.check_page.clear();
    for (Line& line : document.lines) line.notes.clear();
}

struct SlipOf {
    Id order_id;
    std::optional<Id> refund_id;
};

std::optional<SlipOf> slip_with(db::Transaction& transaction, std::string_view text) {
    const auto value = journal::parse_check_value(text);
    const auto entry = value ? journal::store::find_entry(transaction, value->sequence) : std::nullopt;
    if (!entry || !journal::belongs_to(*value, *entry)) return std::nullopt;
    if (entry->kind == journal::kind::sale) return SlipOf{Id::of_stored(entry->subject), std::nullopt};
    if (entry->kind != journal::kind::refund) return std::nullopt;
    const json::Value record = json::parse(entry->record);
    const json::Value* order_id = record.find("order_id");
    if (order_id == nullptr || order_id->if_string() == nullptr) return std::nullopt;
    return SlipOf{Id::of_stored(*order_id->if_string()), Id::of_stored(entry->subject)};
}

}  // namespace

printing::Draw Receipts::read_slip(db::Transaction& transaction, const printing::Job& job) const {
    const auto settings = settings_.in_transaction(transaction);
    Document document = job.order_id ? found(load_slip(transaction, *job.order_id, refund_of(job), *settings))
                                     : test_document(*settings, clock_.now());
    if (job.kind == reprint_slip) document.mark = Mark::reprint;
    if (job.possible_duplicate) document.mark = Mark::duplicate;
    document.opens_drawer = document.opens_drawer && job.kind != reprint_slip && !job.possible_duplicate;
    return [document = std::move(document)] { return slip_of(excerpt(document)); };
}

Receipts::Bytes Receipts::read(db::Transaction& transaction, const Id& order_id, const std::optional<Id>& refund_id,
                               Form form) const {
    const auto settings = settings_.in_transaction(transaction);
    Document document = found(load_slip(transaction, order_id, refund_id, *settings));
    document.opens_drawer = false;  // whoever asks for the bytes decides about his drawer himself
    return [document = std::move(document), columns = settings->receipts.columns, form] { return draw(document, form, columns); };
}

std::optional<Document> Receipts::load_slip(db::Transaction& transaction, const Id& order_id, const std::optional<Id>& refund_id,
                                            const settings::Settings& settings) const {
    auto document = load(transaction, order_id, refund_id, settings);
    if (!document) return std::nullopt;
    const auto entry = journal::store::find_entry_about(transaction, refund_id.value_or(order_id).text(), kind_of(refund_id));
    if (!entry) return document;
    document->check_value = journal::check_value_of(*entry);
    if (!public_url_.empty()) document->check_page = public_url_ + "/receipts/page/" + document->check_value;
    return document;
}

std::optional<JournalCheck> Receipts::look_up(db::Transaction& transaction, std::string_view value) const {
    const auto slip = slip_with(transaction, value);
    auto order = slip ? sales::find_order(transaction, slip->order_id) : std::nullopt;
    if (!order) return std::nullopt;
    const auto settings = settings_.in_transaction(transaction);
    Document document = found(load_slip(transaction, order->id, slip->refund_id, *settings));
    leave_out_people(document);
    const auto proof = slip->refund_id ? sales::prove_refund(transaction, journal_keys_, *slip->refund_id)
                                       : sales::prove_sale(transaction, journal_keys_, order->id);
    const bool is_intact = proof && proof->holds();
    const auto page = [document = std::move(document), is_intact](std::string_view language) {
        Document shown = document;
        if (!language.empty()) shown.language = language;
        const Words& words = words_of(shown.language);
        shown.footer = is_intact ? words.in_journal : words.altered;
        return render_html(shown);
    };
    return JournalCheck{std::move(*order), slip->refund_id, is_intact, settings->general.currency, page};
}

mail::Message Receipts::message(db::Transaction& transaction, const Id& order_id, const std::string& recipient) const {
    const auto settings = settings_.in_transaction(transaction);
    const Document document = found(load_slip(transaction, order_id, std::nullopt, *settings));
    mail::Message message;
    message.kind = "receipt";
    message.recipient = recipient;
    message.subject = document.shop_name + " – " + document.number;
    message.text_body = paper::text(slip_of(document), settings->receipts.columns);
    message.html_body = render_html(document);
    return message;
}

}  // namespace cafepos::receipts

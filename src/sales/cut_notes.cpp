#include "cut_notes.h"

#include <ranges>

#include "core/text.h"
#include "texts.h"

namespace cafepos::sales {
namespace {

constexpr std::size_t cut_note_length = 20;

std::size_t text_bytes_of(const NewSale& sale) {
    std::size_t bytes = 0;
    for (const auto& text : {sale.discount_reason, sale.customer_name, sale.customer_email, sale.notes, sale.created_by}) {
        bytes += text.value_or("").size();
    }
    for (const NewPayment& payment : sale.payments.tenders) bytes += payment.reference.size();
    for (const NewLine& line : sale.lines) bytes += line.notes.size() + line.discount.reason.value_or("").size();
    return bytes;
}

}  // namespace

void cut_notes(NewSale& sale) {
    std::size_t bytes = text_bytes_of(sale);
    const auto cut = [&](std::string& note) {
        if (bytes <= order_texts_bytes_max || text::length(note) <= cut_note_length) return;
        bytes -= note.size();
        note = text::first_characters(note, cut_note_length) + "…";
        bytes += note.size();
        sale.notes_cut = true;
    };
    for (NewLine& line : std::views::reverse(sale.lines)) {
        cut(line.notes);
        if (line.discount.reason) cut(*line.discount.reason);
    }
}

}  // namespace cafepos::sales

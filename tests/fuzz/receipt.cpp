// A receipt of what people typed, in each of its forms. An input has a text a line; its first bytes choose.

#include "receipts/layout.h"

#include "core/text.h"
#include "paper/render.h"
#include "receipts/excerpt.h"
#include "target.h"

namespace cafepos::fuzz {
namespace {

constexpr int lines_max = 12;

Money amount(Input& input) { return Money::of((input.byte() - 40) * (input.byte() + 1) * 37); }

receipts::Line line(Input& input) {
    receipts::Line line{input.text(), input.text(), input.byte(), amount(input), amount(input), input.text(), input.text()};
    for (int count = input.byte() % 3; count > 0; --count) line.options.push_back({input.text(), input.byte(), amount(input)});
    return line;
}

void fill_shop(receipts::Document& document, Input& input) {
    document.language = input.text();
    document.currency = text::first_characters(input.text(), 3);
    document.shop_name = input.text();
    document.shop_address = input.text();
    document.shop_phone = input.text();
    document.shop_tax_number = input.text();
    document.footer = input.text();
}

void fill_sale(receipts::Document& document, Input& input) {
    document.number = input.text();
    document.time = {Date::parse("2026-11-22").value(), 18, 30, 5};
    document.staff_name = input.text();
    document.customer_name = input.text();
    document.notes = input.text();
    document.discount_reason = input.text();
    document.discount = amount(input);
    document.price_difference = amount(input);
    document.rounding = amount(input);
    document.total = amount(input);
    document.check_value = input.text();
    document.check_page = input.text();
}

receipts::Document document_of(Input& input) {
    receipts::Document document;
    const unsigned choices = input.byte();
    document.mark = static_cast<receipts::Mark>(choices % 5);
    document.tax_inclusive = (choices & 8U) != 0;
    document.opens_drawer = (choices & 16U) != 0;
    fill_shop(document, input);
    fill_sale(document, input);
    if ((choices & 32U) != 0) document.refund_of = receipts::Original{input.text(), document.time};
    for (int count = 0; count < lines_max && !input.is_empty(); ++count) {
        document.lines.push_back(line(input));
        document.taxes.push_back({input.text(), input.text(), Percentage::of(input.byte() * 1000), amount(input), amount(input)});
        document.tenders.push_back({input.text(), amount(input), amount(input), amount(input), amount(input)});
    }
    return document;
}

void check_lines(const std::string& text, int columns) {
    for (std::string_view rest = text; !rest.empty();) {
        const auto end = rest.find('\n');
        require(end != std::string_view::npos, "each line of a text ends");
        const std::string line(rest.substr(0, end));
        const bool fits = paper::display_width(line) <= static_cast<std::size_t>(columns);
        require(fits, ("no line is too long: " + line).c_str());
        rest.remove_prefix(end + 1);
    }
}

const Target receipt("receipt", [](std::string_view bytes) {
    Input input(bytes);
    const unsigned forms = input.byte();
    const int columns = 24 + input.byte() % 41;
    const receipts::Document document = receipts::excerpt(document_of(input));
    const paper::Slip slip = receipts::slip_of(document);
    check_lines(paper::text(slip, columns), columns);
    require(receipts::render_html(document).find("<script") == std::string::npos, "what was typed is no script");
    static_cast<void>(receipts::qr_text(document));
    if (forms % 4 == 1) static_cast<void>(paper::escpos(slip, {.columns = columns}));
    if (forms % 16 == 2) static_cast<void>(paper::pdf(slip));
});

}  // namespace
}  // namespace cafepos::fuzz

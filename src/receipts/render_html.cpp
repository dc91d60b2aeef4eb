#include <fmt/format.h>

#include "core/text.h"
#include "qr.h"
#include "render.h"
#include "wording.h"

namespace cafepos::receipts {
namespace {

constexpr std::string_view style =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:1.5rem auto;padding:0 1rem;color:#222;background:#fff}"
    "header,footer{text-align:center}h1{margin:0 0 .25rem;font-size:1.5rem}table{width:100%;border-collapse:collapse;margin:1rem "
    "0}"
    "th{text-align:left}td,th{padding:.25rem "
    "0;vertical-align:top}td.n,th.n{text-align:right;white-space:nowrap;padding-left:1rem}"
    "tbody+tbody,tfoot{border-top:1px solid #999}.total td,.total th{font-weight:700;font-size:1.15rem;border-top:2px solid #222}"
    ".mark{font-weight:700;border:2px solid;padding:.25rem;text-align:center}small{color:#555}dl{display:grid;"
    "grid-template-columns:auto 1fr;gap:0 1rem;margin:1rem 0}dt{color:#555}dd{margin:0}svg{width:8rem;height:8rem}"
    "caption{position:absolute;left:-10000px}";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : cafepos::text::without_controls(text, "\n")) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

class Page {
public:
    explicit Page(const Document& document) : document_(document), words_(words_of(document.language)) {}

    std::string html() {
        out_ = fmt::format(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{} {}</title>\n"
            "<meta name=\"viewport\" content=\"width=device-width, "
            "initial-scale=1\">\n<style>{}</style>\n</head>\n<body>\n<main>\n",
            escaped(document_.language), escaped(words_.receipt), escaped(document_.number), style);
        head();
        table();
        foot();
        out_ += "</main>\n</body>\n</html>\n";
        return std::move(out_);
    }

private:
    std::string money(Money amount) const { return escaped(money_text(amount, document_.currency, document_.language)); }

    void term(std::string_view name, std::string_view value) {
        if (!value.empty()) out_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", escaped(name), escaped(value));
    }

    void sum(std::string_view name, Money amount, std::string_view row_class = "") {
        out_ += fmt::format("<tr{}><th scope=\"row\" colspan=\"2\">{}</th><td class=\"n\">{}</td></tr>\n",
                            row_class.empty() ? "" : fmt::format(" class=\"{}\"", row_class), escaped(name), money(amount));
    }

    std::string_view mark() const {
        switch (document_.mark) {
            case Mark::none:
                return {};
            case Mark::reprint:
                return words_.reprint;
            case Mark::duplicate:
                return words_.duplicate;
            case Mark::voided:
                return words_.voided;
            case Mark::test:
                return words_.test;
        }
        return {};
    }

    void head() {
        out_ += fmt::format("<header>\n<h1>{}</h1>\n<p>{}<br>{}</p>\n</header>\n", escaped(document_.shop_name),
                            escaped(document_.shop_address), escaped(document_.shop_phone));
        if (!mark().empty()) out_ += fmt::format("<p class=\"mark\">{}</p>\n", escaped(mark()));
        out_ += "<dl>\n";
        term(words_.order, document_.number);
        term(words_.date, time_text(document_.time));
        term(words_.cashier, document_.staff_name);
        term(words_.customer, document_.customer_name);
        out_ += "</dl>\n";
    }

    void table() {
        out_ += fmt::format(
            "<table>\n<caption>{} {}</caption>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"n\">{}</th>"
            "<th scope=\"col\" class=\"n\">{}</th></tr></thead>\n<tbody>\n",
            escaped(words_.receipt), escaped(document_.number), escaped(words_.item), escaped(words_.quantity),
            escaped(words_.amount));
        for (const Line& line : document_.lines) item(line);
        out_ += "</tbody>\n";
        if (!document_.is_refund_slip) sums();
        refunds();
        out_ += "</table>\n";
    }

    void item(const Line& line) {
        const bool sized = !line.size.empty() && line.size != "Regular";
        out_ += fmt::format("<tr><td>{}{}{}</td><td class=\"n\">{} × {}</td><td class=\"n\">{}</td></tr>\n", escaped(line.name),
                            sized ? " (" + escaped(line.size) + ")" : "",
                            line.notes.empty() ? "" : "<br><small>" + escaped(line.notes) + "</small>", line.quantity,
                            money(line.unit_price), money(line.line_total));
    }

    void sums() {
        out_ += "<tbody>\n";
        sum(words_.subtotal, document_.subtotal);
        if (!document_.discount.is_zero()) {
            const std::string reason = document_.discount_reason.empty() ? "" : " (" + document_.discount_reason + ")";
            sum(std::string(words_.discount) + reason, -document_.discount);
        }
        for (const Tax& tax : document_.taxes) {
            const std::string inclusive = document_.tax_inclusive ? std::string(words_.includes) + " " : "";
            sum(inclusive + tax.name + " " + rate_text(tax.rate, document_.language), tax.amount);
        }
        if (!document_.rounding.is_zero()) sum(words_.rounding, document_.rounding);
        sum(words_.total, document_.total, "total");
        out_ += "</tbody>\n<tbody>\n";
        for (const Tender& tender : document_.tenders) {
            sum(tender_text(tender.method, words_), tender.amount);
            if (tender.method != "cash") continue;
            sum(words_.cash_received, tender.tendered);
            if (!tender.change.is_zero()) sum(words_.change, tender.change);
        }
        out_ += "</tbody>\n";
    }

    void refunds() {
        if (document_.refunds.empty()) return;
        out_ += "<tbody>\n";
        for (const Refund& refund : document_.refunds) {
            sum(fmt::format("{} {} ({}, {})", document_.is_refund_slip ? words_.refund : words_.refunded, refund.number,
                            time_text(refund.time), tender_text(refund.method, words_)),
                -refund.amount, document_.is_refund_slip ? "total" : "");
        }
        out_ += "</tbody>\n";
    }

    void foot() {
        if (!document_.notes.empty()) out_ += fmt::format("<p>{}</p>\n", escaped(document_.notes));
        out_ += "<footer>\n";
        if (document_.footer.empty()) {
            out_ += fmt::format("<p>{}<br>{}</p>\n", escaped(words_.thanks), escaped(words_.again));
        } else {
            out_ += fmt::format("<p>{}</p>\n", escaped(document_.footer));
        }
        if (!document_.check_value.empty()) {
            qr();
            out_ += fmt::format("<p><small>{}: {}</small></p>\n", escaped(words_.check), escaped(document_.check_value));
        }
        out_ += "</footer>\n";
    }

    void qr() {
        const QrCode code = make_qr(qr_text(document_));
        if (code.size == 0) return;
        out_ += fmt::format(
            "<svg viewBox=\"-4 -4 {0} {0}\" role=\"img\" aria-label=\"{1}: {2}\" shape-rendering=\"crispEdges\"><path d=\"",
            code.size + 8, escaped(words_.check), escaped(document_.check_value));
        for (int y = 0; y < code.size; ++y) {
            for (int x = 0; x < code.size; ++x) {
                if (code.dark(x, y)) out_ += fmt::format("M{} {}h1v1h-1z", x, y);
            }
        }
        out_ += "\"/></svg>\n";
    }

    const Document& document_;
    const Words& words_;
    std::string out_;
};

}  // namespace

std::string render_html(const Document& document) { return Page(document).html(); }

}  // namespace cafepos::receipts

#include <fmt/format.h>

#include <utility>

#include "content.h"
#include "core/text.h"
#include "layout.h"
#include "paper/dots.h"
#include "wording.h"

namespace cafepos::receipts {
namespace {

constexpr std::string_view style =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:1.5rem auto;padding:0 1rem;color:#222;background:#fff}"
    "header,footer,h2{text-align:center}h1{margin:0 0 .25rem;font-size:1.5rem}h2{margin:1rem "
    "0;font-size:1.15rem}table{width:100%;border-collapse:collapse;margin:1rem "
    "0}"
    "th{text-align:left}td,th{padding:.25rem "
    "0;vertical-align:top}td.n,th.n{text-align:right;white-space:nowrap;padding-left:1rem}"
    "tbody+tbody,tfoot{border-top:1px solid #999}.total td,.total th{font-weight:700;font-size:1.15rem;border-top:2px solid #222}"
    ".mark{font-weight:700;border:2px solid;padding:.25rem;text-align:center}small{color:#555}dl{display:grid;"
    "grid-template-columns:auto 1fr;gap:0 1rem;margin:1rem 0}dt{color:#555}dd{margin:0}svg{width:8rem;height:8rem}"
    "caption{position:absolute;left:-10000px}";

std::string escaped(std::string_view text) { return cafepos::text::html_escaped(cafepos::text::without_controls(text, "\n")); }

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
        taxes();
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

    std::string label(std::string_view name, std::string_view value) const {
        return escaped(name) + std::string(colon_of(document_.language)) + " " + escaped(value);
    }

    void head() {
        out_ += fmt::format("<header>\n<h1>{}</h1>\n<p>", escaped(document_.shop_name));
        std::string separator;
        const auto line = [&](const std::string& text) {
            if (!text.empty()) out_ += std::exchange(separator, "<br>") + text;
        };
        line(escaped(document_.shop_address));
        line(escaped(document_.shop_phone));
        if (!document_.shop_tax_number.empty()) line(label(words_.tax_number, document_.shop_tax_number));
        out_ += "</p>\n</header>\n";
        if (document_.refund_of) out_ += fmt::format("<h2>{}</h2>\n", escaped(words_.refund));
        const std::string_view mark = mark_text(document_);
        if (!mark.empty()) out_ += fmt::format("<p class=\"mark\">{}</p>\n", escaped(mark));
        out_ += "<dl>\n";
        for (const Fact& fact : facts_of(document_)) term(fact.name, fact.value);
        out_ += "</dl>\n";
    }

    void table() {
        out_ += fmt::format(
            "<table>\n<caption>{} {}</caption>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"n\">{}</th>"
            "<th scope=\"col\" class=\"n\">{}</th></tr></thead>\n<tbody>\n",
            escaped(words_.receipt), escaped(document_.number), escaped(words_.item), escaped(words_.quantity),
            escaped(words_.amount));
        for (const Line& line : document_.lines) item(line);
        out_ += "</tbody>\n<tbody>\n";
        for (const Summand& summand : summands_of(document_)) sum(summand.name, summand.amount);
        sum(words_.total, document_.total, "total");
        out_ += "</tbody>\n";
        tenders();
        refunds();
        out_ += "</table>\n";
    }

    std::string options_of(const Line& line) const {
        std::string text;
        for (const LineOption& option : line.options) {
            text += "<br><small>" + escaped(text_of(option, document_)) + "</small>";
        }
        return text;
    }

    void item(const Line& line) {
        out_ +=
            fmt::format("<tr><td>{}{}{}</td><td class=\"n\">{} × {}</td><td class=\"n\">{}</td></tr>\n", escaped(title_of(line)),
                        line.tax_mark.empty() ? "" : " <small>" + escaped(line.tax_mark) + "</small>",
                        options_of(line) + (line.notes.empty() ? "" : "<br><small>" + escaped(line.notes) + "</small>"),
                        line.quantity, money(line.unit_price), money(line.line_total));
    }

    void tenders() {
        if (document_.tenders.empty()) return;
        out_ += "<tbody>\n";
        for (const Tender& tender : document_.tenders) {
            sum(tender_text(tender.method, words_), tender.amount);
            if (!tender.tip.is_zero()) sum(words_.tip, tender.tip);
            if (tender.method != "cash" || document_.refund_of) continue;
            sum(words_.cash_received, tender.tendered);
            if (!tender.change.is_zero()) sum(words_.change, tender.change);
        }
        out_ += "</tbody>\n";
    }

    void refunds() {
        if (document_.refunds.empty()) return;
        out_ += "<tbody>\n";
        for (const Refund& refund : document_.refunds) {
            std::string methods;
            for (const std::string& method : refund.methods) methods += ", " + tender_text(method, words_);
            sum(fmt::format("{} {} ({}{})", words_.refunded, refund.number, time_text(refund.time, document_.language), methods),
                -refund.amount);
        }
        out_ += "</tbody>\n";
    }

    void taxes() {
        const auto rows = tax_table_of(document_);
        if (rows.empty()) return;
        out_ += fmt::format("<table>\n<caption>{}</caption>\n", escaped(words_.tax));
        for (const auto& row : rows) {
            const bool is_header = &row == &rows.front();
            const char* element = is_header ? "th scope=\"col\"" : "td";
            out_ += is_header ? "<thead><tr><td></td>" : fmt::format("<tr><th scope=\"row\">{}</th>", escaped(row.front()));
            for (std::size_t i = 1; i < row.size(); ++i) {
                out_ += fmt::format("<{} class=\"n\">{}</{}>", element, escaped(row[i]), is_header ? "th" : "td");
            }
            out_ += is_header ? "</tr></thead>\n<tbody>\n" : "</tr>\n";
        }
        out_ += "</tbody>\n</table>\n";
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
            out_ += fmt::format("<p><small>{}</small></p>\n", label(words_.check, document_.check_value));
        }
        out_ += "</footer>\n";
    }

    void qr() {
        const paper::Dots code = paper::make_qr(qr_text(document_));
        if (code.empty()) return;
        out_ += fmt::format(
            "<svg viewBox=\"-4 -4 {0} {0}\" role=\"img\" aria-label=\"{1}\" shape-rendering=\"crispEdges\"><path "
            "d=\"{2}\"/></svg>\n",
            code.width + 8, label(words_.check, document_.check_value), paper::svg_path(code));
    }

    const Document& document_;
    const Words& words_;
    std::string out_;
};

}  // namespace

std::string render_html(const Document& document) { return Page(document).html(); }

}  // namespace cafepos::receipts

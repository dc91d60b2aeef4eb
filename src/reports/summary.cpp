#include "summary.h"

#include <algorithm>
#include <vector>

#include "chart.h"
#include "html.h"

namespace cafepos::reports {
namespace {

using Table = std::vector<std::vector<std::string>>;

struct Section {
    std::string title;
    std::vector<std::string> header;
    Table rows;
};

class Writer {
public:
    Writer(const DailyReport& report, std::string currency) : report_(report), currency_(std::move(currency)) {}

    [[nodiscard]] std::vector<Section> sections() const {
        std::vector<Section> all{key_metrics(), payment_methods()};
        for (Section& section : std::vector<Section>{top_items(), staff(), taxes(), adjustments(), flagged()}) {
            if (!section.rows.empty()) all.push_back(std::move(section));
        }
        return all;
    }

private:
    [[nodiscard]] std::string money(Money amount) const { return with_currency(amount, currency_); }

    [[nodiscard]] Section key_metrics() const {
        const DailySummary& summary = report_.summary;
        return {"Key Metrics",
                {},
                {{"Revenue", money(summary.totalRevenue)},
                 {"Transactions", std::to_string(summary.totalTransactions)},
                 {"Average order", money(summary.averageOrderValue)},
                 {"Tax collected", money(summary.taxCollected)}}};
    }

    [[nodiscard]] Section payment_methods() const {
        Section section{"Payment Methods", {"Method", "Amount", "Share"}, {}};
        std::vector<Money> amounts;
        for (const auto& [method, amount] : report_.summary.paymentMethods) amounts.push_back(amount);
        const std::vector<Hundredths> percentages = shares(amounts);
        std::size_t i = 0;
        for (const auto& [method, amount] : report_.summary.paymentMethods) {
            section.rows.push_back({capitalised(method), money(amount), percentages[i++].text() + " %"});
        }
        return section;
    }

    [[nodiscard]] Section top_items() const {
        Section section{"Top Selling Items", {"Item", "Sold", "Revenue"}, {}};
        for (const SoldItem& item : report_.topSellingItems) {
            section.rows.push_back({item.name, std::to_string(item.quantitySold), money(item.revenue)});
        }
        return section;
    }

    [[nodiscard]] Section staff() const {
        Section section{"Staff Performance", {"Name", "Sales", "Revenue"}, {}};
        for (const StaffPerformance& person : report_.staffPerformance) {
            section.rows.push_back({person.name, std::to_string(person.transactions), money(person.revenue)});
        }
        return section;
    }

    [[nodiscard]] Section taxes() const {
        Section section{"Taxes", {"Tax", "On", "Amount"}, {}};
        for (const TaxLine& tax : report_.taxes) {
            const std::string name = tax.name.empty() ? "No tax" : tax.name;
            section.rows.push_back({name + " " + tax.rate.text() + " %", money(tax.taxable), money(tax.tax)});
        }
        return section;
    }

    [[nodiscard]] Section adjustments() const {
        const DailySummary& summary = report_.summary;
        Section section{"Adjustments", {}, {}};
        if (!summary.discountsGiven.is_zero()) section.rows.push_back({"Discounts given", money(summary.discountsGiven)});
        if (summary.refundCount > 0) {
            section.rows.push_back({"Refunds (" + std::to_string(summary.refundCount) + ")", money(summary.refundsProcessed)});
        }
        return section;
    }

    [[nodiscard]] Section flagged() const {
        Section section{"Orders to Check", {"Order", "Charged", "Expected"}, {}};
        for (const FlaggedOrderLine& order : report_.flaggedOrders) {
            section.rows.push_back({order.orderNumber, money(order.total), money(order.pricedTotal)});
        }
        return section;
    }

    static std::string capitalised(std::string word) {
        if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
        return word;
    }

    const DailyReport& report_;
    std::string currency_;
};

std::string text_row(const std::vector<std::string>& row) {
    std::string line = "  " + row[0] + ":";
    for (std::size_t i = 1; i < row.size(); ++i) line += (i == 1 ? " " : ", ") + row[i];
    return line + "\n";
}

std::string as_text(const std::string& title, const std::vector<Section>& sections, const std::string& footer) {
    std::string text = title + "\n";
    for (const Section& section : sections) {
        text += "\n" + section.title + "\n";
        for (const auto& row : section.rows) text += text_row(row);
    }
    return text + "\n" + footer + "\n";
}

std::string as_html(const std::string& title, const std::vector<Section>& sections, bool has_chart, const std::string& footer) {
    std::string body = html::heading(1, title);
    for (const Section& section : sections) {
        body += html::heading(2, section.title) + html::table(section.header, section.rows);
        if (has_chart && &section == &sections.front()) {
            body += html::heading(2, "Revenue by Hour") + html::image("cid:chart", "Revenue by hour", chart_width, chart_height);
        }
    }
    return html::page(title, body + html::footer(footer));
}

}  // namespace

SummaryMail render_summary(const DailyReport& report, const Letterhead& letterhead) {
    const std::vector<Section> sections = Writer(report, letterhead.currency).sections();
    const std::string title = letterhead.store_name + ": Daily Sales Summary " + report.date.text();
    const std::string footer = "Written by CafePOS at " + letterhead.written_at.text();
    SummaryMail mail;
    mail.subject = "CafePOS Daily Sales Summary - " + report.date.text();
    const std::string png = hours_chart_png(report.hourlyBreakdown, letterhead.currency);
    if (!png.empty()) mail.chart_png = png;
    mail.text = as_text(title, sections, footer);
    mail.html = as_html(title, sections, mail.chart_png.has_value(), footer);
    return mail;
}

}  // namespace cafepos::reports

#include "summary.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "chart.h"
#include "core/wording.h"
#include "mail/html.h"
#include "summary_words.h"

namespace cafepos::reports {
namespace {

namespace html = mail::html;
using Table = std::vector<std::vector<std::string>>;

struct Section {
    std::string title;
    std::vector<std::string> header;
    Table rows;
};

std::vector<std::string> header_of(std::initializer_list<std::string_view> words) { return {words.begin(), words.end()}; }

class Writer {
public:
    Writer(const SummaryFacts& facts, const Letterhead& letterhead)
        : facts_(facts), report_(facts.report), letterhead_(letterhead), words_(summary_words_of(letterhead.language)) {}

    [[nodiscard]] std::vector<Section> sections() const {
        std::vector<Section> all{key_metrics(), payment_methods()};
        for (Section& section : std::vector<Section>{top_items(), staff(), tips(), taxes(), adjustments(), drawer_differences(),
                                                     flagged(), late(), overnight(), journal()}) {
            if (!section.rows.empty()) all.push_back(std::move(section));
        }
        return all;
    }

private:
    [[nodiscard]] std::string money(Money amount) const {
        return wording::money_text(amount, letterhead_.currency, letterhead_.language);
    }
    [[nodiscard]] std::string count(std::int64_t number) const { return wording::number_text(number, letterhead_.language); }
    [[nodiscard]] std::string percent(std::string_view plain) const { return wording::percent_text(plain, letterhead_.language); }
    [[nodiscard]] std::string name_of(const std::string& username) const {
        const auto found = facts_.names.find(username);
        return found == facts_.names.end() || found->second.empty() ? username : found->second;
    }

    [[nodiscard]] std::vector<std::string> compared(std::string_view name, const std::string& now,
                                                    const std::string& before) const {
        std::vector<std::string> row{std::string(name), now};
        if (has_week_before()) row.push_back(before);
        return row;
    }
    [[nodiscard]] bool has_week_before() const { return facts_.week_before.totalTransactions > 0; }

    [[nodiscard]] Section key_metrics() const {
        const DailySummary& now = report_.summary;
        const DailySummary& before = facts_.week_before;
        Section section{std::string(words_.key_metrics), {}, {}};
        section.rows = {compared(words_.revenue, money(now.totalRevenue), money(before.totalRevenue)),
                        compared(words_.sales, count(now.totalTransactions), count(before.totalTransactions)),
                        compared(words_.average_order, money(now.averageOrderValue), money(before.averageOrderValue)),
                        compared(words_.tax_collected, money(now.taxCollected), money(before.taxCollected))};
        if (!has_week_before()) return section;
        constexpr int week = 7;
        section.header = {std::string(words_.figure), wording::date_text(report_.date, letterhead_.language),
                          wording::date_text(report_.date.plus_days(-week), letterhead_.language)};
        const Tenths change = percentage_change(now.totalRevenue.units(), before.totalRevenue.units());
        section.rows.push_back({std::string(words_.change), (change.is_negative() ? "" : "+") + percent(change.text()), ""});
        return section;
    }

    [[nodiscard]] Section payment_methods() const {
        Section section{std::string(words_.methods), header_of({words_.method, words_.amount, words_.share}), {}};
        std::vector<Money> amounts;
        for (const auto& [method, amount] : report_.summary.paymentMethods) amounts.push_back(amount);
        const std::vector<Hundredths> percentages = shares(amounts);
        std::size_t i = 0;
        for (const auto& [method, amount] : report_.summary.paymentMethods) {
            section.rows.push_back({method_name(method, words_), money(amount), percent(percentages[i++].text())});
        }
        return section;
    }

    [[nodiscard]] Section top_items() const {
        Section section{std::string(words_.top_items), header_of({words_.item, words_.sold, words_.revenue}), {}};
        for (const SoldItem& item : report_.topSellingItems) {
            section.rows.push_back({item.name, count(item.quantitySold), money(item.revenue)});
        }
        return section;
    }

    [[nodiscard]] Section staff() const {
        Section section{std::string(words_.staff), header_of({words_.name, words_.sales, words_.revenue}), {}};
        for (const StaffPerformance& person : report_.staffPerformance) {
            section.rows.push_back({name_of(person.name), count(person.transactions), money(person.revenue)});
        }
        return section;
    }

    [[nodiscard]] Section tips() const {
        Section section{std::string(words_.tips), header_of({words_.name, words_.method, words_.amount}), {}};
        Money sum;
        for (const TipRow& tip : facts_.tips) {
            section.rows.push_back({tip.staffName, method_name(tip.method, words_), money(tip.amount)});
            sum += tip.amount;
        }
        if (section.rows.size() > 1) section.rows.push_back({std::string(words_.total), "", money(sum)});
        return section;
    }

    [[nodiscard]] Section drawer_differences() const {
        Section section{std::string(words_.drawers), header_of({words_.till, words_.method, words_.difference}), {}};
        for (const drawers::Difference& one : facts_.differences) {
            section.rows.push_back(
                {one.till_name + ", Z " + std::to_string(one.z_number), method_name(one.method, words_), money(one.amount)});
        }
        return section;
    }

    [[nodiscard]] Section taxes() const {
        Section section{std::string(words_.taxes), header_of({words_.tax, words_.net, words_.amount}), {}};
        for (const TaxLine& tax : report_.taxes) {
            const std::string name = tax.name.empty() ? std::string(words_.no_tax) : tax.name;
            section.rows.push_back({name + " " + percent(tax.rate.text()), money(tax.taxable), money(tax.tax)});
        }
        return section;
    }

    [[nodiscard]] Section adjustments() const {
        const DailySummary& summary = report_.summary;
        Section section{std::string(words_.adjustments), {}, {}};
        if (!summary.discountsGiven.is_zero()) {
            section.rows.push_back({std::string(words_.discounts), money(summary.discountsGiven)});
        }
        if (summary.refundCount > 0) {
            section.rows.push_back(
                {std::string(words_.refunds) + " (" + count(summary.refundCount) + ")", money(summary.refundsProcessed)});
        }
        return section;
    }

    [[nodiscard]] Section flagged() const {
        Section section{std::string(words_.to_check), header_of({words_.order, words_.charged, words_.expected}), {}};
        for (const FlaggedOrderLine& order : report_.flaggedOrders) {
            const std::string time = wording::clock_text(letterhead_.zone.local(order.createdAt), letterhead_.language);
            section.rows.push_back(
                {order.orderNumber + ", " + time + ", " + name_of(order.staff) + ": " + reason_text(order.reasons, words_),
                 money(order.total), money(order.pricedTotal)});
        }
        const std::int64_t left_out = report_.flaggedCount - static_cast<std::int64_t>(report_.flaggedOrders.size());
        if (left_out > 0) section.rows.push_back({count(left_out) + " " + std::string(words_.more), "", ""});
        return section;
    }

    [[nodiscard]] Section late() const {
        Section section{std::string(words_.came_later), header_of({words_.day, words_.sales, words_.revenue}), {}};
        for (const sales::LateSales& day : facts_.late) {
            section.rows.push_back(
                {wording::date_text(day.business_date, letterhead_.language), count(day.count), money(day.charged)});
        }
        return section;
    }

    [[nodiscard]] Section overnight() const {
        Section section{std::string(words_.overnight), {}, {}};
        if (!facts_.overnight) return section;
        const Overnight& night = *facts_.overnight;
        const std::int64_t sold = report_.summary.totalTransactions;
        if (night.state == Overnight::State::proven) {
            section.rows.push_back(
                {std::string(words_.books), count(sold) + " " + std::string(sold == 1 ? words_.one_sale : words_.n_sales) + ", " +
                                                std::string(words_.no_differences) + "; " + std::string(words_.backup_proven) +
                                                " " + moment(*night.proven_at)});
            return section;
        }
        const bool differ = night.trouble == "differences";
        std::string what(words_.not_yet_proven);
        if (night.state == Overnight::State::wrong) what = backup_trouble_text(night.trouble, words_);
        if (differ) what = count(night.differences) + " " + what;
        if (night.proven_at) what += "; " + std::string(words_.last_proven) + ": " + moment(*night.proven_at);
        section.rows.push_back({std::string(differ ? words_.books : words_.backup), what});
        return section;
    }

    [[nodiscard]] Section journal() const {
        Section section{std::string(words_.journal), {}, {}};
        if (!facts_.journal_head.empty()) section.rows.push_back({std::string(words_.journal), facts_.journal_head});
        return section;
    }

    /// The time of day, with its date when that is not the mail's.
    [[nodiscard]] std::string moment(Timestamp at) const {
        const LocalTime time = letterhead_.zone.local(at);
        const bool today = time.date == letterhead_.zone.local(letterhead_.written_at).date;
        return today ? wording::clock_text(time, letterhead_.language) : wording::time_text(time, letterhead_.language);
    }

    const SummaryFacts& facts_;
    const DailyReport& report_;
    const Letterhead& letterhead_;
    const SummaryWords& words_;
};

/// Where a table has a header, each value is named by it.
std::string text_row(const Section& section, const std::vector<std::string>& row) {
    std::string line = "  " + row[0];
    std::string separator = ": ";
    for (std::size_t i = 1; i < row.size(); ++i) {
        if (row[i].empty()) continue;
        const std::string name = section.header.size() > i ? section.header[i] + " " : "";
        line += std::exchange(separator, ", ") + name + row[i];
    }
    return line + "\n";
}

/// What stands at the top and the bottom, around the tables.
struct Frame {
    std::string store;
    std::string title;
    std::string note;  ///< may be empty
    std::string footer;
};

std::string as_text(const Frame& frame, const std::vector<Section>& sections) {
    std::string text = frame.store + "\n" + frame.title + "\n" + (frame.note.empty() ? "" : "\n" + frame.note + "\n");
    for (const Section& section : sections) {
        text += "\n" + section.title + "\n";
        for (const auto& row : section.rows) text += text_row(section, row);
    }
    return text + "\n" + frame.footer + "\n";
}

std::string as_html(const Frame& frame, const std::vector<Section>& sections, bool has_chart, const std::string& language) {
    const std::string by_hour(summary_words_of(language).by_hour);
    std::string body = html::heading(1, frame.store) + html::paragraph(frame.title);
    if (!frame.note.empty()) body += html::paragraph(frame.note);
    for (const Section& section : sections) {
        body += html::heading(2, section.title) + html::table(section.header, section.rows);
        if (has_chart && &section == &sections.front()) {
            body += html::heading(2, by_hour) + html::image("cid:chart", by_hour, chart_width, chart_height);
        }
    }
    return html::page(frame.store + ": " + frame.title, body + html::footer(frame.footer), language);
}

}  // namespace

SummaryMail render_summary(const SummaryFacts& facts, const Letterhead& letterhead) {
    const std::string& language = letterhead.language;
    const SummaryWords& words = summary_words_of(language);
    const std::vector<Section> sections = Writer(facts, letterhead).sections();
    const std::string_view kind = letterhead.is_test ? words.test_mail : words.daily_sales;
    const Frame frame{
        letterhead.store_name, std::string(kind) + ", " + wording::day_text(facts.report.date, language),
        std::string(letterhead.is_test ? words.test_note : ""),
        std::string(words.written) + " " + wording::time_text(letterhead.zone.local(letterhead.written_at), language)};
    SummaryMail mail;
    mail.subject = frame.store + ": " + frame.title;
    const std::string png = hours_chart_png(facts.report.hourlyBreakdown, letterhead.currency, language);
    if (!png.empty()) mail.chart_png = png;
    mail.text = as_text(frame, sections);
    mail.html = as_html(frame, sections, mail.chart_png.has_value(), language);
    return mail;
}

}  // namespace cafepos::reports

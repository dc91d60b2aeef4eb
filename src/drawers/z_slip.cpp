#include "z_slip.h"

#include "core/wording.h"
#include "z_words.h"

namespace cafepos::drawers {
namespace {

/// Puts one X or Z on paper in the café's language, part by part.
class Drawing {
public:
    Drawing(const ZReport& report, const settings::Settings& settings)
        : report_(report), settings_(settings), words_(words_of(settings.general.language)) {}

    paper::Slip drawn() {
        add_heading();
        add_sales();
        add_taxes();
        add_cash();
        add_tenders();
        add_open_tabs();
        add_perpetual();
        add_remarks();
        return std::move(slip_);
    }

private:
    [[nodiscard]] std::string text_of(Money value) const { return wording::amount_text(value, settings_.general.language); }
    [[nodiscard]] std::string text_of(Timestamp moment) const {
        return wording::time_text(settings_.time_zone().local(moment), settings_.general.language);
    }
    [[nodiscard]] std::string with_colon(std::string_view label, std::string_view value) const {
        return std::string(label) + std::string(words_.colon) + std::string(value);
    }
    void heading(std::string_view text) {
        slip_.rule();
        slip_.text(text, {.bold = true});
    }
    void amount(std::string_view label, Money value) { slip_.pair(label, text_of(value)); }
    void amount(std::string_view label, const std::optional<Money>& value) {
        if (value) amount(label, *value);
    }
    void indented(std::string_view label, Money value) { amount("  " + std::string(label), value); }
    void sum(std::string_view label, const Sum& sum) {
        amount(std::string(label) + " (" + std::to_string(sum.count) + ")", sum.amount);
    }
    void moment(std::string_view label, Timestamp at, const std::string& by) {
        slip_.remark(std::string(label) + " ", text_of(at) + " " + std::string(words_.by) + " " + by);
    }

    void add_heading() {
        slip_.text(settings_.general.storeName, {.centred = true, .bold = true});
        slip_.text(report_.number ? "Z " + std::to_string(*report_.number) : std::string(words_.open_drawer),
                   {.bold = true, .large = true});
        slip_.pair(words_.till, report_.tillName);
        slip_.pair(words_.business_day, wording::date_text(report_.businessDate, settings_.general.language));
        moment(words_.opened, report_.openedAt, report_.openedByName);
        if (report_.closedAt) moment(words_.closed, *report_.closedAt, report_.closedByName.value_or(""));
        if (report_.firstOrderNumber) slip_.pair(words_.first, *report_.firstOrderNumber);
        if (report_.lastOrderNumber) slip_.pair(words_.last, *report_.lastOrderNumber);
    }

    void add_sales() {
        heading(words_.sales);
        sum(words_.sales, report_.sales);
        sum(words_.refunds, report_.refunds);
        sum(words_.voids, report_.voids);
        amount(words_.balance, report_.net);
        amount(words_.tips, report_.tips);
        sum(words_.discounts, report_.discountsTotal);
        for (const DiscountSum& discount : report_.discounts) {
            indented(discount.reason.empty() ? words_.without_reason : discount.reason, discount.amount);
        }
        for (const LateSale& late : report_.lateSales) amount(with_colon(words_.late, late.orderNumber), late.total);
    }

    /// With the rounding of cash, which is in no rate, they come to what was sold.
    void add_taxes() {
        heading(words_.taxes);
        Money rounding = report_.net;
        for (const TaxSum& tax : report_.taxes) {
            slip_.text((tax.name.empty() ? std::string(words_.untaxed) : tax.name) + " " +
                       wording::percent_text(tax.rate.text(), settings_.general.language));
            indented(words_.net, tax.net);
            indented(words_.tax, tax.tax);
            indented(words_.gross, tax.gross);
            rounding -= tax.gross;
        }
        if (!rounding.is_zero()) amount(words_.rounding, rounding);
    }

    void add_cash() {
        heading(words_.drawer);
        amount(words_.opening_float, report_.cash.openingFloat);
        amount(words_.cash_sales, report_.cash.sales);
        amount(words_.cash_refunds, report_.cash.refunds);
        amount(words_.cash_voids, report_.cash.voids);
        amount(words_.paid_in, report_.cash.paidIn);
        amount(words_.paid_out, report_.cash.paidOut);
        amount(words_.drops, report_.cash.drops);
        slip_.pair(words_.no_sales, std::to_string(report_.noSales));
        slip_.pair(words_.reprints, std::to_string(report_.reprints));
        for (const ZMovement& movement : report_.movements) {
            const std::string_view what = word_of(movement.type);
            indented(movement.reason.empty() ? std::string(what) : with_colon(what, movement.reason), movement.amount);
        }
        amount(words_.float_left, report_.cash.floatLeft);
    }

    [[nodiscard]] std::string_view word_of(MovementType type) const {
        if (type == MovementType::paid_in) return words_.putting_in;
        return type == MovementType::drop ? words_.dropping : words_.taking_out;
    }

    void add_tenders() {
        for (const ZTender& tender : report_.tenders) {
            heading(with_colon(words_.counted, tender_text(tender.method, words_)));
            add_flow(tender);
            amount(words_.expected, tender.expected);
            amount(words_.counted, tender.counted);
            amount(words_.difference, tender.difference);
        }
    }

    /// What the slip of the card terminal is compared with. Of cash the drawer's part has it, with its tips.
    void add_flow(const ZTender& tender) {
        const bool is_cash = tender.method == cash_method;
        if (!is_cash) amount(words_.sales, tender.sales);
        if (!is_cash && !tender.refunds.is_zero()) amount(words_.refunds, tender.refunds);
        if (!is_cash && !tender.voids.is_zero()) amount(words_.voids, tender.voids);
        if (!tender.tips.is_zero()) amount(is_cash ? words_.tips_in_it : words_.tips, tender.tips);
    }

    void add_open_tabs() {
        if (report_.openTabs.empty()) return;
        heading(words_.open_tabs);
        for (const OpenTab& tab : report_.openTabs) {
            std::string label = tab.number;
            if (tab.table) label += ", " + std::string(words_.table) + " " + *tab.table;
            if (tab.name) label += ", " + *tab.name;
            amount(label, tab.amount);
            slip_.remark("  " + std::string(words_.opened) + " ", text_of(tab.openedAt));
        }
    }

    void add_perpetual() {
        heading(words_.since_the_first);
        amount(words_.sales, report_.perpetual.sales);
        amount(words_.refunds, report_.perpetual.refunds);
        amount(words_.voids, report_.perpetual.voids);
        amount(words_.balance, report_.perpetual.net);
    }

    void add_remarks() {
        const auto remarks = remarks_on(report_, words_, [this](Money value) { return text_of(value); });
        if (!remarks.empty() || report_.note) heading(words_.remarks);
        for (const ZRemark& remark : remarks) slip_.text(remark.text);
        slip_.text(report_.note.value_or(""));
    }

    const ZReport& report_;
    const settings::Settings& settings_;
    const Words& words_;
    paper::Slip slip_;
};

}  // namespace

paper::Slip slip_of(const ZReport& report, const settings::Settings& settings) { return Drawing(report, settings).drawn(); }

}  // namespace cafepos::drawers

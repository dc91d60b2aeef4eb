#include "z_slip.h"

#include <algorithm>

#include "core/wording.h"

namespace cafepos::drawers {
namespace {

const paper::Style bold{.bold = true};

void heading(paper::Slip& slip, std::string_view text) {
    slip.rule();
    slip.text(text, bold);
}

void amount(paper::Slip& slip, std::string_view label, Money value) { slip.pair(label, value.fixed_text()); }

void amount(paper::Slip& slip, std::string_view label, const std::optional<Money>& value) {
    if (value) amount(slip, label, *value);
}

void sum(paper::Slip& slip, const std::string& label, const Sum& sum) {
    amount(slip, label + " (" + std::to_string(sum.count) + ")", sum.amount);
}

void add_heading(const ZReport& report, const settings::Settings& settings, paper::Slip& slip) {
    const auto on_the_wall = [&](Timestamp moment) {
        return wording::time_text(settings.time_zone().local(moment), settings.general.language);
    };
    slip.text(settings.general.storeName, {.centred = true, .bold = true});
    slip.text(report.number ? "Z " + std::to_string(*report.number) : "X (the drawer is open)", {.bold = true, .large = true});
    slip.pair("Till", report.tillName);
    slip.pair("Business day", report.businessDate.text());
    slip.remark("Opened ", on_the_wall(report.openedAt) + " by " + report.openedByName);
    if (report.closedAt) slip.remark("Closed ", on_the_wall(*report.closedAt) + " by " + report.closedByName.value_or(""));
    if (report.firstOrderNumber) slip.pair("First", *report.firstOrderNumber);
    if (report.lastOrderNumber) slip.pair("Last", *report.lastOrderNumber);
}

void add_sales(const ZReport& report, paper::Slip& slip) {
    heading(slip, "Sales");
    sum(slip, "Sales", report.sales);
    sum(slip, "Refunds", report.refunds);
    sum(slip, "Voids", report.voids);
    amount(slip, "Net", report.net);
    amount(slip, "Tips", report.tips);
    sum(slip, "Discounts given", report.discountsTotal);
    for (const DiscountSum& discount : report.discounts) {
        amount(slip, "  " + (discount.reason.empty() ? "without a reason" : discount.reason), discount.amount);
    }
    for (const LateSale& late : report.lateSales) amount(slip, "Late: " + late.orderNumber, late.total);
}

void add_taxes(const ZReport& report, paper::Slip& slip) {
    heading(slip, "Taxes");
    for (const TaxSum& tax : report.taxes) {
        slip.text((tax.name.empty() ? "Untaxed" : tax.name) + " " + tax.rate.text() + " %");
        amount(slip, "  Net", tax.net);
        amount(slip, "  Tax", tax.tax);
        amount(slip, "  Gross", tax.gross);
    }
}

void add_cash(const ZReport& report, paper::Slip& slip) {
    heading(slip, "Drawer");
    amount(slip, "Float", report.cash.openingFloat);
    amount(slip, "Cash sales", report.cash.sales);
    amount(slip, "Cash refunds", report.cash.refunds);
    amount(slip, "Cash of voids", report.cash.voids);
    amount(slip, "Paid in", report.cash.paidIn);
    amount(slip, "Paid out", report.cash.paidOut);
    amount(slip, "Drops", report.cash.drops);
    slip.pair("Opened without a sale", std::to_string(report.noSales));
    for (const ZMovement& movement : report.movements) {
        std::string type = boost::describe::enum_to_string(movement.type, "");
        std::ranges::replace(type, '_', ' ');
        amount(slip, "  " + type + (movement.reason.empty() ? "" : ": " + movement.reason), movement.amount);
    }
    amount(slip, "Float left", report.cash.floatLeft);
}

void add_tenders(const ZReport& report, paper::Slip& slip) {
    for (const ZTender& tender : report.tenders) {
        heading(slip, "Counted: " + tender.method);
        if (!tender.tips.is_zero()) amount(slip, "Tips in it", tender.tips);
        amount(slip, "Expected", tender.expected);
        amount(slip, "Counted", tender.counted);
        amount(slip, "Difference", tender.difference);
    }
}

void add_perpetual(const Perpetual& perpetual, paper::Slip& slip) {
    heading(slip, "Since the first Z");
    amount(slip, "Sales", perpetual.sales);
    amount(slip, "Refunds", perpetual.refunds);
    amount(slip, "Voids", perpetual.voids);
    amount(slip, "Net", perpetual.net);
}

}  // namespace

paper::Slip slip_of(const ZReport& report, const settings::Settings& settings) {
    paper::Slip slip;
    add_heading(report, settings, slip);
    add_sales(report, slip);
    add_taxes(report, slip);
    add_cash(report, slip);
    add_tenders(report, slip);
    add_perpetual(report.perpetual, slip);
    if (!report.remarks.empty() || report.note) heading(slip, "Remarks");
    for (const ZRemark& remark : report.remarks) slip.text(remark.text);
    slip.text(report.note.value_or(""));
    return slip;
}

}  // namespace cafepos::drawers

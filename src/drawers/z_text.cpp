#include "core/text.h"
#include "z_report.h"

namespace cafepos::drawers {
namespace {

constexpr std::size_t columns = 42;

/// Lines of a slip: a label at the left, an amount at the right.
class Slip {
public:
    void line(const std::string& text) { text_ += text + "\n"; }
    void rule() { line(std::string(columns, '-')); }
    void heading(const std::string& text) {
        rule();
        line(text);
    }
    void pair(const std::string& label, const std::string& value) {
        const std::size_t used = text::length(label) + text::length(value);
        if (used >= columns) {
            line(label);
            return pair("", value);
        }
        line(label + std::string(columns - used, ' ') + value);
    }
    void pair(const std::string& label, Money amount) { pair(label, amount.fixed_text()); }
    void pair(const std::string& label, const std::optional<Money>& amount) {
        if (amount) pair(label, *amount);
    }
    void sum(const std::string& label, const Sum& sum) { pair(label + " (" + std::to_string(sum.count) + ")", sum.amount); }
    std::string take() { return std::move(text_); }

private:
    std::string text_;
};

void print_heading(const ZReport& report, Slip& slip) {
    slip.line(report.number ? "Z " + std::to_string(*report.number) : "X (the drawer is open)");
    slip.pair("Till", report.tillName);
    slip.pair("Business day", report.businessDate.text());
    slip.pair("Opened", report.openedAt.text());
    slip.pair("by", report.openedByName);
    if (report.closedAt) slip.pair("Closed", report.closedAt->text());
    if (report.closedByName) slip.pair("by", *report.closedByName);
    if (report.firstOrderNumber) slip.pair("First order", *report.firstOrderNumber);
    if (report.lastOrderNumber) slip.pair("Last order", *report.lastOrderNumber);
}

void print_sales(const ZReport& report, Slip& slip) {
    slip.heading("Sales");
    slip.sum("Sales", report.sales);
    slip.sum("Refunds", report.refunds);
    slip.sum("Voids", report.voids);
    slip.pair("Net", report.net);
    slip.sum("Discounts given", report.discountsTotal);
    for (const DiscountSum& discount : report.discounts) {
        slip.pair("  " + (discount.reason.empty() ? "without a reason" : discount.reason), discount.amount);
    }
    for (const LateSale& late : report.lateSales) slip.pair("Late: " + late.orderNumber, late.total);
}

void print_taxes(const ZReport& report, Slip& slip) {
    slip.heading("Taxes");
    for (const TaxSum& tax : report.taxes) {
        slip.line((tax.name.empty() ? "Untaxed" : tax.name) + " " + tax.rate.text() + " %");
        slip.pair("  Net", tax.net);
        slip.pair("  Tax", tax.tax);
        slip.pair("  Gross", tax.gross);
    }
}

void print_cash(const ZReport& report, Slip& slip) {
    slip.heading("Drawer");
    slip.pair("Float", report.cash.openingFloat);
    slip.pair("Cash sales", report.cash.sales);
    slip.pair("Cash refunds", report.cash.refunds);
    slip.pair("Cash of voids", report.cash.voids);
    slip.pair("Paid in", report.cash.paidIn);
    slip.pair("Paid out", report.cash.paidOut);
    slip.pair("Drops", report.cash.drops);
    slip.pair("Opened without a sale", std::to_string(report.noSales));
    for (const ZMovement& movement : report.movements) {
        slip.pair("  " + std::string(boost::describe::enum_to_string(movement.type, "")) + " " + movement.reason,
                  movement.amount);
    }
    slip.pair("Float left", report.cash.floatLeft);
}

void print_tenders(const ZReport& report, Slip& slip) {
    for (const ZTender& tender : report.tenders) {
        slip.heading("Counted: " + tender.method);
        slip.pair("Expected", tender.expected);
        slip.pair("Counted", tender.counted);
        slip.pair("Difference", tender.difference);
    }
}

}  // namespace

std::string text_of(const ZReport& report) {
    Slip slip;
    print_heading(report, slip);
    print_sales(report, slip);
    print_taxes(report, slip);
    print_cash(report, slip);
    print_tenders(report, slip);
    slip.heading("Since the first Z");
    slip.pair("Sales", report.perpetual.sales);
    slip.pair("Refunds", report.perpetual.refunds);
    slip.pair("Voids", report.perpetual.voids);
    slip.pair("Net", report.perpetual.net);
    if (!report.remarks.empty() || report.note) slip.heading("Remarks");
    for (const ZRemark& remark : report.remarks) slip.line(remark.text);
    if (report.note) slip.line(*report.note);
    return slip.take();
}

}  // namespace cafepos::drawers

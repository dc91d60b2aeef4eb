#include "z_report.h"

#include <algorithm>
#include <set>

#include "json/read.h"
#include "json/write.h"
#include "rules.h"
#include "z_words.h"

namespace cafepos::drawers {
namespace {

Money sum_of(const std::vector<Movement>& movements, MovementType type) {
    Money sum;
    for (const Movement& movement : movements) {
        if (movement.type == type) sum += movement.amount;
    }
    return sum;
}

ZCash cash_of(const Drawer& drawer, const std::vector<Movement>& movements) {
    ZCash cash;
    cash.openingFloat = drawer.opening_float;
    cash.sales = sum_of(movements, MovementType::sale);
    cash.refunds = -sum_of(movements, MovementType::refund);
    cash.voids = -sum_of(movements, MovementType::voided);
    cash.paidIn = sum_of(movements, MovementType::paid_in);
    cash.paidOut = -sum_of(movements, MovementType::paid_out);
    cash.drops = -sum_of(movements, MovementType::drop);
    cash.expected = drawer.balance;
    cash.floatLeft = drawer.float_left;
    return cash;
}

Money flow_of(const TenderSum& tender) { return tender.sales + tender.tips - tender.refunds - tender.voids; }

TenderSum tender_of(const std::vector<TenderSum>& tenders, const std::string& method) {
    const auto found = std::ranges::find(tenders, method, &TenderSum::method);
    return found == tenders.end() ? TenderSum{method, {}, {}, {}, {}} : *found;
}

std::vector<ZTender> tenders_of(const ZFacts& facts) {
    const auto counts = facts.counts.empty() ? counts_of(facts.drawer, facts.sales.tenders, {}) : facts.counts;
    std::vector<ZTender> tenders;
    for (const Count& count : counts) {
        const TenderSum sums = tender_of(facts.sales.tenders, count.method);
        ZTender tender{count.method, sums.sales, sums.refunds, sums.voids, sums.tips, count.expected, count.counted, {}, {}};
        if (count.counted) tender.difference = *count.counted - count.expected;
        if (count.denominations) tender.denominations = json::bind<Denominations>(json::parse(*count.denominations));
        tenders.push_back(std::move(tender));
    }
    return tenders;
}

ZMovement entry_of(const Movement& movement) {
    const Money amount = movement.amount.is_negative() ? -movement.amount : movement.amount;
    return {movement.type, amount, movement.reason, movement.staff_id, movement.created_at};
}

void record_movements(const std::vector<Movement>& movements, ZReport& report) {
    for (const Movement& movement : movements) {
        if (movement.type == MovementType::no_sale) ++report.noSales;
        if (movement.type == MovementType::reprint) ++report.reprints;
        if (is_by_hand(movement.type) && movement.type != MovementType::no_sale) report.movements.push_back(entry_of(movement));
    }
}

void record_heading(const ZFacts& facts, ZReport& report) {
    report.number = facts.number;
    report.drawerId = facts.drawer.id;
    report.tillId = facts.till.id;
    report.tillName = facts.till.name;
    report.businessDate = facts.business_date;
    report.openedAt = facts.drawer.opened_at;
    report.openedBy = facts.drawer.opened_by;
    report.openedByName = facts.opened_by_name;
    report.closedAt = facts.drawer.closed_at;
    report.closedBy = facts.drawer.closed_by;
    report.closedByName = facts.closed_by_name;
    report.note = facts.drawer.note;
}

void record_sales(const DrawerSales& sales, ZReport& report) {
    report.sales = sales.sales;
    report.refunds = sales.refunds;
    report.voids = sales.voids;
    report.net = sales.sales.amount - sales.refunds.amount - sales.voids.amount;
    report.discounts = sales.discounts;
    for (const DiscountSum& discount : sales.discounts) {
        report.discountsTotal.count += discount.count;
        report.discountsTotal.amount += discount.amount;
    }
    for (const TenderSum& tender : sales.tenders) report.tips += tender.tips;
    report.taxes = sales.taxes;
    report.firstOrderNumber = sales.firstOrderNumber;
    report.lastOrderNumber = sales.lastOrderNumber;
    report.lateSales = sales.lateSales;
}

Perpetual perpetual_after(const Perpetual& before, const ZReport& report) {
    return {before.sales + report.sales.amount, before.refunds + report.refunds.amount, before.voids + report.voids.amount,
            before.net + report.net};
}

}  // namespace

std::vector<Count> counts_of(const Drawer& drawer, const std::vector<TenderSum>& tenders,
                             const std::map<std::string, Counted>& counted) {
    std::set<std::string> methods{std::string(cash_method)};
    for (const TenderSum& tender : tenders) methods.insert(tender.method);
    for (const auto& [method, found] : counted) methods.insert(method);
    std::vector<Count> counts;
    for (const std::string& method : methods) {
        const Money expected = method == cash_method ? drawer.balance : flow_of(tender_of(tenders, method));
        Count count{drawer.id, method, expected, {}, {}};
        if (const auto found = counted.find(method); found != counted.end()) {
            count.counted = found->second.amount;
            if (found->second.denominations) count.denominations = json::to_text(*found->second.denominations);
        }
        counts.push_back(std::move(count));
    }
    return counts;
}

ZReport z_report_of(const ZFacts& facts) {
    ZReport report;
    record_heading(facts, report);
    record_sales(facts.sales, report);
    report.tenders = tenders_of(facts);
    report.cash = cash_of(facts.drawer, facts.movements);
    record_movements(facts.movements, report);
    report.openTabs = facts.open_tabs;
    report.perpetual = perpetual_after(facts.before, report);
    report.remarks = remarks_on(report, words_of("en"), [](Money amount) { return amount.fixed_text(); });
    return report;
}

}  // namespace cafepos::drawers

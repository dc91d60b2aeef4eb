#include <optional>

#include "closing.h"
#include "db/table.h"
#include "drawer_store.h"
#include "drawers.h"
#include "json/read.h"
#include "json/write.h"
#include "z_store.h"

namespace cafepos::drawers {
namespace {

const db::Query<Id> next_drawers{"drawers.verify_drawers",
                                 "SELECT id FROM drawers WHERE id > $1 ORDER BY id LIMIT CAST($2 AS BIGINT)"};
const db::Query<store::ZRow> next_z{"drawers.verify_z",
                                    "SELECT {} FROM z_reports WHERE number > $1 ORDER BY number LIMIT CAST($2 AS BIGINT)"};
const db::Query<Id> closed_without_z{"drawers.verify_closed", R"(
    SELECT id FROM drawers WHERE closed_at IS NOT NULL AND id NOT IN (SELECT drawer_id FROM z_reports))"};

constexpr std::int64_t page_rows = 50;

using Findings = std::vector<std::string>;

void expect_equal(Money stored, Money derived, const std::string& what, Findings& findings) {
    if (stored == derived) return;
    findings.push_back(what + " is " + stored.fixed_text() + ", derived " + derived.fixed_text());
}

/// The movements follow each other without gaps and add up to the balance.
void check_chain(const Drawer& drawer, const std::vector<Movement>& movements, const std::string& name, Findings& findings) {
    std::int64_t sequence = 0;
    Money balance;
    for (const Movement& movement : movements) {
        balance += movement.amount;
        if (movement.sequence != ++sequence) findings.push_back(name + ": movement " + std::to_string(sequence) + " is missing");
        expect_equal(movement.balance, balance, name + ": the balance after movement " + std::to_string(sequence), findings);
        sequence = movement.sequence;
    }
    expect_equal(drawer.balance, balance, name + ": the balance", findings);
    if (drawer.movement_count != std::ssize(movements)) {
        findings.push_back(name + ": it should have " + std::to_string(drawer.movement_count) + " movements, there are " +
                           std::to_string(movements.size()));
    }
}

/// Its cash by the ledger is that of the payments, with their tips, and of the refunds.
void check_cash(const ZReport& report, const std::string& name, Findings& findings) {
    for (const ZTender& tender : report.tenders) {
        if (tender.method != cash_method) continue;
        expect_equal(report.cash.sales - report.cash.voids, tender.sales + tender.tips - tender.voids,
                     name + ": the cash of its sales less voids", findings);
        expect_equal(report.cash.refunds, tender.refunds, name + ": the cash of its refunds", findings);
    }
}

void check_drawer(db::Transaction& transaction, const Id& id, const SalesOf& sales_of, Findings& findings) {
    const Drawer drawer = store::require_drawer(transaction, id);
    const std::string name = "Drawer " + id.text();
    const ZFacts facts = facts_of(transaction, drawer, Date(), sales_of);
    check_chain(drawer, facts.movements, name, findings);
    check_cash(z_report_of(facts), name, findings);
}

/// Each member of a Z as it is kept and as it is derived, in the words of JSON. Names may have changed since.
void compare(const ZReport& stored, ZReport derived, Findings& findings) {
    derived.tillName = stored.tillName;
    derived.openedByName = stored.openedByName;
    derived.closedByName = stored.closedByName;
    using Members = boost::describe::describe_members<ZReport, boost::describe::mod_public>;
    boost::mp11::mp_for_each<Members>([&](auto member) {
        const std::string kept = json::to_text(stored.*member.pointer);
        const std::string again = json::to_text(derived.*member.pointer);
        if (kept == again) return;
        findings.push_back("Z " + std::to_string(*stored.number) + ": " + member.name + " is " + kept + ", derived " + again);
    });
}

void check_z(db::Transaction& transaction, const store::ZRow& row, const std::optional<store::ZRow>& before,
             const SalesOf& sales_of, Findings& findings) {
    const std::int64_t expected = before ? before->number + 1 : 1;
    if (row.number != expected) findings.push_back("Z " + std::to_string(expected) + " is missing");
    ZFacts facts = facts_of(transaction, store::require_drawer(transaction, row.drawer_id), row.business_date, sales_of);
    facts.number = row.number;
    facts.before = perpetual_of(before);
    // Which tabs were open then, and what they cost, only the Z still says.
    const auto kept = json::bind<ZReport>(json::parse(row.document));
    facts.open_tabs = kept.openTabs;
    const ZReport derived = z_report_of(facts);
    compare(kept, derived, findings);
    const std::string name = "Z " + std::to_string(row.number) + ": ";
    expect_equal(row.sales, derived.sales.amount, name + "sales in the list", findings);
    expect_equal(row.refunds, derived.refunds.amount, name + "refunds in the list", findings);
    expect_equal(row.voids, derived.voids.amount, name + "voids in the list", findings);
    expect_equal(row.cash_expected, derived.cash.expected, name + "expected cash in the list", findings);
    expect_equal(row.perpetual_sales, derived.perpetual.sales, name + "perpetual sales", findings);
    expect_equal(row.perpetual_refunds, derived.perpetual.refunds, name + "perpetual refunds", findings);
    expect_equal(row.perpetual_voids, derived.perpetual.voids, name + "perpetual voids", findings);
}

void check_drawers(db::Transaction& transaction, const SalesOf& sales_of, Findings& findings) {
    for (Id last;;) {
        const auto page = transaction.query(next_drawers, last, page_rows);
        if (page.empty()) return;
        for (const Id& id : page) check_drawer(transaction, id, sales_of, findings);
        last = page.back();
    }
}

void check_all_z(db::Transaction& transaction, const SalesOf& sales_of, Findings& findings) {
    for (std::optional<store::ZRow> before;;) {
        auto page = transaction.query(next_z, before ? before->number : 0, page_rows);
        if (page.empty()) return;
        for (store::ZRow& row : page) {
            check_z(transaction, row, before, sales_of, findings);
            before = std::move(row);
        }
    }
}

}  // namespace

std::vector<std::string> verify(db::Transaction& transaction, const SalesOf& sales_of) {
    Findings findings;
    check_drawers(transaction, sales_of, findings);
    check_all_z(transaction, sales_of, findings);
    for (const Id& id : transaction.query(closed_without_z)) {
        findings.push_back("Drawer " + id.text() + ": it is closed and has no Z");
    }
    return findings;
}

}  // namespace cafepos::drawers

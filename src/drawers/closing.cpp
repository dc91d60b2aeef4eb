#include "closing.h"

#include "drawer_store.h"
#include "drawers.h"
#include "json/write.h"
#include "ledger.h"
#include "records.h"
#include "settings/business_days.h"
#include "staff/store.h"
#include "till_store.h"

namespace cafepos::drawers {
namespace {

std::string name_of(db::Transaction& transaction, const Id& user_id) {
    const staff::User user = staff::store::find_user(transaction, user_id).value();  // whoever opened or closed one stays
    return user.first_name + " " + user.last_name;
}

Till require_till_in_use(db::Transaction& transaction, const Id& till_id) {
    auto till = store::find_till(transaction, till_id);
    if (!till) throw Error::field(Code::unprocessable, "tillId", "unknown", "tillId is not a till");
    if (!till->active) throw Error::field(Code::unprocessable, "tillId", "inactive", "tillId is a till that is no longer in use");
    return std::move(*till);
}

Date business_day(db::Transaction& transaction, const Workshop& workshop, Timestamp now) {
    return settings::look_at_moment(transaction, *workshop.settings.in_transaction(transaction), now).business_date;
}

std::optional<Money> counted_cash(const ZReport& report) {
    for (const ZTender& tender : report.tenders) {
        if (tender.method == cash_method) return tender.counted;
    }
    return std::nullopt;
}

store::ZRow row_of(const ZReport& report) {
    store::ZRow row;
    row.number = *report.number;
    row.drawer_id = report.drawerId;
    row.till_id = report.tillId;
    row.business_date = report.businessDate;
    row.closed_at = *report.closedAt;
    row.closed_by = *report.closedBy;
    row.sales = report.sales.amount;
    row.refunds = report.refunds.amount;
    row.voids = report.voids.amount;
    row.cash_expected = report.cash.expected;
    row.cash_counted = counted_cash(report);
    row.perpetual_sales = report.perpetual.sales;
    row.perpetual_refunds = report.perpetual.refunds;
    row.perpetual_voids = report.perpetual.voids;
    row.document = json::to_text(report);
    return row;
}

ZFacts present_facts(db::Transaction& transaction, const Workshop& workshop, const Drawer& drawer, Timestamp now,
                     const Sources& sources) {
    ZFacts facts = facts_of(transaction, drawer, business_day(transaction, workshop, now), sources.sales_of);
    if (sources.open_tabs) facts.open_tabs = sources.open_tabs(transaction);
    return facts;
}

Drawer closed(Drawer drawer, const Closing& closing, const Act& act) {
    drawer.closed_at = act.now;
    drawer.closed_by = act.actor.user_id;
    drawer.float_left = closing.float_left;
    drawer.note = closing.note;
    return drawer;
}

}  // namespace

Drawer open_drawer(db::Transaction& transaction, const Workshop& workshop, const Act& act, const Id& till_id,
                   Money opening_float) {
    const Till till = require_till_in_use(transaction, till_id);
    if (store::find_open_drawer(transaction, till.id)) {
        throw Error::field(Code::conflict, "", "drawer_open", "A drawer is open at " + till.name + "; close it first");
    }
    Drawer drawer;
    drawer.id = workshop.ids.next();
    drawer.till_id = till.id;
    drawer.opening_float = opening_float;
    drawer.opened_at = act.now;
    drawer.opened_by = act.actor.user_id;
    store::insert(transaction, drawer);
    workshop.journal.append(transaction, journal::kind::drawer, drawer.id.text(), record_of(drawer));
    const CashMove opening{.type = MovementType::opening, .amount = opening_float, .staff_id = act.actor.user_id};
    CashLedger(workshop.clock, workshop.ids, workshop.journal).move_in(transaction, drawer.id, opening);
    return store::require_drawer(transaction, drawer.id);
}

void plant_drawer(db::Transaction& transaction, const Workshop& workshop, const Act& act, const Id& till_id, Money opening_float,
                  const std::vector<CashMove>& moves) {
    const Drawer drawer = open_drawer(transaction, workshop, act, till_id, opening_float);
    for (CashMove move : moves) {
        move.staff_id = act.actor.user_id;
        CashLedger(workshop.clock, workshop.ids, workshop.journal).move_in(transaction, drawer.id, move);
    }
}

ZFacts facts_of(db::Transaction& transaction, const Drawer& drawer, const Date& business_date, const SalesOf& sales_of) {
    ZFacts facts;
    facts.drawer = drawer;
    facts.till = store::require_till(transaction, drawer.till_id);
    facts.opened_by_name = name_of(transaction, drawer.opened_by);
    if (drawer.closed_by) facts.closed_by_name = name_of(transaction, *drawer.closed_by);
    facts.business_date = business_date;
    facts.movements = store::list_movements(transaction, drawer.id);
    facts.counts = store::list_counts(transaction, drawer.id);
    facts.sales = sales_of(transaction, drawer.id);
    return facts;
}

Perpetual perpetual_of(const std::optional<store::ZRow>& row) {
    if (!row) return {};
    return {row->perpetual_sales, row->perpetual_refunds, row->perpetual_voids,
            row->perpetual_sales - row->perpetual_refunds - row->perpetual_voids};
}

ZReport close_drawer(db::Transaction& transaction, const Workshop& workshop, const Act& act, const Id& drawer_id,
                     const Closing& closing, const Sources& sources) {
    const Drawer drawer = closed(store::require_drawer(transaction, drawer_id), closing, act);
    if (!store::close(transaction, drawer))
        throw Error::field(Code::conflict, "", "drawer_closed", "The drawer is closed already");
    ZFacts facts = present_facts(transaction, workshop, drawer, act.now, sources);
    facts.counts = counts_of(drawer, facts.sales.tenders, closing.counted);
    const auto last = store::last_z(transaction);
    facts.number = last ? last->number + 1 : 1;
    facts.before = perpetual_of(last);
    ZReport report = z_report_of(facts);
    store::insert(transaction, facts.counts);
    const store::ZRow row = row_of(report);
    store::insert(transaction, row);
    workshop.journal.append(transaction, journal::kind::z, drawer.id.text(), record_of(row, facts.counts));
    return report;
}

ZReport look_into(db::Transaction& transaction, const Workshop& workshop, const Id& drawer_id, const Sources& sources) {
    const Drawer drawer = store::require_drawer(transaction, drawer_id);
    if (drawer.closed_at)
        throw Error::field(Code::conflict, "", "drawer_closed", "The drawer is closed; its Z says what was found");
    ZFacts facts = present_facts(transaction, workshop, drawer, workshop.clock.now(), sources);
    facts.before = perpetual_of(store::last_z(transaction));
    return z_report_of(facts);
}

}  // namespace cafepos::drawers

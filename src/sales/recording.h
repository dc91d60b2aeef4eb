#pragma once

#include "core/id.h"
#include "sell.h"
#include "settings/business_days.h"

/// Pure. A sale that was priced becomes the order that is stored: each of these fills in its part.
namespace cafepos::sales {

void record_charge(const Charge& charge, Order& order);
/// What the register said, where that differs.
void record_claim(const Figures& figures, const Charge& charge, Order& order);
/// Money that has been taken is never refused for the clock's sake: the sale is dated as well as can be, and flagged.
void record_time(const settings::Moment& arrival, const settings::Settings& settings, std::optional<Timestamp> occurred,
                 Order& order);
/// Whether it came so late that its day was over.
bool is_of_an_earlier_day(const Order& order);
void record_lines(const NewSale& sale, const std::vector<SoldLine>& sold, const Charge& charge, IdSource& ids, Order& order);
/// What was taken is stored, also when a register's tenders do not sum to its total; what is still a question is refused with
/// Error(payments_differ) or what is wrong with a tender.
void record_payments(const NewSale& sale, settings::RoundingMode coins, IdSource& ids, Order& order);

}  // namespace cafepos::sales

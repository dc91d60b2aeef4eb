#pragma once

#include <string>
#include <string_view>

#include "sales/sales.h"

namespace cafepos::receipts {

// The check value of a slip: twelve digits that only who has the café's key can compute, from what the slip says. A slip that was
// made up, or whose number, moment, total or tax was altered, does not have the right one. docs/formats/receipts.md tells people.

std::string check_value_of(const sales::Order& order, const std::string& key);
std::string check_value_of(const sales::Refund& refund, const std::string& key);

/// As people type it: with or without dashes, in capital or small letters.
bool is_check_value(std::string_view typed, const std::string& check_value);

}  // namespace cafepos::receipts

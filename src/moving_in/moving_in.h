#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "audit/audit.h"
#include "events/events.h"
#include "images/store.h"
#include "inventory/ledger.h"
#include "staff/store.h"
#include "workshop/workshop.h"

/// From the older server into a new café: staff, roles, menu with pictures, stock and orders. docs/moving-in.md is for owners.
namespace cafepos::moving_in {

/// What moving in needs. All references outlive the call.
struct Tools {
    Workshop workshop;
    const inventory::Ledger& ledger;
    images::Store& pictures;
};

struct Request {
    std::string url;                 ///< of the older server's database
    std::filesystem::path pictures;  ///< the older server's folder `uploads`; empty: no pictures come
    bool dry_run = false;
    bool leave_out = false;  ///< what cannot come is left behind; without, nothing comes then
    int answer_seconds_max = 300;
};

struct Finding {
    std::string row;
    std::string text;
};

struct Report {
    std::vector<std::pair<std::string, std::int64_t>> came;  ///< of what, how many
    Money sales;                                             ///< what the orders that came took, those that are void left out
    std::vector<Finding> changed;                            ///< it comes, but not as it was
    std::vector<Finding> impossible;                         ///< it cannot come
    bool is_stored = false;

    void count(const std::string& what, std::int64_t how_many = 1);
};

/// The café has something already.
class NotNew : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// All in one transaction, or nothing: not on a dry run, nor where something cannot come and must not be left out. NotNew;
/// std::runtime_error with words for the owner for a database that is not the older server's.
Report move_in(const Tools& tools, const Request& request);

}  // namespace cafepos::moving_in

#include "derive.h"
#include "derive_customers.h"
#include "differences.h"
#include "reports.h"

namespace cafepos::reports {
namespace {

std::string text_of(const RollupKey& key) {
    std::string text;
    for (const std::string& part : key) text += (text.empty() ? "" : " / ") + (part.empty() ? "-" : part);
    return text;
}

std::string text_of(const std::vector<std::int64_t>& sums) {
    std::string text;
    for (const std::int64_t sum : sums) text += (text.empty() ? "" : ", ") + std::to_string(sum);
    return text;
}

}  // namespace

void compare(const std::string& table, const RollupRows& stored, const RollupRows& derived,
             std::vector<std::string>& differences) {
    for (const auto& [key, sums] : derived) {
        const auto found = stored.find(key);
        if (found == stored.end()) {
            differences.push_back(table + " " + text_of(key) + ": missing, the orders say (" + text_of(sums) + ")");
        } else if (found->second != sums) {
            differences.push_back(table + " " + text_of(key) + ": stored (" + text_of(found->second) + "), the orders say (" +
                                  text_of(sums) + ")");
        }
    }
    for (const auto& [key, sums] : stored) {
        if (!derived.contains(key)) {
            differences.push_back(table + " " + text_of(key) + ": stored (" + text_of(sums) + "), the orders know nothing of it");
        }
    }
}

std::vector<std::string> verify(db::Transaction& transaction) {
    std::vector<std::string> differences;
    for (const RollupTable& table : rollup_tables()) {
        compare(table.name, stored_rows(transaction, table), derived_rows(transaction, table), differences);
    }
    verify_customers(transaction, differences);
    return differences;
}

void rebuild(db::Transaction& transaction) {
    for (const RollupTable& table : rollup_tables()) replace_rows(transaction, table, derived_rows(transaction, table));
    rebuild_customers(transaction);
}

}  // namespace cafepos::reports

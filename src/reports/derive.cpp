#include "derive.h"

#include <algorithm>

#include "rollup_rows.h"

namespace cafepos::reports {
namespace {

void add(RollupRows& rows, const RollupKey& key, const std::vector<std::int64_t>& sums) {
    auto& stored = rows[key];
    stored.resize(sums.size());
    for (std::size_t i = 0; i < sums.size(); ++i) stored[i] += sums[i];
}

void add_result(RollupRows& rows, const RollupTable& table, const db::Rows& result) {
    const std::size_t keys = table.key_kinds.size();
    for (const db::Row& row : result) {
        RollupKey key;
        for (std::size_t i = 0; i < keys; ++i) {
            key.push_back(table.key_kinds[i] == 'i' ? std::to_string(row.integer(i)) : row.text(i));
        }
        std::vector<std::int64_t> sums;
        for (std::size_t i = 0; i < table.sum_count; ++i) sums.push_back(row.integer(keys + i));
        add(rows, key, sums);
    }
}

void remove_zeros(RollupRows& rows) {
    std::erase_if(rows, [](const auto& row) {
        return std::all_of(row.second.begin(), row.second.end(), [](std::int64_t sum) { return sum == 0; });
    });
}

RollupRows with_months(const RollupTable& table, RollupRows days) {
    if (table.period_column < 0) return days;
    RollupRows rows = days;
    for (const auto& [day_key, sums] : days) {
        RollupKey key = day_key;
        std::string& period = key[static_cast<std::size_t>(table.period_column)];
        period = month_of(period);
        key[0] = "month";
        add(rows, key, sums);
    }
    return rows;
}

}  // namespace

RollupRows stored_rows(db::Transaction& transaction, const RollupTable& table) {
    RollupRows rows;
    add_result(rows, table, transaction.query(*table.stored));
    remove_zeros(rows);
    return rows;
}

RollupRows derived_rows(db::Transaction& transaction, const RollupTable& table) {
    RollupRows days;
    add_result(days, table, transaction.query(*table.sold));
    add_result(days, table, transaction.query(*table.refunded));
    RollupRows rows = with_months(table, std::move(days));
    remove_zeros(rows);
    return rows;
}

void replace_rows(db::Transaction& transaction, const RollupTable& table, const RollupRows& rows) {
    transaction.defer(*table.clear);
    for (const auto& [key, sums] : rows) {
        std::vector<db::Value> values;
        for (std::size_t i = 0; i < key.size(); ++i) {
            if (table.key_kinds[i] == 'i') {
                values.emplace_back(std::int64_t{std::stoll(key[i])});
            } else {
                values.emplace_back(key[i]);
            }
        }
        for (const std::int64_t sum : sums) values.emplace_back(sum);
        transaction.defer_values(*table.insert, values);
    }
}

}  // namespace cafepos::reports

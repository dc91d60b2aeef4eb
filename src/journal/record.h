#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "db/table.h"

namespace cafepos::journal {

/// The values of one event, whose text is the same wherever the same values come from: members in order of their names,
/// integers as they are stored (minor units, parts per million, milliseconds since 1970 UTC), no spaces. What is empty, 0 or
/// false is left out. docs/formats/journal.md describes it to others.
class Record {
public:
    void add(std::string_view name, const db::Value& value);
    void add(std::string_view name, const Record& part);
    void add(std::string_view name, const std::vector<Record>& parts);
    /// JSON that was made elsewhere.
    void add_json(std::string_view name, std::string json);
    [[nodiscard]] std::string text() const;

private:
    std::vector<std::pair<std::string_view, std::string>> members_;  ///< names are constants
};

/// The columns of a row, but for those that say nothing of the event or that may change after it.
template <db::DescribedRecord Row>
Record record_of(const Row& row, std::initializer_list<std::string_view> without = {}) {
    Record record;
    boost::mp11::mp_for_each<db::detail::Members<Row>>([&](auto member) {
        const std::string_view name = member.name;
        if (std::ranges::find(without, name) != without.end()) return;
        const auto& value = row.*member.pointer;
        record.add(name, db::Column<std::remove_cvref_t<decltype(value)>>::write(value));
    });
    return record;
}

template <db::DescribedRecord Row>
std::vector<Record> records_of(const std::vector<Row>& rows, std::initializer_list<std::string_view> without = {}) {
    std::vector<Record> records;
    records.reserve(rows.size());
    for (const Row& row : rows) records.push_back(record_of(row, without));
    return records;
}

}  // namespace cafepos::journal

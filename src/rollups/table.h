#pragma once

#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "days.h"
#include "db/table.h"
#include "rows.h"

namespace cafepos::rollups {

/// A rollup table with the columns that its key and sums name. A key with a `period` is kept by day and by month.
template <class Key, class Sums>
class Table {
public:
    using Map = std::map<Key, Sums>;
    static constexpr bool by_month = requires(Key key) { key.period; };

    explicit Table(const std::string& name)
        : name_(name),
          add_("rollups.add_" + name, add_sql(name)),
          read_("rollups.read_" + name, read_sql(name)),
          clear_("rollups.clear_" + name, "DELETE FROM " + name) {}

    /// Deferred: the sale pays no round trip for it.
    void add(db::Transaction& transaction, const Key& key, const Sums& sums) const {
        std::vector<db::Value> values = db::detail::values_of(key);
        for (const db::Value& value : db::detail::values_of(sums)) values.push_back(value);
        if constexpr (by_month) values.emplace_back(month_of(key.period));
        transaction.defer_values(add_, values);
    }

    /// What was counted on these days; with `grain` month, in the months that begin within them.
    Map read(db::Transaction& transaction, const DateRange& range, std::string_view grain) const {
        Map rows;
        for (Row& row : transaction.query(read_, range.first, range.last, grain)) {
            rows.emplace(static_cast<const Key&>(row), static_cast<const Sums&>(row));
        }
        return rows;
    }
    /// What was counted in the range: its whole months under their first day, and the days at its edges.
    Map read(db::Transaction& transaction, const DateRange& range) const {
        if constexpr (!by_month) return read(transaction, range, day_grain);
        Map rows;
        for (const Segment& segment : segments_of(range)) rows.merge(read(transaction, segment.days, segment.grain));
        return rows;
    }

    void clear(db::Transaction& transaction) const { transaction.defer(clear_); }

    [[nodiscard]] const std::string& name() const { return name_; }

private:
    struct Row : Key, Sums {
        BOOST_DESCRIBE_CLASS(Row, (Key, Sums), (), (), ())
    };

    static std::string keys() { return fmt::format("{}", fmt::join(db::detail::column_names<Key>(), ", ")); }
    static std::string sums() { return fmt::format("{}", fmt::join(db::detail::column_names<Sums>(), ", ")); }

    static std::string read_sql(const std::string& name) {
        return fmt::format("SELECT {}, {} FROM {} WHERE {} BETWEEN $1 AND $2 AND {}", keys(), sums(), name,
                           by_month ? "period" : "business_date", by_month ? "grain = $3" : "CAST($3 AS TEXT) = 'day'");
    }

    /// The parameters in their order; for the row of a month its first day, which comes last, stands for the period.
    static std::string values(bool of_month) {
        const auto columns = db::detail::column_names<Row>();
        std::string all;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            all += fmt::format(", ${}", of_month && columns[i] == "period" ? columns.size() + 1 : i + 1);
        }
        return all.substr(2);
    }
    static std::string add_sql(const std::string& name) {
        std::string changes;
        for (const std::string& column : db::detail::column_names<Sums>()) {
            changes += fmt::format("{0}{1} = {2}.{1} + excluded.{1}", changes.empty() ? "" : ", ", column, name);
        }
        const std::string rows = by_month ? fmt::format("('day', {}), ('month', {})", values(false), values(true))
                                          : fmt::format("({})", values(false));
        return fmt::format("INSERT INTO {0} ({1}{2}, {3}) VALUES {4} ON CONFLICT ({1}{2}) DO UPDATE SET {5}", name,
                           by_month ? "grain, " : "", keys(), sums(), rows, changes);
    }

    std::string name_;
    db::Statement add_;
    db::Query<Row> read_;
    db::Statement clear_;
};

}  // namespace cafepos::rollups

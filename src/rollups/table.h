#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
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
          add_("rollups.add_" + name, name, columns(), add_sql(name, " VALUES (" + parameters() + ")"),
               add_sql(name, " SELECT * FROM {rows}")),
          read_("rollups.read_" + name, read_sql(name)),
          clear_("rollups.clear_" + name, "DELETE FROM " + name) {}

    /// Gathered: the sales of a batch write each row once.
    void add(db::Transaction& transaction, const Key& key, const Sums& sums) const {
        if constexpr (by_month) {
            Key month = key;
            month.period = month_of(key.period);
            gather(transaction, day_grain, key, sums);
            gather(transaction, month_grain, month, sums);
        } else {
            gather(transaction, {}, key, sums);
        }
    }

    /// What was counted on these days; with `grain` month, in the months that begin within them.
    Map read(db::Transaction& transaction, const DateRange& range, std::string_view grain) const {
        Map rows;
        for (Row& row : transaction.query(read_, range.first, range.last, grain)) {
            rows.emplace_hint(rows.end(), static_cast<const Key&>(row), static_cast<const Sums&>(row));
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

    static constexpr std::string_view days_column = by_month ? "period" : "business_date";
    static constexpr std::string_view is_of_grain = by_month ? "grain = $3" : "CAST($3 AS TEXT) = 'day'";
    static constexpr std::string_view grain_column = by_month ? "grain, " : "";

    static std::string keys() { return fmt::format("{}", fmt::join(db::detail::column_names<Key>(), ", ")); }
    static std::string sums() { return fmt::format("{}", fmt::join(db::detail::column_names<Sums>(), ", ")); }

    static std::string read_sql(const std::string& name) {
        return fmt::format("SELECT {}, {} FROM {} WHERE {} BETWEEN $1 AND $2 AND {}", keys(), sums(), name, days_column,
                           is_of_grain);
    }

    static void append(std::vector<db::Value>& values, std::vector<db::Value> more) {
        std::ranges::move(more, std::back_inserter(values));
    }
    void gather(db::Transaction& transaction, std::string_view grain, const Key& key, const Sums& sums) const {
        std::vector<db::Value> values;
        if constexpr (by_month) values.emplace_back(grain);
        append(values, db::detail::values_of(key));
        append(values, db::detail::values_of(sums));
        transaction.gather_values(add_, values);
    }

    static std::vector<db::Gathered::Column> columns() {
        using Role = db::Gathered::Role;
        std::vector<db::Gathered::Column> columns;
        if constexpr (by_month) columns.push_back({"grain", false, Role::key});
        std::ranges::move(db::detail::gathered_columns<Key>(Role::key), std::back_inserter(columns));
        std::ranges::move(db::detail::gathered_columns<Sums>(Role::sum), std::back_inserter(columns));
        return columns;
    }
    static std::string parameters() {
        std::string all;
        for (std::size_t i = 1; i <= columns().size(); ++i) all += fmt::format("{}${}", i == 1 ? "" : ", ", i);
        return all;
    }
    static std::string add_sql(const std::string& name, const std::string& rows) {
        std::string changes;
        for (const std::string& column : db::detail::column_names<Sums>()) {
            changes += fmt::format("{0}{1} = {2}.{1} + excluded.{1}", changes.empty() ? "" : ", ", column, name);
        }
        const std::string key_columns = std::string(grain_column) + keys();
        return fmt::format("INSERT INTO {} ({}, {}){} ON CONFLICT ({}) DO UPDATE SET {}", name, key_columns, sums(), rows,
                           key_columns, changes);
    }

    std::string name_;
    db::Gathered add_;
    db::Query<Row> read_;
    db::Statement clear_;
};

}  // namespace cafepos::rollups

#pragma once

#include <fmt/format.h>

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "days.h"
#include "db/table.h"
#include "table.h"

namespace cafepos::rollups {

/// What the rows of a rollup table add up to by a part of its key. The database adds them up, in one statement whatever periods
/// make up the range: a year of one day's sums has thousands of rows and few parts.
template <class Part, class Sums>
class Summary {
public:
    /// `part` is the statement's name: "day".
    template <class Key>
    Summary(std::string_view part, const Table<Key, Sums>& table)
        : by_month_(Table<Key, Sums>::by_month),
          read_(fmt::format("rollups.{}_by_{}", table.name(), part), sql(table.name(), Table<Key, Sums>::by_month)) {}

    [[nodiscard]] std::map<Part, Sums> read(db::Transaction& transaction, const DateRange& range) const {
        std::map<Part, Sums> parts;
        for (const Row& row : rows(transaction, range)) {
            parts.emplace_hint(parts.end(), static_cast<const Part&>(row), static_cast<const Sums&>(row));
        }
        return parts;
    }

private:
    struct Row : Part, Sums {
        BOOST_DESCRIBE_CLASS(Row, (Part, Sums), (), (), ())
    };

    static std::string sql(const std::string& table, bool by_month) {
        std::string sums;
        for (const std::string& column : db::detail::column_names<Sums>()) {
            sums += fmt::format(", CAST(SUM({0}) AS BIGINT) AS {0}", column);
        }
        const std::string part = fmt::format("{}", fmt::join(db::detail::column_names<Part>(), ", "));
        return fmt::format("SELECT {0}{1} FROM {2} WHERE {3} GROUP BY {0}", part, sums, table,
                           by_month ? "(grain = 'day' AND period BETWEEN $1 AND $2) OR "
                                      "(grain = 'month' AND period BETWEEN $3 AND $4) OR "
                                      "(grain = 'day' AND period BETWEEN $5 AND $6)"
                                    : "business_date BETWEEN $1 AND $2");
    }

    std::vector<Row> rows(db::Transaction& transaction, const DateRange& range) const {
        if (!by_month_) return transaction.query(read_, range.first, range.last);
        std::array<std::string, 6> bounds;  // days, months, days; none is between two empty ones
        for (const Segment& segment : segments_of(range)) {
            const bool is_month = segment.grain == month_grain;
            const std::size_t place = is_month ? 2 : bounds[0].empty() && bounds[2].empty() ? 0 : 4;
            bounds.at(place) = segment.days.first.text();
            bounds.at(place + 1) = segment.days.last.text();
        }
        return transaction.query(read_, bounds[0], bounds[1], bounds[2], bounds[3], bounds[4], bounds[5]);
    }

    bool by_month_;
    db::Query<Row> read_;
};

}  // namespace cafepos::rollups

#pragma once

#include <map>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "days.h"
#include "db/database.h"
#include "rows.h"

namespace cafepos::rollups {

/// A table's rows as they are compared: the key in words, and the sums.
using ComparedRows = std::map<std::string, std::vector<std::int64_t>>;

/// A rollup table with the columns that its key and sums name. A key with a `period` is kept by day and by month, under a grain.
template <class Key, class Sums>
class Table {
public:
    using Map = std::map<Key, Sums>;

    explicit Table(std::string name)
        : name_(std::move(name)),
          texts_{add_sql(), select_sql(" WHERE " + range_sql()), select_sql(""), "DELETE FROM " + name_},
          names_{"rollups.add_" + name_, "rollups.read_" + name_, "rollups.verify_" + name_, "rollups.clear_" + name_},
          add_(names_[0], texts_[0]),
          read_(names_[1], texts_[1]),
          all_(names_[2], texts_[2]),
          clear_(names_[3], texts_[3]) {}

    /// Deferred: the sale pays no round trip for it.
    void add(db::Transaction& transaction, const Key& key, const Sums& sums) const {
        std::vector<db::Value> values;
        each<Key>([&](auto member) { values.emplace_back(key.*member.pointer); });
        each<Sums>([&](auto member) { values.emplace_back(sums.*member.pointer); });
        std::string month;
        if constexpr (has_period) values.emplace_back(std::string_view(month = month_of(key.period)));
        transaction.defer_values(add_, values);
    }

    /// What was counted in the range; a month that lies within it stands under its first day.
    Map read(db::Transaction& transaction, const DateRange& range) const {
        Map rows;
        if constexpr (has_period) {
            for (const Segment& segment : segments_of(range)) {
                insert(rows, transaction.query(read_, segment.first, segment.last, segment.grain));
            }
        } else {
            insert(rows, transaction.query(read_, range.first, range.last));
        }
        return rows;
    }
    Map read_days(db::Transaction& transaction, const DateRange& range) const
        requires requires(Key key) { key.period; }
    {
        Map rows;
        insert(rows, transaction.query(read_, range.first, range.last, day_grain));
        return rows;
    }

    void clear(db::Transaction& transaction) const { transaction.defer(clear_); }

    /// Rows that came to zero are left out.
    ComparedRows stored(db::Transaction& transaction) const {
        ComparedRows rows;
        for (const db::Row& row : transaction.query(all_)) {
            std::string key;
            const std::size_t key_size = row.size() - count<Sums>();
            for (std::size_t i = 0; i < key_size; ++i) {
                join(key, row.is_integer(i) ? std::to_string(row.integer(i)) : row.text(i));
            }
            std::vector<std::int64_t> sums;
            for (std::size_t i = key_size; i < row.size(); ++i) sums.push_back(row.integer(i));
            rows[key] = std::move(sums);
        }
        return without_zeros(std::move(rows));
    }
    ComparedRows expected(const Map& counted) const {
        ComparedRows rows;
        for (const auto& [key, sums] : counted) {
            if constexpr (has_period) {
                add_expected(rows, std::string(day_grain), key, key.period.text(), sums);
                add_expected(rows, std::string(month_grain), key, month_of(key.period), sums);
            } else {
                add_expected(rows, "", key, "", sums);
            }
        }
        return without_zeros(std::move(rows));
    }

    [[nodiscard]] const std::string& name() const { return name_; }

private:
    static constexpr bool has_period = requires(Key key) { key.period; };

    template <class T>
    using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
    template <class T, class F>
    static void each(F&& work) {
        boost::mp11::mp_for_each<Members<T>>(std::forward<F>(work));
    }
    template <class T>
    static constexpr std::size_t count() {
        return boost::mp11::mp_size<Members<T>>::value;
    }
    template <class T>
    static std::string columns(const std::string& before = "") {
        std::string all;
        each<T>([&](auto member) { all += (all.empty() ? "" : ", ") + before + member.name; });
        return all;
    }

    static std::string key_columns() { return (has_period ? "grain, " : "") + columns<Key>(); }
    static std::string values_sql(const std::string& grain, std::size_t period) {
        std::string values;
        std::size_t number = 0;
        const auto add = [&](auto member) {
            ++number;
            const bool is_period = std::string_view(member.name) == "period";
            values += (values.empty() ? "$" : ", $") + std::to_string(is_period && period != 0 ? period : number);
        };
        each<Key>(add);
        each<Sums>(add);
        return "(" + grain + values + ")";
    }
    [[nodiscard]] std::string add_sql() const {
        std::string sql = "INSERT INTO " + name_ + " (" + key_columns() + ", " + columns<Sums>() + ") VALUES ";
        const std::size_t month = count<Key>() + count<Sums>() + 1;
        sql += has_period ? values_sql("'day', ", 0) + ", " + values_sql("'month', ", month) : values_sql("", 0);
        sql += " ON CONFLICT (" + key_columns() + ") DO UPDATE SET ";
        std::string sets;
        each<Sums>([&](auto member) {
            const std::string column = member.name;
            sets += (sets.empty() ? "" : ", ") + column + " = " + name_ + "." + column + " + excluded." + column;
        });
        return sql + sets;
    }
    [[nodiscard]] std::string select_sql(const std::string& condition) const {
        const std::string keys = condition.empty() ? key_columns() : columns<Key>();
        return "SELECT " + keys + ", " + columns<Sums>() + " FROM " + name_ + condition;
    }
    static std::string range_sql() {
        return has_period ? "period BETWEEN $1 AND $2 AND grain = $3" : "business_date BETWEEN $1 AND $2";
    }

    static void read_cell(const db::Row& row, std::size_t column, std::string& to) { to = row.text(column); }
    static void read_cell(const db::Row& row, std::size_t column, Id& to) { to = row.id(column); }
    static void read_cell(const db::Row& row, std::size_t column, Date& to) {
        const std::string& text = row.text(column);
        to = Date::parse(text.size() == 7 ? text + "-01" : text, 0).value();
    }
    static void read_cell(const db::Row& row, std::size_t column, int& to) { to = static_cast<int>(row.integer(column)); }
    static void read_cell(const db::Row& row, std::size_t column, std::int64_t& to) { to = row.integer(column); }
    template <class Tag, int Scale>
    static void read_cell(const db::Row& row, std::size_t column, FixedPoint<Tag, Scale>& to) {
        to = FixedPoint<Tag, Scale>::of(row.integer(column));
    }
    static void insert(Map& rows, const db::Rows& result) {
        for (const db::Row& row : result) {
            Key key;
            Sums sums;
            std::size_t column = 0;
            each<Key>([&](auto member) { read_cell(row, column++, key.*member.pointer); });
            each<Sums>([&](auto member) { read_cell(row, column++, sums.*member.pointer); });
            rows.emplace(std::move(key), sums);
        }
    }

    static void join(std::string& key, const std::string& part) {
        key += (key.empty() ? "" : " / ") + (part.empty() ? "-" : part);
    }
    static std::string text_of(const std::string& text) { return text; }
    static std::string text_of(const Id& id) { return id.text(); }
    static std::string text_of(const Date& date) { return date.text(); }
    static std::string text_of(int number) { return std::to_string(number); }
    static std::string text_of(Percentage rate) { return std::to_string(rate.units()); }
    static std::int64_t number_of(std::int64_t number) { return number; }
    static std::int64_t number_of(Money amount) { return amount.units(); }

    static void add_expected(ComparedRows& rows, const std::string& grain, const Key& key, const std::string& period,
                             const Sums& sums) {
        std::string text = grain;
        each<Key>(
            [&](auto member) { join(text, std::string_view(member.name) == "period" ? period : text_of(key.*member.pointer)); });
        std::vector<std::int64_t>& stored = rows[text];
        stored.resize(count<Sums>());
        std::size_t column = 0;
        each<Sums>([&](auto member) { stored[column++] += number_of(sums.*member.pointer); });
    }
    static ComparedRows without_zeros(ComparedRows rows) {
        std::erase_if(rows, [](const auto& row) { return row.second == std::vector<std::int64_t>(count<Sums>()); });
        return rows;
    }

    std::string name_;
    std::string texts_[4];
    std::string names_[4];
    db::Statement add_;
    db::Statement read_;
    db::Statement all_;
    db::Statement clear_;
};

}  // namespace cafepos::rollups

#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <concepts>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "database.h"
#include "gathered.h"

/// Rows by name. A row is a struct whose described members are called as its columns are, so that the list of columns, the
/// INSERT and the reading come from one place, and a column more costs its line in the migration and its member:
///
///     struct Payment { Id id; Id order_id; std::string method; Money amount; std::optional<Money> tip; };
///     BOOST_DESCRIBE_STRUCT(Payment, (), (id, order_id, method, amount, tip))
///
///     const db::Table<Payment> payment_table{"payments"};
///     const db::Query<Payment> payments_of{"sales.payments_of", "SELECT {} FROM payments WHERE order_id IN {$1} ORDER BY id"};
///
///     transaction.insert_all(payment_table, order.payments);
///     for (Payment& payment : transaction.query(payments_of, db::list_of(order_ids))) …
///
/// Members that are not described (an order's lines) are no columns. Database::prepare_all compares struct and result, so a
/// struct that does not fit its statement fails one test, not a sale.
namespace cafepos::db {

/// How a type of ours lies in a column. Specialize it for a type of a slice's own; described enums are stored by name. A row that
/// is read once gives its texts away.
template <class T>
struct Column;

template <class T>
concept DescribedRecord = boost::describe::has_describe_members<T>::value;

template <class T>
    requires std::constructible_from<Value, const T&>
struct Column<T> {
    static Value write(const T& value) { return Value(value); }
    static T read(const Row& row, std::size_t column) {
        if constexpr (std::same_as<T, bool>) {
            return row.flag(column);
        } else if constexpr (std::same_as<T, std::string>) {
            return row.text(column);
        } else if constexpr (std::same_as<T, Id>) {
            return row.id(column);
        } else if constexpr (std::same_as<T, Timestamp>) {
            return row.time(column);
        } else if constexpr (std::same_as<T, Date>) {
            return row.date(column);
        } else if constexpr (std::integral<T>) {
            return static_cast<T>(row.integer(column));
        } else {
            return T::of(row.integer(column));
        }
    }
    static T read(Row& row, std::size_t column) {
        if constexpr (std::same_as<T, std::string>) {
            return row.take_text(column);
        } else if constexpr (std::same_as<T, Id>) {
            return Id::of_stored(row.take_text(column));
        } else {
            return read(std::as_const(row), column);
        }
    }
};

template <class T>
struct Column<std::optional<T>> {
    static Value write(const std::optional<T>& value) { return value ? Column<T>::write(*value) : Value(nullptr); }
    static std::optional<T> read(Row& row, std::size_t column) {
        if (row.is_null(column)) return std::nullopt;
        return Column<T>::read(row, column);
    }
};

template <class T>
    requires std::is_enum_v<T>
struct Column<T> {
    static Value write(T value) { return Value(boost::describe::enum_to_string(value, "")); }
    static T read(const Row& row, std::size_t column) {
        T value{};
        if (boost::describe::enum_from_string(row.text(column).c_str(), value)) return value;
        throw std::logic_error("a word in the database that this program does not know: " + row.text(column));
    }
};

/// Words without commas, "price_variance,archived_item".
template <>
struct Column<std::vector<std::string>> {
    static Value write(const std::vector<std::string>& words);
    static std::vector<std::string> read(const Row& row, std::size_t column);
};

namespace detail {

template <class Record>
using Members = boost::describe::describe_members<Record, boost::describe::mod_public | boost::describe::mod_inherited>;

/// Empty for what is no struct: its one column may be called as it likes.
template <class Record>
std::vector<std::string> column_names() {
    std::vector<std::string> names;
    if constexpr (DescribedRecord<Record>) {
        boost::mp11::mp_for_each<Members<Record>>([&](auto member) { names.emplace_back(member.name); });
    }
    return names;
}

template <class Record>
std::vector<Value> values_of(const Record& record) {
    std::vector<Value> values;
    values.reserve(boost::mp11::mp_size<Members<Record>>::value);
    boost::mp11::mp_for_each<Members<Record>>([&](auto member) {
        const auto& value = record.*member.pointer;
        values.push_back(Column<std::remove_cvref_t<decltype(value)>>::write(value));
    });
    return values;
}

template <class T>
struct IsInteger {
    /// A column of text or of integers, as its type writes it.
    static bool value() { return std::holds_alternative<std::int64_t>(Column<T>::write(T{}).data()); }
};
template <class T>
struct IsInteger<std::optional<T>> : IsInteger<T> {};

template <class Record>
std::vector<Gathered::Column> gathered_columns(Gathered::Role role = Gathered::Role::row) {
    std::vector<Gathered::Column> columns;
    boost::mp11::mp_for_each<Members<Record>>([&](auto member) {
        using Type = std::remove_cvref_t<decltype(std::declval<Record>().*member.pointer)>;
        columns.push_back({member.name, IsInteger<Type>::value(), role});
    });
    return columns;
}

template <class Record>
Record record_of(Row& row) {
    if constexpr (DescribedRecord<Record>) {
        Record record{};
        std::size_t column = 0;
        boost::mp11::mp_for_each<Members<Record>>([&](auto member) {
            auto& value = record.*member.pointer;
            value = Column<std::remove_cvref_t<decltype(value)>>::read(row, column++);
        });
        return record;
    } else {
        return Column<Record>::read(row, 0);
    }
}

/// The SQL with its `{}` as the list of columns, and `{o}` as that of the table's alias: o.id, o.method …
std::string with_columns(std::string_view sql, const std::vector<std::string>& columns);
std::string insert_sql(const std::string& table, const std::vector<std::string>& columns);
std::string update_sql(const std::string& table, const std::vector<std::string>& columns);
std::string upsert_sql(const std::string& table, const std::vector<std::string>& columns, std::size_t key_members);
std::string insert_rows_sql(const std::string& table, const std::vector<std::string>& columns);
std::string json_list(const std::vector<std::string_view>& texts);

}  // namespace detail

/// Said of a query at its end; see Statement::asks_of_earlier_batches.
struct OfEarlierBatches {};
inline constexpr OfEarlierBatches of_earlier_batches;

/// A statement whose rows are `Record`s: structs, or values (`Query<Id>`) where the result has one column. Its text may say
/// `{}` or `{alias}` for the struct's columns; columns computed otherwise are named by AS, in the order of the members.
template <class Record>
class Query {
public:
    Query(std::string_view name, std::string_view sql) : Query(name, sql, sql) {}
    Query(std::string_view name, std::string_view sqlite_sql, std::string_view postgres_sql)
        : statement_(name, detail::with_columns(sqlite_sql, detail::column_names<Record>()),
                     detail::with_columns(postgres_sql, detail::column_names<Record>()), detail::column_names<Record>()) {}
    /// See Statement::asks_of_earlier_batches.
    Query(std::string_view name, std::string_view sql, OfEarlierBatches) : Query(name, sql, sql, of_earlier_batches) {}
    Query(std::string_view name, std::string_view sqlite_sql, std::string_view postgres_sql, OfEarlierBatches)
        : Query(name, sqlite_sql, postgres_sql) {
        statement_.ask_of_earlier_batches();
    }
    [[nodiscard]] const Statement& statement() const { return statement_; }

private:
    Statement statement_;
};

/// A table into which `Record`s are inserted. Columns that the struct does not have get their defaults.
template <class Record>
class Table {
public:
    explicit Table(const std::string& table)
        : insert_(table + ".insert", table, detail::gathered_columns<Record>(),
                  detail::insert_sql(table, detail::column_names<Record>()),
                  detail::insert_rows_sql(table, detail::column_names<Record>())) {}
    [[nodiscard]] const Gathered& insert() const { return insert_; }

private:
    Gathered insert_;
};

/// A table whose rows are replaced by `Record`s; the struct's first member is the key.
template <class Record>
class Update {
public:
    explicit Update(const std::string& table)
        : statement_(table + ".update", detail::update_sql(table, detail::column_names<Record>())) {}
    [[nodiscard]] const Statement& statement() const { return statement_; }

private:
    Statement statement_;
};

/// A table in which a `Record` takes the place of the row with its key, if there is one: the first members are the key.
template <class Record>
class Upsert {
public:
    explicit Upsert(const std::string& table, std::size_t key_members = 1)
        : statement_(table + ".upsert", detail::upsert_sql(table, detail::column_names<Record>(), key_members)) {}
    [[nodiscard]] const Statement& statement() const { return statement_; }

private:
    Statement statement_;
};

/// The parameter of `IN {$1}`: ids or texts.
template <class Range>
std::string list_of(const Range& entries) {
    std::vector<std::string_view> texts;
    for (const auto& entry : entries) {
        if constexpr (std::same_as<std::remove_cvref_t<decltype(entry)>, Id>) {
            texts.push_back(entry.text());
        } else {
            texts.push_back(entry);
        }
    }
    return detail::json_list(texts);
}

template <class Record, class... Args>
std::vector<Record> Transaction::query(const Query<Record>& statement, const Args&... args) {
    Rows rows = query(statement.statement(), args...);
    std::vector<Record> records;
    records.reserve(rows.size());
    for (Row& row : rows) records.push_back(detail::record_of<Record>(row));
    return records;
}

template <class Record, class... Args>
std::optional<Record> Transaction::query_one(const Query<Record>& statement, const Args&... args) {
    auto row = query_one(statement.statement(), args...);
    if (!row) return std::nullopt;
    return detail::record_of<Record>(*row);
}

template <class Record, class... Args>
Record Transaction::query_only(const Query<Record>& statement, const Args&... args) {
    auto row = query_one(statement.statement(), args...);
    if (!row) throw std::logic_error(statement.statement().name() + " found no row");
    return detail::record_of<Record>(*row);
}

template <class Record>
void Transaction::insert(const Table<Record>& table, const Record& record) {
    run_gather(table.insert(), detail::values_of(record));
}

template <class Record>
void Transaction::insert_all(const Table<Record>& table, const std::vector<Record>& records) {
    for (const Record& record : records) insert(table, record);
}

template <class Record>
std::int64_t Transaction::update(const Update<Record>& table, const Record& record) {
    return run_execute(table.statement(), detail::values_of(record));
}

template <class Record>
void Transaction::upsert(const Upsert<Record>& table, const Record& record) {
    run_defer(table.statement(), detail::values_of(record));
}

}  // namespace cafepos::db

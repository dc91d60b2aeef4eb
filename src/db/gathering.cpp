#include "gathering.h"

#include <algorithm>
#include <ranges>
#include <stdexcept>

#include "core/text.h"
#include "database.h"

namespace cafepos::db {
namespace {

using Role = Gathered::Role;

/// PostgreSQL stores neither NUL nor what is not UTF-8; refused here, it concerns the command that asked for it alone.
std::string checked(std::string_view characters) {
    if (characters.find('\0') != std::string_view::npos || !text::is_utf8(characters)) {
        throw DatabaseError(Failure::check_violation, "a row's value is not UTF-8 text");
    }
    return std::string(characters);
}

Row::Cell cell_of(const Value& value) {
    struct Visitor {
        Row::Cell operator()(std::nullptr_t) const { return nullptr; }
        Row::Cell operator()(std::int64_t number) const { return number; }
        Row::Cell operator()(std::string_view characters) const { return checked(characters); }
    };
    return std::visit(Visitor{}, value.data());
}

Cells cells_of(std::span<const Value> values) {
    Cells cells;
    cells.reserve(values.size());
    for (const Value& value : values) cells.push_back(cell_of(value));
    return cells;
}

std::string key_of(const Gathered& change, const Cells& cells) {
    std::string key;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (change.columns()[i].role != Role::key) continue;
        const auto* number = std::get_if<std::int64_t>(&cells[i]);
        key += number != nullptr ? std::to_string(*number) : std::get<std::string>(cells[i]);
        key += '\0';
    }
    return key;
}

std::int64_t& number_in(Cells& cells, std::size_t column) { return std::get<std::int64_t>(cells[column]); }

void require_sums_in_range(const Gathered& change, Cells& row, Cells& into) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        std::int64_t sum = 0;
        if (change.columns()[i].role != Role::sum) continue;
        if (!__builtin_add_overflow(number_in(into, i), number_in(row, i), &sum)) continue;
        throw DatabaseError(Failure::check_violation, change.statement().name() + ": the sum is out of range");
    }
}

/// Adds the row to the other, and leaves in it what takes that back.
void merge(const Gathered& change, Cells& row, Cells& into) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        const Role role = change.columns()[i].role;
        if (role == Role::last) std::swap(into[i], row[i]);
        if (role == Role::sum) number_in(into, i) += number_in(row, i);
    }
}

void take_back(const Gathered& change, Cells& merged, Cells& from) {
    for (std::size_t i = 0; i < merged.size(); ++i) {
        const Role role = change.columns()[i].role;
        if (role == Role::last) std::swap(from[i], merged[i]);
        if (role == Role::sum) number_in(from, i) -= number_in(merged, i);
    }
}

}  // namespace

std::vector<Value> values_of(const Cells& row) {
    struct Visitor {
        Value operator()(std::nullptr_t) const { return nullptr; }
        Value operator()(std::int64_t number) const { return number; }
        Value operator()(const std::string& characters) const { return std::string_view(characters); }
    };
    std::vector<Value> values;
    values.reserve(row.size());
    for (const Row::Cell& cell : row) values.push_back(std::visit(Visitor{}, cell));
    return values;
}

bool Gathering::has_any_of_others() const {
    const auto is_new = [](const Step& step) { return !step.merged; };
    return row_count_ > static_cast<std::size_t>(std::ranges::count_if(steps_, is_new));
}

bool Gathering::writes_otherwise(const Gathered& change) const {
    return std::ranges::any_of(parts_, [&](const Rows& part) {
        return part.change != &change && part.change->table() == change.table() && !part.rows.empty();
    });
}

std::size_t Gathering::part_of(const Gathered& change) {
    const auto [found, is_new] = part_of_.try_emplace(&change, parts_.size());
    if (is_new) parts_.push_back({&change, {}, {}});
    return found->second;
}

void Gathering::append(std::size_t part, Cells row) {
    steps_.push_back({part, parts_[part].rows.size(), std::nullopt});
    parts_[part].rows.push_back(std::move(row));
    ++row_count_;
}

void Gathering::add(const Gathered& change, std::span<const Value> values) {
    Cells row = cells_of(values);
    const std::size_t number = part_of(change);
    if (!change.adds_up()) return append(number, std::move(row));
    Rows& part = parts_[number];
    const auto [found, is_new] = part.positions.try_emplace(key_of(change, row), part.rows.size());
    if (is_new) return append(number, std::move(row));
    Cells& into = part.rows[found->second];
    require_sums_in_range(change, row, into);
    merge(change, row, into);
    steps_.push_back({number, found->second, std::move(row)});
}

void Gathering::undo_command() {
    for (Step& step : std::views::reverse(steps_)) {
        Rows& part = parts_[step.part];
        if (step.merged) {
            take_back(*part.change, *step.merged, part.rows[step.row]);
            continue;
        }
        if (part.change->adds_up()) part.positions.erase(key_of(*part.change, part.rows.back()));
        part.rows.pop_back();
        --row_count_;
    }
    steps_.clear();
}

}  // namespace cafepos::db

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gathered.h"
#include "value.h"

namespace cafepos::db {

/// A row of a Gathered change, in the order of its columns.
using Cells = std::vector<Row::Cell>;
/// As parameters; they view the row.
std::vector<Value> values_of(const Cells& row);

/// What the commands of a batch have asked of Gathered changes and the database does not have yet. What the last command asked
/// can be taken back.
class Gathering {
public:
    struct Rows {
        const Gathered* change;
        std::vector<Cells> rows;
        std::unordered_map<std::string, std::size_t> positions;  ///< of the rows of a change with keys, by these
    };

    /// Throws DatabaseError for what is no text for either engine.
    void add(const Gathered& change, std::span<const Value> values);
    [[nodiscard]] bool empty() const { return row_count_ == 0; }
    [[nodiscard]] std::size_t row_count() const { return row_count_; }
    [[nodiscard]] bool has_any_of_command() const { return !steps_.empty(); }
    [[nodiscard]] bool has_any_of_others() const;
    /// Whether other changes than this one write the same table.
    [[nodiscard]] bool writes_otherwise(const Gathered& change) const;
    [[nodiscard]] const std::vector<Rows>& parts() const { return parts_; }

    /// What was asked until now stays.
    void begin_command() { steps_.clear(); }
    void undo_command();

private:
    struct Step {
        std::size_t part;
        std::size_t row;
        std::optional<Cells> merged;  ///< what takes back what was added to the row; none: it is new
    };
    std::size_t part_of(const Gathered& change);
    void append(std::size_t part, Cells row);

    std::vector<Rows> parts_;
    std::size_t row_count_ = 0;  ///< of them all
    std::unordered_map<const Gathered*, std::size_t> part_of_;
    std::vector<Step> steps_;  ///< of the command under way
};

}  // namespace cafepos::db

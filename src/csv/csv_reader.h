#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace cafepos::csv {

struct Limits {
    std::size_t cell_bytes_max = 16UL * 1024;
    std::size_t columns_max = 64;
    std::size_t rows_max = 100'000;  ///< the header counts
};

struct Row {
    std::size_t line = 0;  ///< where the row begins, from 1
    std::vector<std::string> cells;
};

/// Nothing to be seen in any cell, as in the lines that spreadsheets write below (or above) a table.
bool is_blank(const Row& row);

/// The text is no CSV, or more than the limits allow. what() is for the person who made the file.
class FormatError : public std::runtime_error {
public:
    FormatError(std::size_t line, const std::string& what)
        : std::runtime_error("Line " + std::to_string(line) + ": " + what), line_(line), reason_(what) {}
    [[nodiscard]] std::size_t line() const { return line_; }
    [[nodiscard]] const std::string& reason() const { return reason_; }  ///< without the line

private:
    std::size_t line_;
    std::string reason_;
};

/// Reads RFC 4180 text as it arrives: UTF-8 with or without a byte order mark, cells separated by `,` or `;` or tabs (whichever
/// the first line has most of, outside quotes; or what a first line sep=; says), rows ended by CRLF or LF, separators, quotes and
/// line breaks inside quoted cells. Spaces belong to the cell. Empty lines are no rows. A stray or missing quote is an error, not
/// a guess. After a FormatError the reader is of no further use. Not thread-safe.
class Reader {
public:
    using OnRow = std::function<void(Row)>;  ///< what it throws comes out of feed() or finish()
    explicit Reader(OnRow on_row, Limits limits = {});
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    void feed(std::string_view chunk);
    /// The end of the text; completes a last row without a line break.
    void finish();
    /// `,` or `;` or a tab; meaningful once a row was read.
    [[nodiscard]] char separator() const;

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

/// All rows of a text that is in memory.
std::vector<Row> read_all(std::string_view text, Limits limits = {});

}  // namespace cafepos::csv

#include "csv_reader.h"

#include <csv.h>

#include <algorithm>
#include <array>
#include <exception>
#include <optional>

#include "core/text.h"
#include "csv_writer.h"

namespace cafepos::csv {
namespace {

constexpr std::size_t piece_bytes = 4096;  // libcsv's buffer grows by at most this before we look at its size

constexpr std::string_view separators = ",;\t";  // of two that a line has as often the first is meant

constexpr int row_not_begun = 0;  // of csv_parser::pstate

int no_byte(unsigned char) { return 0; }

// Where the first line ends, if it does: quoted line breaks do not count.
std::optional<std::size_t> end_of_first_line(std::string_view text) {
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') quoted = !quoted;
        if (!quoted && (text[i] == '\n' || text[i] == '\r')) return i;
    }
    return std::nullopt;
}

char separator_of(std::string_view line) {
    bool quoted = false;
    std::array<std::size_t, separators.size()> found{};
    for (const char c : line) {
        if (c == '"') quoted = !quoted;
        const auto which = separators.find(c);
        if (!quoted && which != std::string_view::npos) ++found.at(which);
    }
    return separators[static_cast<std::size_t>(std::ranges::max_element(found) - found.begin())];
}

// The words before the separator in a first line "sep=;", by which a spreadsheet tells others what separates its cells.
std::string_view separator_line(std::string_view line) {
    const auto bare = line.starts_with('"') && line.ends_with('"') && line.size() > 1 ? line.substr(1, line.size() - 2) : line;
    constexpr std::string_view words = "sep=";
    return bare.size() == words.size() + 1 && text::iequals(bare.substr(0, words.size()), words) ? bare : std::string_view();
}

}  // namespace

bool is_blank(const Row& row) {
    return std::ranges::all_of(row.cells, [](const std::string& cell) { return text::strip(cell).empty(); });
}

struct Reader::Implementation {
    Implementation(OnRow row_handler, Limits row_limits) : on_row(std::move(row_handler)), limits(row_limits) {
        if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::logic_error("libcsv does not start");
        csv_set_space_func(&parser, no_byte);
    }
    ~Implementation() { csv_free(&parser); }
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    void feed(std::string_view chunk) {
        if (separator != 0) return parse(chunk);
        head += chunk;
        const auto line_end = end_of_first_line(head);
        if (line_end) return start(head.substr(0, *line_end));
        if (head.size() > limits.cell_bytes_max * limits.columns_max) throw FormatError(1, "the header is too long");
    }

    // The separator is known now: what was held back goes through the parser.
    void start(std::string first_line) {
        std::string held = std::move(head);
        if (held.starts_with(byte_order_mark)) {
            held.erase(0, byte_order_mark.size());
            first_line.erase(0, byte_order_mark.size());
        }
        const auto told = separator_line(first_line);
        separator = told.empty() ? separator_of(first_line) : told.back();
        if (separators.find(separator) == std::string_view::npos)
            throw FormatError(1, "cells must be separated by , or ; or tabs");
        if (!told.empty()) held.erase(0, first_line.size());  // its line break stays: an empty line, which is counted
        csv_set_delim(&parser, static_cast<unsigned char>(separator));
        parse(held);
    }

    void finish() {
        if (separator == 0) start(std::string(head));
        if (csv_fini(&parser, on_cell_end, on_row_end, this) != 0 && !failure) {
            throw FormatError(row_line, "a quoted cell is not closed");
        }
        rethrow();
    }

    // Line by line, so that rows know theirs, and in pieces, so that no cell outgrows its limit.
    void parse(std::string_view text) {
        while (!text.empty()) {
            const auto line_feed = text.find('\n');
            const bool whole_line = line_feed < piece_bytes;
            const auto piece = text.substr(0, whole_line ? line_feed + 1 : piece_bytes);
            parse_piece(piece);
            if (whole_line) ++line;
            if (parser.pstate == row_not_begun) row_line = line;
            text.remove_prefix(piece.size());
        }
    }

    void parse_piece(std::string_view piece) {
        const std::size_t parsed = csv_parse(&parser, piece.data(), piece.size(), on_cell_end, on_row_end, this);
        rethrow();
        if (parsed != piece.size())
            throw FormatError(line, "a quotation mark stands where none may be; inside a quoted cell write it twice");
        if (parser.entry_pos > limits.cell_bytes_max) throw cell_too_long();
    }

    FormatError cell_too_long() const {
        return {line, "a cell is longer than " + std::to_string(limits.cell_bytes_max) + " bytes"};
    }

    void add_cell(std::string_view cell) {
        row.line = row_line;
        if (cell.size() > limits.cell_bytes_max) throw cell_too_long();
        if (row.cells.size() == limits.columns_max)
            throw FormatError(line, "more than " + std::to_string(limits.columns_max) + " columns");
        if (!text::is_utf8(cell)) throw FormatError(line, "not UTF-8 text; save the file as \"CSV UTF-8\"");
        if (cell.find('\0') != std::string_view::npos) throw FormatError(line, "a zero byte is no text");
        row.cells.emplace_back(cell);
    }

    void end_row() {
        if (++rows > limits.rows_max)
            throw FormatError(line, "more than " + std::to_string(limits.rows_max) + " rows with the header");
        Row complete = std::move(row);
        row = {};
        on_row(std::move(complete));
    }

    // libcsv is C: exceptions wait here until its call has returned.
    template <class Work>
    void keep_failure(Work&& work) {
        if (failure) return;
        try {
            work();
        } catch (...) {
            failure = std::current_exception();
        }
    }
    void rethrow() const {
        if (failure) std::rethrow_exception(failure);
    }
    static void on_cell_end(void* data, std::size_t size, void* self) {
        auto& reader = *static_cast<Implementation*>(self);
        reader.keep_failure(
            [&] { reader.add_cell(size == 0 ? std::string_view() : std::string_view(static_cast<const char*>(data), size)); });
    }
    static void on_row_end(int, void* self) {
        auto& reader = *static_cast<Implementation*>(self);
        reader.keep_failure([&] { reader.end_row(); });
    }

    OnRow on_row;
    Limits limits;
    csv_parser parser{};
    char separator = 0;
    std::string head;  // the first line, until it is whole
    Row row;
    std::size_t line = 1;
    std::size_t row_line = 1;
    std::size_t rows = 0;
    std::exception_ptr failure;
};

Reader::Reader(OnRow on_row, Limits limits) : implementation_(std::make_unique<Implementation>(std::move(on_row), limits)) {}
Reader::~Reader() = default;
void Reader::feed(std::string_view chunk) { implementation_->feed(chunk); }
void Reader::finish() { implementation_->finish(); }
char Reader::separator() const { return implementation_->separator; }

std::vector<Row> read_all(std::string_view text, Limits limits) {
    std::vector<Row> rows;
    Reader reader([&](Row row) { rows.push_back(std::move(row)); }, limits);
    reader.feed(text);
    reader.finish();
    return rows;
}

}  // namespace cafepos::csv

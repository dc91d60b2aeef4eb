#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dots.h"

namespace cafepos::paper {

struct Style {
    bool centred = false;
    bool bold = false;
    bool large = false;  ///< on paper twice as high; a text also twice as wide
};

/// One part of a slip, before it becomes text, HTML, ESC/POS or PDF: mostly a line.
struct Row {
    enum class Kind { text, pair, table, rule, double_rule, blank, qr, image };
    Kind kind = Kind::text;
    std::string left;         ///< of a QR code: what it says
    std::string right = {};   ///< of a pair: set flush right
    std::string prefix = {};  ///< before a text; further lines of the text begin under its first
    std::vector<std::vector<std::string>> cells =
        {};  ///< of a table: equally many in each row; the first flush left, others right
    Style style = {};
    Dots dots = {};  ///< of an image, as printers of 203 dots to the inch print it
};

/// What any document says on paper, from top to bottom: a receipt, a Z report, a kitchen ticket. No text of it begins a line or
/// tells a printer or a terminal what to do.
struct Slip {
    std::vector<Row> rows;
    bool opens_drawer = false;  ///< when it is printed, where a drawer hangs on the printer

    void text(std::string_view value, Style style = {});           ///< nothing if it is empty
    void remark(std::string_view prefix, std::string_view value);  ///< nothing if the value is empty
    void lines(std::string_view value, Style style = {});          ///< centred, each line of the value a row
    void pair(std::string_view left, std::string_view right, Style style = {});
    void table(std::vector<std::vector<std::string>> cells);  ///< nothing if it has no rows
    void rule() { rows.push_back({Row::Kind::rule, {}}); }
    void double_rule() { rows.push_back({Row::Kind::double_rule, {}}); }
    void blank() { rows.push_back({Row::Kind::blank, {}}); }
    void qr(std::string value) { rows.push_back({Row::Kind::qr, std::move(value)}); }
    void image(Dots dots);
};

/// A text, pair or table as lines of a fixed-width printer; not yet centred.
std::vector<std::string> lines_of(const Row& row, std::size_t columns);

/// Columns a text takes on a fixed-width printer: East Asian wide characters take two, combining marks none.
std::size_t display_width(std::string_view utf8);
/// Breaks a text into lines of at most `columns`, at spaces where there are any.
std::vector<std::string> wrap(std::string_view utf8, std::size_t columns);

}  // namespace cafepos::paper

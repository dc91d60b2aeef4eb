#include <iconv.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string_view>

#include "drawing.h"

namespace cafepos::paper {
namespace {

// Epson ESC/POS command names follow the Epson ESC/POS Command Reference.
constexpr std::string_view initialise = "\x1B@";
constexpr std::string_view line_feed = "\n";
constexpr std::string_view cut = "\x1DV\x42\x03";              // GS V: partial cut after feeding
constexpr std::string_view kick_drawer = "\x1Bp\x30\x19\xFA";  // ESC p: pin 2, 50 ms on, 500 ms off; '0' means pin 2

constexpr int column_dots = 12;

struct CodePage {
    char number;  // of ESC t
    const char* name;
};
// Those that most printers have come first: "auto" means them.
constexpr std::array code_pages{CodePage{16, "cp1252"}, CodePage{18, "cp852"}, CodePage{17, "cp866"},
                                CodePage{0, "cp437"},   CodePage{2, "cp850"},  CodePage{19, "cp858"}};
constexpr std::size_t pages_of_auto = 3;

bool is_command_byte(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

class Converter {
public:
    explicit Converter(const char* to) : handle_(::iconv_open(to, "UTF-8")) {
        // NOLINTNEXTLINE(performance-no-int-to-ptr): it is how POSIX says failure
        if (handle_ == reinterpret_cast<iconv_t>(-1)) throw std::runtime_error(std::string("no converter to ") + to);
    }
    ~Converter() { ::iconv_close(handle_); }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    std::optional<std::string> convert(std::string text) {
        std::string out(text.size() + 8, '\0');
        char* from = text.data();
        char* to = out.data();
        std::size_t from_left = text.size();
        std::size_t to_left = out.size();
        ::iconv(handle_, nullptr, nullptr, nullptr, nullptr);
        if (::iconv(handle_, &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1)) return std::nullopt;
        out.resize(out.size() - to_left);
        // The last wall: whatever a text became, the commands on a slip are the slip's own.
        std::ranges::replace_if(out, is_command_byte, ' ');
        return out;
    }

private:
    iconv_t handle_;
};

class Printout {
public:
    explicit Printout(const PrinterTraits& printer) : columns_(static_cast<std::size_t>(printer.columns)) {
        out_ += initialise;
        for (std::size_t i = 0; i < code_pages.size(); ++i) {
            const bool is_meant = printer.code_page == "auto" ? i < pages_of_auto : printer.code_page == code_pages[i].name;
            if (is_meant) pages_.push_back({code_pages[i].number, std::make_unique<Converter>(code_pages[i].name)});
        }
    }

    void add(const Row& row) {
        switch (row.kind) {
            case Row::Kind::rule:
                return plain(std::string(columns_, '-'));
            case Row::Kind::double_rule:
                return plain(std::string(columns_, '='));
            case Row::Kind::blank:
                return plain("");
            case Row::Kind::qr:
                return qr(row.left);
            case Row::Kind::image:
                return centred_picture(row, row.dots);
            case Row::Kind::text:
            case Row::Kind::pair:
            case Row::Kind::table:
                return letters(row);
        }
    }

    std::string finish(bool open_drawer) {
        out_ += "\n\n\n";
        out_ += cut;
        if (open_drawer) out_ += kick_drawer;
        return std::move(out_);
    }

private:
    struct Page {
        char number;
        std::unique_ptr<Converter> converter;
    };

    void letters(const Row& row) {
        std::string encoded;
        // A text of double size holds half the columns.
        const bool wide = row.style.large && row.kind == Row::Kind::text;
        for (const std::string& line : lines_of(row, wide ? columns_ / 2 : columns_)) {
            auto bytes = encode(line);
            if (!bytes && !painter_.out_of_time()) {
                selected_ = false;  // a page chosen by an earlier line of the row was never sent
                return picture(painter_.draw(row, width_dots()));
            }
            if (!bytes) bytes = encode(ascii(line));
            encoded += *bytes + std::string(line_feed);
        }
        styled(row, true);
        out_ += encoded;
        styled(row, false);
    }

    // GS ( k: model 2, module size 4, level M, store, print.
    void qr(const std::string& text) {
        const auto command = [&](std::string_view function, std::string_view data) {
            const std::size_t size = function.size() + data.size();
            out_ += "\x1D(k";
            out_ += static_cast<char>(size & 0xFFU);
            out_ += static_cast<char>(size >> 8U);
            out_ += function;
            out_ += data;
        };
        out_ +=
            "\x1B"
            "a\x01";
        command("1A", std::string_view("\x32\x00", 2));
        command("1C", "\x04");
        command("1E", "\x31");
        command("1P0", text);
        command("1Q0", "");
        out_ += line_feed;
        out_ += std::string_view(
            "\x1B"
            "a\x00",
            3);
    }

    void centred_picture(const Row& row, const Dots& dots) {
        styled(row, true);
        picture(dots);
        styled(row, false);
    }

    [[nodiscard]] int width_dots() const { return static_cast<int>(columns_) * column_dots; }

    // The page in use is tried first, so that a slip changes pages only where its text does.
    std::optional<std::string> encode(const std::string& line) {
        for (std::size_t step = 0; step <= pages_.size(); ++step) {
            const std::size_t index = step == 0 ? current_ : step - 1;
            const auto bytes = pages_[index].converter->convert(line);
            if (!bytes) continue;
            std::string select;
            if (index != current_ || !selected_) select = std::string("\x1Bt") + pages_[index].number;
            current_ = index;
            selected_ = true;
            return select + *bytes;
        }
        return std::nullopt;
    }

    // What is left when there is no time to draw letters that no page has: the slip must be printed.
    static std::string ascii(const std::string& line) {
        std::string out;
        for (const char c : line) {
            const auto byte = static_cast<unsigned char>(c);
            if (byte < 0x80) out += c;
            if (byte >= 0xC0) out += '?';
        }
        return out;
    }

    void plain(const std::string& text) { out_ += text + std::string(line_feed); }

    void styled(const Row& row, bool on) {
        if (row.style.centred)
            out_ += std::string(
                        "\x1B"
                        "a") +
                    (on ? '\x01' : '\x00');
        if (row.style.bold)
            out_ += std::string(
                        "\x1B"
                        "E") +
                    (on ? '\x01' : '\x00');
        const char large = row.kind == Row::Kind::text ? '\x11' : '\x01';
        if (row.style.large) out_ += std::string("\x1D!") + (on ? large : '\x00');
    }

    // GS v 0: raster picture.
    void picture(const Dots& dots) {
        const auto low_high = [&](int value) {
            out_ += static_cast<char>(static_cast<unsigned>(value) & 0xFFU);
            out_ += static_cast<char>(static_cast<unsigned>(value) >> 8U);
        };
        out_ += std::string_view("\x1Dv0\x00", 4);
        low_high(dots.width_bytes());
        low_high(dots.height);
        out_.append(dots.bytes.begin(), dots.bytes.end());
    }

    std::size_t columns_;
    RowPainter painter_;
    std::vector<Page> pages_;
    std::size_t current_ = 0;
    bool selected_ = false;
    std::string out_;
};

}  // namespace

std::vector<std::string> code_page_names() {
    std::vector<std::string> names{"auto"};
    for (const CodePage& page : code_pages) names.emplace_back(page.name);
    return names;
}

std::string escpos(const Slip& slip, const PrinterTraits& printer) {
    Printout printout(printer);
    for (const Row& row : slip.rows) printout.add(row);
    return printout.finish(slip.opens_drawer && printer.has_drawer);
}

}  // namespace cafepos::paper

#include <fmt/format.h>
#include <qrencode.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include "dots.h"

namespace cafepos::paper {
namespace {

// Code 128's symbols by their value: the widths of bar, space, bar … (ISO/IEC 15417).
constexpr std::string_view patterns =
    "2122222221222222211212231213221312221222131223121322122212132213122312121122321221321222311132221231221232212232112211322212"
    "31"
    "2132122231123121313112223211223212213122123221123222112121232123212321211113231311231313211123131321131323112113132311132313"
    "11"
    "1121331123311321311131231133211331213131212113312311312131132133112131313111233113213311213121133123113321113141112214114311"
    "11"
    "1112241114221211241214211411221412211122141124121221141224111421121422112412112211144131112411121341111112421211421212411142"
    "12"
    "124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141114131311141411131";
constexpr std::size_t symbol_length = 6;
constexpr int start_b = 104;
constexpr std::string_view start_b_pattern = "211214";
constexpr std::string_view stop_pattern = "2331112";

std::string_view pattern_of(int value) { return patterns.substr(static_cast<std::size_t>(value) * symbol_length, symbol_length); }

/// The widths of all bars and spaces from the start to the stop, with the check symbol.
std::string widths_of(const std::string& text) {
    std::string widths(start_b_pattern);
    int sum = start_b;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int value = text[i] - ' ';
        widths += pattern_of(value);
        sum = (sum + static_cast<int>(i + 1) * value) % 103;
    }
    return widths.append(pattern_of(sum)).append(stop_pattern);
}

}  // namespace

Dots Dots::scaled(int times_x, int times_y) const {
    Dots larger(width * times_x, height * times_y);
    for (int y = 0; y < larger.height; ++y) {
        for (int x = 0; x < larger.width; ++x) {
            if (dark(x / times_x, y / times_y)) larger.blacken(x, y);
        }
    }
    return larger;
}

Dots make_qr(const std::string& text) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M),
                                                               &QRcode_free);
    if (!code) return {};
    Dots dots(code->width, code->width);
    for (int i = 0; i < code->width * code->width; ++i) {
        if ((code->data[i] & 1U) != 0) dots.blacken(i % code->width, i / code->width);  // bit 0: dark
    }
    return dots;
}

Dots make_barcode(const std::string& text) {
    if (text.empty() || !std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; })) return {};
    const std::string widths = widths_of(text);
    int total = 0;
    for (const char width : widths) total += width - '0';
    Dots dots(total, 1);
    int x = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const int end = x + widths[i] - '0';
        for (; x < end; ++x) {
            if (i % 2 == 0) dots.blacken(x, 0);
        }
    }
    return dots;
}

std::string svg_path(const Dots& dots) {
    std::string path;
    for (int y = 0; y < dots.height; ++y) {
        for (int x = 0; x < dots.width; ++x) {
            if (dots.dark(x, y)) path += fmt::format("M{} {}h1v1h-1z", x, y);
        }
    }
    return path;
}

}  // namespace cafepos::paper

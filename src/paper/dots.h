#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace cafepos::paper {

/// A picture of black and white dots, as printers take it.
struct Dots {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> bytes = {};  ///< row by row, each in whole bytes of eight dots, the leftmost in the highest bit

    Dots() = default;
    Dots(int its_width, int its_height)
        : width(its_width),
          height(its_height),
          bytes(static_cast<std::size_t>(width_bytes()) * static_cast<std::size_t>(its_height)) {}
    [[nodiscard]] int width_bytes() const { return (width + 7) / 8; }
    [[nodiscard]] bool empty() const { return bytes.empty(); }
    [[nodiscard]] bool dark(int x, int y) const { return (bytes[byte_of(x, y)] & bit_of(x)) != 0; }
    void blacken(int x, int y) { bytes[byte_of(x, y)] = static_cast<std::uint8_t>(bytes[byte_of(x, y)] | bit_of(x)); }

private:
    [[nodiscard]] std::size_t byte_of(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_bytes()) + static_cast<std::size_t>(x / 8);
    }
    static std::uint8_t bit_of(int x) { return static_cast<std::uint8_t>(0x80U >> (static_cast<unsigned>(x) % 8U)); }
};

/// A QR code (ISO/IEC 18004, level M), a dot for each module. Empty if the text does not fit.
Dots make_qr(const std::string& text);
/// The dark dots as the path of an SVG.
std::string svg_path(const Dots& dots);

}  // namespace cafepos::paper

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "layout.h"

namespace cafepos::receipts {

/// A line of text as black and white dots, for a printer whose code pages lack its letters.
struct Bitmap {
    int width_bytes = 0;  ///< eight dots each, the leftmost in the highest bit
    int height = 0;
    std::vector<std::uint8_t> bytes;
};

/// How long one receipt may be drawn. Texts are bounded, yet what a script costs is for its fonts to say.
inline constexpr std::chrono::milliseconds drawing_ms_max(4'000);

/// Draws the rows of one slip; finds its fonts once for all of them. Not thread-safe.
class RowPainter {
public:
    RowPainter();
    ~RowPainter();
    RowPainter(const RowPainter&) = delete;
    RowPainter& operator=(const RowPainter&) = delete;

    /// Whether drawing_ms_max have passed since the first row: then the rest is for letters to say.
    [[nodiscard]] bool out_of_time() const;
    Bitmap draw(const Row& row, int width_dots);

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

/// The rows as a PDF page of 80 mm paper, with a QR code of `qr` below them when it is not empty. Error(unprocessable) after
/// drawing_ms_max.
std::string draw_pdf(const std::vector<Row>& rows, const std::string& qr);

}  // namespace cafepos::receipts

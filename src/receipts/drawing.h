#pragma once

#include <cstdint>
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
Bitmap draw_row(const Row& row, int width_dots);

/// The rows as a PDF page of 80 mm paper, with a QR code of `qr` below them when it is not empty.
std::string draw_pdf(const std::vector<Row>& rows, const std::string& qr);

}  // namespace cafepos::receipts

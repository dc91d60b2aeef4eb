#pragma once

#include <string>
#include <vector>

namespace cafepos::receipts {

/// A QR code (ISO/IEC 18004, level M) as a square of modules; dark is true. Empty if the text does not fit.
struct QrCode {
    int size = 0;
    std::vector<bool> modules;
    [[nodiscard]] bool dark(int x, int y) const {
        return modules[static_cast<std::size_t>(y) * static_cast<std::size_t>(size) + static_cast<std::size_t>(x)];
    }
};
QrCode make_qr(const std::string& text);

}  // namespace cafepos::receipts

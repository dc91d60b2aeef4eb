#include <fmt/format.h>
#include <qrencode.h>

#include <memory>

#include "dots.h"

namespace cafepos::paper {
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

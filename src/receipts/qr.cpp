#include "qr.h"

#include <qrencode.h>

#include <memory>

namespace cafepos::receipts {

QrCode make_qr(const std::string& text) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M),
                                                               &QRcode_free);
    QrCode out;
    if (!code) return out;
    out.size = code->width;
    const int count = out.size * out.size;
    out.modules.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) out.modules.push_back((code->data[i] & 1U) != 0);  // bit 0: dark
    return out;
}

}  // namespace cafepos::receipts

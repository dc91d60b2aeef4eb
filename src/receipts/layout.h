#pragma once

#include <string>

#include "document.h"
#include "paper/slip.h"

namespace cafepos::receipts {

/// The slip from the shop's name to the QR code. Pure.
paper::Slip slip_of(const Document& document);

/// What the QR code says: number, total and check value.
std::string qr_text(const Document& document);

/// A whole page: semantic, readable by a screen reader and on a phone, without scripts or outside resources.
std::string render_html(const Document& document);

}  // namespace cafepos::receipts

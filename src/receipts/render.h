#pragma once

#include <string>

#include "document.h"

namespace cafepos::receipts {

/// Plain UTF-8 text for a printer or screen of 32, 42 or 48 columns; lines end with \n.
std::string render_text(const Document& document, int columns);

/// A whole page: semantic, readable by a screen reader and on a phone, without scripts or outside resources.
std::string render_html(const Document& document);

/// One page of 80 mm paper as long as it needs to be. Any Unicode the installed fonts have; only used glyphs are embedded.
std::string render_pdf(const Document& document);

/// ESC/POS bytes: initialise, lines in the code page that has their letters (a line that no page has is drawn as a picture),
/// QR of the check value, cut, and the drawer kick where the document says so.
std::string render_escpos(const Document& document, int columns);

/// What the QR code says: number, total and check value.
std::string qr_text(const Document& document);

}  // namespace cafepos::receipts

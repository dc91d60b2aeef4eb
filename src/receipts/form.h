#pragma once

namespace cafepos::receipts {

/// What a receipt can be drawn as.
enum class Form { text, html, pdf, escpos };

}  // namespace cafepos::receipts

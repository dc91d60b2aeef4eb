#pragma once

#include "document.h"

namespace cafepos::receipts {

/// Characters of notes and options that are drawn of one order: some two hundred lines of paper. Drawing costs in proportion, and
/// for scripts that need many fonts far more than that, while text and HTML say everything.
inline constexpr std::size_t drawn_notes_length_max = 8'000;

/// The document with its notes and options cut to what is drawn, the order's own first; each cut one ends with "…". Pure.
Document excerpt(Document document);

}  // namespace cafepos::receipts

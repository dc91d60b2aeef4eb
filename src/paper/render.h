#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "slip.h"

namespace cafepos::paper {

/// How long one slip may be drawn. Texts are bounded, yet what a script costs is for its fonts to say.
inline constexpr std::chrono::milliseconds drawing_ms_max(4'000);

/// Plain UTF-8 text for a printer or screen of so many columns; lines end with \n. Codes and images are left out.
std::string text(const Slip& slip, int columns);

/// A whole page, readable by a screen reader and on a phone, without scripts or outside resources. `language` is BCP 47.
std::string html(const Slip& slip, std::string_view title, std::string_view language);

/// One page of 80 mm paper as long as it needs to be. Any Unicode the installed fonts have; only used glyphs are embedded.
/// Error(unprocessable) after drawing_ms_max.
std::string pdf(const Slip& slip);

/// A printer as far as its bytes depend on it.
struct PrinterTraits {
    int columns = 32;
    std::string code_page = "auto";  ///< one of code_page_names()
    bool has_drawer = true;
};
/// "auto" chooses among those that most printers have; with any other, what that page lacks is drawn.
std::vector<std::string> code_page_names();

/// ESC/POS bytes: initialise, lines in the code page that has their letters (a line that no page has is drawn as a picture),
/// cut, and the drawer kick where the slip says so.
std::string escpos(const Slip& slip, const PrinterTraits& printer);

}  // namespace cafepos::paper

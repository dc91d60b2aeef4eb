#pragma once

#include <string>

#include "core/checks.h"
#include "options.h"

namespace cafepos::printing {

inline constexpr Code printer_test_failed{ErrorKind::failed, "PRINTER_TEST_FAILED"};

/// Whether somebody may have such a printer. An address that would let people write elsewhere on this machine than among the
/// slips, or send to where no printer is, is refused, unless it is what the `stored` one had.
void check(Checks& checks, const Printer& printer, const Printer* stored, const Options& options);

/// Whether its address, in digits, is where the options let no printer be.
bool is_out_of_reach(const Printer& printer, const Options& options);

/// A file's plain name means a file among the other slips.
std::string address_of(const Printer& printer, const std::string& slips_folder);

}  // namespace cafepos::printing

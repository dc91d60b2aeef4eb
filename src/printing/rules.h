#pragma once

#include <string>
#include <string_view>

#include "core/checks.h"
#include "printer.h"

namespace cafepos::printing {

inline constexpr Code printer_test_failed{ErrorKind::failed, "PRINTER_TEST_FAILED"};

struct NetworkAddress {
    std::string host;
    std::string port;
};
/// "kitchen.lan:9100", "[fd00::7]:9100" or without the port, which is then 9100.
NetworkAddress network_address(std::string_view text);

/// Whether somebody may have such a printer. `slips_folder` is where files may be: an address that would let people write
/// elsewhere on this machine is refused, unless it is what the `stored` one had.
void check(Checks& checks, const Printer& printer, const Printer* stored, const std::string& slips_folder);

/// A file's plain name means a file among the other slips.
std::string address_of(const Printer& printer, const std::string& slips_folder);

}  // namespace cafepos::printing

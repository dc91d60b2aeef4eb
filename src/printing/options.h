#pragma once

#include <string>

#include "core/networks.h"
#include "printer.h"

namespace cafepos::printing {

struct Options {
    Printer first{.id = first_printer, .name = "Printer", .address = "./receipts/receipt.txt"};
    bool first_is_given = false;              ///< by the PRINTER_* settings: they win over what was stored
    std::string fallback_path = {};           ///< a file for the slips of the first when it stays dead; empty: none
    std::string slips_folder = "./receipts";  ///< where printers of type file write
    Networks networks = {};                   ///< where network printers may be
    bool test_mode = false;                   ///< rendered and logged, nothing sent
    int timeout_ms_max = 5'000;               ///< of one attempt

    /// Whether that is what the PRINTER_* settings name: the owner's own word, which needs no other.
    [[nodiscard]] bool is_owners_word(const Printer& printer) const {
        return first_is_given && printer.type == first.type && printer.address == first.address;
    }
    [[nodiscard]] bool may_reach(const Printer& printer, const boost::asio::ip::address& address) const {
        return is_owners_word(printer) || networks.contain(address);
    }
};

}  // namespace cafepos::printing

#pragma once

#include <optional>
#include <string>

#include "printing.h"

namespace cafepos::printing {

/// What became of bytes sent to a printer.
struct Delivery {
    enum class Fate {
        taken,    ///< all of it
        nothing,  ///< not a byte: sending again cannot print twice
        unknown   ///< some of it may be on paper
    };
    Fate fate = Fate::taken;
    std::string error;  ///< for people; empty when taken
};

/// Sends a slip to the printer that the options name; blocks up to timeout_ms_max.
Delivery deliver(const PrinterOptions& options, const std::string& bytes);
/// Appends a slip to a file, creating its folder.
Delivery append_to_file(const std::string& path, const std::string& bytes);

}  // namespace cafepos::printing

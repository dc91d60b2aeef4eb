#pragma once

#include <optional>
#include <string>

#include "printer.h"

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

/// Sends a slip to the printer; blocks up to timeout_ms_max.
Delivery deliver(const Printer& printer, const std::string& bytes, int timeout_ms_max);

}  // namespace cafepos::printing

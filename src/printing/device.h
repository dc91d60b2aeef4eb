#pragma once

#include <optional>
#include <string>

#include "options.h"

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

/// Sends a slip to the printer, if it is where the options say that printers may be; blocks up to the time-out.
Delivery deliver(const Printer& printer, const std::string& bytes, const Options& options);

}  // namespace cafepos::printing

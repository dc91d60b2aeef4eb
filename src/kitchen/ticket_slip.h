#pragma once

#include "paper/slip.h"
#include "settings/settings.h"
#include "ticket.h"

namespace cafepos::kitchen {

/// Which slip of a ticket, and what else it says.
struct SlipForm {
    bool is_cancellation = false;                      ///< what is left of it now
    bool may_be_second = false;                        ///< marked as a duplicate
    std::optional<std::int64_t> added_to_number = {};  ///< of the station's first ticket of the same source
};
/// A ticket on paper: large, for who reads it from where he works. Pure.
paper::Slip slip_of(const Ticket& ticket, const std::string& station_name, const SlipForm& form,
                    const settings::Settings& settings);

}  // namespace cafepos::kitchen

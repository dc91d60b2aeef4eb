#pragma once

#include <filesystem>
#include <string>

#include "nightly.h"

namespace cafepos::nightly {

/// What an attempt came to; the members are those of Proof.
struct Outcome {
    std::string file_name;
    std::int64_t differences = 0;
    std::string trouble;
    std::string detail;
};

/// Makes a backup in the folder and proves it; `earlier_file` is what an earlier attempt of the same night left there. A backup
/// has its name only once it was restored, so that one which could not be takes nobody's place. Throws GivenUp.
Outcome make_and_prove(const Options& options, const Tools& tools, Timestamp now, const std::string& earlier_file,
                       const Checkpoint& checkpoint);

}  // namespace cafepos::nightly

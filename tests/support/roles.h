#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cafepos::testing {

using Permissions = std::set<std::string, std::less<>>;

/// The four roles of the contract, strongest first.
const std::vector<std::string>& role_names();
/// What the contract's table (§5) gives a role. Written down here a second time, from the contract and not from the
/// program, so that tests notice when the program's table changes.
const Permissions& permissions_of(std::string_view role);

}  // namespace cafepos::testing

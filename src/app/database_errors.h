#pragma once

#include <exception>
#include <optional>

#include "core/error.h"

namespace cafepos::app {

/// What a database's refusal is for the client (contract §0); empty for what is a defect of ours and answers 500.
std::optional<Error> client_error(const std::exception_ptr& failure);

}  // namespace cafepos::app

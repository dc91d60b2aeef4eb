#pragma once

#include "config.h"

namespace cafepos::app {

/// Takes the café `from` to a place where none is: rows, pictures, secret, the journal with its key and head. Nobody writes in it
/// meanwhile, and afterwards nobody sells there any more. All or nothing: it is compared, row by row and by `verify`, before
/// that. Answers the exit code.
int move_cafe(const Config& from, const Config& to);

/// A café that was moved away is to be here again, as it was then.
int undo_move(const Config& config);

}  // namespace cafepos::app

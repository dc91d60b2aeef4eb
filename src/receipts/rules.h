#pragma once

#include <optional>
#include <string_view>

#include "core/error.h"
#include "core/time.h"
#include "form.h"

namespace cafepos::receipts {

inline constexpr Code reprint_refused{ErrorKind::forbidden, "REPRINT_WINDOW_CLOSED"};
inline constexpr Code print_error{ErrorKind::failed, "PRINT_ERROR"};

/// Kind of the print jobs that print a receipt again.
inline constexpr std::string_view reprint_slip = "reprint";

/// The form asked for by `?format=`, else by Accept (the first that is known), else text.
/// Empty for a format there is none of.
std::optional<Form> form_of(std::optional<std::string_view> format, std::optional<std::string_view> accept);
std::string_view content_type_of(Form form);

/// Whether the minutes in which a cashier may reprint are over. A clock that went back does not close the window.
bool reprint_window_closed(Timestamp sold, Timestamp now, int window_minutes);

}  // namespace cafepos::receipts

#pragma once

#include <optional>
#include <string>
#include <string_view>

/// The one rule of what an e-mail address is. Whatever passes where it is typed can be mailed.
namespace cafepos::email {

/// The address as a mail server takes it, or nothing if it can never be mailed. It is "name@host" without quoting; the name is
/// ASCII, the host may be written in any letters and becomes its ASCII form (partner@münchen.example is
/// partner@xn--mnchen-3ya.example), has a dot (or is localhost) and is no number.
std::optional<std::string> mailable(std::string_view address);
inline bool is_address(std::string_view address) { return mailable(address).has_value(); }

struct Mailbox {
    std::string name;     ///< may be empty
    std::string address;  ///< mailable
};
/// "noreply@cafe.example", "The Café <noreply@cafe.example>" or "\"Bean, Leaf\" <…>"; empty if the address is none or the
/// quotes are broken.
std::optional<Mailbox> parse_mailbox(std::string_view text);

}  // namespace cafepos::email

#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/id.h"
#include "core/time.h"

/// What the kitchen is told.
namespace cafepos::kitchen {

enum class SourceKind { order, tab };
BOOST_DESCRIBE_ENUM(SourceKind, order, tab)

/// What is sent from. A tab that is settled sends what was not sent before as the tab it is, by the ids of its own lines, and
/// the order that comes of it sends nothing.
struct Source {
    SourceKind kind{};
    Id id;
};

/// So many of an option for one unit of a line.
struct SentOption {
    std::string name = {};
    int quantity = 1;
};
BOOST_DESCRIBE_STRUCT(SentOption, (), (name, quantity))
using SentOptions = std::vector<SentOption>;
/// An option as people read it: "Oat milk", "2x Shot".
std::string option_text(const std::string& name, int quantity);

/// What a station reads of a part of a combo, so that the guest gets all of it together: "Breakfast: no sugar".
std::string note_of(const std::optional<std::string>& combo_name, const std::string& notes);

struct SentLine {
    Id line_id = {};  ///< of the order or tab
    Id menu_item_id = {};
    std::string category = {};
    std::string name = {};
    std::string size = {};
    int quantity = 0;  ///< the whole line's: what of it was sent before is known
    SentOptions options = {};
    std::string notes = {};
};

/// The day on which something was sold, and the hour in which the kitchen hears of it.
struct SoldAt {
    Date business_date = {};
    int business_hour = 0;
};

struct Sending {
    Source source;
    std::string number;  ///< how people call it: ORD-20261122-0042
    std::optional<std::string> name = {};
    std::optional<std::string> table = {};
    std::optional<std::string> service = {};
    /// Of a source that came in this transaction: nobody needs to look what was sent of it before, nor what day it is.
    std::optional<SoldAt> sold_at = {};
    std::vector<SentLine> lines;
};

/// So many less of a line that was sent.
struct CancelledLine {
    Id line_id;
    int quantity = 0;
};

}  // namespace cafepos::kitchen

#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "core/id.h"
#include "core/time.h"

namespace cafepos::printing {

/// The printer that the PRINTER_* settings describe, and the file of PRINTER_FALLBACK_FILE_PATH.
inline const Id first_printer = Id::of_stored("00000000-0000-7000-8000-000000000001");
inline const Id fallback_file = Id::of_stored("00000000-0000-7000-8000-000000000002");

struct Printer {
    Id id = {};
    std::string name = {};
    std::string type = "file";                   ///< network | device | file | none
    std::string address = {};                    ///< of a network printer host:port, else a path
    std::optional<std::int64_t> columns = {};    ///< empty: as many as /settings says
    std::string code_page = "auto";              ///< see paper::code_page_names()
    bool drawer_kick = true;                     ///< a drawer hangs on it
    std::optional<Id> fallback_printer_id = {};  ///< takes over when this one stays dead
    bool active = true;
    Timestamp created_at = {};
    Timestamp updated_at = {};

    bool operator==(const Printer&) const = default;
    [[nodiscard]] bool prints() const { return active && type != "none"; }
    [[nodiscard]] bool prints_text() const { return type == "file"; }
};
BOOST_DESCRIBE_STRUCT(Printer, (),
                      (id, name, type, address, columns, code_page, drawer_kick, fallback_printer_id, active, created_at,
                       updated_at))

/// What is asked to be printed, in the words of those who ask and of those who draw it.
struct SlipRequest {
    std::string kind;          ///< receipt, reprint, refund …
    std::string subject_kind;  ///< order, refund …: whose drawer draws it
    Id subject_id;
    std::optional<Id> order_id = {};    ///< the order it belongs to, if any
    std::optional<Id> printer_id = {};  ///< empty: the first
    std::string request_id = {};        ///< of who asks, for the log; empty: no request did
};

/// A slip that is to be printed, or was.
struct Job {
    Id id = {};
    std::string kind = {};
    std::string subject_kind = {};
    std::optional<Id> subject_id = {};  ///< empty: a test slip
    std::optional<Id> order_id = {};
    Id printer_id = {};
    std::string status = {};  ///< queued, printing, printed, failed
    std::int64_t attempts = 0;
    bool possible_duplicate = false;          ///< an earlier attempt may have reached the paper: the slip must say so
    std::optional<std::string> printer = {};  ///< what printed it: a type, or "fallback"
    Timestamp next_attempt_at = {};
    Timestamp waits_since = {};
    std::optional<std::string> last_error = {};
    Timestamp created_at = {};
    std::optional<Timestamp> printed_at = {};
    std::optional<std::string> request_id = {};  ///< that caused it
};
BOOST_DESCRIBE_STRUCT(Job, (),
                      (id, kind, subject_kind, subject_id, order_id, printer_id, status, attempts, possible_duplicate, printer,
                       next_attempt_at, waits_since, last_error, created_at, printed_at, request_id))

/// What became of a request at once. The slip itself is printed later.
struct PrintState {
    bool queued = false;
    bool printed = false;
    std::string printer_type;
    bool mock = false;
    std::optional<std::string> error;
};

}  // namespace cafepos::printing

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/time.h"

namespace cafepos::db {
class Transaction;
}

namespace cafepos::events {

class Signal;

/// Something registers and dashboards want to know at once. Durable: a row in the transaction of what happened.
struct Event {
    std::string kind;             ///< "sale", "refund", "void", "stock", "alert", "drawer", "settings", "menu"
    std::string_view permission;  ///< who may see it
    std::string payload_json;     ///< a JSON object
};

/// On PostgreSQL, where each commit that published says so, with the event's kind (see db::listen).
inline const std::string channel = "cafepos_events";

/// Appends events; ids are consecutive in commit order, so a reader that saw n has seen everything below. Thread-safe.
class EventLog {
public:
    explicit EventLog(const Clock& clock);
    void publish(db::Transaction& transaction, const Event& event) const;
    /// Raised after each commit that published something; it wakes the hub of this process.
    [[nodiscard]] Signal& published() const { return *published_; }

private:
    const Clock& clock_;
    std::shared_ptr<Signal> published_;
};

}  // namespace cafepos::events

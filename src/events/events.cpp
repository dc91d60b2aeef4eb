#include "events.h"

#include "signal.h"
#include "store.h"

namespace cafepos::events {

EventLog::EventLog(const Clock& clock) : clock_(clock), published_(std::make_shared<Signal>()) {}

void EventLog::publish(db::Transaction& transaction, const Event& event) const {
    insert_event(transaction, clock_.now(), event.kind, event.permission, event.payload_json);
    transaction.after_commit([published = published_] { published->notify(); });
}

}  // namespace cafepos::events

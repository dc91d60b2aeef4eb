#include "hub.h"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

#include "jobs/worker.h"
#include "signal.h"
#include "store.h"
#include "stream.h"

namespace cafepos::events {
namespace {

using namespace std::chrono_literals;

constexpr int live_page_max = 500;      // events read at once
constexpr int catch_up_page_max = 100;  // events sent at once to a stream that resumes: a client needs time to read
constexpr auto catch_up_pause = 20ms;
constexpr auto idle_wait = 60s;
constexpr auto sweep_every = 1h;

}  // namespace

struct Hub::Implementation {
    Implementation(db::Database& db, const EventLog& log, const Clock& time, Recheck check, HubOptions hub_options)
        : database(db), published(log.published()), clock(time), recheck(std::move(check)), options(hub_options) {
        published.wakes([this] { worker.wake(); });
    }
    ~Implementation() { published.wakes({}); }
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    db::Database& database;
    Signal& published;
    const Clock& clock;
    const Recheck recheck;
    const HubOptions options;

    std::mutex mutex;
    std::vector<std::shared_ptr<Stream>> arrivals;  // guarded by mutex

    // What follows belongs to the worker.
    std::vector<std::shared_ptr<Stream>> streams;
    std::vector<std::shared_ptr<const Permissions>> known_permissions;
    std::int64_t position = 0;  // the last event passed on to the live streams
    Timestamp next_sweep{};

    /// Streams of equal permissions share one set: ten thousand idle ones must cost little.
    std::shared_ptr<const Permissions> shared(const Permissions& permissions) {
        std::erase_if(known_permissions, [](const auto& known) { return known.use_count() == 1; });
        for (const auto& known : known_permissions) {
            if (*known == permissions) return known;
        }
        return known_permissions.emplace_back(std::make_shared<const Permissions>(permissions));
    }

    bool is_live(const Stream& stream) const { return stream.cursor >= position; }

    bool still_signed_in(Stream& stream, Timestamp now) {
        if (now - stream.checked_at < options.recheck_every) return true;
        const std::optional<Actor> actor = recheck(stream.actor);
        if (!actor) return false;
        stream.checked_at = now;
        stream.permissions = shared(actor->permissions);
        return true;
    }

    /// The subscriber still holds the stream; letting go of `send` is what ends it for the client.
    static void end(Stream& stream) {
        stream.open = false;
        stream.send = nullptr;
    }

    void keep_if(const std::function<bool(Stream&)>& keep) {
        for (const auto& stream : streams) {
            if (stream->open && !keep(*stream)) end(*stream);
        }
        std::erase_if(streams, [](const auto& stream) { return !stream->open; });
    }

    bool welcome(Stream& stream, const Extent& kept, Timestamp now) {
        const std::int64_t after = stream.resume_after.value_or(position);
        const bool lost = after > position || (after < position && after + 1 < kept.oldest);
        stream.cursor = lost ? position : after;
        stream.permissions = shared(std::exchange(stream.actor.permissions, {}));
        stream.checked_at = now;
        return stream.deliver_text(greeting(stream.cursor) + (lost ? reset_text(position) : ""), now);
    }

    void admit_arrivals(Timestamp now) {
        std::vector<std::shared_ptr<Stream>> newcomers;
        {
            const std::lock_guard lock(mutex);
            newcomers.swap(arrivals);
        }
        if (newcomers.empty()) return;
        const Extent kept = database.reading([](db::Transaction& transaction) { return extent(transaction); });
        if (streams.empty()) position = kept.newest;
        for (auto& stream : newcomers) {
            if (welcome(*stream, kept, now)) {
                streams.push_back(std::move(stream));
            } else {
                end(*stream);
            }
        }
    }

    std::vector<StoredEvent> read_after(std::int64_t id, int count_max) {
        return database.reading([&](db::Transaction& transaction) { return events_after(transaction, id, count_max); });
    }

    /// True when there may be more.
    bool pass_on_new_events(Timestamp now) {
        const std::vector<StoredEvent> events = read_after(position, live_page_max);
        if (events.empty()) return false;
        keep_if(
            [&](Stream& stream) { return !is_live(stream) || (still_signed_in(stream, now) && stream.deliver(events, now)); });
        position = events.back().id;
        return events.size() == live_page_max;
    }

    /// One page to each stream that resumes; true when one of them needs more.
    bool catch_up(Timestamp now) {
        bool more = false;
        keep_if([&](Stream& stream) {
            if (is_live(stream)) return true;
            std::vector<StoredEvent> events = read_after(stream.cursor, catch_up_page_max);
            std::erase_if(events, [&](const StoredEvent& event) { return event.id > position; });
            const bool delivered = still_signed_in(stream, now) && stream.deliver(events, now);
            if (events.empty()) stream.cursor = position;
            more = more || !is_live(stream);
            return delivered;
        });
        return more;
    }

    void look_after_idle_streams(Timestamp now) {
        keep_if([&](Stream& stream) {
            if (!still_signed_in(stream, now)) return false;
            return now - stream.sent_at < options.heartbeat_every || stream.deliver_text(heartbeat(stream.cursor), now);
        });
    }

    void sweep(Timestamp now) {
        if (now < next_sweep) return;
        next_sweep = now + sweep_every;
        database.write([&](db::Transaction& transaction) { remove_before(transaction, now - options.kept); });
    }

    /// Returns how long there is nothing to do unless something happens.
    std::chrono::milliseconds step() {
        const Timestamp now = clock.now();
        sweep(now);
        admit_arrivals(now);
        if (streams.empty()) return idle_wait;
        while (pass_on_new_events(now) && !worker.is_stopping()) {
        }
        const bool more = catch_up(now);
        look_after_idle_streams(now);
        return more ? catch_up_pause : options.poll_every;
    }

    jobs::Worker worker{"events could not be passed on", [this] { return step(); }};
};

Hub::Hub(db::Database& database, const EventLog& log, const Clock& clock, Recheck recheck, HubOptions options)
    : implementation_(std::make_unique<Implementation>(database, log, clock, std::move(recheck), options)) {}

Hub::~Hub() { stop(); }

void Hub::start() { implementation_->worker.start(); }

void Hub::stop() {
    implementation_->worker.stop();
    implementation_->streams.clear();
}

void Hub::wake() { implementation_->worker.wake(); }

std::shared_ptr<void> Hub::subscribe(const Actor& actor, std::optional<std::int64_t> after_id, http::StreamSend send) {
    auto stream = std::make_shared<Stream>();
    stream->actor = actor;
    stream->resume_after = after_id;
    stream->send = std::move(send);
    {
        const std::lock_guard lock(implementation_->mutex);
        implementation_->arrivals.push_back(stream);
    }
    wake();
    return {stream.get(), [stream](void*) { stream->open = false; }};
}

}  // namespace cafepos::events

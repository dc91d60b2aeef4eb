#include "health.h"

#include <filesystem>
#include <optional>

#include "db/control_statements.h"
#include "version.h"
#include "write_probe.h"

namespace cafepos::app {
namespace {

using http::Access;
using http::Method;
using http::RawReply;
using http::Request;

// Below this a café should be warned before the disk is full: some days of sales and pictures.
constexpr std::uintmax_t free_bytes_min = 64UL * 1024 * 1024;

struct Services {
    std::string database;
    std::string printer;
    std::string email;
    std::string disk;
    std::string backups;
    std::string journal;
};
BOOST_DESCRIBE_STRUCT(Services, (), (database, printer, email, disk, backups, journal))

/// Why a service is in "error", in words.
struct Problem {
    std::string service;
    std::string message;
};
BOOST_DESCRIBE_STRUCT(Problem, (), (service, message))

struct Health {
    std::string status;  ///< healthy; degraded: it sells, but somebody should look; unhealthy
    Timestamp timestamp;
    Services services;  ///< "error", or how each says that it works or is switched off
    std::string version;
    std::int64_t waitingWrites = 0;
    std::vector<Problem> problems;
};
BOOST_DESCRIBE_STRUCT(Health, (), (status, timestamp, services, version, waitingWrites, problems))

struct Simple {
    std::string status;
    std::string version;
};
BOOST_DESCRIBE_STRUCT(Simple, (), (status, version))

std::string database_state(db::Database& database) {
    try {
        bool answered = false;
        database.read(
            [&](db::Transaction& transaction) { answered = transaction.query_one(db::control::look_at_store).has_value(); });
        return answered ? "connected" : "error";
    } catch (const db::DatabaseError&) {
        return "error";
    }
}

/// What is wrong with storing although reading works; empty if nothing is known to be.
std::string writing_trouble(const db::Database& database) {
    switch (database.writing_state()) {
        case db::Database::Writing::works:
            return "";
        case db::Database::Writing::fails:
            return "writes fail";
        case db::Database::Writing::hangs:
            return "writes hang";
    }
    return "";
}

/// Empty when there is room and a byte can be written.
std::string disk_trouble(const std::string& folder, const WriteProbe& probe) {
    const std::string state = probe.state();
    if (state != "ok") return state == "hangs" ? "the disk hangs" : "the disk is " + state;
    std::error_code error;
    const auto space = std::filesystem::space(folder, error);
    if (error) return "the folder of the data cannot be looked at";
    return space.available < free_bytes_min ? "the disk is nearly full" : "";
}

template <class T>
RawReply answer(bool healthy, const T& data, const http::Call& call) {
    RawReply reply;
    reply.status = healthy ? 200 : 503;
    if (healthy) {
        reply.body = http::success_body(http::Envelope::standard, json::to_text(data), "", call.raw().received_at);
        return reply;
    }
    reply = http::error_reply(Error(Code::not_ready, "The service is not healthy").with_data(json::to_text(data)),
                              call.request_id(), call.raw().received_at);
    return reply;
}

Health health_of(const Watched& watched, const std::string& disk, Timestamp now) {
    const auto& [database, printers, mailer, nightly, journal] = watched;
    const std::string journal_trouble = journal.trouble();
    Health health{"healthy",
                  now,
                  {database_state(database), printers.state(), mailer.state(), disk.empty() ? "ok" : "error", nightly.state(),
                   journal_trouble.empty() ? "ok" : "error"},
                  version,
                  static_cast<std::int64_t>(database.queue_length()),
                  {}};
    const auto tell = [&](const char* service, const std::string& message, const char* status) {
        if (message.empty()) return;
        health.problems.push_back({service, message});
        health.status = status;
    };
    tell("printer", printers.trouble(), "degraded");
    tell("email", mailer.trouble(), "degraded");
    tell("backups", nightly.problem(), "degraded");
    tell("journal", journal_trouble, "degraded");
    tell("disk", disk, "unhealthy");
    const bool answers = health.services.database == "connected";
    const std::string writing = answers ? writing_trouble(database) : "";
    if (!writing.empty()) health.services.database = "error";
    tell("database", answers ? writing : "the database does not answer", "unhealthy");
    return health;
}

}  // namespace

void add_health_routes(http::EndpointTable& table, const Watched& watched, const Clock& clock, const std::string& data_dir) {
    table.add({Method::get, "/health", Access::open(),
               "Whether every part works; degraded where mail, paper, backups or the journal do not", http::Lane::health},
              [&clock, watched, data_dir, probe = WriteProbe(data_dir)](const Request<>& request) -> http::RawReplyOf<Health> {
                  const Health health = health_of(watched, disk_trouble(data_dir, probe), clock.now());
                  return answer(health.status != "unhealthy", health, request.call);
              });
    table.add(
        {Method::get, "/health/live", Access::open(), "Whether the process answers", http::Lane::at_once},
        [](const Request<>& request) -> http::RawReplyOf<Simple> { return answer(true, Simple{"live", version}, request.call); });
    table.add({Method::get, "/health/ready", Access::open(), "Whether requests can be served", http::Lane::health},
              [&database = watched.database](const Request<>& request) -> http::RawReplyOf<Simple> {
                  const bool ready = database_state(database) == "connected";
                  return answer(ready, Simple{ready ? "ready" : "not ready", version}, request.call);
              });
}

}  // namespace cafepos::app

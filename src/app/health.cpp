#include "health.h"

#include <filesystem>
#include <optional>

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
};
BOOST_DESCRIBE_STRUCT(Services, (), (database, printer, email, disk))

struct Health {
    std::string status;
    Timestamp timestamp;
    Services services;
    std::string version;
    std::int64_t waitingWrites = 0;
};
BOOST_DESCRIBE_STRUCT(Health, (), (status, timestamp, services, version, waitingWrites))

struct Simple {
    std::string status;
    std::string version;
};
BOOST_DESCRIBE_STRUCT(Simple, (), (status, version))

const db::Statement ask{"app.ask", "SELECT id FROM store WHERE id = 1"};

std::string database_state(db::Database& database) {
    try {
        bool answered = false;
        database.read([&](db::Transaction& transaction) { answered = transaction.query_one(ask).has_value(); });
        return answered ? "connected" : "error";
    } catch (const db::DatabaseError&) {
        return "error";
    }
}

/// Reads go on while no write succeeds, so an answer alone does not make a database healthy.
std::string database_and_writing_state(db::Database& database) {
    const std::string state = database_state(database);
    if (state != "connected") return state;
    switch (database.writing_state()) {
        case db::Database::Writing::works:
            return state;
        case db::Database::Writing::fails:
            return "writes fail";
        case db::Database::Writing::hangs:
            return "writes hang";
    }
    return state;
}

std::string disk_state(const std::string& folder, const WriteProbe& probe) {
    const std::string state = probe.state();
    if (state != "ok") return state;
    std::error_code error;
    const auto space = std::filesystem::space(folder, error);
    if (error) return "unknown";
    return space.available < free_bytes_min ? "full" : "ok";
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

}  // namespace

void add_health_routes(http::EndpointTable& table, db::Database& database, const printing::Printer& printer,
                       const mail::Mailer& mailer, const Clock& clock, const std::string& data_dir) {
    table.add(
        {Method::get, "/health", Access::open(), "Whether every part works", http::Lane::health},
        [&, data_dir, probe = WriteProbe(data_dir)](const Request<>& request) -> RawReply {
            Health health{"healthy",
                          clock.now(),
                          {database_and_writing_state(database), printer.state(), mailer.state(), disk_state(data_dir, probe)},
                          version};
            health.waitingWrites = static_cast<std::int64_t>(database.queue_length());
            const bool healthy =
                health.services.database == "connected" && (health.services.disk == "ok" || health.services.disk == "unknown");
            if (!healthy) health.status = "unhealthy";
            return answer(healthy, health, request.call);
        });
    table.add({Method::get, "/health/live", Access::open(), "Whether the process answers", http::Lane::at_once},
              [](const Request<>& request) -> RawReply { return answer(true, Simple{"live", version}, request.call); });
    table.add({Method::get, "/health/ready", Access::open(), "Whether requests can be served", http::Lane::health},
              [&](const Request<>& request) -> RawReply {
                  const bool ready = database_state(database) == "connected";
                  return answer(ready, Simple{ready ? "ready" : "not ready", version}, request.call);
              });
}

}  // namespace cafepos::app

#pragma once

#include <chrono>
#include <memory>

#include "db/postgres/write_session.h"
#include "db/session.h"
#include "db/sqlite/write_session.h"
#include "db/transfer.h"

namespace cafepos::testing {

/// A writer's session for a GroupCommit of one's own, which counts what the database is given and how long that takes. Only
/// where no other writer is at work. Not thread-safe.
class WatchedSession final : public db::WriteSession {
    struct Stopwatch {
        explicit Stopwatch(std::chrono::nanoseconds& sum) : sum_(sum) {}
        ~Stopwatch() { sum_ += std::chrono::steady_clock::now() - begin_; }
        Stopwatch(const Stopwatch&) = delete;
        Stopwatch& operator=(const Stopwatch&) = delete;

    private:
        std::chrono::nanoseconds& sum_;
        std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    };

    template <class Call>
    auto timed(const Call& call) {
        const Stopwatch stopwatch(busy);
        return call();
    }
    template <class Call>
    auto statement_sent(const Call& call) {
        ++sent;
        return timed(call);
    }

public:
    explicit WatchedSession(const db::Options& options) : server_(options) {
        if (const auto file = db::embedded_file(options)) {
            session_ = std::make_unique<db::sqlite::SqliteWriteSession>(*file, options);
        } else {
            session_ = std::make_unique<db::postgres::PostgresWriteSession>(server_);
        }
    }

    int sent = 0;                      ///< statements, but for BEGIN and COMMIT
    std::chrono::nanoseconds busy{0};  ///< in the database, or waiting for it

    db::Rows query(const db::Statement& statement, std::span<const db::Value> values) override {
        return statement_sent([&] { return session_->query(statement, values); });
    }
    std::int64_t execute(const db::Statement& statement, std::span<const db::Value> values) override {
        return statement_sent([&] { return session_->execute(statement, values); });
    }
    void defer(const db::Statement& statement, std::span<const db::Value> values) override {
        statement_sent([&] { session_->defer(statement, values); });
    }
    void send(const db::Gathering::Rows& rows, bool of_several) override {
        statement_sent([&] { session_->send(rows, of_several); });
    }
    void begin_command() override {
        statement_sent([&] { session_->begin_command(); });
    }
    void keep_command() override {
        statement_sent([&] { session_->keep_command(); });
    }
    void begin() override {
        timed([&] { session_->begin(); });
    }
    void undo_command() override {
        timed([&] { session_->undo_command(); });
    }
    void commit() override {
        timed([&] { session_->commit(); });
    }
    void abandon() noexcept override { session_->abandon(); }
    db::SessionMemory& remembered() override { return session_->remembered(); }
    db::Memory* memory(db::Memory::Life life) override { return session_->memory(life); }

private:
    db::postgres::Server server_;
    std::unique_ptr<db::WriteSession> session_;
};

}  // namespace cafepos::testing

#pragma once

#include <chrono>
#include <optional>
#include <span>

#include "batch_session.h"
#include "writer.h"

namespace cafepos::db {

/// Runs batches of commands, each batch as one transaction with one commit; used by the writer's thread only.
/// A command that throws is undone alone. When the transaction itself fails, the batch is retried, or its commands are
/// run each alone, or all fail: see Remedy.
class GroupCommit {
public:
    /// `owner` is the database whose read() and write() the commands must not call.
    GroupCommit(WriteSession& session, const void* owner, const Options& options)
        : session_(session, options.migrations), owner_(owner), patience_(options.lock_wait_ms_max), log_(options.log) {}

    /// Afterwards each command is durable, or has its error and nothing stored (except under Failure::outcome_unknown).
    void run(std::span<Command* const> batch);

private:
    void attempt(std::span<Command* const> batch);
    bool run_command(Command& command, bool in_company);
    [[nodiscard]] bool patient();
    void report(const BatchEnded& ended) const;
    void end(std::span<Command* const> batch, const BatchEnded& ended);

    BatchSession session_;
    const void* owner_;
    std::chrono::milliseconds patience_;
    std::function<void(const std::string&)> log_;
    /// Since when batches fail though they are retried: while a server is away, not each batch waits its full time.
    std::optional<std::chrono::steady_clock::time_point> failing_since_;
};

}  // namespace cafepos::db

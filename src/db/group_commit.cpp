#include "group_commit.h"

#include <algorithm>

#include "nesting.h"
#include "transactions.h"

namespace cafepos::db {
namespace {

using std::chrono::steady_clock;

void reset(Command& command) {
    command.error = nullptr;
    command.after_commit.clear();
}

/// A command that decided by what an uncommitted one did must not keep that answer either, so all get the error.
void fail(std::span<Command* const> batch, const DatabaseError& error) {
    for (Command* command : batch) {
        command->error = std::make_exception_ptr(error);
        command->after_commit.clear();
    }
}

void back_off(int attempt) { std::this_thread::sleep_for(std::chrono::milliseconds(std::min(1 << std::min(attempt, 8), 250))); }

}  // namespace

void GroupCommit::run(std::span<Command* const> batch) {
    for (int attempts = 1;; ++attempts) {
        try {
            attempt(batch);
            failing_since_.reset();
            return;
        } catch (const BatchEnded& ended) {
            session_.abandon();
            if (attempts == 1) report(ended);
            if (ended.remedy != Remedy::retry) failing_since_.reset();
            if (ended.remedy != Remedy::retry || (!patient() && attempts > 1)) return end(batch, ended);
        } catch (const DatabaseError& error) {
            session_.abandon();
            return fail(batch, error);
        } catch (const std::exception& error) {
            session_.abandon();
            return fail(batch, DatabaseError(Failure::other, error.what()));
        }
        back_off(attempts);
    }
}

bool GroupCommit::patient() {
    const auto now = steady_clock::now();
    if (!failing_since_) failing_since_ = now;
    return now - *failing_since_ < patience_;
}

void GroupCommit::report(const BatchEnded& ended) const {
    if (log_ && ended.remedy == Remedy::retry) log_(std::string("a batch of writes is retried: ") + ended.error.what());
}

void GroupCommit::end(std::span<Command* const> batch, const BatchEnded& ended) {
    if (ended.remedy == Remedy::each_alone && batch.size() > 1) {
        for (std::size_t i = 0; i < batch.size(); ++i) run(batch.subspan(i, 1));
        return;
    }
    fail(batch, ended.error);
}

void GroupCommit::attempt(std::span<Command* const> batch) {
    session_.begin();
    std::size_t kept = 0;
    for (Command* command : batch) {
        if (run_command(*command, batch.size() > 1)) ++kept;
    }
    if (kept == 0) return session_.abandon();
    session_.commit();
}

bool GroupCommit::run_command(Command& command, bool in_company) {
    reset(command);
    if (in_company) session_.begin_command();
    CommandTransaction transaction(session_, command.after_commit);
    try {
        const NestingGuard guard(owner_);
        (*command.work)(transaction);
        transaction.check();
        if (in_company) session_.keep_command();
        return true;
    } catch (const BatchEnded&) {
        throw;
    } catch (...) {
        transaction.check_batch();
        command.error = std::current_exception();
        command.after_commit.clear();
    }
    if (in_company) session_.undo_command();
    return false;
}

}  // namespace cafepos::db

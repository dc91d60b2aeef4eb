#include "database_errors.h"

#include "db/database.h"

namespace cafepos::app {
namespace {

constexpr int retry_after_seconds = 1;

std::optional<Error> client_error_of(db::Failure failure) {
    switch (failure) {
        case db::Failure::storage_full:
            return Error::field(Code::storage_full, "", "disk_full",
                                "The disk is full: this attempt stored nothing. Free space, then try again");
        case db::Failure::outcome_unknown:
            return Error::field(Code::outcome_unknown, "", "outcome_unknown",
                                "The database gave no answer at the commit: it is not known whether this was stored. "
                                "Send the same request again with the same Idempotency-Key")
                .with_retry_after(retry_after_seconds);
        case db::Failure::overloaded:
        case db::Failure::busy:
        case db::Failure::serialization:
            return Error::field(Code::overloaded, "", "busy", "The server is busy; this attempt stored nothing. Try again")
                .with_retry_after(retry_after_seconds);
        case db::Failure::connection_lost:
        case db::Failure::disk_failed:
            return Error::field(Code::not_ready, "", "database_away",
                                "The database cannot be reached; this attempt stored nothing. Try again")
                .with_retry_after(retry_after_seconds);
        case db::Failure::unique_violation:
        case db::Failure::foreign_key_violation:
        case db::Failure::check_violation:
        case db::Failure::other:
            return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Error> client_error(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const db::DatabaseError& error) {
        return client_error_of(error.failure());
    } catch (...) {
        return std::nullopt;
    }
}

}  // namespace cafepos::app

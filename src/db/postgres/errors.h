#pragma once

#include <string>
#include <string_view>

#include "../database.h"
#include "libpq.h"

namespace cafepos::db::postgres {

/// The failure an SQLSTATE means. The empty one is libpq's own: the server did not answer.
Failure failure_of(std::string_view sqlstate);

/// The server's last words, when an administrator ends the session or it was idle within a transaction for too long.
bool is_farewell(std::string_view sqlstate);

/// Why a statement failed, with what the session needs to decide whom it concerns.
struct StatementFailed {
    int tag;               ///< of the statement, as it was sent
    std::string sqlstate;  ///< empty when the server did not answer
    bool fatal;            ///< the server has ended the session with it
    DatabaseError error;
};

/// `result` may be null when the connection broke. `doing` says for the log what failed: a statement's name.
StatementFailed failed(int tag, PGconn* connection, const PGresult* result, std::string_view doing);

}  // namespace cafepos::db::postgres

#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "../database.h"
#include "libpq.h"

namespace cafepos::db::postgres {

struct FinishConnection {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
using ConnectionHandle = std::unique_ptr<PGconn, FinishConnection>;

struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, ClearResult>;

enum class Purpose {
    reading,   ///< of requests: bounded in time
    writing,   ///< likewise
    migration  ///< may build indexes for long
};

class HostOrder;

/// A session with every setting that correctness rests on, at the first of the hosts that can be used. Throws
/// DatabaseError(connection_lost), or (other) for a database that cannot be used, with a text for its owner.
ConnectionHandle connect(const Options& options, Purpose purpose);
ConnectionHandle connect(const Options& options, Purpose purpose, HostOrder& hosts);

using Moment = std::chrono::steady_clock::time_point;

/// Waits for the next result. False if until then libpq has neither one nor an error to give.
bool has_answered(PGconn* connection, Moment until);

/// SQL outside the pipeline; the first column of the last statement's rows. Throws DatabaseError; (connection_lost) when there
/// is no answer in time, after which the connection is of no use.
std::vector<std::string> run(PGconn* connection, const std::string& sql, Moment until = Moment::max());

}  // namespace cafepos::db::postgres

#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <vector>

#include "../database.h"

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
    commands,  ///< reads and writes of requests: bounded in time
    migration  ///< may build indexes for long
};

/// A session with every setting that correctness rests on. Throws DatabaseError(connection_lost), or (other) for a
/// database that cannot be used, with a text for its owner.
ConnectionHandle connect(const Options& options, Purpose purpose);

/// SQL outside the pipeline; the first column of the last statement's rows. Throws DatabaseError.
std::vector<std::string> run(PGconn* connection, const std::string& sql);

}  // namespace cafepos::db::postgres

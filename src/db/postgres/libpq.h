#pragma once

#include <libpq-fe.h>

#include "core/loaded_library.h"

/// What is used of libpq; loaded with the first connection, so that a café on SQLite does without it and what it needs.
namespace cafepos::db::postgres {

inline constinit LoadedLibrary libpq{"libpq.so.5"};
// Their names are libpq's: NOLINTBEGIN(readability-identifier-naming)
// clang-format off
CAFEPOS_LOADED_FUNCTIONS(libpq,
    (PQclear)(PQcmdStatus)(PQcmdTuples)(PQconnectdbParams)(PQconninfoFree)(PQconninfoParse)(PQconsumeInput)
    (PQdescribePrepared)(PQenterPipelineMode)(PQerrorMessage)(PQexec)(PQfinish)(PQflush)(PQfname)(PQfreemem)(PQftype)
    (PQgetCopyData)(PQgetResult)(PQgetisnull)(PQgetlength)(PQgetvalue)(PQhost)(PQhostaddr)(PQisBusy)(PQnfields)
    (PQnotifies)(PQnparams)(PQntuples)(PQparameterStatus)(PQpingParams)(PQpipelineSync)(PQport)(PQprepare)
    (PQputCopyData)(PQputCopyEnd)(PQresultErrorField)(PQresultStatus)(PQsendPrepare)(PQsendQuery)(PQsendQueryPrepared)
    (PQsetNoticeReceiver)(PQsetnonblocking)(PQsocket)(PQstatus)(PQtransactionStatus))
// clang-format on
// NOLINTEND(readability-identifier-naming)

}  // namespace cafepos::db::postgres

#include "route_parts.h"
#include "station_store.h"
#include "wire.h"

namespace cafepos::kitchen {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::Reply;
using http::Request;

KitchenReport report(db::Transaction& transaction, const KitchenReportQuery& query) {
    std::map<Id, std::string> names;
    for (const Station& station : store::list_stations(transaction)) names[station.id] = station.name;
    KitchenReport report;
    for (const store::Readiness& readiness : store::list_readiness(transaction, query.from, query.to)) {
        report.rows.push_back(row_of(readiness, names[readiness.station_id]));
    }
    return report;
}

}  // namespace

void add_report_route(http::EndpointTable& table, const Workshop& workshop) {
    table.add({Method::get, "/reports/kitchen", Access::permission("reports.view"),
               "How long tickets took to be ready, by station and hour"},
              [workshop](const Request<NoBody, KitchenReportQuery>& request) -> Reply<KitchenReport> {
                  return {
                      workshop.database.reading([&](db::Transaction& transaction) { return report(transaction, request.query); }),
                      "Kitchen report retrieved successfully"};
              });
}

}  // namespace cafepos::kitchen

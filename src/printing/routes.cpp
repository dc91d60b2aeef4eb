#include "routes.h"

#include "printer_routes.h"
#include "rules.h"
#include "store.h"

namespace cafepos::printing {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::Reply;
using http::Request;

struct PrinterConfiguration {
    std::string printerType;
    bool enabled = false;
    bool testMode = false;
};
BOOST_DESCRIBE_STRUCT(PrinterConfiguration, (), (printerType, enabled, testMode))

struct PrinterStatus {
    bool available = false;
    std::string type;
    bool enabled = false;
    bool testMode = false;
    std::optional<std::string> problem;
    PrinterConfiguration configuration;
};
BOOST_DESCRIBE_STRUCT(PrinterStatus, (), (available, type, enabled, testMode, problem, configuration))

struct PrinterTest {
    bool success = false;
    bool printed = false;
    bool reprint = false;
    std::string printer_type;
    Timestamp timestamp;
    std::string order_id;
    bool mock = false;
    bool test_mode = true;
};
BOOST_DESCRIBE_STRUCT(PrinterTest, (), (success, printed, reprint, printer_type, timestamp, order_id, mock, test_mode))

struct PrintJob {
    Id id;
    std::string kind;
    std::optional<Id> orderId;
    std::optional<Id> refundId;
    std::string subjectKind;
    std::optional<Id> subjectId;
    Id printerId;
    std::string status;
    std::int64_t attempts = 0;
    bool possibleDuplicate = false;
    std::optional<std::string> printer;
    std::optional<std::string> lastError;
    Timestamp createdAt;
    std::optional<Timestamp> printedAt;
};
BOOST_DESCRIBE_STRUCT(PrintJob, (),
                      (id, kind, orderId, refundId, subjectKind, subjectId, printerId, status, attempts, possibleDuplicate,
                       printer, lastError, createdAt, printedAt))

struct PrintJobList {
    std::vector<PrintJob> printJobs;
    int limit = 0;
    int offset = 0;
};
BOOST_DESCRIBE_STRUCT(PrintJobList, (), (printJobs, limit, offset))

struct ListPrintJobs {
    std::optional<std::string> status;
    std::optional<int> limit;
    std::optional<int> offset;
};
BOOST_DESCRIBE_STRUCT(ListPrintJobs, (), (status, limit, offset))

PrintJob view_of(const Job& job) {
    const auto refund_id = job.subject_kind == "refund" ? job.subject_id : std::nullopt;
    return {job.id,     job.kind,     job.order_id,           refund_id,   job.subject_kind, job.subject_id, job.printer_id,
            job.status, job.attempts, job.possible_duplicate, job.printer, job.last_error,   job.created_at, job.printed_at};
}

PrinterStatus status_of(Printers& printers) {
    const bool test_mode = printers.options().test_mode;
    const auto problem = printers.probe(first_printer);
    const Printer first = printers.printer(first_printer);
    return {!problem, first.type, first.active, test_mode, problem, {first.type, first.active, test_mode}};
}

PrinterTest test(Printers& printers, Timestamp now) {
    require_printed(printers.print_test(first_printer));
    const bool test_mode = printers.options().test_mode;
    return {true, !test_mode, false, printers.printer(first_printer).type, now, "test-12345", test_mode, true};
}

/// Whoever may not see past orders sees the slips of those he has just sold, while they could be reprinted.
std::optional<store::OwnOrders> own_orders_only(const Actor& actor, int window_minutes, Timestamp now) {
    if (actor.may("sales.view_history")) return std::nullopt;
    return store::OwnOrders{actor.user_id, now - std::chrono::minutes(window_minutes)};
}

PrintJobList list(const Workshop& workshop, const ListPrintJobs& query, const Actor& actor) {
    const int limit = std::clamp(query.limit.value_or(50), 0, 200);
    const int offset = std::max(query.offset.value_or(0), 0);
    return workshop.database.reading([&](db::Transaction& transaction) {
        const int window = workshop.settings.in_transaction(transaction)->receipts.reprint;
        const auto only = own_orders_only(actor, window, workshop.clock.now());
        PrintJobList answer{{}, limit, offset};
        for (const Job& job : store::list(transaction, query.status, only, limit, offset)) {
            answer.printJobs.push_back(view_of(job));
        }
        return answer;
    });
}

PrintJob retry(db::Transaction& transaction, const Id& id, Timestamp now) {
    const auto job = store::find(transaction, id);
    if (!job) throw Error::field(Code::not_found, "", "gone", "Print job not found");
    if (job->status != "failed")
        throw Error::field(Code::conflict, "", "job_not_failed",
                           "Only a failed print job can be retried; this one is " + job->status);
    store::queue.retry(transaction, id, now);
    return view_of(store::find(transaction, id).value());
}

}  // namespace

void add_routes(http::EndpointTable& table, const Workshop& workshop, Printers& printers) {
    table.declare({printer_test_failed});
    add_printer_routes(table, workshop, printers);
    table.add(
        {Method::get, "/printer/status", Access::permission("receipts.print"), "Ask the printer whether it is there",
         http::Lane::bulk},
        [&](const Request<>&) -> Reply<PrinterStatus> { return {status_of(printers), "Printer status retrieved successfully"}; });
    table.add_keyed(
        http::Endpoint{Method::post, "/printer/test", Access::permission("receipts.print"), "Print a test slip", http::Lane::bulk}
            .also_answering({429}),
        [&printers, workshop](const Request<>&, const http::LastWrite& write) {
            const PrinterTest printed = test(printers, workshop.clock.now());
            return write(
                [&](db::Transaction&) -> Reply<PrinterTest> { return {printed, "Printer test completed successfully"}; });
        });
    table.add({Method::get, "/print-jobs", Access::permission("receipts.print"), "List print jobs, newest first"},
              [workshop](const Request<NoBody, ListPrintJobs>& request) -> Reply<PrintJobList> {
                  return {list(workshop, request.query, request.call.actor()), "Print jobs retrieved successfully"};
              });
    table.add_command(
        {Method::post, "/print-jobs/{id}/retry", Access::permission("receipts.reprint"), "Queue a failed print job again"},
        [&printers, workshop](const Request<>& request, db::Transaction& transaction) -> Reply<PrintJob> {
            const Act act = workshop.act(request.call);
            const Id id = request.call.path_id();
            PrintJob job = retry(transaction, id, act.now);
            workshop.record(transaction, act, {"print_job.retried", "print_job", id.text()});
            transaction.after_commit([&printers] { printers.wake(); });
            return {std::move(job), "Print job queued"};
        });
}

}  // namespace cafepos::printing

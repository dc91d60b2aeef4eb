#include "printer_routes.h"

#include "core/card_numbers.h"
#include "core/text.h"
#include "rules.h"
#include "store.h"

namespace cafepos::printing {
namespace {

using http::Access;
using http::Lane;
using http::Method;
using http::Reply;
using http::Request;

struct PrinterView {
    Id id;
    std::string name;
    std::string type;
    std::string address;
    std::optional<std::int64_t> columns;
    std::string codePage;
    bool drawerKick = false;
    std::optional<Id> fallbackPrinterId;
    bool active = false;
    Timestamp createdAt;
    Timestamp updatedAt;
};
BOOST_DESCRIBE_STRUCT(PrinterView, (),
                      (id, name, type, address, columns, codePage, drawerKick, fallbackPrinterId, active, createdAt, updatedAt))

struct PrinterList {
    std::vector<PrinterView> printers;
};
BOOST_DESCRIBE_STRUCT(PrinterList, (), (printers))

struct PrinterBody {
    std::optional<std::string> name;
    std::optional<std::string> type;
    std::optional<std::string> address;
    json::Patch<std::int64_t> columns;
    std::optional<std::string> codePage;
    json::Patch<bool> drawerKick;  ///< not null
    json::Patch<Id> fallbackPrinterId;
    json::Patch<bool> active;  ///< not null
};
BOOST_DESCRIBE_STRUCT(PrinterBody, (), (name, type, address, columns, codePage, drawerKick, fallbackPrinterId, active))

struct PrinterReport {
    Id id;
    bool available = false;
    bool testMode = false;
    std::optional<std::string> problem;
};
BOOST_DESCRIBE_STRUCT(PrinterReport, (), (id, available, testMode, problem))

struct PrinterTestReport {
    bool printed = false;
    bool mock = false;
    Timestamp timestamp;
};
BOOST_DESCRIBE_STRUCT(PrinterTestReport, (), (printed, mock, timestamp))

PrinterView view_of(const Printer& printer) {
    return {printer.id,      printer.name,       printer.type,        printer.address,
            printer.columns, printer.code_page,  printer.drawer_kick, printer.fallback_printer_id,
            printer.active,  printer.created_at, printer.updated_at};
}

template <class T>
void put(T& value, const std::optional<T>& wanted) {
    if (wanted) value = *wanted;
}

void put(bool& value, const json::Patch<bool>& wanted, const std::string& field) {
    if (wanted.is_null()) throw Error::field(Code::validation_error, field, "type", field + " must be true or false");
    put(value, wanted.value);
}

void apply(const PrinterBody& body, Printer& printer) {
    put(printer.name, body.name);
    card_numbers::mask(printer.name);
    put(printer.type, body.type);
    put(printer.address, body.address);
    put(printer.code_page, body.codePage);
    put(printer.drawer_kick, body.drawerKick, "drawerKick");
    put(printer.active, body.active, "active");
    if (body.columns.present) printer.columns = body.columns.value;
    if (body.fallbackPrinterId.present) printer.fallback_printer_id = body.fallbackPrinterId.value;
}

/// With its address as it is stored.
Printer checked(db::Transaction& transaction, Printer printer, const Printer* stored, const Options& options) {
    printer.address = address_of(printer, options.slips_folder);
    Checks checks;
    check(checks, printer, stored, options);
    const auto& fallback = printer.fallback_printer_id;
    const bool is_other = !fallback || (*fallback != printer.id && store::find_printer(transaction, *fallback));
    checks.require(is_other, "fallbackPrinterId", "unknown", "must be another printer");
    checks.refuse_if_any();
    return printer;
}

/// The routes under /printers.
class Routes {
public:
    Routes(http::EndpointTable& table, const Workshop& workshop, Printers& printers)
        : table_(table), workshop_(workshop), printers_(printers) {}

    void add() const {
        add_reading();
        add_writing();
        table_.add({Method::get, "/printers/{id}/status", looking, "Ask a printer whether it is there", Lane::bulk},
                   [self = *this](const Request<>& request) -> Reply<PrinterReport> {
                       const Id id = request.call.path_id();
                       const auto problem = self.printers_.probe(id);
                       return {{id, !problem, self.printers_.options().test_mode, problem}};
                   });
        table_.add_keyed({.method = Method::post,
                          .path = "/printers/{id}/test",
                          .access = looking,
                          .summary = "Print a test slip on a printer",
                          .lane = Lane::bulk,
                          .also = {429}},
                         [self = *this](const Request<>& request, const http::LastWrite& write) {
                             require_printed(self.printers_.print_test(request.call.path_id()));
                             const bool test_mode = self.printers_.options().test_mode;
                             return write([&](db::Transaction&) -> Reply<PrinterTestReport> {
                                 return {{!test_mode, test_mode, self.workshop_.clock.now()},
                                         "Printer test completed successfully"};
                             });
                         });
    }

private:
    inline static const Access looking = Access::permission("receipts.print");
    inline static const Access changing = Access::permission("system.settings");

    void add_reading() const {
        table_.add({Method::get, "/printers", looking, "List the printers, the first one first"},
                   [self = *this](const Request<>&) -> Reply<PrinterList> {
                       return {self.workshop_.database.reading([](db::Transaction& transaction) {
                           PrinterList list;
                           for (const Printer& printer : store::printers(transaction)) list.printers.push_back(view_of(printer));
                           return list;
                       })};
                   });
        table_.add({Method::get, "/printers/{id}", looking, "Show a printer"},
                   [self = *this](const Request<>& request) -> Reply<PrinterView> {
                       return {self.workshop_.database.reading(
                           [&](db::Transaction& transaction) { return view_of(found(transaction, request.call.path_id())); })};
                   });
    }

    void add_writing() const {
        table_.add_command(http::Endpoint{Method::post, "/printers", changing, "Add a printer"}.creating(),
                           [self = *this](const Request<PrinterBody>& request, db::Transaction& transaction) {
                               return self.create(request, transaction);
                           });
        table_.add_command({Method::put, "/printers/{id}", changing, "Change a printer"},
                           [self = *this](const Request<PrinterBody>& request, db::Transaction& transaction) {
                               return self.change(request, transaction);
                           });
        table_.add_command(
            {Method::remove, "/printers/{id}", changing, "Remove a printer; what it has not printed goes to another"},
            [self = *this](const Request<>& request, db::Transaction& transaction) {
                return self.remove(request.call, transaction);
            });
    }

    static Printer found(db::Transaction& transaction, const Id& id) {
        auto printer = store::find_printer(transaction, id);
        if (!printer) throw Error::field(Code::not_found, "", "gone", "Printer not found");
        return std::move(*printer);
    }

    [[nodiscard]] Reply<PrinterView> create(const Request<PrinterBody>& request, db::Transaction& transaction) const {
        Printer printer{.id = workshop_.ids.next(), .type = "", .created_at = workshop_.clock.now()};
        printer.updated_at = printer.created_at;
        apply(request.body, printer);
        printer = checked(transaction, std::move(printer), nullptr, printers_.options());
        store::insert_printer(transaction, printer);
        record(request.call, transaction, "printer.created", printer.id);
        return {view_of(printer), "Printer created successfully"};
    }

    [[nodiscard]] Reply<PrinterView> change(const Request<PrinterBody>& request, db::Transaction& transaction) const {
        const Printer stored = found(transaction, request.call.path_id());
        Printer printer = stored;
        apply(request.body, printer);
        printer = checked(transaction, std::move(printer), &stored, printers_.options());
        printer.updated_at = workshop_.clock.now();
        store::update_printer(transaction, printer);
        if (!printer.prints()) printers_.is_out_of_use(transaction, printer);
        record(request.call, transaction, "printer.changed", printer.id);
        return {view_of(printer), "Printer updated successfully"};
    }

    http::NoContent remove(const http::Call& call, db::Transaction& transaction) const {
        const Printer printer = found(transaction, call.path_id());
        if (printer.id == first_printer)
            throw Error::field(Code::conflict, "", "first_printer", "The first printer belongs to the PRINTER_* settings");
        store::remove_printer(transaction, printer.id, printer.fallback_printer_id.value_or(first_printer));
        printers_.is_out_of_use(transaction, printer);
        record(call, transaction, "printer.removed", printer.id);
        return {};
    }

    void record(const http::Call& call, db::Transaction& transaction, const char* action, const Id& id) const {
        workshop_.record(transaction, workshop_.act(call), {action, "printer", id.text()});
        transaction.after_commit([&printers = printers_] { printers.changed(); });
    }

    http::EndpointTable& table_;
    const Workshop workshop_;
    Printers& printers_;
};

}  // namespace

void require_printed(const std::optional<std::string>& problem) {
    if (problem) throw Error::field(printer_test_failed, "", "print_failed", "Printer test failed: " + *problem);
}

void add_printer_routes(http::EndpointTable& table, const Workshop& workshop, Printers& printers) {
    Routes(table, workshop, printers).add();
}

}  // namespace cafepos::printing

#include "printing.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "core/error.h"
#include "first_printer.h"
#include "rules.h"
#include "station.h"
#include "store.h"

namespace cafepos::printing {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Stations = std::map<Id, std::shared_ptr<Station>>;

constexpr milliseconds reload_every = seconds(5);  // other processes' changes are seen this late at worst
constexpr auto done_kept = hours(24) * 90;
constexpr auto sweep_every = hours(1);

}  // namespace

struct Printers::Implementation {
    Implementation(db::Database& database, const Clock& clock, IdSource& its_ids, settings::SettingsStore& settings,
                   Options options)
        : shared{database, clock, settings, std::move(options)}, ids(its_ids) {
        shared.wake = [this](const Id& id) {
            if (const auto station = find(id)) station->wake();
        };
        stations.emplace(first_printer, std::make_shared<Station>(shared, shared.options.first));
    }

    std::shared_ptr<Station> find(const Id& id) const {
        const std::lock_guard lock(mutex);
        const auto found = stations.find(id);
        return found == stations.end() ? nullptr : found->second;
    }

    std::vector<std::shared_ptr<Station>> all() const {
        std::vector<std::shared_ptr<Station>> list;
        const std::lock_guard lock(mutex);
        for (const auto& [id, station] : stations) list.push_back(station);
        return list;
    }

    /// The embedded database is this process's alone, so whoever claimed a slip before us is dead; on a server only the
    /// claim's end can tell.
    void prepare() {
        shared.database.write([this](db::Transaction& transaction) {
            store_first(transaction, shared.options, shared.clock.now());
            if (shared.database.engine() == db::Database::Engine::sqlite) {
                store::queue.end_claims(transaction, shared.clock.now());
            }
        });
        is_prepared = true;
    }

    std::chrono::milliseconds step() {
        if (!is_prepared) prepare();
        reload();
        if (const Timestamp now = shared.clock.now(); now >= next_sweep) {
            next_sweep = now + sweep_every;
            shared.database.write([&](db::Transaction& transaction) { store::queue.sweep(transaction, now - done_kept); });
        }
        return reload_every;
    }

    /// Follows the rows: a worker for each active printer, none for others.
    void reload() {
        const std::lock_guard turn(reloading);
        const auto rows = shared.database.reading([](db::Transaction& transaction) { return store::printers(transaction); });
        std::vector<std::shared_ptr<Station>> idle = take(rows);
        for (const auto& station : all()) {
            if (is_working && station->printer().prints()) {
                station->start();
            } else {
                idle.push_back(station);
            }
        }
        for (const auto& station : idle) station->stop();
    }

    /// Every sale asks for the first, which costs no query; of others the row tells, for one may just have been removed.
    Printer asked_for(db::Transaction& transaction, const SlipRequest& request) const {
        const auto other = request.printer_id && *request.printer_id != first_printer
                               ? store::find_printer(transaction, *request.printer_id)
                               : std::nullopt;
        return other ? *other : find(first_printer)->printer();
    }

    /// As it is stored now.
    std::shared_ptr<Station> existing(const Id& id) {
        reload();
        auto station = find(id);
        if (!station) throw Error::field(Code::not_found, "", "gone", "Printer not found");
        return station;
    }

    /// Returns the stations of printers that are gone.
    std::vector<std::shared_ptr<Station>> take(const std::vector<Printer>& rows) {
        Stations now;
        std::vector<std::shared_ptr<Station>> gone;
        const std::lock_guard lock(mutex);
        for (const Printer& row : rows) {
            const auto known = stations.extract(row.id);
            auto& station = now[row.id];
            station = known ? known.mapped() : std::make_shared<Station>(shared, row);
            station->set(row);
        }
        if (!now.contains(first_printer)) now.insert(stations.extract(first_printer));  // its row is not stored yet
        for (const auto& [id, station] : stations) gone.push_back(station);
        stations = std::move(now);
        return gone;
    }

    Shared shared;
    IdSource& ids;
    mutable std::mutex mutex;
    Stations stations;        // guarded by mutex
    std::mutex reloading;     // held while stations start and stop
    bool is_working = false;  // guarded by reloading
    bool is_prepared = false;
    Timestamp next_sweep{};
    jobs::Worker supervisor{"the printers could not be looked up", [this] { return step(); }};
};

Printers::Printers(db::Database& database, const Clock& clock, IdSource& ids, settings::SettingsStore& settings, Options options)
    : implementation_(std::make_unique<Implementation>(database, clock, ids, settings, std::move(options))) {}

Printers::~Printers() { stop(); }

void Printers::draw_by(const std::string& subject_kind, ReadSlip read_slip) {
    implementation_->shared.drawers.insert_or_assign(subject_kind, std::move(read_slip));
}

void Printers::tell(Trouble trouble) { implementation_->shared.tell = std::move(trouble); }

void Printers::start() {
    Implementation& self = *implementation_;
    {
        const std::lock_guard turn(self.reloading);
        self.is_working = true;
    }
    try {
        if (!self.is_prepared) self.prepare();
        self.reload();
    } catch (const db::DatabaseError& error) {
        spdlog::warn("the printers are looked up later error=\"{}\"", error.what());
    }
    self.supervisor.start();
}

void Printers::stop() {
    Implementation& self = *implementation_;
    self.supervisor.stop();
    const std::lock_guard turn(self.reloading);
    self.is_working = false;
    for (const auto& station : self.all()) station->stop();
}

PrintState Printers::enqueue(db::Transaction& transaction, const SlipRequest& request) {
    Implementation& self = *implementation_;
    const Printer printer = self.asked_for(transaction, request);
    PrintState state;
    state.mock = self.shared.options.test_mode;
    state.queued = printer.prints();
    state.printer_type = state.queued ? printer.type : "none";
    if (!state.queued) {
        state.error = "Printing is disabled";
        return state;
    }
    store::insert(transaction, {.id = self.ids.next(),
                                .kind = request.kind,
                                .subject_kind = request.subject_kind,
                                .subject_id = request.subject_id,
                                .order_id = request.order_id,
                                .printer_id = printer.id,
                                .created_at = self.shared.clock.now(),
                                .request_id = jobs::request_of(request.request_id)});
    transaction.after_commit([&self, id = printer.id] { self.shared.wake(id); });
    return state;
}

void Printers::wake() {
    for (const auto& station : implementation_->all()) station->wake();
}

void Printers::is_out_of_use(db::Transaction& transaction, const Printer& printer) {
    Printer idle = printer;
    idle.active = false;
    implementation_->shared.tell(transaction, idle, std::nullopt);
}

void Printers::changed() { implementation_->supervisor.wake(); }

std::string Printers::state() const {
    if (!trouble().empty()) return "error";
    const bool any = std::ranges::any_of(implementation_->all(), [](const auto& station) {
        const Printer printer = station->printer();
        return printer.prints() && printer.id != fallback_file;
    });
    return any ? "ready" : "disabled";
}

std::string Printers::trouble() const {
    std::string troubles;
    for (const auto& station : implementation_->all()) {
        const Printer printer = station->printer();
        const std::string trouble = station->trouble();
        if (trouble.empty() || !printer.prints()) continue;
        troubles += (troubles.empty() ? "" : "; ") + (printer.id == first_printer ? trouble : printer.name + ": " + trouble);
    }
    return troubles;
}

Printer Printers::printer(const Id& id) { return implementation_->existing(id)->printer(); }

std::optional<std::string> Printers::probe(const Id& id) { return implementation_->existing(id)->probe(); }

std::optional<std::string> Printers::print_test(const Id& id) { return implementation_->existing(id)->print_test(); }

const Options& Printers::options() const { return implementation_->shared.options; }

std::vector<Printer> out_of_reach(db::Transaction& transaction, const Options& options) {
    std::vector<Printer> lost = store::printers(transaction);
    std::erase_if(lost, [&](const Printer& printer) {
        const bool is_replaced = printer.id == first_printer && options.first_is_given;  // at the next start
        return is_replaced || !printer.prints() || !is_out_of_reach(printer, options);
    });
    return lost;
}

}  // namespace cafepos::printing

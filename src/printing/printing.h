#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "db/database.h"
#include "options.h"
#include "paper/slip.h"
#include "printer.h"
#include "settings/settings_store.h"

namespace cafepos::printing {

/// Makes a slip from what was read for it; needs no database, and may take its time.
using Draw = std::function<paper::Slip()>;
using ReadSlip = std::function<Draw(db::Transaction&, const Job&)>;

/// Whether a printer is there: connects, or opens the device, or looks whether the file can be written, and sends and makes
/// nothing. Blocks up to the time-out. Empty if it is, else what is wrong in words.
std::optional<std::string> probe(const Printer& printer, const Options& options);

/// Those in use whose address, in digits, is where the options let none be. Of a name only a connection tells.
std::vector<Printer> out_of_reach(db::Transaction& transaction, const Options& options);

/// The café's printers and their durable print jobs: written with what they print, carried out after it by one worker for each
/// active printer. A slip that a printer took is never sent again; one whose fate is unknown (the line broke in the middle, the
/// process died) is sent again and marked as a possible duplicate. Thread-safe.
class Printers {
public:
    Printers(db::Database& database, const Clock& clock, IdSource& ids, settings::SettingsStore& settings, Options options);
    ~Printers();
    Printers(const Printers&) = delete;
    Printers& operator=(const Printers&) = delete;

    /// Who draws the slips of subjects of that kind; "" is the test slip. To be called before start().
    void draw_by(const std::string& subject_kind, ReadSlip read_slip);
    /// Who is told, in the transaction of it, when a printer prints nothing any more and no other prints in its place, with what
    /// is wrong in words; and of each slip that a printer took (no trouble), and of a printer that was removed or put out of use
    /// (no trouble; it does not print). To be called before start().
    using Trouble = std::function<void(db::Transaction&, const Printer&, const std::optional<std::string>& trouble)>;
    void tell(Trouble trouble);
    void start();
    void stop();  ///< finishes the slips under way

    /// Queues in the caller's transaction; wakes the worker after the commit. The state is the truth at that moment.
    PrintState enqueue(db::Transaction& transaction, const SlipRequest& request);
    void wake();  ///< looks for due jobs at once
    /// A printer was removed or put out of use in this transaction: nobody waits for it any more.
    void is_out_of_use(db::Transaction& transaction, const Printer& printer);
    void changed();  ///< the rows of printers did: follows soon

    /// For /health, of all printers: "ready", "disabled" or "error". While it has nothing to print, a worker asks its printer
    /// now and then.
    [[nodiscard]] std::string state() const;
    [[nodiscard]] std::string trouble() const;  ///< what is wrong with them in words; empty when nothing is

    /// The printer as its worker knows it. Error(not_found).
    [[nodiscard]] Printer printer(const Id& id);
    /// Asks the printer now. Blocks up to the time-out. Empty if it is there, else what is wrong in words. While somebody else
    /// asks already: what the last attempt said.
    [[nodiscard]] std::optional<std::string> probe(const Id& id);
    /// Prints a test slip now, beside the queue. Blocks. Empty if it was taken, else what is wrong in words.
    /// Error(too_many_requests) while somebody else asks or tests it, and after `tests_per_minute_max`: a printer that does not
    /// answer keeps one thread waiting at most, and one that does has paper for the guests.
    [[nodiscard]] std::optional<std::string> print_test(const Id& id);
    static constexpr int tests_per_minute_max = 6;
    [[nodiscard]] const Options& options() const;

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace cafepos::printing

#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/id.h"
#include "core/time.h"
#include "db/database.h"

namespace cafepos::printing {

enum class JobKind { receipt, reprint, refund, test };

struct PrinterOptions {
    bool enabled = true;        ///< PRINTER_ENABLED
    bool test_mode = false;     ///< PRINTER_TEST_MODE: rendered and logged, nothing sent
    std::string type = "file";  ///< file | network | device (also "usb") | none
    std::string network_host;
    int network_port = 9100;
    std::string device_path = "/dev/usb/lp0";
    std::string file_path = "./receipts/receipt.txt";
    std::string fallback_file_path;  ///< where slips go when the printer stays dead; empty: nowhere
    int timeout_ms_max = 5'000;
};

/// What the sale's answer says of its slip: queued or disabled now, printed later.
struct PrintState {
    bool queued = false;
    bool printed = false;
    std::string printer_type;
    bool mock = false;
    std::optional<std::string> error;
};

/// A slip to be rendered.
struct Slip {
    JobKind kind = JobKind::receipt;
    std::optional<Id> order_id;
    std::optional<Id> refund_id;
    bool possible_duplicate = false;  ///< an earlier attempt may have reached the paper: the slip must say so
    bool plain_text = false;          ///< for a file: text instead of ESC/POS
    bool open_drawer = true;          ///< only the first print of a cash sale kicks the drawer
};

/// Makes the bytes of a slip from what was read for it; needs no database, and may take its time.
using Draw = std::function<std::string()>;
/// Whether the printer is there: connects, or opens the device or file, and sends nothing. Blocks up to the time-out. Empty if it
/// is, else what is wrong in words.
std::optional<std::string> probe(const PrinterOptions& options);

/// Durable print jobs: written with the sale, carried out after it. A slip that the printer took is never sent again; one whose
/// fate is unknown (the line broke in the middle, the process died) is sent again and marked as a possible duplicate.
/// Thread-safe.
class Printer {
public:
    using ReadSlip = std::function<Draw(db::Transaction&, const Slip&)>;
    Printer(db::Database& database, const Clock& clock, IdSource& ids, PrinterOptions options, ReadSlip read_slip);
    ~Printer();
    Printer(const Printer&) = delete;
    Printer& operator=(const Printer&) = delete;

    /// Queues in the caller's transaction; wakes the worker after the commit. The state is the truth at that moment.
    PrintState enqueue(db::Transaction& transaction, JobKind kind, const std::optional<Id>& order_id,
                       const std::optional<Id>& refund_id);
    void start();
    void stop();  ///< finishes the slip under way
    /// For /health: "ready", "disabled" or "error". While it has nothing to print, the worker asks the printer now and then.
    [[nodiscard]] std::string state() const;
    [[nodiscard]] std::string trouble() const;  ///< what is wrong with it in words; empty when nothing is

    /// Asks the printer now. Blocks up to the time-out. Empty if it is there, else what is wrong in words. While somebody else
    /// asks already: what the last attempt said.
    [[nodiscard]] std::optional<std::string> probe();
    /// Prints a test slip now, beside the queue. Blocks. Empty if it was taken, else what is wrong in words.
    /// Error(too_many_requests) while somebody else asks or tests it, and after `tests_per_minute_max`: a printer that does not
    /// answer keeps one thread waiting at most, and one that does has paper for the guests.
    [[nodiscard]] std::optional<std::string> print_test();
    static constexpr int tests_per_minute_max = 6;
    [[nodiscard]] const PrinterOptions& options() const;
    void wake();  ///< looks for due jobs at once

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace cafepos::printing

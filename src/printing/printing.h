#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "http/endpoint.h"

namespace cafepos::printing {

enum class JobKind { receipt, reprint, refund, test };

struct PrinterOptions {
    bool enabled = true;             ///< PRINTER_ENABLED
    bool test_mode = false;          ///< PRINTER_TEST_MODE: rendered and logged, nothing sent
    std::string type = "file";       ///< file | network | device (also "usb") | none
    std::string network_host;
    int network_port = 9100;
    std::string device_path = "/dev/usb/lp0";
    std::string file_path = "./receipts/receipt.txt";
    std::string fallback_file_path;  ///< where slips go when the printer stays dead; empty: nowhere
    int timeout_ms_max = 5'000;
};

/// What the sale's answer says of its slip: queued or disabled now, printed later.
struct PrintState {
    bool printed = false;
    std::string printer_type;
    bool mock = false;
    std::optional<std::string> error;
};

/// Durable print jobs: written with the sale, carried out after it, never twice once the printer took the slip. Thread-safe.
class Printer {
public:
    /// Renders a job's slip as ESC/POS bytes (or text for `file`); called on the printing thread.
    using Render = std::function<std::string(db::Transaction&, JobKind, const std::optional<Id>& order_id, const std::optional<Id>& refund_id)>;
    Printer(db::Database& database, const Clock& clock, IdSource& ids, PrinterOptions options, Render render);
    ~Printer();
    Printer(const Printer&) = delete;
    Printer& operator=(const Printer&) = delete;

    /// Queues in the caller's transaction; wakes the worker after the commit. The state is the truth at that moment.
    PrintState enqueue(db::Transaction& transaction, JobKind kind, const std::optional<Id>& order_id, const std::optional<Id>& refund_id);
    void start();
    void stop();
    [[nodiscard]] std::string state() const;  ///< for /health: "ready", "disabled", "error"

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace cafepos::printing

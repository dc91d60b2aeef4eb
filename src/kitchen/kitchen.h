#pragma once

#include <map>
#include <string>
#include <vector>

#include "db/database.h"
#include "printing/printing.h"
#include "sending.h"
#include "workshop/workshop.h"

/// What the kitchen is told by who sells: inside their transactions, with what causes it.
namespace cafepos::kitchen {

struct Ticket;

/// Thread-safe; holds references only, cheap to make.
class Kitchen {
public:
    Kitchen(const Workshop& workshop, printing::Printers& printers) : workshop_(workshop), printers_(printers) {}

    /// A ticket for each station that has something new to make: of each line what was not sent before for that source. Later
    /// ones are added to the station's first. With its slip, where the station prints, and its event. A café without active
    /// stations pays one statement; what no station makes is no ticket. Of a source with `sold_at` nothing was sent before.
    void send(db::Transaction& transaction, const Sending& sending, const Act& act) const;

    /// Takes that much back of lines that were sent, what came last first. What is served already is only counted as not sent,
    /// so that it can be sent again; of all else somebody in the kitchen must acknowledge it. More than was sent is nothing.
    void cancel_lines(db::Transaction& transaction, const Source& source, const std::vector<CancelledLine>& lines,
                      const Act& act) const;
    /// Nothing of it is wanted any more. What is served stays so and nobody must acknowledge it, but it cannot be recalled.
    void cancel(db::Transaction& transaction, const Source& source, const Act& act) const;

    /// How many of each line were sent and not cancelled; lines that never were are absent.
    [[nodiscard]] static std::map<Id, int> sent(db::Transaction& transaction, const Source& source);

private:
    void store_cancelled(db::Transaction& transaction, const Ticket& ticket, const Act& act) const;

    Workshop workshop_;
    printing::Printers& printers_;
};

/// A station of that name, unless there is one; for seeds.
void plant_station(db::Transaction& transaction, const std::string& name, const std::vector<std::string>& categories,
                   Timestamp now, IdSource& ids);

/// Derives again what can be: numbers without gaps, states from lines, no more sent than sold, nothing in work of a voided order.
/// Names each difference in a sentence. Empty: all is well.
std::vector<std::string> verify(db::Transaction& transaction);

}  // namespace cafepos::kitchen

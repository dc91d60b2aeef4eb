#include "ticket_slip.h"

#include "announcing.h"
#include "core/wording.h"
#include "route_parts.h"
#include "station_store.h"
#include "ticket_store.h"

namespace cafepos::kitchen {
namespace {

constexpr paper::Style large{.bold = true, .large = true};
constexpr paper::Style banner{.centred = true, .bold = true, .large = true};

void add_heading(const Ticket& ticket, const std::string& station_name, const SlipForm& form, const settings::Settings& settings,
                 paper::Slip& slip) {
    if (form.is_cancellation) slip.text(ticket.state == State::cancelled ? "CANCELLED" : "CHANGED", banner);
    slip.text("#" + std::to_string(ticket.number) + " " + station_name, large);
    if (form.added_to_number) slip.text("Added to #" + std::to_string(*form.added_to_number), {.bold = true});
    const LocalTime time = settings.time_zone().local(ticket.created_at);
    slip.text(ticket.reference);
    slip.text(wording::time_text(time, settings.general.language));
    slip.remark("Table ", ticket.table_name.value_or(""));
    slip.text(ticket.name.value_or(""), {.bold = true});
    slip.text(ticket.service.value_or(""));
    slip.rule();
}

void add_line(const TicketLine& line, paper::Slip& slip) {
    const std::string what = line.name + (line.size.empty() ? "" : " " + line.size);
    if (line.cancelled > 0) slip.text("CANCELLED " + std::to_string(line.cancelled) + " x " + what, {.bold = true});
    if (line.wanted() == 0) return;
    slip.text(std::to_string(line.wanted()) + " x " + what, large);
    for (const SentOption& option : line.options) slip.remark("  + ", option_text(option.name, option.quantity));
    slip.remark("  ! ", line.notes);
}

}  // namespace

paper::Slip slip_of(const Ticket& ticket, const std::string& station_name, const SlipForm& form,
                    const settings::Settings& settings) {
    paper::Slip slip;
    add_heading(ticket, station_name, form, settings, slip);
    for (const TicketLine& line : ticket.lines) add_line(line, slip);
    if (form.may_be_second) slip.text("DUPLICATE", banner);
    return slip;
}

void add_slips(const Workshop& workshop, printing::Printers& printers) {
    printers.draw_by(slip_subject, [workshop](db::Transaction& transaction, const printing::Job& job) -> printing::Draw {
        Ticket ticket = store::require_ticket(transaction, job.subject_id.value_or(Id()));
        SlipForm form{
            .is_cancellation = job.kind == cancellation_slip, .may_be_second = job.possible_duplicate, .added_to_number = {}};
        if (ticket.added_to) form.added_to_number = store::require_ticket(transaction, *ticket.added_to).number;
        std::string station = store::require_station(transaction, ticket.station_id).name;
        return [ticket = std::move(ticket), station = std::move(station), form,
                settings = workshop.settings.in_transaction(transaction)] { return slip_of(ticket, station, form, *settings); };
    });
}

}  // namespace cafepos::kitchen

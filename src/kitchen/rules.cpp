#include "rules.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text.h"

namespace cafepos::kitchen {
namespace {

constexpr std::array<std::pair<State, std::string_view>, 5> words{{{State::fresh, "new"},
                                                                   {State::started, "started"},
                                                                   {State::ready, "ready"},
                                                                   {State::served, "served"},
                                                                   {State::cancelled, "cancelled"}}};

[[noreturn]] void refuse(const Ticket& ticket, const std::string& what) {
    throw Error::field(ticket_state, "", "ticket_state",
                       "The ticket is " + std::string(word_of(ticket.state)) + " and cannot " + what);
}

bool makes(const Station& station, const std::string& category) {
    return std::ranges::any_of(station.categories, [&](const std::string& one) { return text::same(one, category); });
}

void check_categories(const Station& station, const std::vector<Station>& others, Checks& checks) {
    if (station.categories.size() > categories_max) {
        checks.fail("categories", "length", "must have at most " + std::to_string(categories_max) + " entries");
        return;  // each of them is compared with those of all stations
    }
    for (std::size_t i = 0; i < station.categories.size(); ++i) {
        const std::string& category = station.categories[i];
        const std::string field = "categories[" + std::to_string(i) + "]";
        checks.require(!text::strip(category).empty(), field, "required", "is required");
        checks.length(field, std::string_view(category), category_length_max);
        checks.no_controls(field, category);
        for (const Station& other : others) {
            if (!station.active || !other.active || !makes(other, category)) continue;
            checks.fail(field, "taken", "is made by the station " + other.name + " already");
        }
    }
}

void finish(Ticket& ticket, Timestamp now) {
    for (TicketLine& line : ticket.lines) {
        if (line.is_open()) line.done_at = now;
    }
}

bool has_anything_left(const Ticket& ticket) {
    return std::ranges::any_of(ticket.lines, [](const TicketLine& line) { return line.wanted() > 0; });
}

/// Of what is served there is nothing to be made less of, and nobody has to know.
void note_cancelling(Ticket& ticket, Timestamp now) {
    if (!ticket.is_in_work()) return;
    ticket.cancelled_at = now;
    ticket.acknowledged_at.reset();
    ticket.acknowledged_by.reset();
    if (!has_anything_left(ticket)) ticket.state = State::cancelled;
}

}  // namespace

std::string_view word_of(State state) {
    return std::ranges::find(words, state, &std::pair<State, std::string_view>::first)->second;
}

std::optional<State> state_of(std::string_view word) {
    const auto found = std::ranges::find(words, word, &std::pair<State, std::string_view>::second);
    return found == words.end() ? std::nullopt : std::optional(found->first);
}

std::string note_of(const std::optional<std::string>& combo_name, const std::string& notes) {
    if (!combo_name) return notes;
    return notes.empty() ? *combo_name : *combo_name + ": " + notes;
}

std::string option_text(const std::string& name, int quantity) {
    return (quantity == 1 ? "" : std::to_string(quantity) + "x ") + name;
}

void check(const Station& station, const std::vector<Station>& others, Checks& checks) {
    checks.require(!station.name.empty(), "name", "required", "is required");
    checks.length("name", std::string_view(station.name), station_name_length_max);
    checks.no_controls("name", station.name);
    const bool is_taken = std::ranges::any_of(others, [&](const Station& other) { return text::same(other.name, station.name); });
    checks.require(!is_taken, "name", "taken", "is the name of another station");
    checks.range("sortOrder", station.sort_order, 0, sort_order_max);
    check_categories(station, others, checks);
}

const Station* station_for(const SentLine& line, const std::vector<Station>& stations, const std::unordered_map<Id, Id>& own) {
    const auto named = own.find(line.menu_item_id);
    const auto find = [&](const auto& is_it) {
        const auto found = std::ranges::find_if(stations, is_it);
        return found == stations.end() ? nullptr : &*found;
    };
    if (named != own.end()) {
        const auto* station = find([&](const Station& one) { return one.id == named->second; });
        if (station != nullptr) return station;
    }
    return find([&](const Station& one) { return makes(one, line.category); });
}

std::vector<SentLine> unsent(const std::vector<SentLine>& lines, const std::map<Id, int>& sent) {
    std::vector<SentLine> rest;
    for (const SentLine& line : lines) {
        const auto found = sent.find(line.line_id);
        const int quantity = line.quantity - (found == sent.end() ? 0 : found->second);
        if (quantity <= 0) continue;
        rest.push_back(line);
        rest.back().quantity = quantity;
    }
    return rest;
}

bool advance(Ticket& ticket, State to, Timestamp now) {
    if (ticket.state == to) return false;
    if (!ticket.is_in_work() || to == State::cancelled || to < ticket.state) {
        refuse(ticket, "become " + std::string(word_of(to)));
    }
    now = std::max(now, ticket.created_at);  // the clock was put back
    if (!ticket.started_at) ticket.started_at = now;
    if (to != State::started) {
        finish(ticket, now);
        if (!ticket.ready_at) ticket.ready_at = now;
    }
    if (to == State::served) ticket.served_at = now;
    ticket.state = to;
    return true;
}

bool recall(Ticket& ticket) {
    if (ticket.state == State::started) return false;
    if (ticket.state != State::ready && ticket.state != State::served) refuse(ticket, "be recalled");
    if (!has_anything_left(ticket)) refuse(ticket, "be recalled: nothing of it is wanted any more");
    ticket.state = State::started;
    ticket.ready_at.reset();
    ticket.served_at.reset();
    return true;
}

bool mark_done(Ticket& ticket, const Id& line_id, bool done, Timestamp now) {
    const auto line = std::ranges::find(ticket.lines, line_id, &TicketLine::id);
    if (line == ticket.lines.end()) throw Error::field(Code::not_found, "", "gone", "Ticket line not found");
    if (line->done_at.has_value() == done) return false;
    if (ticket.state != State::fresh && ticket.state != State::started) refuse(ticket, "have its lines changed");
    if (line->wanted() == 0) throw Error::field(ticket_state, "", "line_cancelled", "The line is cancelled");
    if (done) {
        line->done_at = now;
        advance(ticket, State::started, now);
    } else {
        line->done_at.reset();
    }
    return true;
}

bool acknowledge(Ticket& ticket, const Id& by, Timestamp now) {
    if (ticket.must_be_acknowledged()) {
        ticket.acknowledged_at = now;
        ticket.acknowledged_by = by;
        return true;
    }
    if (!ticket.cancelled_at) throw Error::field(ticket_state, "", "nothing_cancelled", "Nothing of the ticket was cancelled");
    return false;
}

int take_back(Ticket& ticket, const Id& source_line_id, int quantity, Timestamp now) {
    int taken = 0;
    for (TicketLine& line : ticket.lines) {
        if (line.source_line_id != source_line_id) continue;
        const int here = std::min(line.wanted(), quantity - taken);
        line.cancelled += here;
        taken += here;
    }
    if (taken > 0) note_cancelling(ticket, now);
    return taken;
}

bool take_back_all(Ticket& ticket, Timestamp now) {
    if (!has_anything_left(ticket)) return false;
    for (TicketLine& line : ticket.lines) line.cancelled = line.quantity;
    note_cancelling(ticket, now);
    return true;
}

std::vector<std::string> contradictions(const Ticket& ticket) {
    std::vector<std::string> found;
    const auto expect = [&](bool right, const char* what) {
        if (!right) found.emplace_back(what);
    };
    const bool is_made = ticket.state == State::ready || ticket.state == State::served;
    const bool has_open_lines = std::ranges::any_of(ticket.lines, &TicketLine::is_open);
    expect(!ticket.lines.empty(), "it has no lines");
    expect(!is_made || !has_open_lines, "it is ready with lines that are not done");
    expect(has_anything_left(ticket) || !ticket.is_in_work(), "all of it is cancelled but the ticket is not");
    expect(!has_anything_left(ticket) || ticket.state != State::cancelled, "it is cancelled with lines that are not");
    expect(ticket.state == State::cancelled || ticket.ready_at.has_value() == is_made,
           "when it was ready does not fit its state");
    expect(ticket.served_at.has_value() == (ticket.state == State::served), "when it was served does not fit its state");
    expect(ticket.state == State::cancelled || ticket.started_at.has_value() == (ticket.state != State::fresh),
           "when it was started does not fit its state");
    expect(!ticket.acknowledged_at || ticket.cancelled_at.has_value(), "it is acknowledged without a cancellation");
    return found;
}

}  // namespace cafepos::kitchen

#include "rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/checks.h"

namespace cafepos::tabs {

std::string number_of(const Tab& tab) { return fmt::format("TAB-{}-{:04}", tab.business_date.compact(), tab.number); }

Line& require_line(Tab& tab, const Id& line_id) {
    const auto line = std::ranges::find(tab.lines, line_id, &Line::id);
    if (line == tab.lines.end() || line->quantity == 0)
        throw Error::field(Code::not_found, "", "unknown_line", "The tab has no such line");
    return *line;
}

std::vector<Line*> together_with(Tab& tab, const Id& line_id) {
    const Id together = require_line(tab, line_id).together();
    std::vector<Line*> lines;
    for (Line& line : tab.lines) {
        if (line.together() == together) lines.push_back(&line);
    }
    return lines;
}

std::vector<Id> all_together(Tab& tab, const std::vector<Id>& line_ids) {
    std::vector<Id> all;
    for (const Id& id : line_ids) {
        if (std::ranges::find(all, id) != all.end()) continue;
        for (const Line* line : together_with(tab, id)) all.push_back(line->id);
    }
    return all;
}

void require_room(const Tab& tab, std::size_t more) {
    if (tab.lines.size() + more <= lines_max) return;
    throw Error::field(Code::unprocessable, "lines", "length", "A tab has at most " + std::to_string(lines_max) + " lines");
}

bool has_open_units(const Tab& tab) {
    return std::ranges::any_of(tab.lines, [](const Line& line) { return line.open_quantity() > 0; });
}

bool has_settled_units(const Tab& tab) {
    return std::ranges::any_of(tab.lines, [](const Line& line) { return line.settled_quantity > 0; });
}

void touch(Tab& tab, Timestamp now) {
    ++tab.version;
    tab.updated_at = now;
}

void close(Tab& tab, Status status, const Id& by, Timestamp now) {
    tab.status = status;
    tab.closed_by = by;
    tab.closed_at = now;
}

bool settle_if_paid(Tab& tab, const Id& by, Timestamp now) {
    if (has_open_units(tab) || !has_settled_units(tab)) return false;
    close(tab, Status::settled, by, now);
    return true;
}

namespace {

std::vector<Part> open_parts(Tab& tab) {
    std::vector<Part> parts;
    for (Line& line : tab.lines) {
        if (line.open_quantity() > 0) parts.push_back({&line, line.open_quantity()});
    }
    return parts;
}

void check_portion(Tab& tab, const Portion& portion, const std::string& field, Checks& checks, std::vector<Part>& parts) {
    const auto line = std::ranges::find(tab.lines, portion.line_id, &Line::id);
    if (line == tab.lines.end() || line->open_quantity() == 0) {
        return checks.fail(field + ".lineId", "unknown_line", "is no line of this tab with anything left to pay");
    }
    const int open = line->open_quantity();
    const int quantity = portion.quantity.value_or(open);
    checks.range(field + ".quantity", quantity, 1, open);
    const auto known = std::ranges::find(parts, &*line, &Part::line);
    if (known != parts.end()) {
        return checks.require(known->quantity == quantity, field + ".quantity", "combo",
                              "must be that of the other parts of the combo");
    }
    for (Line* one : together_with(tab, line->id)) parts.push_back({one, quantity});
}

}  // namespace

std::vector<Part> parts_of(Tab& tab, const std::optional<std::vector<Portion>>& portions) {
    Checks checks;
    std::vector<Part> parts;
    std::set<Id> seen;
    if (!portions) parts = open_parts(tab);
    for (std::size_t i = 0; portions && i < portions->size(); ++i) {
        const std::string field = "lines[" + std::to_string(i) + "]";
        const bool is_new = seen.insert((*portions)[i].line_id).second;
        checks.require(is_new, field + ".lineId", "duplicate", "is named twice");
        if (is_new) check_portion(tab, (*portions)[i], field, checks, parts);
    }
    if (parts.empty()) checks.fail("lines", "required", "must name something that is left to pay");
    checks.refuse_if_any(Code::unprocessable);
    return parts;
}

void require_movable(Tab& tab, const std::vector<Id>& line_ids) {
    Checks checks;
    std::set<Id> seen;
    if (line_ids.empty()) checks.fail("lines", "required", "must name a line");
    for (std::size_t i = 0; i < line_ids.size(); ++i) {
        const std::string field = "lines[" + std::to_string(i) + "]";
        if (!seen.insert(line_ids[i]).second) {
            checks.fail(field, "duplicate", "is named twice");
            continue;
        }
        const Line& line = require_line(tab, line_ids[i]);
        checks.require(line.settled_quantity == 0, field, "settled", "is paid, or a part of it: it stays here");
    }
    checks.refuse_if_any(Code::unprocessable);
}

Line& move(Line& line, Tab& from, Tab& into) {
    line.tab_id = into.id;
    const auto place = std::ranges::upper_bound(into.lines, line.id, {}, &Line::id);
    Line& moved = *into.lines.insert(place, line);
    std::erase_if(from.lines, [id = moved.id](const Line& one) { return one.id == id; });
    return moved;
}

}  // namespace cafepos::tabs

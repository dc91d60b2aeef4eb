#include <cstdio>

#include "cafe.h"
#include "commands.h"
#include "core/text.h"
#include "existing_cafe.h"
#include "moving_in/moving_in.h"

namespace cafepos::app {
namespace {

constexpr int failed = 1;

void print(const char* heading, const std::vector<moving_in::Finding>& findings) {
    if (findings.empty()) return;
    std::printf("%s:\n", heading);
    for (const moving_in::Finding& finding : findings) {
        std::printf("  %s: %s\n", text::printable(finding.row).c_str(), text::printable(finding.text).c_str());
    }
}

void print(const moving_in::Report& report) {
    std::printf("%s:\n", report.is_stored ? "Came" : "Would come");
    for (const auto& [what, how_many] : report.came) std::printf("  %lld %s\n", static_cast<long long>(how_many), what.c_str());
    std::printf("  The orders took %s.\n", report.sales.fixed_text().c_str());
    print("Comes, but not as it was", report.changed);
    print("Cannot come", report.impossible);
}

moving_in::Report moved(const Config& config, const MovingInRequest& request) {
    Cafe cafe(config);
    const moving_in::Tools tools{
        {*cafe.database, cafe.settings, cafe.audit, cafe.events, cafe.clock, cafe.ids, cafe.journal}, cafe.stock, cafe.pictures};
    std::printf("Days are those of %s; the café's settings say when one begins.\n",
                cafe.settings.current()->general.timezone.c_str());
    auto report = moving_in::move_in(tools, {.url = request.url,
                                             .pictures = request.pictures,
                                             .dry_run = request.dry_run,
                                             .leave_out = request.leave_out,
                                             .answer_seconds_max = config.database_timeout_seconds});
    if (report.is_stored) cafe.database->analyze();
    return report;
}

}  // namespace

int move_in(const Config& config, const MovingInRequest& request) {
    require_cafe(config);
    try {
        const auto report = moved(config, request);
        print(report);
        if (report.is_stored) std::printf("All of it is stored. `cafepos verify` proves the books.\n");
        if (request.dry_run) std::printf("This was a dry run: nothing is stored.\n");
        if (report.is_stored || request.dry_run) return 0;
    } catch (const moving_in::NotNew& error) {
        throw WrongUse(error.what());
    }
    std::printf("Nothing is stored, because something cannot come: mend it there, or say --leave-out.\n");
    return failed;
}

}  // namespace cafepos::app

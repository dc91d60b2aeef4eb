#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/time.h"
#include "db/database.h"
#include "mail/mail.h"
#include "overnight.h"
#include "settings/settings_store.h"

namespace cafepos::reports {

/// Which day's summary should have been sent by now: that of the last business day that was over at the last time of day
/// `hour:minute` on the café's wall clock. In spring a time that does not exist is the moment of the change.
Date summary_day_due(const settings::Settings& settings, int hour, int minute, Timestamp now);

/// Sends the daily summary by itself, at the time and to the addresses of /settings: once per day, also with several
/// processes or a restart at that minute, because the run's row is written in the transaction that queues its mails. A run
/// that was missed is made up for at the next tick; of several, only the last. Thread-safe.
class Scheduler {
public:
    /// `fallback_recipients` get the mail while /settings names nobody; `find_overnight` may be empty.
    Scheduler(db::Database& database, settings::SettingsStore& settings, mail::Mailer& mailer, const Clock& clock,
              std::vector<std::string> fallback_recipients = {}, FindOvernight find_overnight = {});
    ~Scheduler();
    Scheduler(const Scheduler&) = delete;
    Scheduler& operator=(const Scheduler&) = delete;

    void start();  ///< a thread that ticks every half minute
    void stop();
    /// Sends what is due. Returns the day whose summary was queued, if this call queued one.
    std::optional<Date> tick(Timestamp now);

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace cafepos::reports

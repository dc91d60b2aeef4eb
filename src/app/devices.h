#pragma once

#include "config.h"
#include "mail/mail.h"
#include "printing/printing.h"

namespace cafepos::app {

/// How the configuration reaches the mail server and the printer.
mail::SmtpOptions smtp_options(const Config& config);
printing::Options printing_options(const Config& config);

}  // namespace cafepos::app

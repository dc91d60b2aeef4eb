#include "vips.h"

#include <mutex>
#include <stdexcept>

namespace cafepos::images::vips {
namespace {

void stay_silent(const gchar*, GLogLevelFlags, const gchar*, gpointer) {}

void start_once() {
    if (vips_init("cafepos") != 0) throw std::runtime_error("libvips does not start");
    vips_block_untrusted_set(TRUE);
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    vips_cache_set_max_mem(0U);
    vips_cache_set_max_files(0);
    // Its warnings are about the pictures of strangers; what matters comes back as an error.
    g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING, stay_silent, nullptr);
}

}  // namespace

void start() {
    static std::once_flag started;
    std::call_once(started, start_once);
}

}  // namespace cafepos::images::vips

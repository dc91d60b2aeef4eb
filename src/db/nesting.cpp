#include "nesting.h"

#include <stdexcept>

namespace cafepos::db {
namespace {

thread_local const void* entered = nullptr;

}  // namespace

Inside::Inside(const void* database) : previous_(entered) { entered = database; }
Inside::~Inside() { entered = previous_; }

void Inside::refuse_nested(const void* database) {
    if (entered == database) throw std::logic_error("read() or write() called inside a read or write of the same database");
}

}  // namespace cafepos::db

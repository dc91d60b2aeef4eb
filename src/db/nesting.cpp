#include "nesting.h"

#include <stdexcept>

namespace cafepos::db {
namespace {

thread_local const void* entered = nullptr;

}  // namespace

NestingGuard::NestingGuard(const void* database) : previous_(entered) { entered = database; }
NestingGuard::~NestingGuard() { entered = previous_; }

void NestingGuard::refuse_nested(const void* database) {
    if (entered == database) throw std::logic_error("read() or write() called inside a read or write of the same database");
}

}  // namespace cafepos::db

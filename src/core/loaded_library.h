#pragma once

#include <dlfcn.h>

#include <atomic>
#include <boost/preprocessor/seq/for_each.hpp>
#include <boost/preprocessor/stringize.hpp>
#include <mutex>
#include <stdexcept>
#include <string>

namespace cafepos {

/// A shared library of the system that is loaded when a function of it is first called, and stays. For what few need and what
/// brings many others along: a café without pictures, PDFs, mails, backups or PostgreSQL starts sooner and smaller. Thread-safe.
class LoadedLibrary {
public:
    explicit constexpr LoadedLibrary(const char* file) : file_(file) {}

    /// Throws std::runtime_error, which says what is missing, if the library or what it needs is not there.
    void* symbol(const char* name) {
        void* found = dlsym(handle(), name);
        if (found == nullptr) throw std::runtime_error(std::string(file_) + " has no " + name);
        return found;
    }

private:
    // A mutex, for a call_once whose function throws is never free again under ThreadSanitizer.
    void* handle() {
        const std::lock_guard lock(mutex_);
        if (handle_ == nullptr) handle_ = dlopen(file_, RTLD_NOW | RTLD_LOCAL);
        if (handle_ == nullptr) throw std::runtime_error(dlerror());
        return handle_;
    }

    const char* file_;
    std::mutex mutex_;
    void* handle_ = nullptr;
};

/// A C function of such a library, called like the function; F is its type, also with "...".
template <class F>
class LoadedFunction {
public:
    constexpr LoadedFunction(LoadedLibrary& library, const char* name) : library_(library), name_(name) {}

    template <class... Arguments>
    auto operator()(Arguments... arguments) const {
        return pointer()(arguments...);
    }

private:
    F* pointer() const {
        F* known = pointer_.load(std::memory_order_acquire);
        if (known == nullptr) {
            known = reinterpret_cast<F*>(library_.symbol(name_));
            pointer_.store(known, std::memory_order_release);
        }
        return known;
    }

    LoadedLibrary& library_;
    const char* name_;
    mutable std::atomic<F*> pointer_ = nullptr;
};

}  // namespace cafepos

// clang-format off
/// CAFEPOS_LOADED_FUNCTIONS(library, (vips_copy)(vips_rot)) declares these functions of `library`, which their header has
/// declared, under their own names in the namespace where it stands: the code in it calls them as ever. The program is
/// not linked to the library then, which the test `lean` looks after; the package names it (cmake/package.cmake).
#define CAFEPOS_LOADED_FUNCTIONS(library, names)                        \
    _Pragma("GCC diagnostic push")                                      \
    _Pragma("GCC diagnostic ignored \"-Wignored-attributes\"") /* sentinel, malloc: lost */ \
    BOOST_PP_SEQ_FOR_EACH(CAFEPOS_LOADED_FUNCTION, library, names)      \
    _Pragma("GCC diagnostic pop")
// A name that is declared cannot stand in parentheses: NOLINTBEGIN(bugprone-macro-parentheses)
#define CAFEPOS_LOADED_FUNCTION(r, library, name) \
    inline constinit const ::cafepos::LoadedFunction<decltype(::name)> name{library, BOOST_PP_STRINGIZE(name)};
// NOLINTEND(bugprone-macro-parentheses)
// clang-format on

#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "database.h"

namespace cafepos::db {

/// At most `size` connections, made when first needed, lent to one thread each. Thread-safe. Must outlive its leases.
template <class Connection>
class Pool {
public:
    using Make = std::function<std::unique_ptr<Connection>()>;
    Pool(int size, std::chrono::milliseconds patience, Make make)
        : unmade_(std::max(size, 1)), patience_(patience), make_(std::move(make)) {}

    /// A borrowed connection; goes back when the lease ends.
    class Lease {
    public:
        Lease(Pool& pool, std::unique_ptr<Connection> connection) : pool_(pool), connection_(std::move(connection)) {}
        ~Lease() { pool_.give_back(std::move(connection_)); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        Connection& operator*() { return *connection_; }

    private:
        Pool& pool_;
        std::unique_ptr<Connection> connection_;
    };

    /// Makes all connections now: opening a file waits, too, when its disk hangs later.
    void make_all() {
        const std::lock_guard lock(mutex_);
        for (; unmade_ > 0; --unmade_) idle_.push_back(make_());
    }

    /// Waits until one is free; Failure::overloaded when that takes too long.
    Lease borrow() { return Lease(*this, take()); }

private:
    std::unique_ptr<Connection> take() {
        std::unique_lock lock(mutex_);
        if (!returned_.wait_for(lock, patience_, [&] { return unmade_ > 0 || !idle_.empty(); })) {
            throw DatabaseError(Failure::overloaded, "no reading connection became free in time");
        }
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
        --unmade_;
        lock.unlock();
        try {
            return make_();
        } catch (...) {
            give_back(nullptr);
            throw;
        }
    }

    /// Null stands for a connection that could not be made, or is beyond repair.
    void give_back(std::unique_ptr<Connection> connection) {
        {
            const std::lock_guard lock(mutex_);
            if (connection) {
                idle_.push_back(std::move(connection));
            } else {
                ++unmade_;
            }
        }
        returned_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Connection>> idle_;
    int unmade_;
    std::chrono::milliseconds patience_;
    Make make_;
};

}  // namespace cafepos::db

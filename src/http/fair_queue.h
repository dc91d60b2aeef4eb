#pragma once

#include <cstddef>
#include <deque>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>

namespace cafepos::http {

/// A queue of many clients' things: whose turn it is goes round among the clients, so that one with a thousand waiting keeps
/// another's one back for one turn only. Each client's own come in order. Not thread-safe.
template <class T>
class FairQueue {
public:
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::size_t size_of(const std::string& client) const {
        const auto found = waiting_.find(client);
        return found == waiting_.end() ? 0 : found->second.size();
    }

    void push(const std::string& client, T thing) {
        auto& own = waiting_[client];
        if (own.empty()) turns_.push_back(client);
        own.push_back(std::move(thing));
        ++size_;
    }

    T pop() {
        std::string client = std::move(turns_.front());
        turns_.pop_front();
        const auto found = waiting_.find(client);
        T thing = std::move(found->second.front());
        found->second.pop_front();
        --size_;
        if (found->second.empty()) {
            waiting_.erase(found);
        } else {
            turns_.push_back(std::move(client));
        }
        return thing;
    }

private:
    std::unordered_map<std::string, std::deque<T>> waiting_;
    std::list<std::string> turns_;  ///< the clients of whom something waits
    std::size_t size_ = 0;
};

}  // namespace cafepos::http

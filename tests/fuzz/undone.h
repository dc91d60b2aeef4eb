#pragma once

#include <memory>

#include "db/database.h"

namespace cafepos::fuzz {

/// A database whose writes run as they do and are told that they are stored, but leave nothing behind.
class Undone final : public db::Database {
public:
    explicit Undone(std::unique_ptr<db::Database> real) : real_(std::move(real)) {}
    void undo_from_now_on() { undoes_ = true; }

    void read(const Work& work) override { real_->read(work); }
    void read_one(const Work& work) override { real_->read_one(work); }
    void write(const Work& work) override {
        struct Undo {};
        if (!undoes_) return real_->write(work);
        try {
            real_->write([&](db::Transaction& transaction) {
                work(transaction);
                throw Undo();
            });
        } catch (const Undo&) {  // NOLINT(bugprone-empty-catch): thrown above
        }
    }
    [[nodiscard]] Engine engine() const override { return real_->engine(); }
    int migrate() override { return real_->migrate(); }
    Schema schema() override { return real_->schema(); }
    std::vector<std::string> prepare_all() override { return real_->prepare_all(); }
    void analyze() override { real_->analyze(); }
    [[nodiscard]] std::size_t queue_length() const override { return real_->queue_length(); }
    [[nodiscard]] Written written() const override { return real_->written(); }
    [[nodiscard]] Writing writing_state() const override { return real_->writing_state(); }

private:
    std::unique_ptr<db::Database> real_;
    bool undoes_ = false;
};

/// Puts one in the place of a database that others refer to already: theirs is still the real one.
inline Undone& undo_writes_of(std::unique_ptr<db::Database>& database) {
    auto undone = std::make_unique<Undone>(std::move(database));
    Undone& result = *undone;
    database = std::move(undone);
    return result;
}

}  // namespace cafepos::fuzz

#pragma once

namespace cafepos::db::sqlite::test {

/// While it lives, every file SQLite opens goes through it, and one write or flush can be made to fail.
class FaultyVfs {
public:
    enum class Fault { disk_full, write_error, flush_error, killed };  ///< killed: the process, at a write
    FaultyVfs();
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;

    /// From the operation after the next `spared` ones on (writes, or flushes), `count` of them fail.
    void arm(Fault fault, int spared, int count);
    /// Whether any has failed since arm(). Nothing fails any more.
    bool disarm();
};

}  // namespace cafepos::db::sqlite::test

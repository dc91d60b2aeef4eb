#pragma once

namespace cafepos::db::sqlite::test {

/// While it lives, every file SQLite opens goes through it, and writes, flushes or reads can be made to fail.
class FaultyVfs {
public:
    enum class Fault { disk_full, write_error, flush_error, killed, read_error };  ///< killed: the process, at a write
    FaultyVfs();
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;

    /// From the operation after the next `spared` ones on (writes, flushes or reads), `count` of them fail.
    void arm(Fault fault, int spared, int count);
    /// Whether any has failed since arm(). Nothing fails any more.
    bool disarm();
};

}  // namespace cafepos::db::sqlite::test

#include "store.h"

#include "db/table.h"

namespace cafepos::nightly::store {
namespace {

const db::Query<Proof> proof_of_night{"nightly.find", "SELECT {} FROM nightly_proofs WHERE night = $1"};
const db::Query<Proof> all_proofs{"nightly.list", "SELECT {} FROM nightly_proofs ORDER BY night DESC"};
const db::Upsert<Proof> upsert_proof{"nightly_proofs"};
const db::Statement deletion{"nightly.delete_before", "DELETE FROM nightly_proofs WHERE night < $1"};

}  // namespace

std::optional<Proof> find(db::Transaction& transaction, const Date& night) {
    return transaction.query_one(proof_of_night, night);
}

std::vector<Proof> list(db::Transaction& transaction) { return transaction.query(all_proofs); }

void write(db::Transaction& transaction, const Proof& proof) { transaction.upsert(upsert_proof, proof); }

void delete_before(db::Transaction& transaction, const Date& night) { transaction.execute(deletion, night); }

}  // namespace cafepos::nightly::store

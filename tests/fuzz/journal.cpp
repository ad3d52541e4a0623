// Journals of any bytes, and good ones with any damage: a damaged one gives nothing but the first
// of the records that were written, and a journal that was opened can be added to.
#include "fuzz.hpp"
#include "support/scratch_folder.hpp"

#include <algorithm>
#include <batt/mpi/journal.hpp>
#include <vector>

namespace {

using batt::fuzz::require;
using namespace batt::mpi;

const run_identity run = {{"programs", digest_of("p")}, {"tasks", digest_of("t")}};
const std::vector<std::string> written = {"first", "", std::string(300, 'x'), "last"};

struct opened {
    journal file;
    std::vector<std::string> records;
    std::optional<std::string> problem;

    explicit opened(const std::filesystem::path& path) {
        problem = file.open(path.string(), run,
                            [&](std::string_view record) { records.emplace_back(record); });
    }
};

std::string good_journal(const scratch_folder& folder) {
    const auto path = folder.write("journal", "");
    opened to(path);
    for (const std::string& record : written) to.file.add(record);
    to.file.close();
    return batt::fuzz::text_of(path);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const scratch_folder folder;
    static const std::string good = good_journal(folder);
    std::string bytes(batt::fuzz::text_of(data, size));
    // an input that begins with "+" damages a good journal: a place in two bytes, an action, a byte
    const bool is_damage = bytes.starts_with('+');
    if (is_damage) {
        std::string damaged = good;
        for (std::size_t k = 1; k + 3 < bytes.size() && !damaged.empty(); k += 4) {
            const std::size_t at = (data[k] * 256U + data[k + 1]) % damaged.size();
            switch (data[k + 2] % 4) {
            case 0: damaged[at] = bytes[k + 3]; break;
            case 1: damaged.erase(at, data[k + 3]); break;
            case 2: damaged.insert(at, good, data[k + 3], 40); break;
            default: damaged.resize(at); break;
            }
        }
        bytes = damaged;
    }
    const auto path = folder.write("journal", bytes);
    opened first(path);
    if (first.problem) {
        require(batt::fuzz::is_printable(*first.problem), "a sentence can be printed");
        require(batt::fuzz::text_of(path) == bytes,
                "what is no journal of this run stays as it is");
        return 0;
    }
    const auto& records = first.records;
    require(!is_damage || (records.size() <= written.size() &&
                           std::equal(records.begin(), records.end(), written.begin())),
            "the records of a damaged journal are the first of those that were written");
    require(!first.file.add("one more"), "a journal that was opened can be added to");
    first.file.close();
    const opened again(path);
    require(!again.problem && again.records.size() == records.size() + 1 &&
                again.records.back() == "one more",
            "a record that was added is there the next time");
    return 0;
}

// Journals of any bytes, and good ones with any damage: a damaged one gives the records before the
// damage and nothing but the first of those that were written, and a journal that was opened can be
// added to.
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

struct good_journal {
    std::string bytes;
    std::vector<std::size_t> ends; ///< of each record

    explicit good_journal(const scratch_folder& folder) {
        const auto path = folder.write("journal", "");
        opened(path).file.close();
        for (const std::string& record : written) {
            opened to(path);
            to.file.add(record);
            to.file.close();
            bytes = batt::fuzz::text_of(path);
            ends.push_back(bytes.size());
        }
    }
    /// How many records lie before a place.
    std::size_t records_before(std::size_t place) const {
        return static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), place) -
                                        ends.begin());
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const scratch_folder folder;
    static const good_journal good(folder);
    std::size_t intact = good.bytes.size(); // bytes before the first damage
    std::string bytes(batt::fuzz::text_of(data, size));
    // an input that begins with "+" damages a good journal: a place in two bytes, an action, a byte
    const bool is_damage = bytes.starts_with('+');
    if (is_damage) {
        std::string damaged = good.bytes;
        for (std::size_t k = 1; k + 3 < bytes.size() && !damaged.empty(); k += 4) {
            const std::size_t at = (data[k] * 256U + data[k + 1]) % damaged.size();
            intact = std::min(intact, at);
            switch (data[k + 2] % 4) {
            case 0: damaged[at] = bytes[k + 3]; break;
            case 1: damaged.erase(at, data[k + 3]); break;
            case 2: damaged.insert(at, good.bytes, data[k + 3], 40); break;
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
    require(!is_damage || records.size() >= good.records_before(intact),
            "the records before the damage come out");
    require(!first.file.add("one more"), "a journal that was opened can be added to");
    first.file.close();
    const opened again(path);
    require(!again.problem && again.records.size() == records.size() + 1 &&
                again.records.back() == "one more",
            "a record that was added is there the next time");
    return 0;
}

// What became of a program on a sample, in 16 bytes: enough to rank, vote and drop duplicates
// without moving grids.
#pragma once

#include <batt/value/hash.hpp>
#include <batt/value/status.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Status, statement, match, equal cells and hash of the output of a program on one sample. All of
/// them are 0 in the verdict of a program that did not run.
class alignas(16) verdict {
public:
    static constexpr int max_statement = 4095;

    constexpr verdict() = default;
    /// statement: where the failure began, counted from 1; 0 if the sample is ok. A sample that
    /// failed matches nothing, has no equal cells and the hash 0.
    BATT_FN constexpr verdict(status s, int statement, bool match = false, int cells = 0,
                              value::digest output = {})
        : output_(output), cells_(static_cast<std::uint32_t>(cells)),
          code_(static_cast<unsigned>(s) | (match ? 8U : 0U) |
                (static_cast<unsigned>(statement > max_statement ? max_statement : statement)
                 << 4)) {}

    BATT_FN constexpr status why() const { return static_cast<status>(code_ & 7U); }
    BATT_FN constexpr bool ok() const { return why() == status::ok; }
    BATT_FN constexpr int statement() const { return static_cast<int>(code_ >> 4); }
    /// Whether the output equals the expected grid (false where none was given).
    BATT_FN constexpr bool match() const { return (code_ & 8U) != 0; }
    /// How many cells of the output equal those of the expected grid; 0 where the shapes differ or
    /// no grid was expected.
    BATT_FN constexpr int cells() const { return static_cast<int>(cells_); }
    /// value::hash of the output, the same on every machine; 0 where the sample failed.
    BATT_FN constexpr std::uint64_t hash() const { return output_.hash(); }

    friend constexpr bool operator==(const verdict&, const verdict&) = default;

private:
    // four words of 32 bits, which a GPU writes by one store
    value::digest output_;
    std::uint32_t cells_ = 0;
    std::uint32_t code_ = 0;
};

/// The verdict on an output that did not fail, cell by cell. expected: null if there is none.
inline verdict verdict_on(const grid& output, const grid* expected) {
    int cells = 0;
    const bool same_shape = expected != nullptr && output.height() == expected->height() &&
                            output.width() == expected->width();
    if (same_shape)
        for (int i = 0; i < output.height(); ++i)
            for (int j = 0; j < output.width(); ++j) cells += output(i, j) == (*expected)(i, j);
    return {status::ok, 0, same_shape && cells == output.height() * output.width(), cells,
            value::digest_of(output)};
}

} // namespace batt
BATT_HOST_CALLS_END

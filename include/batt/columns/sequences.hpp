// Numbers for sequences of integers, equal for equal ones: what calls and keys of tables are.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace batt::columns {

/// Sequences of integers, numbered from 0 in the order in which they were first added. To add one
/// costs a search in a table, and no memory of its own.
class sequence_table {
public:
    sequence_table() : slots_(64, -1) {}

    int size() const { return static_cast<int>(first_.size()); }
    /// The members of a sequence; valid until another is added.
    std::span<const int> operator[](int k) const {
        const int* const at = pool_.data() + first_[static_cast<std::size_t>(k)];
        return {at + 1, static_cast<std::size_t>(*at)};
    }
    /// The number of a sequence, or -1.
    int find(std::span<const int> s) const { return slots_[slot_of(s)]; }
    /// The number of a sequence, which is `size()` of before if it is new. s may not be part of the
    /// table.
    int add(std::span<const int> s) {
        const std::size_t at = slot_of(s);
        if (slots_[at] >= 0) return slots_[at];
        const int number = size();
        slots_[at] = number;
        first_.push_back(pool_.size());
        pool_.push_back(static_cast<int>(s.size()));
        pool_.insert(pool_.end(), s.begin(), s.end());
        if (2 * first_.size() > slots_.size()) grow();
        return number;
    }

private:
    static std::size_t hash(std::span<const int> s) {
        std::uint64_t h = s.size();
        for (const int x : s) {
            h = (h ^ static_cast<std::uint32_t>(x)) * 0x9E3779B97F4A7C15U;
            h ^= h >> 29;
        }
        return static_cast<std::size_t>(h ^ h >> 32);
    }
    /// Where a sequence stands, or is to stand.
    std::size_t slot_of(std::span<const int> s) const {
        std::size_t at = hash(s) & (slots_.size() - 1);
        for (; slots_[at] >= 0; at = (at + 1) & (slots_.size() - 1)) {
            const std::span<const int> there = (*this)[slots_[at]];
            if (there.size() != s.size()) continue;
            std::size_t k = 0;
            while (k < s.size() && there[k] == s[k]) ++k;
            if (k == s.size()) break;
        }
        return at;
    }
    void grow() {
        slots_.assign(2 * slots_.size(), -1);
        for (int k = 0; k < size(); ++k) {
            std::size_t at = hash((*this)[k]) & (slots_.size() - 1);
            while (slots_[at] >= 0) at = (at + 1) & (slots_.size() - 1);
            slots_[at] = k;
        }
    }

    std::vector<int> pool_;          ///< of each sequence its length and its members
    std::vector<std::size_t> first_; ///< where it stands in the pool
    std::vector<int> slots_;
};

} // namespace batt::columns

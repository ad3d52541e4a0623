// Numbers for sequences of integers, the same for equal ones: calls and keys of tables are such.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace batt::columns {

/// Places in a table that is searched by hashes, each with the number of the thing that is there. A
/// search looks at things only where their hashes are equal.
class hash_slots {
public:
    hash_slots() : slots_(64) {}

    /// The number of the thing with this hash for which `is` holds; if there is none, it is `next`
    /// from now on.
    template <class Is>
    int add(std::uint64_t hash, int next, const Is& is) {
        slot& at = slots_[find_slot(hash, is)];
        if (at.number >= 0) return at.number;
        at = {tag(hash), next};
        if (4 * ++count_ > 3 * slots_.size()) grow();
        return next;
    }
    /// The same, but -1 if there is none.
    template <class Is>
    int find(std::uint64_t hash, const Is& is) const {
        return slots_[find_slot(hash, is)].number;
    }

private:
    struct slot {
        std::uint32_t tag = 0;
        int number = -1;
    };
    static std::uint32_t tag(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }
    /// The place for a tag: tags that are neighbours are as far apart as possible.
    std::size_t first(std::uint32_t tag) const {
        return std::size_t{tag * 0x9E3779B9U} & (slots_.size() - 1);
    }
    template <class Is>
    std::size_t find_slot(std::uint64_t hash, const Is& is) const {
        const std::uint32_t t = tag(hash);
        std::size_t at = first(t);
        for (; slots_[at].number >= 0; at = (at + 1) & (slots_.size() - 1))
            if (slots_[at].tag == t && is(slots_[at].number)) break;
        return at;
    }
    void grow() {
        std::vector<slot> before(2 * slots_.size());
        before.swap(slots_);
        for (const slot& s : before) {
            if (s.number < 0) continue;
            std::size_t at = first(s.tag);
            while (slots_[at].number >= 0) at = (at + 1) & (slots_.size() - 1);
            slots_[at] = s;
        }
    }

    std::vector<slot> slots_;
    std::size_t count_ = 0;
};

/// A set of a few numbers that is emptied at once, and keeps its memory.
class number_set {
public:
    number_set() : slots_(64) {}

    void clear() {
        ++turn_;
        count_ = 0;
    }
    /// Adds a number; returns whether it is new.
    bool add(int number) {
        slot& at = slots_[find_slot(number)];
        if (at.turn == turn_) return false;
        at = {number, turn_};
        if (2 * ++count_ > slots_.size()) grow();
        return true;
    }
    bool has(int number) const { return slots_[find_slot(number)].turn == turn_; }

private:
    struct slot {
        int number = 0;
        std::uint32_t turn = 0; ///< the slot is free if the set has another
    };
    std::size_t find_slot(int number) const {
        std::size_t at =
            (static_cast<std::uint32_t>(number) * 0x9E3779B9U >> 16) & (slots_.size() - 1);
        while (slots_[at].turn == turn_ && slots_[at].number != number)
            at = (at + 1) & (slots_.size() - 1);
        return at;
    }
    void grow() {
        std::vector<slot> before(2 * slots_.size());
        before.swap(slots_);
        for (const slot& s : before)
            if (s.turn == turn_) slots_[find_slot(s.number)] = s;
    }

    std::vector<slot> slots_;
    std::size_t count_ = 0;
    std::uint32_t turn_ = 1;
};

/// Mixes one more number into a hash.
constexpr std::uint64_t mixed(std::uint64_t hash, std::uint64_t x) {
    hash = (hash ^ x) * 0x9E3779B97F4A7C15U;
    return hash ^ hash >> 32;
}

/// Sequences of integers, numbered from 0 in the order in which they were first added. Adding one
/// costs a search in a table, and allocates no memory for it alone.
class sequence_table {
public:
    int size() const { return static_cast<int>(records_.size()); }
    /// The members of a sequence; valid until another is added.
    std::span<const int> operator[](int k) const {
        const record& r = records_[static_cast<std::size_t>(k)];
        return {r.count <= few ? r.members.data() : pool_.data() + r.members[0],
                static_cast<std::size_t>(r.count)};
    }
    /// The number of a sequence, or -1.
    int find(std::span<const int> s) const {
        return slots_.find(hash(s), [&](int k) { return equal((*this)[k], s); });
    }
    /// The number of a sequence; a new one is added with the number `size()`. s may not be part of
    /// the table.
    int add(std::span<const int> s) {
        const int next = size();
        const int number = slots_.add(hash(s), next, [&](int k) { return equal((*this)[k], s); });
        if (number != next) return number;
        record r;
        r.count = static_cast<int>(s.size());
        if (r.count <= few) {
            for (std::size_t k = 0; k < s.size(); ++k) r.members[k] = s[k];
        } else {
            r.members[0] = static_cast<int>(pool_.size());
            pool_.insert(pool_.end(), s.begin(), s.end());
        }
        records_.push_back(r);
        return number;
    }

private:
    /// Most sequences have few numbers, which are in the record itself.
    static constexpr int few = 5;
    struct record {
        int count = 0;
        std::array<int, few> members{}; ///< if there are more, where they begin in the pool
    };

    static std::uint64_t hash(std::span<const int> s) {
        std::uint64_t h = s.size();
        for (const int x : s) h = mixed(h, static_cast<std::uint32_t>(x));
        return h;
    }
    static bool equal(std::span<const int> a, std::span<const int> b) {
        if (a.size() != b.size()) return false;
        for (std::size_t k = 0; k < a.size(); ++k)
            if (a[k] != b[k]) return false;
        return true;
    }

    std::vector<record> records_;
    std::vector<int> pool_;
    hash_slots slots_;
};

} // namespace batt::columns

// Building and reading sets and tuples in the arena.
#pragma once

#include <batt/value/codec.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::value {

/// Element k of a set or tuple.
template <class M, class T>
BATT_FN of<M, T> get(M& m, const tuple<M, T>& t, int k) {
    return codec<M, tuple<M, T>>::get(m, t.offset, k);
}
template <class M, class T>
BATT_FN of<M, T> get(M& m, const set<M, T>& s, int k) {
    return codec<M, set<M, T>>::get(m, s.offset, k);
}

/// Appends elements to a container at the top of the arena.
///
/// Between two pushes the arena may be used, but push gives back all that was allocated since
/// `mark()`, keeping what the pushed value refers to. A push without room only fails.
template <class M, class T>
class builder {
public:
    using V = of<M, T>;
    using layout = codec<M, tuple<M, T>>;
    /// Whether places are set aside for the elements: if these share lines or refer to the arena.
    static constexpr bool reserved = layout::packed || codec<M, V>::deep;

    /// capacity: how many elements at most will be pushed.
    BATT_FN builder(M& m, int capacity) : m_(m) {
        offset_ = m.top();
        if constexpr (reserved) {
            room_ = capacity;
            if (m.allocate(layout::size(capacity)) < 0) room_ = 0;
        }
        mark_ = m.top();
    }

    BATT_FN int count() const {
        if constexpr (reserved)
            return count_;
        else
            return (mark_ - offset_) / layout::stride;
    }
    BATT_FN int mark() const { return mark_; }

    BATT_FN void push(const V& v) {
        if constexpr (reserved) {
            const V kept = compact(m_, v, mark_);
            mark_ = m_.top();
            if (count_ < room_)
                layout::put(m_, offset_, count_++, kept);
            else
                m_.fail(status::capacity);
        } else {
            m_.release(mark_);
            if (!m_.has_room(layout::stride)) return;
            layout::put(m_, m_.allocate(layout::stride), 0, v);
            mark_ = m_.top();
        }
    }

    /// The elements in order of their pushes.
    BATT_FN tuple<M, T> close() {
        m_.release(mark_);
        return {offset_, count()};
    }
    /// The same as a set: what was pushed is distinct and in value order.
    BATT_FN set<M, T> close_as_set() {
        const tuple<M, T> t = close();
        return {t.offset, t.count};
    }

private:
    M& m_;
    int offset_ = 0;
    int count_ = 0; // only if places are set aside; otherwise the lines give it
    int room_ = 0;
    int mark_ = 0;
};

/// Inserts w before position k into a packed list of n numbers that begins at line `offset`.
template <class M>
BATT_FN void insert_word(M& m, int offset, int n, int k, std::uint32_t w) {
    using line = typename M::line;
    for (int b = n >> 5; b > k >> 5; --b) {
        const std::uint32_t carry = m.load_word(offset + b - 1, 31);
        line x = m.load_line(offset + b).down(1);
        x.set_row(0, carry);
        m.store_line(offset + b, x);
    }
    const int b = k >> 5, p = k & 31;
    const line x = m.load_line(offset + b);
    const line y = x.down(1);
    line out = line::generate([p](int r) { return r < p ? 0xFFFFFFFFU : 0U; });
    out = choose(out, x, y);
    out.set_row(p, w);
    m.store_line(offset + b, out);
}

/// A permutation that is being sorted: positions of elements, in lines of 32.
template <class M>
class permutation {
public:
    BATT_FN permutation(M& m, int capacity) : m_(m) {
        offset_ = m.allocate((capacity + 31) / 32);
        room_ = offset_ < 0 ? 0 : capacity;
    }
    BATT_FN int count() const { return count_; }
    BATT_FN int operator[](int k) const {
        return static_cast<int>(m_.load_word(offset_ + (k >> 5), k & 31));
    }
    BATT_FN void insert(int k, int position) {
        if (count_ >= room_) return;
        insert_word(m_, offset_, count_, k, static_cast<std::uint32_t>(position));
        ++count_;
    }

private:
    M& m_;
    int offset_ = 0;
    int count_ = 0;
    int room_ = 0;
};

/// Elements perm[0], perm[1], ... of t, written over t, which must lie at the arena's top.
template <class M, class T>
BATT_FN tuple<M, T> gather(M& m, const tuple<M, T>& t, const permutation<M>& perm, int end) {
    using layout = codec<M, tuple<M, T>>;
    const int at = m.allocate(layout::size(perm.count()));
    if (at < 0) return {t.offset, 0};
    for (int k = 0; k < perm.count(); ++k) layout::put(m, at, k, layout::get(m, t.offset, perm[k]));
    m.copy_lines(t.offset, at, layout::size(perm.count()));
    m.release(end);
    return {t.offset, perm.count()};
}

} // namespace batt::value
BATT_HOST_CALLS_END

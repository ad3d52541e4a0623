// The containers of the reference layer: a tuple, a sorted set and a grid, in plain storage.
#pragma once

#include <algorithm>
#include <batt/reference/capacity.hpp>
#include <batt/reference/value_order.hpp>
#include <batt/value/made.hpp>
#include <deque>
#include <initializer_list>
#include <iterator>
#include <type_traits>
#include <utility>
#include <vector>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// Storage of elements: a vector, except for booleans, because `vector<bool>` has no references.
template <class T>
using storage = std::conditional_t<std::is_same_v<T, boolean>, std::deque<T>, std::vector<T>>;

/// Anything to iterate over.
template <class R>
concept range = requires(const R& r) {
    std::begin(r) != std::end(r);
    *std::begin(r);
};

/// A sequence of elements, some of which may be equal.
template <class T>
class tuple {
public:
    using value_type = T;

    tuple() = default;
    tuple(std::initializer_list<T> items) : items_(items) { check_count(items_.size()); }
    explicit tuple(storage<T> items) : items_(std::move(items)) { check_count(items_.size()); }
    /// The elements of any range, in its order.
    template <range R>
    explicit tuple(const R& items) : tuple(storage<T>(std::begin(items), std::end(items))) {}

    auto begin() const { return items_.begin(); }
    auto end() const { return items_.end(); }
    std::size_t size() const { return items_.size(); }
    bool empty() const { return items_.empty(); }
    const T& operator[](std::size_t k) const { return items_[k]; }

    friend bool operator==(const tuple& a, const tuple& b) { return compare::equal(a, b); }
    /// Lexicographic.
    friend bool operator<(const tuple& a, const tuple& b) { return compare::less(a, b); }

private:
    storage<T> items_;
};

/// Distinct elements in value order; functions, which have no order, in order of insertion.
template <class T>
class set {
public:
    using value_type = T;

    set() = default;
    set(std::initializer_list<T> items) : set(storage<T>(items)) {}
    explicit set(storage<T> items) : items_(std::move(items)) {
        for (const T& x : items_) check_entry(x);
        arrange();
        check_count(items_.size());
    }
    /// The set of distinct elements that are already in value order.
    static set in_order(storage<T> items) {
        check_count(items.size());
        set out;
        out.items_ = std::move(items);
        return out;
    }
    /// The distinct elements of any range.
    template <range R>
    explicit set(const R& items) : set(storage<T>(std::begin(items), std::end(items))) {}

    auto begin() const { return items_.begin(); }
    auto end() const { return items_.end(); }
    std::size_t size() const { return items_.size(); }
    bool empty() const { return items_.empty(); }
    /// The k-th element in value order.
    const T& operator[](std::size_t k) const { return items_[k]; }

    /// Whether v is an element.
    bool contains(const T& v) const {
        if constexpr (is_ordered_v<T>) {
            return std::binary_search(begin(), end(), v, compare::ascending{});
        } else {
            return std::any_of(begin(), end(), [&](const T& x) { return compare::equal(x, v); });
        }
    }

    friend bool operator==(const set& a, const set& b) { return compare::equal(a, b); }
    /// Compares the ascending tuples of the elements.
    friend bool operator<(const set& a, const set& b) { return compare::less(a, b); }

private:
    void arrange() {
        if constexpr (is_ordered_v<T>) {
            const compare::ascending ascending;
            if (!std::is_sorted(items_.begin(), items_.end(), ascending))
                std::sort(items_.begin(), items_.end(), ascending);
            const auto same = [](const T& a, const T& b) { return compare::equal(a, b); };
            const auto end = std::unique(items_.begin(), items_.end(), same);
            items_.erase(end, items_.end());
        } else if constexpr (!is_distinct_v<T>) {
            storage<T> distinct;
            for (const T& x : items_) {
                const auto is_x = [&](const T& y) { return compare::equal(x, y); };
                if (std::none_of(distinct.begin(), distinct.end(), is_x)) distinct.push_back(x);
            }
            items_ = std::move(distinct);
        }
    }

    storage<T> items_;
};

/// A set of locations.
using indices = set<ivec>;
/// A set of cells.
using object = set<cell>;

/// Rows of colours, all of one width. It stores what it is given: operations check colours.
class grid {
public:
    /// The one grid of zero height.
    grid() = default;
    /// h x w places of colour c.
    grid(integer h, integer w, integer c = 0) : height_(h), width_(h == 0 ? 0 : w) {
        const std::int64_t count = std::int64_t{height_} * width_;
        if (height_ > max_side || width_ > max_side || count > max_cells) fail(status::capacity);
        cells_.assign(static_cast<std::size_t>(count), c);
    }
    /// The grid of these rows; `domain` if their widths differ.
    grid(std::initializer_list<std::initializer_list<integer>> rows)
        : grid(static_cast<integer>(rows.size()),
               rows.size() == 0 ? 0 : static_cast<integer>(rows.begin()->size())) {
        auto out = cells_.begin();
        for (const auto& row : rows) {
            if (row.size() != static_cast<std::size_t>(width_)) fail(status::domain);
            out = std::copy(row.begin(), row.end(), out);
        }
    }

    integer height() const { return height_; }
    integer width() const { return width_; }
    /// All colours, row by row.
    const std::vector<integer>& cells() const { return cells_; }
    /// Whether it has no cell.
    bool empty() const { return cells_.empty(); }

    /// Whether (i, j) is a place of this grid.
    bool holds(std::int64_t i, std::int64_t j) const {
        return i >= 0 && i < height_ && j >= 0 && j < width_;
    }
    /// The colour at (i, j), which it must hold.
    integer at(integer i, integer j) const { return cells_[offset(i, j)]; }
    integer& at(integer i, integer j) { return cells_[offset(i, j)]; }
    /// Row i as a tuple.
    tuple<integer> row(integer i) const {
        const auto first = cells_.begin() + std::int64_t{i} * width_;
        return tuple<integer>(std::vector<integer>(first, first + width_));
    }

    friend bool operator==(const grid& a, const grid& b) { return compare::equal(a, b); }
    /// Compares the tuples of the rows.
    friend bool operator<(const grid& a, const grid& b) { return compare::less(a, b); }
    /// A grid equals the tuple of its rows.
    friend bool operator==(const grid& a, const tuple<tuple<integer>>& b) {
        return compare::equal(a, b);
    }

private:
    std::size_t offset(integer i, integer j) const {
        return static_cast<std::size_t>(i) * static_cast<std::size_t>(width_) +
               static_cast<std::size_t>(j);
    }

    integer height_ = 0;
    integer width_ = 0;
    std::vector<integer> cells_;
};

/// indices or object.
template <class T>
concept patch = std::is_same_v<T, indices> || std::is_same_v<T, object>;
/// object or grid.
template <class T>
concept element = std::is_same_v<T, object> || std::is_same_v<T, grid>;

} // namespace batt::reference
BATT_HOST_CALLS_END

// How arguments are read: an operation asks for the reading that it needs, when it needs it.
#pragma once

#include <batt/reference/dynamic/order.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic {

/// Fails because v cannot be read.
[[noreturn]] inline void fail_reading(const value& v) {
    fail(v.is(kind::no_location) ? status::empty : status::type);
}

/// An integer.
inline integer read_integer(const value& v) {
    if (!v.is_integer()) fail_reading(v);
    return v.number();
}

/// The truth of any value; `empty` for no location.
inline bool read_truth(const value& v) {
    switch (v.what()) {
    case kind::none: return false;
    case kind::integer: return v.number() != 0;
    case kind::no_location: fail(status::empty);
    case kind::tuple:
    case kind::set: return v.items().count != 0;
    default: return true;
    }
}

/// A tuple of exactly two integers.
inline ivec read_location(const value& v) {
    if (!v.is_location()) fail_reading(v);
    return v.location();
}

/// The first two elements of a tuple, which must be integers.
inline ivec read_vector(const value& v) {
    if (v.is_location()) return v.location();
    if (!v.is(kind::tuple)) fail_reading(v);
    const list& items = v.items();
    if (items.count < 2 || !items.begin()[0].is_integer() || !items.begin()[1].is_integer())
        fail(status::type);
    return {items.begin()[0].number(), items.begin()[1].number()};
}

/// A number n as the vector (n, n), or the first two elements of a tuple as a vector.
inline ivec read_num(const value& v) {
    if (v.is_integer()) return {v.number(), v.number()};
    if (v.is(kind::tuple) && v.items().count == 0) fail(status::empty);
    return read_vector(v);
}

/// A set.
inline const value& read_set(const value& v) {
    if (!v.is_set()) fail_reading(v);
    return v;
}
/// A tuple.
inline const value& read_tuple(const value& v) {
    if (!v.is_tuple()) fail_reading(v);
    return v;
}
/// A container.
inline const value& read_container(const value& v) {
    if (!v.is_container()) fail_reading(v);
    return v;
}
/// The number of elements of a container.
inline std::size_t read_size(const value& v) {
    if (v.is(kind::location) || v.is(kind::cell)) return 2;
    return read_container(v).items().count;
}

/// Checks that a value can stand in a place of a grid.
inline const value& as_place(const value& v) {
    if (v.is_integer() && !is_color(v.number())) fail(status::domain);
    return v;
}

/// A tuple of tuples of one length: rows of places.
class grid_view {
public:
    explicit grid_view(const value& v)
        : rows_(read_tuple(v)), first_(vector_for<const value*>(rows_.size())) {
        charge(rows_.size());
        for (const value& row : rows_) {
            const std::size_t w = read_size(read_tuple(row));
            if (first_.empty()) {
                width_ = w;
                if (w == 2) pairs_ = vector_for<value>(2 * rows_.size());
            }
            if (w != width_) fail_ragged();
            first_.push_back(places_of(row));
        }
        charge(rows_.size() * width_);
        for (const value* row : first_)
            for (std::size_t j = 0; j < width_; ++j) as_place(row[j]);
    }

    std::size_t height() const { return first_.size(); }
    std::size_t width() const { return width_; }
    const value& at(std::size_t i, std::size_t j) const { return first_[i][j]; }
    const value& at(ivec loc) const {
        return at(static_cast<std::size_t>(loc.i), static_cast<std::size_t>(loc.j));
    }
    const value* row(std::size_t i) const { return first_[i]; }
    /// A row as it is.
    const value& row_value(std::size_t i) const { return rows_[i]; }
    bool holds(ivec loc) const {
        return loc.i >= 0 && loc.j >= 0 && static_cast<std::size_t>(loc.i) < height() &&
               static_cast<std::size_t>(loc.j) < width();
    }
    std::uint64_t area() const { return std::uint64_t{height()} * width(); }
    bool has_cells() const { return height() != 0 && width() != 0; }
    /// Fails with `empty` if there is no row.
    const grid_view& with_rows() const {
        if (height() == 0) fail(status::empty);
        return *this;
    }
    /// Fails with `empty` if there is no cell.
    const grid_view& with_cells() const {
        if (!has_cells()) fail(status::empty);
        return *this;
    }

private:
    /// Rows of several lengths fail with `domain`, but with `type` if any row is not a tuple.
    [[noreturn]] void fail_ragged() const {
        for (const value& row : rows_)
            if (!row.is_tuple()) fail_reading(row);
        fail(status::domain);
    }
    const value* places_of(const value& row) {
        if (row.is(kind::tuple)) return row.items().begin();
        const elements both(row);
        pairs_.push_back(both[0]);
        pairs_.push_back(both[1]);
        return &pairs_[pairs_.size() - 2];
    }

    elements rows_;
    vector<const value*> first_;
    vector<value> pairs_; ///< places of rows that are locations or cells; never reallocated
    std::size_t width_ = 0;
};

/// Whether a tuple is read as a grid even where any tuple will do: all its elements are tuples.
inline bool holds_tuples(const elements& rows) {
    charge(rows.size());
    return std::all_of(rows.begin(), rows.end(), [](const value& x) { return x.is_tuple(); });
}

/// A tuple whose elements are taken as rows; if all are tuples, it is checked to be a grid.
inline const value& read_rows(const value& v) {
    const elements rows(read_tuple(v));
    if (holds_tuples(rows)) grid_view{v};
    return v;
}

/// The smallest rectangle that holds a patch.
struct bounds {
    integer top, bottom, left, right;

    integer height() const { return bottom - top + 1; }
    integer width() const { return right - left + 1; }
    std::int64_t area() const { return std::int64_t{height()} * width(); }
};

/// `count` elements of a tuple from `first` on.
inline value slice(const value& tuple, std::size_t first, std::size_t count) {
    const elements items(tuple);
    if (count == items.size()) return tuple;
    auto out = vector_for<value>(count);
    out.insert(out.end(), items.begin() + first, items.begin() + first + count);
    return make_tuple(std::move(out));
}

/// A container read as a patch: locations, or pairs of anything and a location.
class patch {
public:
    explicit patch(const value& v, bool checked = true) : items_(v) {
        charge(items_.size());
        if (empty()) return;
        const value& first = items_[0];
        pairs_ = first.is(kind::cell);
        if (first.is(kind::tuple) && first.items().count >= 2) {
            const value& second = first.items().begin()[1];
            pairs_ = second.is_tuple() || second.is(kind::no_location);
        }
        bool cells = true;
        bool colors = true;
        for (const value& x : items_) {
            const ivec loc = location_of(x);
            // A set was checked when it was made.
            if (!checked || v.is_set()) continue;
            if (!is_coordinate(loc.i) || !is_coordinate(loc.j)) fail(status::capacity);
            cells = cells && x.is(kind::cell);
            colors = colors && is_color(x.number());
        }
        if (cells && !colors) fail(status::domain);
    }

    bool empty() const { return items_.empty(); }
    /// The number of elements; a sequence counts repeats.
    std::size_t size() const { return items_.size(); }
    /// Whether the elements are pairs; false for an empty patch.
    bool has_pairs() const { return pairs_; }
    ivec place(std::size_t k) const { return location_of(items_[k]); }
    const value& element(std::size_t k) const { return items_[k]; }
    /// The first part of the k-th pair, whose second part is the location.
    value color(std::size_t k) const {
        const value& x = items_[k];
        return x.is(kind::cell) ? value(x.number()) : x.items().begin()[0];
    }
    /// The k-th element with another location.
    value moved(std::size_t k, ivec to) const {
        if (!pairs_) return value(to);
        const value& x = items_[k];
        if (x.is(kind::cell)) return value(x.number(), to);
        return make_pair(x.items().begin()[0], value(to));
    }
    const patch& not_empty() const {
        if (empty()) fail(status::empty);
        return *this;
    }
    /// The bounding box; `empty` if there is none.
    bounds box() const {
        not_empty();
        const ivec at = place(0);
        bounds b{at.i, at.i, at.j, at.j};
        for (std::size_t k = 1; k < size(); ++k) {
            const ivec loc = place(k);
            b.top = std::min(b.top, loc.i);
            b.bottom = std::max(b.bottom, loc.i);
            b.left = std::min(b.left, loc.j);
            b.right = std::max(b.right, loc.j);
        }
        return b;
    }
    /// The locations in ascending order, each once.
    vector<ivec> places() const {
        auto out = vector_for<ivec>(size());
        charge(size());
        for (std::size_t k = 0; k < size(); ++k) out.push_back(place(k));
        if (!std::is_sorted(out.begin(), out.end())) {
            charge(size() * static_cast<std::uint64_t>(std::bit_width(size())));
            std::sort(out.begin(), out.end());
        }
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    }

private:
    ivec location_of(const value& x) const {
        if (pairs_ ? x.is(kind::cell) : x.is_location()) return x.location();
        if (!pairs_ || !x.is(kind::tuple) || x.items().count != 2) fail_reading(x);
        return read_location(x.items().begin()[1]);
    }

    elements items_;
    bool pairs_ = false;
};

/// A patch that is empty or of pairs.
class object : public patch {
public:
    explicit object(const value& v, bool checked = true) : patch(v, checked) {
        if (!empty() && !has_pairs()) fail(status::type);
    }
};

/// The location (i, j) of a patch; `capacity` if that is beyond 16 bits.
inline ivec place_at(std::int64_t i, std::int64_t j) {
    if (!is_coordinate(i) || !is_coordinate(j)) fail(status::capacity);
    return {static_cast<integer>(i), static_cast<integer>(j)};
}

/// The set of these locations; `capacity` where one is beyond 16 bits.
inline value make_indices(const vector<ivec>& places) {
    auto items = vector_for<value>(places.size());
    for (const ivec loc : places) items.emplace_back(loc);
    return make_set(std::move(items));
}

/// The grid of h rows and w columns with f(i, j) at (i, j).
template <class F>
value make_grid(std::uint64_t h, std::uint64_t w, F f) {
    charge(h);
    auto rows = vector_for<value>(h);
    auto row = vector_for<value>(w);
    for (std::size_t i = 0; i < h; ++i) {
        charge(w);
        row.clear();
        for (std::size_t j = 0; j < w; ++j) row.push_back(f(i, j));
        rows.push_back(make_tuple(row.data(), row.size()));
    }
    return make_tuple(std::move(rows));
}

} // namespace batt::reference::dynamic
BATT_HOST_CALLS_END

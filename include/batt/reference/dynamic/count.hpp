// How often values occur: what is most common, in tuples and as colours.
#pragma once

#include <batt/reference/dynamic/readings.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic {

/// A value and how often it occurs.
struct counted_value {
    value what;
    std::size_t count = 0;
};

/// The distinct values with their counts: in value order, or, where there are functions, in the
/// order in which they first occur.
inline vector<counted_value> count_values(vector<value> all) {
    vector<counted_value> counts;
    const auto is_small = [](const value& v) { return v.is_integer() && is_color(v.number()); };
    if (std::all_of(all.begin(), all.end(), is_small)) {
        charge(all.size());
        std::size_t found[max_given_color - min_color + 1] = {};
        for (const value& v : all) ++found[v.number() - min_color];
        for (integer c = min_color; c <= max_given_color; ++c)
            if (const std::size_t n = found[c - min_color]; n != 0) counts.push_back({value(c), n});
        return counts;
    }
    charge(all.size() * static_cast<std::uint64_t>(std::bit_width(all.size())));
    if (std::none_of(all.begin(), all.end(), holds_function)) {
        std::sort(all.begin(), all.end(), comes_before);
        for (const value& v : all) {
            if (counts.empty() || !equal(counts.back().what, v)) counts.push_back({v, 0});
            ++counts.back().count;
        }
        return counts;
    }
    for (const value& v : all) {
        charge(counts.size());
        const auto same = [&](const counted_value& c) { return equal(c.what, v); };
        auto found = std::find_if(counts.begin(), counts.end(), same);
        if (found == counts.end()) found = counts.insert(counts.end(), {v, 0});
        ++found->count;
    }
    return counts;
}

namespace detail {

/// The first value whose count is largest where `sign` is 1, smallest where it is -1.
inline value common(const vector<counted_value>& counts, int sign) {
    if (counts.empty()) fail(status::empty);
    const auto is_better = [sign](const counted_value& a, const counted_value& b) {
        return sign > 0 ? a.count > b.count : a.count < b.count;
    };
    const auto best = std::min_element(counts.begin(), counts.end(), is_better);
    const auto equals = [&](const counted_value& c) { return c.count == best->count; };
    if (std::count_if(counts.begin(), counts.end(), equals) > 1) note_tie();
    return best->what;
}

} // namespace detail

/// The most frequent of counted values, the first of several; `empty` if there is none.
inline value most_common(const vector<counted_value>& counts) { return detail::common(counts, 1); }
/// The least frequent of counted values, the first of several; `empty` if there is none.
inline value least_common(const vector<counted_value>& counts) {
    return detail::common(counts, -1);
}

/// The colours of a grid's places, or the first parts of a set's pairs, with repeats.
inline vector<value> colors_of(const value& element) {
    if (element.is_set()) {
        const elements pairs(element);
        auto out = vector_for<value>(pairs.size());
        charge(pairs.size());
        for (const value& x : pairs) {
            const elements parts(read_tuple(x));
            if (parts.size() != 2) fail(status::type);
            out.push_back(parts[0]);
        }
        return out;
    }
    const grid_view g(element);
    auto out = vector_for<value>(g.area());
    for (std::size_t i = 0; i < g.height(); ++i)
        out.insert(out.end(), g.row(i), g.row(i) + g.width());
    return out;
}

/// The most frequent colour of a grid with cells.
inline value background_of(const grid_view& g) {
    g.with_cells();
    auto all = vector_for<value>(g.area());
    for (std::size_t i = 0; i < g.height(); ++i)
        all.insert(all.end(), g.row(i), g.row(i) + g.width());
    return most_common(count_values(std::move(all)));
}

/// A grid whose places are numbers, equal ones for equal values.
class coded_grid {
public:
    explicit coded_grid(const grid_view& g) : width_(g.width()) {
        codes_ = vector_for<int>(g.area());
        for (std::size_t i = 0; i < g.height(); ++i)
            for (std::size_t j = 0; j < g.width(); ++j) codes_.push_back(add(g.at(i, j)));
    }

    int at(std::size_t i, std::size_t j) const { return codes_[i * width_ + j]; }
    /// The code of a value; -1 if no place holds it.
    int code_of(const value& v) const {
        if (v.is_integer()) return is_color(v.number()) ? v.number() - min_color : -1;
        charge(others_.size());
        for (std::size_t k = 0; k < others_.size(); ++k)
            if (equal(others_[k], v)) return first_other + static_cast<int>(k);
        return -1;
    }
    /// The value of a code.
    value color(int code) const {
        if (code < first_other) return value(integer{code + min_color});
        return others_[static_cast<std::size_t>(code - first_other)];
    }
    /// The element of an object at a place.
    value cell(std::size_t i, std::size_t j) const {
        const ivec loc{static_cast<integer>(i), static_cast<integer>(j)};
        const int code = at(i, j);
        if (code < first_other) return value(code + min_color, loc);
        return make_pair(color(code), value(loc));
    }
    /// One more than the largest code.
    std::size_t codes() const { return first_other + others_.size(); }

private:
    static constexpr int first_other = max_given_color - min_color + 1;

    int add(const value& v) {
        const int code = code_of(v);
        if (code >= 0) return code;
        others_.push_back(v);
        return first_other + static_cast<int>(others_.size()) - 1;
    }

    std::size_t width_;
    vector<int> codes_;
    vector<value> others_;
};

} // namespace batt::reference::dynamic
BATT_HOST_CALLS_END

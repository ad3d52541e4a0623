// How operations read their arguments at run time, and which types can be read in which way.
#pragma once

#include <algorithm>
#include <batt/columns/nodes.hpp>

namespace batt::columns {

/// How operations read their arguments at run time (reference/dynamic/README.md, 3 and 4).
enum class reading : unsigned char {
    anything, ///< any value
    compared, ///< any value, compared with integers
    integer,
    num,        ///< an integer or the first two elements of a tuple
    vector,     ///< the first two elements of a tuple
    coordinate, ///< one of them
    set,
    tuple,
    container,
    containers, ///< a container whose elements are containers
    grid,
    rows, ///< a tuple, into whose elements the operation looks
    patch,
    object,
    piece,     ///< a grid, or a set as a patch
    height,    ///< a tuple, or a set as a patch
    width,     ///< the same, but the first element of a tuple is a container
    colors,    ///< a grid, or a set of pairs
    cells,     ///< a container of tuples
    functions, ///< a container of functions
    function   ///< a function
};

/// The readings of the arguments of operations.
class reading_table {
public:
    static const reading_table& of_dsl() {
        static const reading_table all;
        return all;
    }
    reading at(int operation, std::size_t parameter) const {
        return of_[static_cast<std::size_t>(operation)][parameter];
    }

    /// The order in which an operation reads its arguments.
    std::span<const std::size_t> order_of(int operation, std::size_t count) const {
        static constexpr std::size_t usual[] = {0, 1, 2, 3}, two[] = {1, 0}, last[] = {1, 2, 0},
                                     back[] = {2, 1, 0};
        static const auto& s = detail::special();
        if (operation == s.product || operation == s.apply || operation == s.mapply) return two;
        if (operation == s.papply || operation == s.mpapply || operation == s.crop) return last;
        if (operation == s.prapply) return back;
        return std::span(usual).first(count);
    }

private:
    using list = std::array<reading, node::most>;

    reading_table() : of_(table::operations.size()) {
        for (std::size_t k = 0; k < of_.size(); ++k) {
            const auto& o = table::operations[k];
            for (std::size_t p = 0; p < o.parameters.size() && p < node::most; ++p)
                of_[k][p] = of_kind(o.parameters[p].kind);
        }
        add_exceptions();
    }
    static reading of_kind(std::string_view kind) {
        static constexpr std::pair<std::string_view, reading> all[] = {
            {"number", reading::num},    {"integer", reading::integer},
            {"ivec", reading::vector},   {"container", reading::container},
            {"set", reading::set},       {"grid", reading::grid},
            {"patch", reading::patch},   {"sequence", reading::patch},
            {"object", reading::object}, {"cells", reading::object},
            {"piece", reading::piece},   {"counted_piece", reading::width},
            {"element", reading::piece}, {"function", reading::function}};
        for (const auto& [name, r] : all)
            if (name == kind) return r;
        return reading::anything;
    }
    list& operator[](std::string_view operation) {
        return of_[static_cast<std::size_t>(table::operation_of(operation))];
    }
    void add_exceptions() {
        for (const char* o : {"toivec", "tojvec", "recolor", "canvas", "greater"})
            (*this)[o][0] = reading::anything;
        for (const char* o : {"switch", "fill", "underfill", "greater"})
            (*this)[o][1] = reading::anything;
        for (const char* o : {"ofcolor", "colorcount", "colorfilter", "replace", "sizefilter"})
            (*this)[o][1] = reading::compared;
        for (const char* o : {"replace", "switch", "cellwise"}) (*this)[o][2] = reading::anything;
        for (const char* o : {"merge", "sizefilter", "colorfilter"})
            (*this)[o][0] = reading::containers;
        for (const char* o : {"dedupe", "mostcommon", "leastcommon", "crop", "trim", "tophalf",
                              "bottomhalf", "vupscale"})
            (*this)[o][0] = reading::tuple;
        for (const char* o : {"hsplit", "vsplit"}) (*this)[o][0] = reading::rows;
        (*this)["hconcat"] = {reading::rows, reading::rows};
        (*this)["vconcat"] = {reading::tuple, reading::tuple};
        (*this)["subgrid"][1] = reading::tuple;
        (*this)["difference"] = {reading::container, reading::container};
        for (const char* o : {"height", "hmirror"}) (*this)[o][0] = reading::height;
        for (const char* o : {"width", "shape", "portrait", "square"})
            (*this)[o][0] = reading::width;
        for (const char* o : {"mostcolor", "leastcolor", "colorcount", "palette", "numcolors"})
            (*this)[o][0] = reading::colors;
        (*this)["color"][0] = reading::cells;
        for (const char* o : {"hfrontier", "vfrontier"}) (*this)[o][0] = reading::coordinate;
        (*this)["rapply"] = {reading::functions, reading::anything};
        for (const char* o : {"compose", "chain", "fork", "matcher"})
            (*this)[o] = {reading::anything, reading::anything, reading::anything};
        (*this)["power"] = {reading::anything, reading::integer};
    }

    std::vector<list> of_;
};

/// Whether a reading takes every value.
inline bool takes_anything(reading how) {
    return how == reading::anything || how == reading::compared;
}

/// What a reading makes of the values of a type.
enum class readable : unsigned char {
    unknown,
    cleanly,        ///< always, except that a value may be empty or no location
    never,          ///< none of them
    if_empty,       ///< at most one that is empty or no location
    of_two_columns, ///< at most that, and grids of two columns
    of_locations    ///< at most that, and containers whose first element may be a location: a tuple
                    ///< of two integers, or a grid of two rows and columns
};

/// What a reading makes of the values of a type, in the form in which columns hold it.
class type_reader {
public:
    static readable read(reading how, const static_type& t) {
        const bool number = t.is == form::integer, set = typing::is_set(t);
        const static_type e = number || is_pair(t) ? static_type{} : stored(typing::element(t));
        switch (how) {
        case reading::anything:
        case reading::compared: return readable::cleanly;
        case reading::integer: return number ? readable::cleanly : no(t);
        case reading::num:
            if (number || t.is == form::ivec) return readable::cleanly;
            if (t.is == form::grid) return readable::if_empty;
            if (t.is == form::tuple)
                return e.is == form::integer ? readable::unknown : readable::if_empty;
            return readable::never;
        case reading::vector:
            if (t.is == form::ivec) return readable::cleanly;
            return t.is == form::tuple && e.is == form::integer ? readable::unknown
                                                                : readable::never;
        case reading::coordinate:
            if (t.is == form::ivec) return readable::cleanly;
            if (number || set || t.is == form::grid) return readable::never;
            if (t.is == form::tuple &&
                (e.is == form::tuple || e.is == form::grid || is_pair(e) || typing::is_set(e)))
                return readable::never;
            return readable::unknown;
        case reading::set: return set ? readable::cleanly : no(t);
        case reading::tuple:
            if (number || set) return readable::never;
            return t.is == form::grid ? readable::cleanly : readable::unknown;
        case reading::container: return number ? readable::never : readable::cleanly;
        case reading::containers:
            if (is_pair(t))
                return is_number(t.parts[0]) || last_number(t) ? readable::never
                                                               : readable::unknown;
            if (number) return readable::never;
            return is_number(e) ? readable::if_empty : readable::unknown;
        case reading::grid: return grid(t);
        case reading::rows:
            if (number || set) return readable::never;
            if (is_pair(t)) return is_no_tuple(t.parts[0]) ? readable::never : readable::unknown;
            if (t.is == form::grid) return readable::cleanly;
            return is_no_tuple(e) ? readable::if_empty : readable::unknown;
        case reading::patch: return patch(t);
        case reading::object:
            if (typing::is_object_like(t)) return readable::cleanly;
            if (t.is == form::indices || t.is == form::grid) return readable::if_empty;
            return patch(t);
        case reading::piece: return set || number ? patch(t) : grid(t);
        case reading::height:
            if (set || number) return patch(t);
            return t.is == form::grid ? readable::cleanly : readable::unknown;
        case reading::width:
            if (set || number) return patch(t);
            if (t.is == form::grid) return readable::cleanly;
            if (is_pair(t)) return is_number(t.parts[0]) ? readable::never : readable::unknown;
            return is_number(e) ? readable::if_empty : readable::unknown;
        case reading::colors:
            if (!set) return number ? readable::never : grid(t);
            if (typing::is_plain_patch(t)) return readable::cleanly;
            return is_no_tuple(e) ? readable::if_empty : readable::unknown;
        case reading::cells:
            if (number) return readable::never;
            if (typing::is_plain_patch(t)) return readable::cleanly;
            if (is_pair(t)) return is_no_tuple(t.parts[0]) ? readable::never : readable::unknown;
            return is_no_tuple(e) ? readable::if_empty : readable::unknown;
        case reading::functions:
            if (number) return readable::never;
            if (is_pair(t))
                return t.parts[0].is == form::ivec ? readable::unknown : readable::never;
            return e.is == form::ivec ? readable::unknown : readable::if_empty;
        case reading::function: return no(t);
        }
        return readable::unknown;
    }
    /// The same for a container that is not empty and whose elements are functions.
    static readable read_functions(reading how, bool set) {
        switch (how) {
        case reading::anything:
        case reading::compared:
        case reading::container: return readable::cleanly;
        case reading::set: return set ? readable::cleanly : readable::never;
        case reading::functions: return readable::unknown;
        case reading::tuple:
        case reading::height: return set ? readable::never : readable::unknown;
        default: return readable::never;
        }
    }

private:
    static bool is_pair(const static_type& t) { return t.is == form::pair; }
    static bool is_number(const static_type& t) { return stored(t).is == form::integer; }
    static bool is_no_tuple(const static_type& t) { return is_number(t) || typing::is_set(t); }
    static bool last_number(const static_type& pair) {
        return is_number(pair.parts[1]) && pair.parts[0].is != form::ivec;
    }
    /// For what cannot be read: a location that is none fails in another way than other values.
    static readable no(const static_type& t) {
        return t.is == form::ivec ? readable::if_empty : readable::never;
    }
    static readable grid(const static_type& t) {
        if (t.is == form::grid) return readable::cleanly;
        if (t.is == form::integer || typing::is_set(t)) return readable::never;
        if (t.is == form::ivec) return readable::if_empty;
        if (is_pair(t)) {
            if (is_no_tuple(t.parts[0])) return readable::never;
            return is_no_tuple(t.parts[1]) && t.parts[0].is != form::ivec ? readable::never
                                                                          : readable::unknown;
        }
        return is_no_tuple(stored(typing::element(t))) ? readable::if_empty : readable::unknown;
    }
    static readable patch(const static_type& t) {
        if (typing::is_plain_patch(t)) return readable::cleanly;
        if (t.is == form::integer) return readable::never;
        if (t.is == form::ivec) return readable::if_empty;
        if (t.is == form::grid) return readable::of_two_columns;
        if (is_pair(t)) return is_no_tuple(t.parts[0]) ? readable::never : readable::unknown;
        const static_type e = stored(typing::element(t));
        if (is_no_tuple(e)) return readable::if_empty;
        if (e.is == form::grid || e == typing::tuple_of(form::integer))
            return typing::is_set(t) ? readable::of_locations : readable::unknown;
        if (!is_pair(e)) return readable::unknown;
        const static_type second = stored(e.parts[1]);
        const bool location = second.is == form::ivec || second == typing::tuple_of(form::integer);
        return location ? readable::unknown : readable::if_empty;
    }
};

} // namespace batt::columns

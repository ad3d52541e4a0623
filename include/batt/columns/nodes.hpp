// What a graph of programs is made of: nodes, each made once, and the spaces of their values.
#pragma once

#include <algorithm>
#include <array>
#include <batt/columns/sequences.hpp>
#include <batt/columns/types.hpp>
#include <cstdint>
#include <span>

namespace batt::columns {

/// The number of a node in its graph.
using node_id = int;
/// The number of a space: the items that a column has a value for. Space 0 has one item, for what
/// is the same for all samples.
using space_id = int;

/// What a node is.
enum class step : unsigned char {
    beyond,         ///< what has no column; the definition at run time evaluates what needs it
    input,          ///< I of the samples of a space
    expected,       ///< C
    demonstrations, ///< S
    integer,        ///< `number`
    location,       ///< two numbers: `number` and arguments[0]
    function,       ///< an operation as a value: `operation`; no column
    bound,          ///< a function made by lbind, fork, ...: `operation`; no column
    held,           ///< a container of functions, made by `operation`; no column
    nothing,        ///< what index gives outside a grid, which is argument 0; no column
    undecided,      ///< a choice between two values without a type for both; no column
    call,           ///< an operation on columns
    collect,        ///< an operation whose function has been called for each element: the counts
                    ///< of elements, what the function gave, and maybe the container
    convert,        ///< the same value in another form
    no_grid,        ///< an output that is no grid
    stuck,          ///< a call that fails where an argument did; else `number` decides: 0: it is
                    ///< beyond columns; -1: likewise, a grid with values that are no colours;
                    ///< s + 1: fails with status s; 0x100 + s + 1: does so where its last argument
                    ///< is not 0
    first_failure,  ///< the failure of the first of some calls that all fail; beyond if there is
                    ///< none
    unlike,         ///< F, where both arguments have values: equality of what cannot be equal
    take,           ///< `arguments[0]`, where all arguments have values
    choose,         ///< a branch of the text: a condition and two values, of which one is looked at
    choose_strict,  ///< a branch that is a function: all three must have values
    choose_pushed,  ///< a branch moved outwards: where the condition failed the definition decides
    elements,       ///< the space of the elements of a list; its column counts them
    pairs,          ///< the elements of two lists side by side
    products,       ///< each element of the first list with each of the second
    element,        ///< what stands in a list: the list and the space of elements
    at,             ///< element number arguments[1] of a list
    gather,         ///< the elements of a list whose numbers another list holds
    repeat,         ///< a list of copies of a value: as many as arguments[1] says, or one
    join,           ///< two values as a pair
    part,           ///< the first or the second of a pair
    count,          ///< how many elements a list has
    implode,        ///< the values of a space as a list for each outer item
    concat,         ///< two lists, one after the other
    flatten,        ///< the lists of a list, one after the other
    same,           ///< whether two values of a type are equal
    extreme,        ///< the number of the first of the greatest values of a space, or of the least
    ranked,         ///< the numbers of the values of a space, in ascending order of the values
    as_set,         ///< the elements of a list in value order, each once
    firsts,         ///< the numbers of the elements of a list that equal none before them
    commonest,      ///< the number of an element of a list that occurs most often, or least
    lift            ///< a value of an outer space for each element of an inner one
};

/// A node: what it is, its type, its space and its arguments, which are nodes.
struct node {
    static constexpr int most = 4;

    step what = step::beyond;
    unsigned char count = 0;     ///< of arguments
    std::uint16_t operation = 0; ///< of the DSL, or after these the user's own
    type_id type = type_table::none;
    space_id space = 0;
    int number = 0;
    std::array<int, most> arguments{};

    std::span<const int> args() const { return {arguments.data(), count}; }
};

/// A space: the one that it lies in, and how deep.
struct space {
    space_id outer = 0;
    int depth = 0;
    node_id made_by = -1; ///< the node that counts elements; -1: samples
};

namespace detail {

inline int operation_named(std::string_view name) { return table::operation_of(name); }

/// The places in the table of the operations that the graph treats by name.
struct special_operations {
    int identity = operation_named("identity"), compose = operation_named("compose"),
        chain = operation_named("chain"), matcher = operation_named("matcher"),
        lbind = operation_named("lbind"), rbind = operation_named("rbind"),
        power = operation_named("power"), fork = operation_named("fork"),
        apply = operation_named("apply"), rapply = operation_named("rapply"),
        mapply = operation_named("mapply"), papply = operation_named("papply"),
        mpapply = operation_named("mpapply"), prapply = operation_named("prapply"),
        branch = operation_named("branch"), sfilter = operation_named("sfilter"),
        mfilter = operation_named("mfilter"), extract = operation_named("extract"),
        argmax = operation_named("argmax"), argmin = operation_named("argmin"),
        valmax = operation_named("valmax"), valmin = operation_named("valmin"),
        order = operation_named("order"), merge = operation_named("merge"),
        astuple = operation_named("astuple"), first = operation_named("first"),
        last = operation_named("last"), size = operation_named("size"),
        interval = operation_named("interval"), equality = operation_named("equality"),
        initset = operation_named("initset"), insert = operation_named("insert"),
        combine = operation_named("combine"), repeat = operation_named("repeat"),
        totuple = operation_named("totuple"), contained = operation_named("contained"),
        remove = operation_named("remove"), other = operation_named("other"),
        dedupe = operation_named("dedupe"), mostcommon = operation_named("mostcommon"),
        leastcommon = operation_named("leastcommon"), product = operation_named("product"),
        pair = operation_named("pair"), intersection = operation_named("intersection"),
        difference = operation_named("difference"), sizefilter = operation_named("sizefilter"),
        objects = operation_named("objects"), both = operation_named("both"),
        either = operation_named("either"), greater = operation_named("greater"),
        flip = operation_named("flip"), add = operation_named("add"),
        maximum = operation_named("maximum"), minimum = operation_named("minimum"),
        move = operation_named("move"), bordering = operation_named("bordering"),
        hconcat = operation_named("hconcat"), index = operation_named("index"),
        crop = operation_named("crop"), width = operation_named("width"),
        height = operation_named("height"), shape = operation_named("shape"),
        canvas = operation_named("canvas"), fill = operation_named("fill"),
        underfill = operation_named("underfill"), replace = operation_named("replace"),
        recolor = operation_named("recolor"), toivec = operation_named("toivec"),
        tojvec = operation_named("tojvec"), colorcount = operation_named("colorcount"),
        mostcolor = operation_named("mostcolor"), toobject = operation_named("toobject"),
        toindices = operation_named("toindices");
};
inline const special_operations& special() {
    static const special_operations all;
    return all;
}

} // namespace detail

/// Nodes and spaces. Equal nodes are one.
class node_store {
public:
    node_store() {
        spaces_.push_back({});
        nodes_.reserve(1024);
        beyond_ = add({});
    }

    /// The node of a number. The reference is valid until a node is added.
    const node& operator[](node_id n) const { return nodes_[static_cast<std::size_t>(n)]; }
    /// How many nodes there are; their numbers are below it.
    int size() const { return static_cast<int>(nodes_.size()); }
    /// The static type of a node; ill if it has none.
    const static_type& type(node_id n) const { return types_[(*this)[n].type]; }
    const type_table& types() const { return types_; }
    /// A space. The reference is valid until a space is added.
    const space& space_at(space_id s) const { return spaces_[static_cast<std::size_t>(s)]; }
    int spaces() const { return static_cast<int>(spaces_.size()); }
    /// The space of the elements that a node counts.
    space_id space_made_by(node_id counts) const {
        return inner_.find(hash_of_space(counts),
                           [&](space_id s) { return space_at(s).made_by == counts; });
    }
    /// Whether a node is the one without a column.
    bool is_beyond(node_id n) const { return n == beyond_; }

    /// Adds the nodes of another store, which begins with the same spaces: space 0 and `samples`
    /// spaces of samples. They become nodes of their own, even where there are equal ones here.
    /// Returns how much higher their numbers are; only the one without a column keeps its number.
    node_id append(const node_store& more, space_id samples) {
        const node_id shift = size() - 1;
        const space_id deeper = spaces() - 1 - samples;
        const auto space_here = [&](space_id s) { return s <= samples ? s : s + deeper; };
        const auto node_here = [&](node_id n) { return n <= 0 ? n : n + shift; };
        // also types that no node has: of elements, say
        std::vector<type_id> types;
        for (type_id t = 0; t < more.types_.size(); ++t)
            types.push_back(types_.add(more.types_[t]));
        for (node_id k = 1; k < more.size(); ++k) {
            node n = more[k];
            n.type = types[static_cast<std::size_t>(n.type)];
            n.space = space_here(n.space);
            for (int j = 0; j < n.count; ++j) {
                int& a = n.arguments[static_cast<std::size_t>(j)];
                a = node_here(a);
            }
            nodes_.push_back(n);
        }
        for (space_id k = samples + 1; k < more.spaces(); ++k) {
            const space& s = more.space_at(k);
            const node_id counts = node_here(s.made_by);
            inner_.add(hash_of_space(counts), spaces(), [](space_id) { return false; });
            spaces_.push_back({space_here(s.outer), s.depth, counts});
        }
        return shift;
    }
    /// Room for so many nodes.
    void reserve(std::size_t nodes) { nodes_.reserve(nodes); }

    /// Adds a space of samples.
    space_id add_samples() {
        spaces_.push_back({0, 1, -1});
        return static_cast<space_id>(spaces_.size()) - 1;
    }

    /// What has no column, of any kind.
    node_id beyond() const { return beyond_; }
    /// I, C and S of the samples of a space.
    node_id input(space_id s) { return leaf(step::input, s, type_table::grid); }
    node_id expected(space_id s) { return leaf(step::expected, s, type_table::grid); }
    node_id demonstrations(space_id s) {
        return leaf(step::demonstrations, s,
                    types_.add(typing::tuple_of(typing::pair_of(form::grid, form::grid))));
    }
    /// A number, a location, and the constant of the DSL at a place in its table.
    node_id integer(int value) {
        node n;
        n.what = step::integer;
        n.type = type_table::integer;
        n.number = value;
        return add(n);
    }
    node_id location(int i, int j) {
        node n;
        n.what = step::location;
        n.type = type_table::ivec;
        n.number = i;
        n.arguments[0] = j;
        return add(n);
    }
    node_id constant(int place) {
        const table::constant& c = table::constants[static_cast<std::size_t>(place)];
        return c.is == table::constant::form::location ? location(c.i, c.j) : integer(c.i);
    }
    /// An operation as a value.
    node_id function(int operation) {
        node n;
        n.what = step::function;
        n.operation = static_cast<std::uint16_t>(operation);
        n.type = function_type();
        return add(n);
    }

    /// Whether a node is an operation as a value or a function made of such.
    bool is_function(node_id n) const {
        const step s = (*this)[n].what;
        return s == step::function || s == step::bound;
    }

protected:
    /// Whether a node has a value whatever happens to others.
    bool never_fails(node_id n) const {
        const step s = (*this)[n].what;
        return s == step::integer || s == step::location || s == step::input;
    }

    struct operand_list {
        std::array<node_id, node::most> of{};
        int count = 0;
        operator std::span<const node_id>() const {
            return {of.data(), static_cast<std::size_t>(count)};
        }
    };

    type_id function_type() {
        static const static_type any = typing::named(0);
        if (function_type_ == 0) function_type_ = types_.add(any);
        return function_type_;
    }

    // Nodes: equal ones are one.

    static std::uint64_t hash(const node& n) {
        std::uint64_t h = static_cast<std::uint64_t>(n.what) | std::uint64_t{n.operation} << 8 |
                          std::uint64_t{static_cast<std::uint32_t>(n.number)} << 16;
        h = mixed(h, static_cast<std::uint32_t>(n.space) |
                         std::uint64_t{static_cast<std::uint32_t>(n.type)} << 32);
        for (std::size_t k = 0; k < node::most; k += 2)
            h = mixed(h, static_cast<std::uint32_t>(n.arguments[k]) |
                             std::uint64_t{static_cast<std::uint32_t>(n.arguments[k + 1])} << 32);
        return h;
    }
    static bool same(const node& a, const node& b) {
        return a.what == b.what && a.operation == b.operation && a.number == b.number &&
               a.space == b.space && a.type == b.type && a.arguments == b.arguments;
    }
    node_id add(const node& n) {
        const node_id next = size();
        const node_id id =
            slots_.add(hash(n), next, [&](node_id k) { return same((*this)[k], n); });
        if (id == next) nodes_.push_back(n);
        return id;
    }
    node_id leaf(step s, space_id in, type_id t) {
        node n;
        n.what = s;
        n.space = in;
        n.type = t;
        return add(n);
    }
    node_id make(step s, type_id t, space_id in, std::span<const node_id> arguments,
                 int operation = 0, int number = 0) {
        node n;
        n.what = s;
        n.operation = static_cast<std::uint16_t>(operation);
        n.type = t;
        n.space = in;
        n.number = number;
        n.count = static_cast<unsigned char>(arguments.size());
        std::copy(arguments.begin(), arguments.end(), n.arguments.begin());
        return add(n);
    }

    // Spaces.

    static std::uint64_t hash_of_space(node_id counts) {
        return mixed(0, static_cast<std::uint32_t>(counts));
    }
    /// The deeper of two spaces, one of which lies in the other; -1 if neither does.
    space_id joined(space_id a, space_id b) const {
        if (space_at(a).depth < space_at(b).depth) std::swap(a, b);
        space_id outer = a;
        while (space_at(outer).depth > space_at(b).depth) outer = space_at(outer).outer;
        return outer == b ? a : -1;
    }
    space_id joined(std::span<const node_id> nodes) const {
        space_id out = 0;
        for (node_id n : nodes) {
            out = joined(out, (*this)[n].space);
            if (out < 0) return out;
        }
        return out;
    }
    /// A value in an inner space. One that is the same for all samples is read as it is.
    node_id lifted(node_id n, space_id to) {
        const space_id from = (*this)[n].space;
        if (from == to || from == 0) return n;
        const space& s = space_at(to);
        const node_id outer = lifted(n, s.outer);
        const node_id parts[] = {outer, s.made_by};
        return make(step::lift, (*this)[n].type, to, parts);
    }
    /// A node on arguments that are brought into one space; beyond if they have none.
    node_id made(step s, type_id t, std::span<const node_id> arguments, int operation = 0,
                 int number = 0) {
        const space_id in = joined(arguments);
        if (in < 0) return beyond_;
        operand_list at;
        for (node_id a : arguments) at.of[static_cast<std::size_t>(at.count++)] = lifted(a, in);
        return make(s, t, in, at, operation, number);
    }
    /// The same for a type that must be known.
    node_id placed(step s, type_id t, std::span<const node_id> arguments, int operation = 0,
                   int number = 0) {
        return t == type_table::none ? beyond_ : made(s, t, arguments, operation, number);
    }

    /// The space of the elements that a node counts.
    space_id space_of(node_id counts) {
        const space_id next = spaces();
        const space_id s = inner_.add(hash_of_space(counts), next,
                                      [&](space_id k) { return space_at(k).made_by == counts; });
        if (s == next) {
            const space_id outer = (*this)[counts].space;
            spaces_.push_back({outer, space_at(outer).depth + 1, counts});
        }
        return s;
    }

    type_table types_;
    std::vector<node> nodes_;
    hash_slots slots_;
    std::vector<space> spaces_;
    hash_slots inner_; ///< spaces by the nodes that made them
    node_id beyond_ = 0;
    type_id function_type_ = 0;
};

} // namespace batt::columns

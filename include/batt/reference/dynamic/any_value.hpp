// Values whose form is known only at run time.
//
// A value has one representation, however it was made: two integers are always `location`, an
// integer and such a location always `cell`. So locations and cells need no memory of their own,
// also in sets, and the kind of a value tells what it is.
#pragma once

#include <algorithm>
#include <batt/reference/capacity.hpp>
#include <batt/reference/dynamic/meter.hpp>
#include <batt/value/ivec.hpp>
#include <utility>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic {

/// The representations of a value, in the order in which values of different kinds compare, except
/// for the kinds of tuples, which compare by their elements.
enum class kind : std::uint8_t {
    none,
    integer,
    no_location, ///< the corner of an empty patch
    location,    ///< a tuple of two integers
    cell,        ///< a tuple of an integer and a location
    tuple,       ///< any other tuple
    set,
    function
};

class value;
struct list;
struct closure;

namespace detail {

/// The head of everything that values share. A value never leaves its thread, so the count need
/// not be atomic.
struct shared {
    std::uint32_t uses = 1;
    std::uint16_t depth = 0; ///< how deep it is nested, as `depth_of` counts
    // For lists; here, as compilers differ in whether derived members may lie in a base's padding.
    bool holds_function = false;    ///< at any depth: a set is then in the order of insertion
    bool holds_no_location = false; ///< at any depth
};
static_assert(sizeof(shared) == 8);

void destroy(list* l) noexcept;
void destroy(closure* f) noexcept;

} // namespace detail

/// Any value. Copies share what they hold.
class value {
public:
    /// None.
    value() = default;
    /// An integer; truth values are 1 and 0.
    explicit value(integer number) : kind_(kind::integer), first_(number) {}
    explicit value(bool) = delete;
    /// The tuple (loc.i, loc.j).
    explicit value(ivec loc) : kind_(kind::location), at_{loc} {}
    /// The tuple (color, loc).
    value(integer color, ivec loc) : kind_(kind::cell), first_(color), at_{loc} {}
    /// A tuple or set whose list exists; takes over one use of the list.
    value(kind what, list* items) : kind_(what) { at_.items = items; }
    /// A function whose closure exists; takes over one use of the closure.
    explicit value(closure* f) : kind_(kind::function), first_(-1) { at_.function = f; }

    /// The corner of an empty patch.
    static value no_location() {
        value v;
        v.kind_ = kind::no_location;
        return v;
    }
    /// An operation by its place in the table.
    static value operation(int place) {
        value v;
        v.kind_ = kind::function;
        v.first_ = place;
        v.at_.function = nullptr;
        return v;
    }
    /// T or F.
    static value truth(bool holds) { return value(integer{holds ? 1 : 0}); }

    value(const value& v) noexcept : kind_(v.kind_), first_(v.first_), at_(v.at_) {
        if (may_share()) use();
    }
    value(value&& v) noexcept : kind_(v.kind_), first_(v.first_), at_(v.at_) {
        v.kind_ = kind::none;
    }
    value& operator=(const value& v) noexcept {
        value copy(v);
        swap(copy);
        return *this;
    }
    value& operator=(value&& v) noexcept {
        value taken(std::move(v));
        swap(taken);
        return *this;
    }
    ~value() {
        if (may_share()) release();
    }

    void swap(value& v) noexcept {
        std::swap(kind_, v.kind_);
        std::swap(first_, v.first_);
        std::swap(at_, v.at_);
    }

    kind what() const { return kind_; }
    bool is(kind k) const { return kind_ == k; }
    bool is_integer() const { return kind_ == kind::integer; }
    bool is_location() const { return kind_ == kind::location; }
    bool is_function() const { return kind_ == kind::function; }
    bool is_set() const { return kind_ == kind::set; }
    /// Whether it is a tuple; `no_location` is not.
    bool is_tuple() const {
        return kind_ == kind::location || kind_ == kind::cell || kind_ == kind::tuple;
    }
    bool is_container() const { return is_tuple() || is_set(); }

    /// The integer; the colour of a cell.
    integer number() const { return first_; }
    /// The location, or that of a cell.
    ivec location() const { return at_.loc; }
    /// The elements of a set, or of a tuple that is neither a location nor a cell.
    const list& items() const { return *at_.items; }
    /// The parts of a function; null for an operation.
    const closure* function() const { return at_.function; }
    /// The place of an operation in the table.
    int operation() const { return first_; }
    /// Whether both are the same list or function in memory.
    bool shares(const value& v) const { return at_.items == v.at_.items; }

private:
    /// Whether it holds something that others may share, or is an operation.
    bool may_share() const { return kind_ >= kind::tuple; }
    bool has_list() const { return kind_ == kind::tuple || kind_ == kind::set; }
    bool has_closure() const { return kind_ == kind::function && at_.function != nullptr; }
    detail::shared* shared() const;
    void use() const noexcept;
    void release() noexcept;

    kind kind_ = kind::none;
    integer first_ = 0;
    union pointer_or_location {
        ivec loc;
        list* items;
        closure* function;
    } at_{ivec{}};
};
static_assert(sizeof(value) == 16);

/// The head of the elements of a tuple or set, which follow it in memory, and facts about them.
struct alignas(value) list : detail::shared {
    std::uint32_t count = 0;
    /// For a set in value order: the steps that it takes to see that order; `not_counted` if they
    /// are not known, or more than this can hold.
    std::uint32_t order_steps = not_counted;

    static constexpr std::uint32_t not_counted = ~std::uint32_t{0};

    const value* begin() const { return reinterpret_cast<const value*>(this + 1); }
    const value* end() const { return begin() + count; }
    value* begin() { return reinterpret_cast<value*>(this + 1); }
    value* end() { return begin() + count; }
    std::uint64_t bytes() const { return sizeof(list) + std::uint64_t{count} * sizeof(value); }
};
static_assert(sizeof(list) == 16);

/// How a function was made.
enum class closure_kind : std::uint8_t { compose, chain, matcher, fork, power, lbind, rbind };

/// A function that is no operation: the arguments of the call that made it.
struct closure : detail::shared {
    closure_kind what = closure_kind::compose;
    std::uint8_t parameters = 1;
    bool never = false; ///< more is bound than it has parameters: every call fails with `type`
    integer times = 0;  ///< for `power`
    value parts[3];
};

inline detail::shared* value::shared() const {
    if (has_list()) return at_.items;
    return has_closure() ? at_.function : nullptr;
}

inline void value::use() const noexcept {
    if (detail::shared* s = shared()) ++s->uses;
}

inline void value::release() noexcept {
    if (has_list()) {
        if (--at_.items->uses == 0) detail::destroy(at_.items);
    } else if (has_closure()) {
        if (--at_.function->uses == 0) detail::destroy(at_.function);
    }
}

namespace detail {

inline void destroy(list* l) noexcept {
    const std::uint64_t bytes = l->bytes();
    // The elements of a list of depth 1 share nothing.
    if (l->depth > 1)
        for (value& v : *l) v.~value();
    l->~list();
    deallocate(l, bytes);
}

inline void destroy(closure* f) noexcept {
    f->~closure();
    deallocate(f, sizeof(closure));
}

/// How deep a value is; one that shares nothing is 0.
inline int depth_of(const value& v) {
    if (v.is(kind::tuple) || v.is(kind::set)) return v.items().depth;
    return v.is_function() && v.function() != nullptr ? v.function()->depth : 0;
}

/// The depth of what is made of a value of this depth; `capacity` if that is too deep.
inline std::uint16_t deeper(int depth) {
    if (depth >= max_depth) fail(status::capacity);
    return static_cast<std::uint16_t>(depth + 1);
}

} // namespace detail

/// Whether a value is a function or holds one.
inline bool holds_function(const value& v) {
    return v.is_function() || ((v.is(kind::tuple) || v.is_set()) && v.items().holds_function);
}
/// Whether a value is no location or a tuple that holds it.
inline bool holds_no_location(const value& v) {
    return v.is(kind::no_location) || (v.is(kind::tuple) && v.items().holds_no_location);
}

namespace detail {

/// What the elements of a list say about the list.
class list_facts {
public:
    void add(const value& v) {
        if (v.what() < kind::tuple) {
            no_location_ = no_location_ || v.is(kind::no_location);
            return;
        }
        depth_ = std::max(depth_, depth_of(v));
        function_ = function_ || holds_function(v);
        no_location_ = no_location_ || holds_no_location(v);
    }
    /// Memory for a list of n such elements, which are still to be made there.
    list* make(std::size_t n) const {
        const std::uint16_t below = deeper(depth_);
        list* l = new (allocate(sizeof(list) + std::uint64_t{n} * sizeof(value))) list;
        l->depth = below;
        l->holds_function = function_;
        l->holds_no_location = no_location_;
        l->count = static_cast<std::uint32_t>(n);
        return l;
    }

private:
    int depth_ = 0;
    bool function_ = false;
    bool no_location_ = false;
};

/// A list of the n values from `first` on, which are moved there.
inline value make_list(kind what, value* first, std::size_t n,
                       std::uint32_t order_steps = list::not_counted) {
    charge(n);
    if (n > 0xFFFFFFFFU) fail(status::capacity);
    list_facts facts;
    for (std::size_t k = 0; k < n; ++k) facts.add(first[k]);
    list* l = facts.make(n);
    l->order_steps = order_steps;
    value* to = l->begin();
    for (std::size_t k = 0; k < n; ++k) new (to + k) value(std::move(first[k]));
    return value(what, l);
}

} // namespace detail

/// The tuple of n values, which are moved.
inline value make_tuple(value* first, std::size_t n) {
    if (n == 2 && first[0].is_integer()) {
        if (first[1].is_integer()) return value(ivec{first[0].number(), first[1].number()});
        if (first[1].is_location()) return value(first[0].number(), first[1].location());
    }
    return detail::make_list(kind::tuple, first, n);
}
inline value make_tuple(vector<value> items) { return make_tuple(items.data(), items.size()); }

/// The tuple of two values.
inline value make_pair(value a, value b) {
    if (a.is_integer() && b.is_integer()) return value(ivec{a.number(), b.number()});
    if (a.is_integer() && b.is_location()) return value(a.number(), b.location());
    charge(2);
    detail::list_facts facts;
    facts.add(a);
    facts.add(b);
    list* l = facts.make(2);
    new (l->begin()) value(std::move(a));
    new (l->begin() + 1) value(std::move(b));
    return value(kind::tuple, l);
}

/// The elements of a container in iteration order. It shares them, so it may outlive the container.
class elements {
public:
    /// Reads a tuple or a set; fails with `empty` for no location, with `type` for anything else.
    explicit elements(const value& container) : owner_(container) {
        switch (container.what()) {
        case kind::location:
            pair_[0] = value(container.location().i);
            pair_[1] = value(container.location().j);
            view(pair_, 2);
            break;
        case kind::cell:
            pair_[0] = value(container.number());
            pair_[1] = value(container.location());
            view(pair_, 2);
            break;
        case kind::tuple:
        case kind::set: view(owner_.items().begin(), owner_.items().count); break;
        case kind::no_location: fail(status::empty);
        default: fail(status::type);
        }
    }
    elements(const elements&) = delete;
    elements& operator=(const elements&) = delete;

    const value* begin() const { return first_; }
    const value* end() const { return first_ + count_; }
    std::size_t size() const { return count_; }
    bool empty() const { return count_ == 0; }
    const value& operator[](std::size_t k) const { return first_[k]; }
    const value& back() const { return first_[count_ - 1]; }
    /// The container that has these elements.
    const value& container() const { return owner_; }

private:
    void view(const value* first, std::size_t count) {
        first_ = first;
        count_ = count;
    }

    value owner_;
    value pair_[2];
    const value* first_ = nullptr;
    std::size_t count_ = 0;
};

} // namespace batt::reference::dynamic
BATT_HOST_CALLS_END

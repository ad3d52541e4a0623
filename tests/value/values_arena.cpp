// Containers in the arena: nested ones keep what they hold, and temporaries are given back.
#include "support/check.hpp"
#include <batt/dsl/combinators.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace op {

/// nested(p, o, n, waste) -> tuples that are nested four deep: n of n of 3 of 2 objects. Some of
/// the innermost were made before those that hold them; every step leaves `waste` lines behind.
struct nested : parameters<kind::patch, kind::object, kind::integer, kind::integer> {
    using T1 = type::tuple<type::object>;
    using T2 = type::tuple<T1>;
    using T3 = type::tuple<T2>;
    using result = type::tuple<T3>;

    template <class M, class P, class Q>
    static BATT_FN auto eval(M& m, const P& p, const Q& o, integer n, integer waste) {
        const auto object = value::convert<type::object>(m, o);
        const auto early = one(m, p, object, waste);
        value::builder<M, T3> a(m, n);
        for (int i = 0; i < n && m.ok(); ++i) {
            value::builder<M, T2> b(m, n);
            for (int j = 0; j < n && m.ok(); ++j) {
                value::builder<M, T1> c(m, 3);
                c.push(early);
                m.allocate(waste);
                c.push(one(m, p, object, waste));
                m.allocate(waste);
                c.push(early);
                m.allocate(waste);
                b.push(c.close());
                m.allocate(waste);
            }
            a.push(b.close());
            m.allocate(waste);
        }
        return a.close();
    }

    /// (o, p in one colour)
    template <class M, class P>
    static BATT_FN value::tuple<M, type::object> one(M& m, const P& p, const value::object<M>& o,
                                                     integer waste) {
        value::builder<M, type::object> out(m, 2);
        out.push(o);
        m.allocate(waste);
        value::layer_builder<M> layers(m);
        layers.push(5, value::mask_of(m, p));
        out.push(layers.close(p.i, p.j));
        return out.close();
    }
};

} // namespace op

template <>
struct reference::definition<op::nested> {
    static auto call(const patch auto& p, const object& o, integer n, integer) {
        storage<cell> cells;
        for (const auto& x : p) cells.push_back({5, detail::place(x)});
        const tuple<object> one{o, object(cells)};
        const tuple<tuple<object>> c{one, one, one};
        const storage<tuple<tuple<object>>> b(static_cast<std::size_t>(n), c);
        const tuple<tuple<tuple<object>>> second(b);
        return tuple<tuple<tuple<tuple<object>>>>(
            storage<tuple<tuple<tuple<object>>>>(static_cast<std::size_t>(n), second));
    }
};

namespace testing {

using deep = type::tuple<type::pair<type::tuple<type::object>, type::set<type::indices>>>;

TEST_CASE("nested containers keep their elements") { check_random<op::identity, deep>(); }

TEST_CASE("what a container refers to moves with it, and what is left behind is given back") {
    using C = combination<type::named<op::nested>, type::indices, type::object, type::integer,
                          type::integer>;
    check_cases<C>(60, [](source& s) {
        auto numbers = random_arguments<type::indices, type::object>(s);
        numbers.push_back(s.between(0, 4));
        numbers.push_back(s.between(0, 9));
        return numbers;
    });
}

#if !defined(__CUDACC__)

/// Lines in use after op::nested.
static int lines_of_nested(int n, int waste) {
    using M = machine<serial, 32, 32>;
    std::vector<std::uint32_t> memory(std::size_t{32} * 8192);
    M m(arena_memory{memory.data(), 8192});
    const value::indices<M> p{0, 0, rectangle<M::patch_rows>(0, 0, 2, 2)};
    op::nested::eval(m, p, value::univalued<M>{0, 0, 3, p.mask}, n, waste);
    CHECK(m.ok());
    return m.top();
}

TEST_CASE("nothing is left behind") {
    CHECK(lines_of_nested(3, 7) == lines_of_nested(3, 0));
    CHECK(lines_of_nested(8, 7) == lines_of_nested(8, 0));
    // 64 tuples of 2 objects: each has a line of handles, a line of words and two windows
    CHECK(lines_of_nested(8, 0) < 450);
}

TEST_CASE("lines given back are used again") {
    using M = machine<serial, 32, 32>;
    std::vector<std::uint32_t> memory(std::size_t{32} * 16);
    M m(arena_memory{memory.data(), 16});
    CHECK(m.allocate(10) == 0);
    CHECK(m.allocate(6) == 10);
    CHECK(m.allocate(0) == 16);
    CHECK(m.ok());
    CHECK(m.allocate(1) == -1);
    CHECK(m.take_status() == status::capacity);
    CHECK(m.top() == 16);
    m.release(4);
    CHECK(m.allocate(12) == 4);
    CHECK(m.ok());
    m.reset();
    CHECK(m.ok());
    CHECK(m.allocate(17) == -1);
    CHECK(m.allocate(16) == 0);
    // a machine without memory
    M none;
    CHECK(none.allocate(0) == 0);
    CHECK(none.allocate(1) == -1);
}

#endif

} // namespace testing
} // namespace batt
BATT_HOST_CALLS_END

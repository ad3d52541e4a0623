// The table of the operations agrees with the header of each operation.
#include <batt/batt.hpp>
#include <batt/dsl/table.hpp>
#include <doctest/doctest.h>
#include <string>
#include <vector>

using namespace batt;

namespace {

template <class Kind>
constexpr const char* kind_name = "";
#define IS_NAMED(name_)                                                                            \
    template <>                                                                                    \
    constexpr const char* kind_name<kind::name_> = #name_;
IS_NAMED(any)
IS_NAMED(alternative)
IS_NAMED(literal)
IS_NAMED(integer)
IS_NAMED(boolean)
IS_NAMED(ivec)
IS_NAMED(number)
IS_NAMED(grid)
IS_NAMED(patch)
IS_NAMED(sequence)
IS_NAMED(piece)
IS_NAMED(counted_piece)
IS_NAMED(object)
IS_NAMED(cells)
IS_NAMED(element)
IS_NAMED(container)
IS_NAMED(set)
IS_NAMED(tuple)
IS_NAMED(function)
#undef IS_NAMED

template <class... K>
std::vector<std::string> names_of(const parameters<K...>*) {
    return {kind_name<K>...};
}

/// Whether an operation has a definition, or needs none.
template <class Op>
constexpr bool is_defined = Op::structural || reference::defined<Op>;

} // namespace

TEST_CASE("kinds") {
#define BATT_OPERATION(name_, header_, signature_)                                                 \
    {                                                                                              \
        const auto line = table::detail::parsed(#name_, #header_, signature_);                     \
        std::vector<std::string> kinds;                                                            \
        for (int k = 0; k < line.arity; ++k)                                                       \
            kinds.emplace_back(line.parameters[static_cast<std::size_t>(k)].kind);                 \
        CAPTURE(line.name);                                                                        \
        CHECK(kinds == names_of(static_cast<const op::name_::kinds*>(nullptr)));                   \
        CHECK(is_defined<op::name_>);                                                              \
    }
#include <batt/dsl/operations.def>
}

TEST_CASE("names and parameters") {
    const auto& fill = table::operations[static_cast<std::size_t>(table::operation_of("fill"))];
    CHECK(fill.family == "painting");
    REQUIRE(fill.arity == 3);
    CHECK(fill.parameters[1].name == "value");
    CHECK(fill.parameters[1].short_name == "c");
    CHECK(fill.parameters[1].kind == "integer");
    CHECK(fill.result == "grid");
    CHECK(fill.at_run_time == "grid");
    CHECK(fill.sure.empty());
    const auto& dedupe = table::operations[static_cast<std::size_t>(table::operation_of("dedupe"))];
    CHECK(dedupe.result == "selected(tup)");
    CHECK(dedupe.at_run_time == "listed(tup)");
    CHECK(dedupe.sure == "input");
    const auto& objects =
        table::operations[static_cast<std::size_t>(table::operation_of("objects"))];
    REQUIRE(objects.arity == 4);
    CHECK(objects.parameters[3].name == "without_bg");
    CHECK(objects.parameters[3].short_name == "without_bg");
    for (const table::operation& o : table::operations) {
        CAPTURE(o.name);
        CHECK(o.arity >= 1);
        CHECK(!o.result.empty());
        for (int k = 0; k < o.arity; ++k) {
            const table::parameter& p = o.parameters[static_cast<std::size_t>(k)];
            CHECK(!p.name.empty());
            CHECK(!p.short_name.empty());
            // parameters have different names, so that a keyword argument means one of them
            for (int j = 0; j < k; ++j)
                CHECK(o.parameters[static_cast<std::size_t>(j)].name != p.name);
        }
    }
    CHECK(table::operation_of("double") >= 0);
    CHECK(table::operation_of("double_") == -1);
}

TEST_CASE("constants") {
    const auto same = [](integer n, const table::constant& c) {
        return c.is != table::constant::form::location && n == c.i;
    };
    const auto same_location = [](const ivec& v, const table::constant& c) {
        return c.is == table::constant::form::location && v == ivec{c.i, c.j};
    };
    const auto named = [](const char* name) -> const table::constant& {
        return table::constants[static_cast<std::size_t>(table::constant_of(name))];
    };
    CHECK(same(dsl::SEVEN, named("SEVEN")));
    CHECK(same(dsl::NEG_TWO, named("NEG_TWO")));
    CHECK(same_location(dsl::DOWN_LEFT, named("DOWN_LEFT")));
    CHECK(same_location(dsl::ZERO_BY_TWO, named("ZERO_BY_TWO")));
    CHECK(named("T").is == table::constant::form::flag);
    CHECK(named("T").i == 1);
    CHECK(named("F").i == 0);
}

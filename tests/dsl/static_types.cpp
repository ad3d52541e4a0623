// Static types as values: their text, their kinds, and the reasons given for ill-typed calls.
#include "support/static_types.hpp"
#include <batt/dsl/static_why.hpp>

using namespace batt;
using namespace batt::testing;
using namespace batt::typing;

namespace {

std::vector<static_type> read(std::vector<const char*> texts) {
    std::vector<static_type> out;
    for (const char* text : texts) {
        out.push_back(from_text(text));
        CHECK_FALSE(out.back().ill());
    }
    return out;
}

std::string result(const char* operation, std::vector<const char*> arguments) {
    return to_text(result_of(table::operation_of(operation), read(std::move(arguments))));
}
std::string why(const char* operation, std::vector<const char*> arguments) {
    return why_ill_typed(table::operation_of(operation), read(std::move(arguments)));
}

template <class Kind, class... T>
void check_kind(const char* name, types<T...>) {
    CAPTURE(name);
    const described* given[] = {&description<typename Kind::template canonical<T>>...};
    const described* from[] = {&description<T>...};
    for (std::size_t k = 0; k < sizeof...(T); ++k) {
        CAPTURE(to_text(to_type(*from[k])));
        CHECK(arrives_as(name, to_type(*from[k])) == to_type(*given[k]));
    }
}

template <class... T>
void check_text(types<T...>) {
    for (const static_type& t : {type_of<T>()...}) {
        CAPTURE(to_text(t));
        CHECK(from_text(to_text(t)) == t);
    }
}

} // namespace

TEST_CASE("kinds") {
    using all = joined<values, functions>;
#define CHECK_KIND(name_) check_kind<kind::name_>(#name_, all{});
    CHECK_KIND(any)
    CHECK_KIND(alternative)
    CHECK_KIND(literal)
    CHECK_KIND(integer)
    CHECK_KIND(boolean)
    CHECK_KIND(ivec)
    CHECK_KIND(number)
    CHECK_KIND(grid)
    CHECK_KIND(patch)
    CHECK_KIND(sequence)
    CHECK_KIND(piece)
    CHECK_KIND(counted_piece)
    CHECK_KIND(object)
    CHECK_KIND(cells)
    CHECK_KIND(element)
    CHECK_KIND(container)
    CHECK_KIND(set)
    CHECK_KIND(tuple)
    CHECK_KIND(function)
#undef CHECK_KIND
    CHECK(arrives_as("kind", form::grid).ill());
}

TEST_CASE("text") {
    check_text(joined<values, functions>{});
    CHECK(to_text(from_text("set<cell>")) == "object");
    CHECK(to_text(from_text(" set< pair<integer , integer> > ")) == "indices");
    CHECK(to_text(from_text("pair<boolean,cell>")) == "pair<boolean,cell>");
    CHECK(to_text(from_text("tuple<grid,tuple<boolean,cell>>")) == "pair<grid,pair<boolean,cell>>");
    CHECK(to_text(from_text("lbind( fill , grid)")) == "lbind(fill, grid)");
    CHECK(from_text("either") == named("either"));
    CHECK(from_text("-2147483648") == constant(-2147483647 - 1));
    for (const char* wrong : {"",
                              " ",
                              "set",
                              "set<",
                              "set<>",
                              "set<integer",
                              "set<integer>>",
                              "set<integer,grid>",
                              "pair<integer>",
                              "set(integer)",
                              "fill<grid>",
                              "lbind(size, grid)",
                              "compose(fill, size)",
                              "power(size, grid)",
                              "branch(size, grid)",
                              "branch(grid, indices)",
                              "gird",
                              "ill",
                              "-",
                              "2147483648",
                              "99999999999999999999",
                              "1x",
                              ",",
                              "<",
                              "set<ill>"}) {
        CAPTURE(wrong);
        CHECK(from_text(wrong).ill());
    }
    std::string deep;
    for (int k = 0; k < 100000; ++k) deep += "set<";
    CHECK(from_text(deep).ill());
}

TEST_CASE("results") {
    CHECK(result("fill", {"grid", "5", "indices"}) == "grid");
    CHECK(result("objects", {"grid", "T", "F", "T"}) == "set<univalued>");
    CHECK(result("objects", {"grid", "boolean", "F", "T"}) == "set<object>");
    CHECK(result("lbind", {"fill", "grid"}) == "lbind(fill, grid)");
    CHECK(result("power", {"first", "2"}) == "power(first, 2)");
    CHECK(result("power", {"first", "integer"}) == "power(first, integer)");
    CHECK(result("apply", {"compose(size, toindices)", "set<object>"}) == "set<integer>");
    CHECK(result("branch", {"boolean", "object", "indices"}) == "branch(object, indices)");
    CHECK(result("size", {"branch(object, indices)"}) == "integer");
    CHECK(call(from_text("rbind(rbind(rbind(objects, T), F), T)"), {form::grid}) ==
          type_of<type::set<type::univalued>>());
    // with a large count the type must settle
    CHECK(call(from_text("power(hmirror, 2147483647)"), {form::grid}) == form::grid);
    CHECK(call(from_text("power(size, 2147483647)"), {form::grid}).ill());
    CHECK(call(from_text("power(initset, 2147483647)"), {form::grid}).ill());
    for (int n : {3, 2147483647})
        CHECK(call(typing::power(from_text("fork(astuple, last, first)"), constant(n)),
                   {from_text("pair<grid,ivec>")}) == from_text("pair<ivec,grid>"));
    CHECK(call(from_text("power(fork(astuple, last, first), 2147483646)"),
               {from_text("pair<grid,ivec>")}) == from_text("pair<grid,ivec>"));
    CHECK(call(from_text("power(initset, 3)"), {form::grid}) == from_text("set<set<set<grid>>>"));
}

TEST_CASE("why a call is ill-typed") {
    CHECK(why("fill", {"grid", "5", "indices"}).empty());
    CHECK(why("fill", {"grid", "5"}) == "fill takes 3 arguments, not 2");
    CHECK(why("hmirror", {"grid", "5"}) == "hmirror takes 1 argument, not 2");
    CHECK(why("fill", {"grid", "5", "integer"}) ==
          "fill does not take (grid, 5, integer): argument 3, patch, must be a patch");
    CHECK(why("argmax", {"set<object>", "even"}) ==
          "argmax does not take (set<object>, even): even does not take (object): argument 1, n, "
          "must be an integer");
    CHECK(why("argmax", {"set<object>", "lbind(lbind, shift)"}) ==
          "argmax does not take (set<object>, lbind(lbind, shift)): lbind(lbind, shift) gives "
          "lbind(shift, object) for object, which has no order");
    CHECK(why("sfilter", {"set<object>", "size"}) ==
          "sfilter does not take (set<object>, size): size gives integer for object, which is "
          "not a boolean");
    CHECK(why("equality", {"grid", "indices"}) ==
          "equality does not take (grid, indices): grid and indices have no type in common");
    CHECK(why("merge", {"set<integer>"}) ==
          "merge does not take (set<integer>): set<integer> does not hold containers of one "
          "type");
    CHECK(why("remove", {"integer", "pair<integer,grid>"}) ==
          "remove does not take (integer, pair<integer,grid>): the elements of pair<integer,grid> "
          "differ in type");
    CHECK(why("lbind", {"size", "grid"}) ==
          "lbind does not take (size, grid): size has fewer than two parameters");
    CHECK(why("apply", {"compose(even, size)", "set<integer>"}) ==
          "apply does not take (compose(even, size), set<integer>): compose(even, size) does not "
          "take the elements of set<integer>");
    CHECK(why("color", {"branch(object, indices)"}) ==
          "color does not take (indices): argument 1, obj, must be an object");
    CHECK(why_not_called(form::grid, {form::grid}) == "grid is not a function");
    CHECK(why_not_called(from_text("matcher(size, T)"), {form::grid}).empty());
    CHECK(why_not_called(from_text("matcher(shape, 1)"), {form::grid}) ==
          "matcher(shape, 1) does not take (grid): ivec and 1 have no type in common");
    CHECK(why_not_called(from_text("power(shape, integer)"), {form::grid}) ==
          "power(shape, integer) does not take (grid): its type does not settle");
    // types that double in size become too large
    static_type doubled = form::grid;
    while (!result_of(table::operation_of("astuple"), {doubled, doubled}).ill())
        doubled = typing::pair_of(doubled, doubled);
    CHECK(why_ill_typed(table::operation_of("astuple"), {doubled, doubled})
              .ends_with("the type of its result is too large"));
    // every ill-typed call has a reason
    for (const table::operation& o : table::operations) {
        for (const char* text : {"integer", "grid", "set<object>", "size", "pair<integer,grid>"}) {
            const std::vector<static_type> arguments(static_cast<std::size_t>(o.arity),
                                                     from_text(text));
            const int place = table::operation_of(o.name);
            const std::string sentence = why_ill_typed(place, arguments);
            CAPTURE(sentence);
            CHECK(sentence.empty() == !result_of(place, arguments).ill());
            CHECK_FALSE(sentence.ends_with(": "));
        }
    }
}

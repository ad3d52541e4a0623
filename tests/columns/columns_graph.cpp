// The graph of programs: what is shared, which types nodes have, and what is beyond columns.
#include <batt/columns.hpp>
#include <batt/columns/lower.hpp>
#include <batt/text/read.hpp>
#include <doctest/doctest.h>

namespace {

using namespace batt;
using namespace batt::columns;

/// A graph with samples, in which programs are made from text or node by node.
class graph_maker {
public:
    graph of{compiled()};
    space_id samples = of.add_samples();

    node_id I() { return of.input(samples); }
    node_id f(std::string_view name) { return of.function(table::operation_of(name)); }
    node_id number(int n) { return of.integer(n); }
    node_id call(std::string_view name, std::initializer_list<node_id> arguments) {
        return of.call(f(name), arguments);
    }
    /// The output of a program of text.
    node_id program(const std::string& text) { return program_on(text, samples); }
    node_id program_on(const std::string& text, space_id s) {
        const text::reading read = text::read(text, "test.py");
        REQUIRE_MESSAGE(read.problems.empty(), text << to_string(read.problems[0]));
        return lower.output(programs.add(read.functions.at(0)), s);
    }
    node_id expression(const std::string& text) {
        return program("def solve_a(I):\n    O = " + text + "\n    return O\n");
    }
    std::string type(node_id n) const { return typing::to_text(of.type(n)); }
    bool has_type(node_id n) const { return of[n].type != type_table::none; }

private:
    program_graph programs;
    lowering lower{of, programs};
};

} // namespace

TEST_CASE("equal calls are one node") {
    graph_maker m;
    const node_id first = m.program("def solve_a(I):\n    x1 = objects(I, T, F, T)\n"
                                    "    x2 = argmax(x1, size)\n    O = subgrid(x2, I)\n"
                                    "    return O\n");
    const int nodes = m.of.size();
    // with other names, in another order, with calls that are not needed, and nested
    CHECK(m.program("def solve_b(I):\n    y = rot90(rot90(I))\n    a = T\n"
                    "    foo = objects(I, a, F, a)\n    bar = argmax(foo, size)\n"
                    "    O = subgrid(bar, I)\n    return O\n") == first);
    CHECK(m.expression("subgrid(argmax(objects(I, T, F, T), size), I)") == first);
    CHECK(m.of.size() == nodes);
    // another program adds only what is new
    CHECK(m.expression("subgrid(argmin(objects(I, T, F, T), size), I)") != first);
    const int with_argmin = m.of.size();
    CHECK(with_argmin > nodes);
    CHECK(with_argmin - nodes < nodes);
}

TEST_CASE("a call of a function value leaves only calls of operations in the graph") {
    graph_maker m;
    const node_id due = m.expression("hmirror(vmirror(I))");
    CHECK(m.expression("compose(hmirror, vmirror)(I)") == due);
    CHECK(m.expression("chain(identity, hmirror, vmirror)(I)") == due);
    CHECK(m.expression("power(identity, 5)(hmirror(vmirror(I)))") == due);
    CHECK(m.expression("branch(T, hmirror, dmirror)(vmirror(I))") == due);
    CHECK(m.expression("first(astuple(hmirror, dmirror))(vmirror(I))") == due);
    CHECK(m.expression("rbind(upscale, TWO)(I)") == m.expression("upscale(I, TWO)"));
    CHECK(m.expression("lbind(upscale, I)(TWO)") == m.expression("upscale(I, TWO)"));
    CHECK(m.expression("fork(hconcat, identity, vmirror)(I)") ==
          m.expression("hconcat(I, vmirror(I))"));
    CHECK(m.expression("power(trim, 3)(I)") == m.expression("trim(trim(trim(I)))"));
    CHECK(m.expression("rbind(rbind(rbind(objects, T), F), T)(I)") ==
          m.expression("objects(I, T, F, T)"));
    // constants are the same nodes as their numbers
    CHECK(m.expression("upscale(I, 2)") == m.expression("upscale(I, TWO)"));
    CHECK(m.expression("upscale(I, T)") == m.expression("upscale(I, ONE)"));
}

TEST_CASE("nodes have static types") {
    graph_maker m;
    const node_id objects = m.call("objects", {m.I(), m.number(1), m.number(0), m.number(1)});
    CHECK(m.type(m.I()) == "grid");
    CHECK(m.type(objects) == "set<univalued>");
    CHECK(m.type(m.call("objects", {m.I(), m.number(0), m.number(0), m.number(1)})) ==
          "set<object>");
    CHECK(m.type(m.call("size", {objects})) == "integer");
    CHECK(m.type(m.call("shape", {m.I()})) == "ivec");
    CHECK(m.type(m.call("first", {m.I()})) == "tuple<integer>");
    CHECK(m.type(m.call("palette", {m.I()})) == "set<integer>");
    CHECK(m.type(m.call("astuple", {m.number(1), m.number(2)})) == "ivec");
    CHECK(m.type(m.call("hsplit", {m.I(), m.number(2)})) == "tuple<grid>");
    CHECK(m.type(m.call("apply", {m.f("size"), objects})) == "set<integer>");
    CHECK(m.type(m.call("order", {objects, m.f("size")})) == "tuple<univalued>");
    CHECK(m.type(m.call("argmax", {objects, m.f("size")})) == "univalued");
    CHECK(m.type(m.call("merge", {objects})) == "object");
    CHECK(m.type(m.of.demonstrations(m.samples)) == "tuple<pair<grid,grid>>");
    const node_id filtered =
        m.call("sfilter", {objects, m.of.call(m.f("compose"), {m.f("square"), m.f("identity")})});
    CHECK(m.type(filtered) == "set<univalued>");
}

TEST_CASE("calls without a column are beyond") {
    graph_maker m;
    CHECK(m.of.is_beyond(m.of.beyond()));
    CHECK(!m.has_type(m.of.call(m.number(1), {m.I()})));   // not a function
    CHECK(!m.has_type(m.call("vmirror", {m.I(), m.I()}))); // another number of arguments
    CHECK(m.of.is_beyond(m.call("vmirror", {m.of.beyond()})));
    // an argument without meaning: the call is beyond, or fails where the argument does
    for (const char* text : {"add(I, ONE)", "vmirror(add(I, ONE))", "merge(shape(I))", "foo",
                             "vmirror(foo)", "apply(foo, I)", "lbind(vmirror, I)(I)"})
        CHECK_MESSAGE(!m.has_type(m.expression(text)), std::string(text));
    // a branch with such an alternative has a column
    CHECK(m.expression("branch(T, I, add(I, ONE))") == m.I());
    CHECK(m.has_type(m.expression("branch(equality(I, rot90(I)), I, add(I, ONE))")));
    // a function that is not called does not count
    CHECK(m.expression("first(astuple(I, vmirror))") == m.expression("I"));
}

TEST_CASE("a call that fails for all values needs no definition") {
    graph_maker m;
    const auto fails = [&](const char* text) {
        const node& n = m.of[m.expression(text)];
        return n.what == step::stuck && (n.number & 0xFF) == 1 + static_cast<int>(status::type);
    };
    for (const char* text :
         {"add(I, ONE)", "vmirror(ONE)", "merge(shape(I))", "paint(I, I)", "fill(ONE, TWO, ORIGIN)",
          "dneighbors(I)", "ONE(I)", "vmirror(I, I)", "greater(I, ONE)", "lbind(I, ONE)",
          "product(ONE, I)", "combine(ONE, I)", "crop(I, ONE, ORIGIN)", "sfilter(ONE, even)"})
        CHECK_MESSAGE(fails(text), std::string(text));
    // an empty container is accepted where its elements would not be
    for (const char* text : {"paint(I, toindices(asobject(I)))", "first(I)", "apply(even, I)",
                             "hfrontier(astuple(ONE, I))", "subgrid(asindices(I), I)"})
        CHECK_MESSAGE((!fails(text) || m.of[m.expression(text)].number >= 0x100),
                      std::string(text));
}

TEST_CASE("elements have spaces of their own") {
    graph_maker m;
    CHECK(m.of[m.number(7)].space == 0);
    CHECK(m.of[m.call("add", {m.number(1), m.number(2)})].space == 0);
    CHECK(m.of[m.I()].space == m.samples);
    const int before = m.of.spaces();
    const node_id objects = m.call("objects", {m.I(), m.number(1), m.number(0), m.number(1)});
    CHECK(m.of.spaces() == before);
    const node_id sizes = m.call("apply", {m.f("size"), objects});
    CHECK(m.of[sizes].space == m.samples);
    REQUIRE(m.of.spaces() == before + 1);
    const space& elements = m.of.space_at(before);
    CHECK(elements.outer == m.samples);
    CHECK(elements.depth == m.of.space_at(m.samples).depth + 1);
    CHECK(m.of.space_made_by(elements.made_by) == before);
    // the same elements need no other space
    m.call("apply", {m.f("height"), objects});
    m.call("argmax", {objects, m.f("size")});
    CHECK(m.of.spaces() == before + 1);
    // elements of elements
    m.call("apply", {m.of.call(m.f("lbind"), {m.f("apply"), m.f("last")}), objects});
    REQUIRE(m.of.spaces() == before + 2);
    CHECK(m.of.space_at(before + 1).outer == before);
}

TEST_CASE("samples of different lists do not meet") {
    graph_maker m;
    const space_id others = m.of.add_samples();
    const std::string text = "def solve_a(I):\n    O = vmirror(I)\n    return O\n";
    const node_id here = m.program(text), there = m.program_on(text, others);
    CHECK(here != there);
    CHECK(m.of[here].space == m.samples);
    CHECK(m.of[there].space == others);
    CHECK(!m.has_type(m.call("hconcat", {here, there})));
}

TEST_CASE("needed nodes are listed once each, after those that they need") {
    graph_maker m;
    const node_id out = m.expression("fill(I, ONE, mapply(outbox, objects(I, T, F, T)))");
    const node_id other = m.expression("vmirror(rot90(I))");
    needed_nodes needed(m.of);
    const output outputs[] = {{out, m.samples}};
    const std::vector<node_id> nodes = needed.of(outputs);
    CHECK(std::is_sorted(nodes.begin(), nodes.end()));
    CHECK(std::adjacent_find(nodes.begin(), nodes.end()) == nodes.end());
    CHECK(std::binary_search(nodes.begin(), nodes.end(), out));
    CHECK(!std::binary_search(nodes.begin(), nodes.end(), other));
    for (node_id n : nodes)
        for (node_id a : m.of[n].args()) {
            CHECK(a < n);
            CHECK(std::binary_search(nodes.begin(), nodes.end(), a));
        }
}

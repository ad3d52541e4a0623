// Merging: equal calls become one, others do not, and uses say which statement needs which call.
#include <batt/card/group.hpp>
#include <batt/text/read.hpp>
#include <doctest/doctest.h>
#include <set>
#include <support/card_terms.hpp>

namespace {

using namespace card_terms;

std::vector<program> read_all(const std::string& text) {
    reading read = batt::text::read(text, "a.py");
    for (const problem& p : read.problems) FAIL(to_string(p) << '\n' << text);
    return read.functions;
}

std::vector<int> owns(const pipeline& merged, int program) {
    std::vector<int> result;
    for (const merged_use& use : merged.uses) {
        if (use.program == program) result.push_back(use.own);
    }
    return result;
}

std::vector<std::string> operations_of(const pipeline& merged) {
    std::vector<std::string> names;
    for (const merged_call& c : merged.calls)
        names.emplace_back(c.parts[0].what == form::operation
                               ? operations[static_cast<std::size_t>(c.parts[0].index)].text
                               : "a variable");
    return names;
}

using text_list = std::vector<std::string>;
using int_list = std::vector<int>;

/// What must hold of every pipeline.
void check(const pipeline& merged, const std::vector<program>& programs) {
    const std::vector<std::uint64_t> known = terms(merged);
    REQUIRE(merged.results.size() == programs.size());
    for (std::size_t p = 0; p < programs.size(); ++p)
        CHECK(known[merged.calls.size() + p] == term(programs[p]));
    std::size_t uses = 0;
    for (std::size_t k = 0; k < merged.calls.size(); ++k) {
        const merged_call& c = merged.calls[k];
        CHECK(std::is_sorted(c.programs.begin(), c.programs.end()));
        REQUIRE(!c.programs.empty());
        CHECK((c.programs.size() > 1) == (static_cast<int>(k) < merged.shared));
        if (static_cast<int>(k) > merged.shared)
            CHECK(merged.calls[k - 1].programs[0] <= c.programs[0]);
        for (operand part : c.parts) {
            CHECK(part.what != form::variable);
            if (part.what != form::call) continue;
            CHECK(part.index < static_cast<int>(k));
            // A program that needs the call also needs what the call uses.
            for (int p : c.programs) {
                const int_list& users = merged.calls[static_cast<std::size_t>(part.index)].programs;
                CHECK(std::binary_search(users.begin(), users.end(), p));
            }
        }
        uses += c.programs.size();
    }
    REQUIRE(merged.uses.size() == uses);
    for (std::size_t k = 0; k < uses; ++k) {
        const merged_use& use = merged.uses[k];
        if (k > 0)
            CHECK(std::pair(merged.uses[k - 1].program, merged.uses[k - 1].merged) <
                  std::pair(use.program, use.merged));
        const program& p = programs[static_cast<std::size_t>(use.program)];
        const auto call = static_cast<std::size_t>(use.merged - 1);
        // By definition: the first statement that the output needs and that holds the call.
        const std::vector<int> needed = uses_for(p, resolved(p), p.result);
        int first = 0;
        std::vector<std::uint64_t> meanings;
        const std::vector<std::uint64_t> statements = terms(p);
        for (std::size_t n = 0; n < p.calls.size(); ++n) {
            std::vector<std::uint64_t> parts;
            for (operand part : p.calls[n].parts) {
                const auto at = static_cast<std::size_t>(part.index);
                parts.push_back(part.what == form::call       ? meanings[at]
                                : part.what == form::variable ? statements[at]
                                                              : leaf(part));
            }
            meanings.push_back(call_of(parts));
            const int own = p.calls[n].statement + 1;
            if (needed[n] > 0 && meanings[n] == known[call] && (first == 0 || own < first))
                first = own;
        }
        CHECK(use.own == first);
    }
}

} // namespace

TEST_CASE("equal calls of several programs are computed once, and first") {
    const auto programs = read_all("def solve_a(I):\n"
                                   "    x1 = objects(I, T, F, T)\n"
                                   "    x2 = argmax(x1, size)\n"
                                   "    O = fill(I, FIVE, x2)\n"
                                   "    return O\n"
                                   "def solve_b(I):\n"
                                   "    y = T\n"
                                   "    O = subgrid(argmax(objects(I, y, F, T), size), I)\n"
                                   "    return O\n"
                                   "def solve_c(I):\n"
                                   "    O = vmirror(I)\n"
                                   "    return O\n");
    const pipeline merged = merge(programs);
    check(merged, programs);
    CHECK(merged.shared == 2);
    CHECK(operations_of(merged) == text_list{"objects", "argmax", "fill", "subgrid", "vmirror"});
    CHECK(owns(merged, 0) == int_list{1, 2, 3});
    CHECK(owns(merged, 1) == int_list{2, 2, 2});
    CHECK(owns(merged, 2) == int_list{1});
    const pipeline apart = merge(programs, false);
    check(apart, programs);
    CHECK(apart.shared == 0);
    CHECK(apart.calls.size() == 7);
}

TEST_CASE("calls share only if operation and arguments are equal") {
    const auto programs = read_all("def a(I):\n    return fill(I, ONE, asindices(I))\n"
                                   "def b(I):\n    return fill(I, TWO, asindices(I))\n"
                                   "def c(I):\n    return underfill(I, ONE, asindices(I))\n"
                                   "def d(I):\n    return fill(I, ONE)\n"
                                   "def e(S, I, C):\n    return fill(C, ONE, asindices(I))\n"
                                   "def f(S, I, C):\n    return fill(S, ONE, asindices(I))\n");
    const pipeline merged = merge(programs);
    check(merged, programs);
    CHECK(merged.shared == 1);
    CHECK(merged.calls.size() == 7);
}

TEST_CASE("equal calls of one program become one, and dead ones are dropped") {
    const auto programs = read_all("def a(I):\n"
                                   "    dead = size(vmirror(I))\n"
                                   "    x1 = vmirror(I)\n"
                                   "    x2 = x1\n"
                                   "    x3 = vmirror(I)\n"
                                   "    op = hconcat\n"
                                   "    O = op(x3, x2)\n"
                                   "    return O\n");
    const pipeline merged = merge(programs);
    check(merged, programs);
    CHECK(merged.shared == 0);
    CHECK(operations_of(merged) == text_list{"vmirror", "hconcat"});
    CHECK(owns(merged, 0) == int_list{2, 6});
}

TEST_CASE("programs of one leaf need no call") {
    const auto programs =
        read_all("def a(I):\n    return I\ndef b(I):\n    x = TEN\n    return x\n");
    const pipeline merged = merge(programs);
    check(merged, programs);
    CHECK(merged.calls.empty());
    CHECK(merged.results[1].what == form::constant);
    CHECK(merge({}).calls.empty());
}

TEST_CASE("random programs merge to what each of them means") {
    constexpr unsigned seed = 21;
    engine random(seed);
    program_generator generator(random);
    MESSAGE("seed " << seed);
    int shared = 0;
    for (int round = 0; round < 300; ++round) {
        std::string text;
        for (int k = 0; k < 12; ++k) text += generator.make("solve_" + std::to_string(k)).text;
        CAPTURE(text);
        std::vector<program> programs = read_all(text);
        // In any shape: calls of inlined programs do not stand in the order of their statements.
        for (std::size_t k = 0; k < programs.size(); ++k) {
            if (k % 3 == 1) programs[k] = inlined(programs[k]);
            if (k % 3 == 2) programs[k] = expanded(programs[k]);
        }
        const pipeline merged = merge(programs);
        check(merged, programs);
        shared += merged.shared;
        const std::vector<std::uint64_t> known = terms(merged);
        const std::set<std::uint64_t> distinct(known.begin(), known.end() - 12);
        CHECK(distinct.size() == merged.calls.size());
        const pipeline apart = merge(programs, false);
        check(apart, programs);
        CHECK(apart.calls.size() == merged.uses.size());
        CHECK(apart.uses.size() == merged.uses.size());
        // The order of the programs changes only the order of the calls.
        const pipeline other = merge({programs.rbegin(), programs.rend()});
        CHECK(other.calls.size() == merged.calls.size());
        CHECK(other.shared == merged.shared);
        CHECK(other.uses.size() == merged.uses.size());
    }
    CHECK(shared > 0);
}

TEST_CASE("groups hold no more than they may, and the costliest group costs little") {
    CHECK(groups_for({1, 1, 1, 1, 1}, 2) == 3);
    CHECK(balanced({1, 1, 1, 1, 1}, 3, 2) == int_list{2, 2, 1});
    CHECK(balanced({9, 1, 1, 1}, 2, 3) == int_list{1, 3});
    CHECK(balanced({1, 1, 1, 9}, 2, 3) == int_list{3, 1});
    CHECK(balanced({1, 1}, 4, 2) == int_list{1, 1, 0, 0});
    CHECK(balanced({}, 2, 2) == int_list{0, 0});
    CHECK(balanced({0, 0, 0}, 2, 2) == int_list{2, 1});
    CHECK(groups_for({3000, 3000, 1000}, 8) == 2);
    CHECK(balanced({3000, 3000, 1000}, 2, 8) == int_list{1, 2});
    CHECK(groups_for({3000, 3000, 3000}, 8) == 3);
    CHECK(balanced({3000, 3000, 3000}, 2, 8) == int_list{2, 1});
    CHECK(groups_for({}, 8) == 0);
    engine random(22);
    for (int round = 0; round < 500; ++round) {
        int_list costs;
        for (std::size_t n = random() % 40; n > 0; --n)
            costs.push_back(static_cast<int>(random() % 2000));
        const int most = 1 + static_cast<int>(random() % 9);
        const int groups = groups_for(costs, most) + static_cast<int>(random() % 3);
        const int_list sizes = balanced(costs, groups, most);
        CHECK(static_cast<int>(sizes.size()) == groups);
        auto next = costs.begin();
        for (int size : sizes) {
            CHECK(size <= most);
            if (static_cast<int>(costs.size()) >= groups) CHECK(size > 0);
            CHECK(std::accumulate(next, next + size, 0) <= max_statements);
            next += size;
        }
        CHECK(next == costs.end());
    }
}

TEST_CASE("programs stay in their groups while these are balanced") {
    using batt::card::assigned;
    CHECK(assigned({1, 1, 1, 1}, {}, 2, 8) == int_list{0, 0, 1, 1});
    // a program costs more, one is new, one has gone
    CHECK(assigned({2, 1, 1, 1}, {0, 0, 1, 1}, 2, 8) == int_list{0, 0, 1, 1});
    CHECK(assigned({4, 1, 1, 4, 1}, {0, 0, -1, 1, 1}, 2, 8) == int_list{0, 0, 0, 1, 1});
    CHECK(assigned({1, 1, 1}, {1, 0, 1}, 2, 8) == int_list{1, 0, 1});
    // a new group takes a program from the costliest group; a group that has gone gives all its own
    CHECK(assigned({3, 1, 1, 3, 3}, {0, 0, 0, 1, 1}, 3, 8) == int_list{0, 0, 0, 1, 2});
    CHECK(assigned({1, 1, 1, 1}, {0, 1, 2, 2}, 2, 8) == int_list{0, 1, 0, 1});
    // no more than a group holds
    CHECK(assigned({1, 1, 1}, {0, 0, 0}, 2, 2) == int_list{0, 0, 1});
    // too uneven: the groups are made anew
    const int_list costs{9, 9, 9, 9, 1};
    CHECK(assigned(costs, {0, 0, 0, 0, 1}, 2, 8) == assigned(costs, {}, 2, 8));
}

TEST_CASE("what a compiler cannot take is refused with a sentence") {
    std::string text = "def solve_a(I):\n    x = vmirror(I)\n";
    for (int k = 0; k < max_statements; ++k) text += "    x = hconcat(x, I)\n";
    CHECK(to_string(too_large(read_all(text + "    return x\n")[0]).value()) ==
          "a.py:1:1: expected at most 4000 calls in solve_a, found 4001: more take too long to "
          "compile");
    CHECK(!too_large(read_all(text + "    return I\n")[0]));
    std::string wide = "def solve_a(I):\n    x = fill(I";
    for (int k = 0; k < max_arguments; ++k) wide += ", I";
    CHECK(to_string(too_large(read_all(wide + ")\n    return x\n")[0]).value()) ==
          "a.py:2:9: expected at most 64 arguments, found 65");
}

// The reference and the serial machine for the generated C++ sources.
#pragma once

#include "combination.hpp"
#include "text.hpp"

namespace batt::conformance {

template <class C>
std::vector<answer> on_reference(const std::vector<numbers>& cases) {
    std::vector<answer> out;
    for (const numbers& c : cases) {
        reference::definition_machine b;
        answer a;
        a.why = b.attempt(1, [&] {
                     reader in{c.data()};
                     a.value = testing::to_wire<typename C::result>(C::call(b, in));
                     return failure{};
                 }).why();
        out.push_back(std::move(a));
    }
    return out;
}

template <class C, int Extent>
std::vector<answer> on_serial(const std::vector<numbers>& cases) {
    constexpr int lines = 1 << 17;
    static std::vector<std::uint32_t> arena(std::size_t{lines} * 32);
    machine<serial, Extent, Extent> m(arena_memory{arena.data(), lines});
    std::vector<answer> out;
    numbers got(1 << 16);
    for (const numbers& c : cases) {
        const auto run = [&] {
            return C::evaluate(m, c.data(), got.data(), static_cast<int>(got.size()));
        };
        int n = run();
        if (n > static_cast<int>(got.size())) {
            got.resize(static_cast<std::size_t>(n));
            n = run();
        }
        out.push_back({static_cast<status>(got[0]), {got.begin() + 1, got.begin() + n}});
    }
    return out;
}

template <class C>
std::string text_of(const numbers& value) {
    const int* p = value.data();
    return text<typename C::result>::of(p);
}

/// Registers combination `id`: Op on arguments A.
template <class Op, class... A>
void add(runners& all, int id) {
    using C = combination<Op, A...>;
    runner& r = all[id];
    if constexpr (!std::is_same_v<typename C::result, type::ill>) {
        r.well_typed = true;
        r.by_definition = &on_reference<C>;
        r.text = &text_of<C>;
        r.tiers = {{"serial 32", &on_serial<C, 32>},
                   {"serial 64", &on_serial<C, 64>},
                   {"serial 128", &on_serial<C, 128>}};
    }
}

} // namespace batt::conformance

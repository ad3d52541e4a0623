// Inputs of the benchmarks: random grids and random scenes, the same in every run.
#pragma once

#include <batt/exec/batch.hpp>
#include <random>

namespace batt::bench {

/// A grid of h x w cells of random colours.
inline grid random_grid(std::mt19937& r, int h = 30, int w = 30) {
    grid g(h, w);
    for (int i = 0; i < h; ++i)
        for (int j = 0; j < w; ++j) g(i, j) = static_cast<signed char>(r() % 10);
    return g;
}

/// Rectangles of random colours and sizes on a background: about `objects` components.
inline grid random_scene(std::mt19937& r, int objects = 6, int h = 30, int w = 30) {
    grid g(h, w);
    for (int n = 0; n < objects; ++n) {
        const int a = 1 + static_cast<int>(r() % 8), b = 1 + static_cast<int>(r() % 8);
        const int i0 = static_cast<int>(r() % static_cast<unsigned>(h - a + 1));
        const int j0 = static_cast<int>(r() % static_cast<unsigned>(w - b + 1));
        const int c = 1 + static_cast<int>(r() % 9);
        for (int i = i0; i < i0 + a; ++i)
            for (int j = j0; j < j0 + b; ++j) g(i, j) = static_cast<signed char>(c);
    }
    return g;
}

/// Cells of two colours in turn: every cell a component, 900 at 30 x 30.
inline grid checkerboard(int h = 30, int w = 30) {
    grid g(h, w);
    for (int i = 0; i < h; ++i)
        for (int j = 0; j < w; ++j) g(i, j) = static_cast<signed char>(1 + (i + j) % 2);
    return g;
}

/// One component that winds through the whole grid: the longest path a flood can take.
inline grid snake(int h = 30, int w = 30) {
    grid g(h, w);
    for (int i = 0; i < h; ++i)
        for (int j = 0; j < w; ++j)
            if (i % 2 == 0 || (i % 4 == 1 ? j == w - 1 : j == 0)) g(i, j) = 3;
    return g;
}

/// About n samples: `distinct` different ones, made by f(random numbers), repeated.
template <class F>
batch samples(std::size_t n, std::size_t distinct, const F& f) {
    std::mt19937 r(12345);
    batch some;
    for (std::size_t k = 0; k < distinct && k < n; ++k) some.push_back(f(r));
    return some.repeated((n + distinct - 1) / distinct);
}

/// What a benchmark runs over: how a sample is made, and how many there are. On the device there
/// are more than its caches hold; slow inputs have fewer.
struct input {
    const char* name;
    grid (*make)(std::mt19937&);
    std::size_t distinct, on_device, on_host;
};

inline constexpr std::size_t many = std::size_t{1} << 22, few = std::size_t{1} << 18;
inline constexpr input grids{"random grids", [](std::mt19937& r) { return random_grid(r); },
                             1 << 14, many, 4096};
inline constexpr input small_grids{"random grids, 15 x 15",
                                   [](std::mt19937& r) { return random_grid(r, 15, 15); }, 1 << 14,
                                   many, 4096};
inline constexpr input scenes{"scenes of 6 objects",
                              [](std::mt19937& r) { return random_scene(r); }, 1 << 14, many, 4096};
inline constexpr input few_grids{"random grids", [](std::mt19937& r) { return random_grid(r); },
                                 1 << 14, few, 256};
inline constexpr input checkerboards{"checkerboard", [](std::mt19937&) { return checkerboard(); },
                                     1, few, 64};
inline constexpr input snakes{"snake", [](std::mt19937&) { return snake(); }, 1, few, 256};
inline constexpr input full_grids{"one colour", [](std::mt19937&) { return grid(30, 30, 3); }, 1,
                                  few, 256};

} // namespace batt::bench

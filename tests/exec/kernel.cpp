// Operations and programs in a user's own kernel, which provides the arena.
#include "support/run_program.hpp"
#include <batt/dsl.hpp>
#include <type_traits>

namespace batt::testing {

/// Values are copied as bytes, between host and device and into arenas. On the host windows have
/// copy functions of their own, which copy in vectors as long as those that are loaded next; the
/// result is that of copying bytes.
template <class M, class... Tag>
constexpr bool are_bytes =
    ((std::is_trivially_destructible_v<value::of<M, Tag>> &&
      (std::is_trivially_copyable_v<value::of<M, Tag>> || !M::lanes::on_device)) &&
     ...);

template <class M>
constexpr bool all_values_are_bytes() {
    using sum = type::named<op::add>;
    using add_two = type::rbind<sum, type::constant<2>>;
    using add_any = type::lbind<sum, type::integer>;
    return std::is_trivially_copyable_v<M> && std::is_trivially_copyable_v<failure> &&
           are_bytes<M, type::integer, type::boolean, type::ivec, type::grid, type::indices,
                     type::object, type::univalued, type::cell, type::constant<3>, type::flag<true>,
                     type::ill> &&
           are_bytes<M, type::set<type::integer>, type::set<type::object>, type::tuple<type::grid>,
                     type::set<type::tuple<type::indices>>, type::pair<type::grid, type::object>,
                     type::pair<type::boolean, type::pair<type::ivec, type::univalued>>> &&
           are_bytes<M, sum, add_two, add_any, type::compose<add_any, add_two>,
                     type::fork<sum, add_any, add_two>, type::matcher<add_any, type::integer>,
                     type::power<add_any, 3>, type::repeated<add_any>,
                     type::choice<add_any, add_two>, type::lbind<sum, type::grid>,
                     type::rbind<sum, type::object>>;
}
static_assert(all_values_are_bytes<machine<serial, 16, 16>>());
static_assert(all_values_are_bytes<machine<serial, 32, 32>>());
static_assert(all_values_are_bytes<machine<serial, 32, 64>>());
static_assert(all_values_are_bytes<machine<serial, 128, 128>>());
#if defined(__CUDACC__)
static_assert(all_values_are_bytes<machine<warp, 32, 32>>());
static_assert(all_values_are_bytes<machine<warp, 32, 64>>());
static_assert(all_values_are_bytes<machine<warp, 128, 128>>());
#endif

} // namespace batt::testing

namespace batt::solvers {

using namespace testing;

constexpr auto program = solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size),
                                x3 = fill(I, FIVE, x2), O = vmirror(x3));

/// The work on a sample: some plain calls, then a whole program.
struct work {
    packed_row in[packed_side], mirrored[packed_side], painted[packed_side], solved[packed_side];
    packed_size in_size, mirrored_size, painted_size, solved_size;
    int colors, objects, why, program_why, program_statement;
};

/// The same source on the host and in a kernel: only the machine differs.
template <class M>
BATT_FN void do_work(M& m, work& w) {
    m.reset();
    const value::grid<M> g = load_grid<M>(w.in, w.in_size);
    // plain calls: the machine comes first; constants, operations and values are arguments
    store_grid<M>(dsl::vmirror(m, g), w.mirrored, &w.mirrored_size);
    const integer colors = dsl::numcolors(m, g);
    const auto all = dsl::objects(m, g, dsl::T, dsl::F, dsl::T);
    const integer count = dsl::size(m, all);
    const auto largest = dsl::argmax(m, all, dsl::size);
    const auto key = dsl::compose(m, dsl::size, dsl::toindices);
    const auto moved = dsl::shift(m, dsl::argmin(m, all, key), dsl::UNITY);
    const auto painted = dsl::paint(m, dsl::fill(m, g, 7, largest), moved);
    // the failure of the calls so far, if there was one
    const status why = m.take_status();
    store_grid<M>(why == status::ok ? painted : value::empty_grid<M>(0), w.painted,
                  &w.painted_size);
    // a program is named by its type
    const auto solved = decltype(program)::run(m, g);
    store_grid<M>(solved.why.none() ? solved.value : value::empty_grid<M>(0), w.solved,
                  &w.solved_size);
    const auto put_down = [&] {
        w.colors = colors;
        w.objects = count;
        w.why = static_cast<int>(why);
        w.program_why = static_cast<int>(solved.why.why());
        w.program_statement = solved.why.statement();
    };
    if constexpr (M::lanes::on_device) {
        if (M::lanes::lane() == 0) put_down();
    } else {
        put_down();
    }
}

static std::vector<work> some_work() {
    std::mt19937 random(51);
    std::vector<work> out;
    for (int k = 0; k < 150; ++k) {
        const grid g = k == 0 ? grid() : (k == 1 ? grid(4, 4, 2) : random_grid(random));
        const batch packed(std::vector<grid>{g});
        work w{};
        std::memcpy(static_cast<void*>(w.in), packed.view().rows, sizeof w.in);
        w.in_size = packed.view().sizes[0];
        out.push_back(w);
    }
    return out;
}

/// Compares with the results by definition.
static void check_work(const std::vector<work>& all) {
    int failures = 0;
    for (const work& w : all) {
        const grid g = batch::unpack(w.in, w.in_size);
        CHECK(batch::unpack(w.mirrored, w.mirrored_size) ==
              on_reference<decltype(solver(O = vmirror(I)))>(g).out);
        CHECK(grid(1, 1, w.colors) ==
              on_reference<decltype(solver(x1 = numcolors(I), O = canvas(x1, UNITY)))>(g).out);
        const auto painted = on_reference<decltype(solver(
            x1 = objects(I, T, F, T), x2 = fill(I, SEVEN, argmax(x1, size)),
            x3 = argmin(x1, compose(size, toindices)), O = paint(x2, shift(x3, UNITY))))>(g);
        CHECK(static_cast<status>(w.why) == painted.why);
        CHECK(batch::unpack(w.painted, w.painted_size) == painted.out);
        const auto solved = on_reference<decltype(program)>(g);
        CHECK(static_cast<status>(w.program_why) == solved.why);
        CHECK(w.program_statement == solved.statement);
        CHECK(batch::unpack(w.solved, w.solved_size) == solved.out);
        failures += w.program_why != 0;
    }
    CHECK(failures > 0);
    CHECK(failures < 100);
}

TEST_CASE("on the host: the serial machine over the user's own memory") {
    auto all = some_work();
    constexpr int lines = 4096;
    std::vector<std::uint32_t> memory(std::size_t{lines} * 32);
    machine<serial> m(arena_memory{memory.data(), lines});
    for (work& w : all) do_work(m, w);
    check_work(all);
}

TEST_CASE("on the host: wider windows") {
    auto all = some_work();
    constexpr int lines = 8192;
    std::vector<std::uint32_t> memory(std::size_t{lines} * 32);
    machine<serial, 64, 64> m(arena_memory{memory.data(), lines});
    for (work& w : all) do_work(m, w);
    check_work(all);
}

#if defined(__CUDACC__)

/// The arena is an array in each lane.
__global__ void own_kernel(work* all, int count) {
    constexpr int lines = 4096;
    std::uint32_t arena[lines];
    machine<warp> m(arena_memory{arena, lines});
    const int warps = static_cast<int>(gridDim.x * blockDim.x / 32);
    for (int k = static_cast<int>((blockIdx.x * blockDim.x + threadIdx.x) / 32); k < count;
         k += warps)
        do_work(m, all[k]);
}

/// The arena lies in global memory, in lines of 32 words.
__global__ void own_kernel_over_memory(work* all, int count, std::uint32_t* memory, int lines) {
    using M = machine<warp, 32, 32, 32>;
    const int mine = static_cast<int>((blockIdx.x * blockDim.x + threadIdx.x) / 32);
    M m(arena_memory{memory +
                         static_cast<std::size_t>(mine) * static_cast<std::size_t>(lines) * 32 +
                         warp::lane(),
                     lines});
    const int warps = static_cast<int>(gridDim.x * blockDim.x / 32);
    for (int k = mine; k < count; k += warps) do_work(m, all[k]);
}

static void require(cudaError_t e) { REQUIRE_MESSAGE(e == cudaSuccess, cudaGetErrorString(e)); }

template <class Launch>
static std::vector<work> on_device(const Launch& launch) {
    auto all = some_work();
    work* d = nullptr;
    require(cudaMalloc(&d, all.size() * sizeof(work)));
    require(cudaMemcpy(d, all.data(), all.size() * sizeof(work), cudaMemcpyHostToDevice));
    launch(d, static_cast<int>(all.size()));
    require(cudaGetLastError());
    require(cudaMemcpy(static_cast<void*>(all.data()), d, all.size() * sizeof(work),
                       cudaMemcpyDeviceToHost));
    cudaFree(d);
    return all;
}

TEST_CASE("in a kernel: an array in each lane") {
    check_work(on_device([](work* d, int n) { own_kernel<<<10, 128>>>(d, n); }));
}

TEST_CASE("in a kernel: global memory for each warp") {
    constexpr int lines = 4096, warps = 8;
    std::uint32_t* memory = nullptr;
    require(cudaMalloc(&memory, sizeof(std::uint32_t) * 32 * lines * warps));
    check_work(on_device(
        [&](work* d, int n) { own_kernel_over_memory<<<warps / 4, 128>>>(d, n, memory, lines); }));
    cudaFree(memory);
}

#endif

} // namespace batt::solvers

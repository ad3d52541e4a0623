// The executor's results are right, and the same for every batch size, back end, memory and number
// of threads.
#include "support/object_pipeline.hpp"
#include "support/run_batch.hpp"
#include <batt/exec/detail/chunk.hpp>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <thread>

namespace batt::solvers {

using namespace testing;

// long enough that the warps of a block wait for each other at statements
constexpr auto longer =
    solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size), x3 = remove(x2, x1),
           x4 = argmin(x3, size), x5 = subtract(center(x2), center(x4)), x6 = first(x5),
           x7 = divide(TEN, x6), x8 = last(x5), x9 = add(x7, x8), x10 = astuple(x9, x7),
           x11 = shift(x4, x10), x12 = paint(I, x11), x13 = hmirror(x12), x14 = mostcolor(x13),
           x15 = leastcolor(I), x16 = replace(x13, x15, x14), x17 = rot90(x16), x18 = rot90(x17),
           x19 = portrait(x18), x20 = branch(x19, x18, I), O = vmirror(x20));

template <class P>
static void check_all(const P&, const std::vector<grid>& grids) {
    const auto results = all_on_reference<P>(grids);
    const auto wanted = some_expected(results);
    const batch in(grids), expected(wanted);
    mega_batch<P> executor;
    run_options o;
    o.outputs = true;
    o.where = backend::host;
    const run_report first = run_batch(executor, in, expected, o);
    check_report(first, results, wanted, true);
    CHECK(first.where == backend::host);
    CHECK(first.tier_samples.size() == 2);
    CHECK(first.tier_samples[0] == grids.size());
    for (const backend where : backends())
        for (const std::size_t batch_size : {0, 1, 7, 64, 1000})
            for (const int threads : {0, 1, 2}) {
                if (where == backend::cuda && threads != 0) continue;
                o.where = where;
                o.batch_size = batch_size;
                o.threads = threads;
                INFO("back end " << static_cast<int>(where) << ", batch size " << batch_size
                                 << ", threads " << threads);
                const run_report r = run_batch(executor, in, expected, o);
                CHECK(r.where == where);
                check_same(r, first);
            }
    // verdicts only, and without expected grids
    for (const backend where : backends()) {
        o = {};
        o.where = where;
        check_report(run_batch(executor, in, expected, o), results, wanted, false);
        o.outputs = true;
        check_report(run_batch(executor, in, {}, o), results, {}, true);
        o.outputs = false;
        check_report(run_batch(executor, in, {}, o), results, {}, false);
    }
}

TEST_CASE("a short program") {
    check_all(pipeline, some_grids(300, 11));
    check_all(pipeline, some_grids(1, 12));
    check_all(pipeline, some_grids(31, 13));
}

TEST_CASE("a long program") {
    CHECK(decltype(longer)::statements > 18);
    const auto grids = some_grids(300, 14);
    int failures = 0;
    for (const auto& r : all_on_reference<decltype(longer)>(grids)) failures += r.why != status::ok;
    CHECK(failures > 10);
    CHECK(failures < 290);
    check_all(longer, grids);
    check_all(longer, some_grids(1, 15));
}

TEST_CASE("the defaults") {
    const auto grids = some_grids(120, 16);
    const auto results = all_on_reference<decltype(pipeline)>(grids);
    const batch in(grids);
    mega_batch<decltype(pipeline)> executor;
    const auto r = executor.run(in);
    REQUIRE(r.has_value());
    check_report(*r, results, {}, false);
    CHECK(r->where == backends().back());
    CHECK(!r->device.empty());
    CHECK(r->seconds.total > 0);
    CHECK(r->seconds.kernel > 0);
}

TEST_CASE("an empty batch") {
    mega_batch<decltype(pipeline)> executor;
    for (const backend where : backends()) {
        run_options o;
        o.where = where;
        o.outputs = true;
        const run_report r = run_batch(executor, batch_view{}, batch_view{}, o);
        CHECK(r.verdicts.empty());
        CHECK(r.outputs.empty());
        CHECK(r.tier_samples == std::vector<std::size_t>{0, 0});
    }
}

TEST_CASE("chunks follow the memory of the device") {
    constexpr std::size_t gib = std::size_t{1} << 30;
    sample_view v;
    v.in.count = v.expected.count = 1'000'000'000;
    using batt::detail::chunk_for;
    // inputs and expected grids, each twice, a verdict, and the lists of overflows: 2,088 bytes
    CHECK(chunk_for(gib / 8, 2, v, false, 1, false) == gib / 8 / 4 / 2088);
    CHECK(chunk_for(gib / 8, 2, v, false, 1, true) == gib / 8 / 4 / 2602);
    CHECK(chunk_for(100 * gib, 2, v, false, 1, true) == 262'144);
    CHECK(chunk_for(100 * gib, 2, v, false, 64, true) == 4'096);
    CHECK(chunk_for(0, 2, v, false, 1, true) == 1'024);
    CHECK(chunk_for(gib / 8, 8, v, false, 1, false) == gib / 8 / 16 / 2088);
    CHECK(chunk_for(100 * gib, 2, v, true, 1, false) == 67'108'864); // the samples are kept there
    v.in.on_device = v.expected.on_device = true;
    CHECK(chunk_for(100 * gib, 2, v, false, 1, false) == 67'108'864);
    CHECK(chunk_for(100 * gib, 2, v, false, 1, true) == 100 * gib / 4 / 542);
}

#if defined(BATT_CORES_OMP) && defined(__linux__)
static int threads_of_process() {
    const std::filesystem::directory_iterator all("/proc/self/task");
    return static_cast<int>(std::distance(begin(all), end(all)));
}

/// How many threads a run over `samples` samples on up to 7 cores starts. OpenMP keeps them for the
/// thread that asked for them, so a new thread asks; they end some time after it.
static int threads_started(int samples) {
    const int others = threads_of_process();
    int started = 0;
    std::thread([&] {
        const batch in(some_grids(samples, 19));
        mega_batch<decltype(pipeline)> executor;
        run_options o;
        o.where = backend::host;
        o.threads = 7;
        const auto report = executor.run(in, o);
        started = report ? threads_of_process() - others - 1 : -1;
    }).join();
    for (int k = 0; k < 5000 && threads_of_process() > others; ++k)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return started;
}

TEST_CASE("no more threads than pieces of 64 samples") {
    CHECK(threads_started(4) == 0);
    CHECK(threads_started(64) == 0);
    CHECK(threads_started(65) == 1);
    CHECK(threads_started(200) == 3);
    CHECK(threads_started(500) == 6);
}
#endif

#if defined(__CUDACC__)
TEST_CASE("batches in device memory") {
    const auto grids = some_grids(300, 17);
    const auto results = all_on_reference<decltype(pipeline)>(grids);
    const auto wanted = some_expected(results);
    const batch in(grids), expected(wanted);
    const device_batch device_in = copied_to_device(in),
                       device_expected = copied_to_device(expected);
    mega_batch<decltype(pipeline)> executor;
    for (const std::size_t batch_size : {0, 1, 64})
        for (const bool outputs : {false, true}) {
            run_options o;
            o.batch_size = batch_size;
            o.outputs = outputs;
            check_report(run_batch(executor, device_in, device_expected, o), results, wanted,
                         outputs);
            check_report(run_batch(executor, device_in, expected, o), results, wanted, outputs);
            check_report(run_batch(executor, in, device_expected, o), results, wanted, outputs);
            check_report(run_batch(executor, device_in, {}, o), results, {}, outputs);
        }
}

TEST_CASE("batches in locked memory") {
    const auto grids = some_grids(300, 22);
    const auto results = all_on_reference<decltype(pipeline)>(grids);
    const auto wanted = some_expected(results);
    const batch in(grids), expected(wanted);
    const locked_batch locked_in(in), locked_expected(expected);
    CHECK(locked_in.is_locked());
    mega_batch<decltype(pipeline)> executor;
    for (const std::size_t batch_size : {0, 64}) {
        run_options o;
        o.where = backend::cuda;
        o.batch_size = batch_size;
        check_report(run_batch(executor, in, expected, o), results, wanted, false);
    }
}

TEST_CASE("batches in device memory, in pieces") {
    const auto grids = some_grids(301, 21);
    const auto results = all_on_reference<decltype(pipeline)>(grids);
    const auto wanted = some_expected(results);
    const batch in(grids), expected(wanted);
    mega_batch<decltype(pipeline)> executor;
    // one piece on each device
    const auto everywhere = device_batch::copy(in, -1),
               expected_there = device_batch::copy(expected, -1);
    REQUIRE(everywhere.has_value());
    REQUIRE(expected_there.has_value());
    // pieces on one device, one of them empty
    const device_batch first = copied_to_device(in), second = copied_to_device(expected);
    const auto cut = [](const device_batch& b) {
        const batch_view v = b;
        std::vector<batch_part> parts;
        for (const auto& [from, to] :
             {std::pair(0, 100), std::pair(100, 100), std::pair(100, 301)}) {
            const batch_view at = v.from(static_cast<std::size_t>(from));
            parts.push_back({0, at.rows, at.sizes, static_cast<std::size_t>(to - from)});
        }
        return parts;
    };
    const std::vector<batch_part> in_parts = cut(first), expected_parts = cut(second);
    batch_view pieces = first, expected_pieces = second;
    pieces.parts = in_parts;
    expected_pieces.parts = expected_parts;
    for (const std::size_t batch_size : {0, 16}) {
        run_options o;
        o.batch_size = batch_size;
        o.outputs = true;
        check_report(run_batch(executor, *everywhere, *expected_there, o), results, wanted, true);
        check_report(run_batch(executor, *everywhere, expected, o), results, wanted, true);
        check_report(run_batch(executor, pieces, expected_pieces, o), results, wanted, true);
    }
    run_options o;
    o.where = backend::cuda;
    const auto refused = executor.run(pieces, batch_view(second), o);
    REQUIRE(!refused.has_value());
    CHECK(refused.error().text == "inputs and expected outputs in device memory lie on different "
                                  "devices, or in different pieces");
    // a copy of a batch in pieces
    const auto again = device_batch::copy(pieces);
    REQUIRE(again.has_value());
    check_report(run_batch(executor, *again, {}, o), results, {}, false);
    const auto nowhere = device_batch::copy(in, 99);
    REQUIRE(!nowhere.has_value());
    CHECK(nowhere.error().text.find("a batch in device memory: ") == 0);
}

namespace {

/// Bytes in device memory.
class device_memory {
public:
    explicit device_memory(const std::vector<std::uint8_t>& from) : size_(from.size()) {
        REQUIRE(cudaMalloc(&p_, size_ + 1) == cudaSuccess);
        REQUIRE(cudaMemcpy(p_, from.data(), size_, cudaMemcpyHostToDevice) == cudaSuccess);
    }
    device_memory(const device_memory&) = delete;
    device_memory& operator=(const device_memory&) = delete;
    ~device_memory() { cudaFree(p_); }
    std::uint8_t* get() const { return static_cast<std::uint8_t*>(p_); }
    std::vector<std::uint8_t> bytes() const {
        std::vector<std::uint8_t> out(size_);
        REQUIRE(cudaMemcpy(out.data(), p_, size_, cudaMemcpyDeviceToHost) == cudaSuccess);
        return out;
    }

private:
    void* p_ = nullptr;
    std::size_t size_;
};

/// The grids of a batch in device memory.
std::vector<grid> fetched(const device_batch& b) {
    batch out;
    std::vector<std::size_t> all(b.size());
    for (std::size_t k = 0; k < all.size(); ++k) all[k] = k;
    REQUIRE(batt::detail::gather<batt::detail::cuda_api>(b.view(), all, out) == cudaSuccess);
    return out.grids();
}

template <class... A>
std::string refusal(const A&... a) {
    const auto b = device_batch::from_bytes(a...);
    return b ? std::string() : b.error().text;
}

} // namespace

TEST_CASE("batches from bytes in device memory and back give what they give on the host") {
    std::mt19937 random(24);
    constexpr std::size_t n = 1003;
    for (const auto& [h, w] : {std::pair(7, 9), std::pair(32, 32), std::pair(30, 30),
                               std::pair(1, 1), std::pair(40, 45), std::pair(3, 0)})
        for (const byte_strides apart : {byte_strides{}, byte_strides{0, 0, 2},
                                         byte_strides{1, 50, 1}, byte_strides{-3700, 46, 1}}) {
            INFO(h << " x " << w << ", " << apart.grid << " " << apart.row << " " << apart.cell);
            std::vector<std::uint8_t> memory(3700 * n + 4200);
            for (auto& c : memory) c = static_cast<std::uint8_t>(random() % 15);
            const std::size_t first = apart.grid < 0 ? 3700 * n : 0;
            const device_memory there(memory);
            std::vector<packed_size> sizes;
            for (std::size_t k = 0; k < n; ++k)
                sizes.push_back({static_cast<std::uint8_t>(random() % std::min(h + 1, 33)),
                                 static_cast<std::uint8_t>(random() % std::min(w + 1, 33))});
            const bool fits = h <= 32 && w <= 32;
            for (const packed_size* each : {fits ? nullptr : sizes.data(), sizes.data()}) {
                const auto due = batch::from_bytes(memory.data() + first, n, h, w, apart, each);
                const auto got =
                    device_batch::from_bytes(there.get() + first, n, h, w, apart, each);
                REQUIRE(due.has_value());
                REQUIRE_MESSAGE(got.has_value(), got.error().text);
                CHECK(got->size() == n);
                CHECK(fetched(*got) == due->grids());
                // to bytes that lie in the same way, and to bytes without gaps
                for (const bool is_close : {false, true}) {
                    const byte_strides to = is_close ? byte_strides{} : apart;
                    if (to.grid == 1) continue; // grids would share bytes
                    std::vector<std::uint8_t> back(memory.size(), 77);
                    const std::size_t at = to.grid < 0 ? first : 0;
                    const device_memory back_there(back);
                    CHECK(!due->to_bytes(back.data() + at, h, w, to, 99));
                    const auto why = got->to_bytes(back_there.get() + at, h, w, to, 99);
                    CHECK_MESSAGE(!why, why->text);
                    CHECK(back_there.bytes() == back);
                }
            }
        }
}

TEST_CASE("samples from bytes in device memory run there") {
    const auto grids = some_grids(300, 25);
    std::vector<packed_size> sizes;
    for (const grid& g : grids)
        sizes.push_back(
            {static_cast<std::uint8_t>(g.height()), static_cast<std::uint8_t>(g.width())});
    std::vector<std::uint8_t> cells(grids.size() * 1024);
    REQUIRE(!batch(grids).to_bytes(cells.data(), 32, 32));
    const device_memory there(cells);
    const auto in = device_batch::from_bytes(reinterpret_cast<const std::int8_t*>(there.get()),
                                             grids.size(), 32, 32, {}, sizes.data(), 0);
    REQUIRE_MESSAGE(in.has_value(), in.error().text);
    mega_batch<decltype(pipeline)> executor;
    run_options o;
    o.outputs = true;
    const auto results = all_on_reference<decltype(pipeline)>(grids);
    check_report(run_batch(executor, *in, {}, o), results, {}, true);
}

TEST_CASE("outputs that stay in device memory, as bytes") {
    auto grids = some_grids(300, 26);
    grids[9] = grid(33, 2, 5); // it runs by definition, and its output is too large for a device
    grids[9](0, 0) = 1;
    const auto results = all_on_reference<decltype(pipeline)>(grids);
    const auto wanted = some_expected(results);
    const batch in(grids), expected(wanted);
    const device_batch device_in = copied_to_device(in);
    mega_batch<decltype(pipeline)> executor;
    run_options o;
    for (o.batch_size = 0; o.batch_size < 100; o.batch_size += 64)
        for (const batch_view& from : {in.view(), device_in.view()}) {
            device_batch outputs;
            const auto report = executor.run_to_device({from, expected}, outputs, o);
            REQUIRE_MESSAGE(report.has_value(), report.error().text);
            CHECK(report->outputs.empty());
            REQUIRE(outputs.size() == grids.size());
            std::vector<grid> due;
            std::size_t wrong = 0;
            for (std::size_t k = 0; k < grids.size(); ++k) {
                due.push_back(results[k].out);
                wrong += report->verdicts[k] != verdict_on(results[k], &wanted[k]);
            }
            CHECK(wrong == 0);
            CHECK(fetched(outputs) == due);
            const device_memory cells(std::vector<std::uint8_t>(grids.size() * 1024, 0));
            const auto why = outputs.to_bytes(cells.get(), 32, 32);
            REQUIRE(why.has_value());
            CHECK(why->text == "grid 9 could not be packed: its cells are not on the device");
        }
    // without the large grid the outputs become bytes, and can be run again
    grids[9] = grid(3, 2, 5);
    const batch all_fit(grids);
    device_batch outputs;
    REQUIRE(executor.run_to_device({all_fit, {}}, outputs).has_value());
    const device_memory cells(std::vector<std::uint8_t>(grids.size() * 1024, 0));
    CHECK(!outputs.to_bytes(cells.get(), 32, 32));
    std::vector<std::uint8_t> due(grids.size() * 1024);
    const batch got(fetched(outputs));
    REQUIRE(!got.to_bytes(due.data(), 32, 32));
    CHECK(cells.bytes() == due);
    CHECK(executor.run({outputs, {}}).has_value());
    o.device = 99;
    const auto nowhere = executor.run_to_device({in, {}}, outputs, o);
    REQUIRE(!nowhere.has_value());
    CHECK(nowhere.error().text.find("there is no CUDA device 99") != std::string::npos);
}

TEST_CASE("bytes in device memory that cannot be packed, and batches that cannot be unpacked") {
    std::vector<std::uint8_t> cells(5 * 6 * 7, 3);
    const auto told = [&](std::size_t at, std::uint8_t byte) {
        std::vector<std::uint8_t> some = cells;
        some[at] = byte;
        some[5 * 42 - 1] = 200; // only the first wrong byte is reported
        const device_memory there(some);
        return refusal(there.get(), std::size_t{5}, 6, 7);
    };
    CHECK(told(42, 15) ==
          "grid 1 has the byte 15 in row 1, column 1, which is no colour from 0 to 14");
    CHECK(told(3 * 42 + 5 * 7 + 2, 255) ==
          "grid 3 has the byte 255 in row 6, column 3, which is no colour from 0 to 14");
    CHECK(told(5 * 42 - 1, 200).find("grid 4 has the byte 200 in row 6, column 7") == 0);
    const device_memory there(cells);
    std::vector<std::uint8_t> odd = cells;
    odd[6] = 254;
    const device_memory marked(odd);
    const auto* const signed_bytes = reinterpret_cast<const std::int8_t*>(marked.get());
    CHECK(refusal(signed_bytes, std::size_t{5}, 6, 7) ==
          "grid 0 has the byte -2 in row 1, column 7, which is no colour from 0 to 14");
    CHECK(refusal(there.get(), std::size_t{1}, 33, 2) ==
          "grid 0 is 33 x 2; in the memory of a device grids have at most 32 rows and columns");
    CHECK(refusal(there.get(), std::size_t{1}, -1, 2) == "grids of -1 x 2 cells are impossible");
    CHECK(refusal(static_cast<const std::uint8_t*>(nullptr), std::size_t{1}, 2, 2) ==
          "the grids have no memory");
    CHECK(refusal(cells.data(), std::size_t{1}, 2, 2) ==
          "the grids cannot be packed: the memory is not that of a GPU");
    CHECK(refusal(there.get(), std::size_t{1}, 2, 2, byte_strides{},
                  static_cast<const packed_size*>(nullptr), 99)
              .find("the grids cannot be packed: there is no CUDA device 99") == 0);
    std::vector<packed_size> sizes(5, {6, 7});
    sizes[2] = {7, 7};
    CHECK(refusal(there.get(), std::size_t{5}, 6, 7, byte_strides{},
                  static_cast<const packed_size*>(sizes.data())) ==
          "grid 2 has the size 7 x 7 in 6 x 7 cells, of which a device holds at most 32 x 32");
    const auto none = device_batch::from_bytes(static_cast<const std::uint8_t*>(nullptr), 0, 2, 2);
    REQUIRE(none.has_value());
    CHECK(none->size() == 0);
    CHECK(!none->to_bytes(nullptr, 2, 2));

    batch some(std::vector<grid>{grid(2, 2, 1), grid(3, 2, 1), grid(40, 2, 1)});
    some.push_absent();
    const device_batch copy = copied_to_device(some);
    CHECK(copy.to_bytes(marked.get(), 2, 2)->text == "grid 1 is 3 x 2, larger than 2 x 2");
    CHECK(copy.to_bytes(marked.get(), 3, 2)->text ==
          "grid 2 could not be packed: its cells are not on the device");
    batch absent(std::vector<grid>{grid(1, 1, -1)});
    absent.push_absent();
    CHECK(!copied_to_device(absent).to_bytes(marked.get(), 1, 2, {}, 9));
    const std::vector<std::uint8_t> got = marked.bytes();
    CHECK(std::vector<std::uint8_t>(got.begin(), got.begin() + 5) ==
          std::vector<std::uint8_t>{255, 9, 9, 9, 3});
}

TEST_CASE("after a run the caller's device is current again") {
    int count = 0, now = -1;
    REQUIRE(cudaGetDeviceCount(&count) == cudaSuccess);
    REQUIRE(cudaSetDevice(count - 1) == cudaSuccess);
    mega_batch<decltype(pipeline)> executor;
    run_options o;
    o.where = backend::cuda;
    for (o.device = 0; o.device < count; ++o.device) {
        CHECK(executor.run(batch(some_grids(3, 20)), o).has_value());
        REQUIRE(cudaGetDevice(&now) == cudaSuccess);
        CHECK(now == count - 1);
    }
    REQUIRE(cudaSetDevice(0) == cudaSuccess);
}

TEST_CASE("all devices") {
    const auto grids = some_grids(301, 18);
    const auto results = all_on_reference<decltype(pipeline)>(grids);
    const auto wanted = some_expected(results);
    mega_batch<decltype(pipeline)> executor;
    run_options o;
    o.where = backend::cuda;
    o.device = -1;
    o.outputs = true;
    o.batch_size = 16;
    check_report(run_batch(executor, batch(grids), batch(wanted), o), results, wanted, true);
}
#endif

} // namespace batt::solvers

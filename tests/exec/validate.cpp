// The validation layer: calls on values, batches of calls and columns, on the host and on a device.
#include "support/run_batch.hpp"
#include <batt/dsl.hpp>
#include <batt/exec/validate.hpp>
#include <batt/exec/validate_cuda.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

using failures = std::vector<failed_call>;

#if defined(__CUDACC__)
/// A column in device memory, freed when this object is destroyed.
template <class T>
class column_on_device {
public:
    explicit column_on_device(const std::vector<T>& v) : count_(v.size()) {
        REQUIRE(cudaMalloc(&data_, (count_ + 1) * sizeof(T)) == cudaSuccess);
        for (std::size_t k = 0; k < count_; ++k) {
            const T x = v[k];
            REQUIRE(cudaMemcpy(data_ + k, &x, sizeof x, cudaMemcpyHostToDevice) == cudaSuccess);
        }
    }
    column_on_device(const column_on_device&) = delete;
    column_on_device& operator=(const column_on_device&) = delete;
    ~column_on_device() { cudaFree(data_); }
    device_column<T> view() const { return {data_, count_}; }

private:
    T* data_ = nullptr;
    std::size_t count_;
};
template <>
class column_on_device<grid> {
public:
    explicit column_on_device(const std::vector<grid>& v) : batch_(copied_to_device(batch(v))) {}
    batch_view view() const { return batch_; }

private:
    device_batch batch_;
};

/// Checks that a call over columns on the device gives what the host gave.
template <class V, class F, class... C>
void check_device(const batch_results<V>& host, const F& f, const C&... columns) {
    const auto r = safe_batch_operation(f, columns.view()...);
    REQUIRE(r.has_value());
    CHECK(r->values == host.values);
    CHECK(r->failed == host.failed);
    const auto batch = batch_validate_and_call(f, std::make_tuple(columns.view()...));
    REQUIRE(batch.has_value());
    CHECK(batch->values == host.values);
    CHECK(batch->failed == host.failed);
}
#endif

/// f over columns; checks that a batch of calls, single calls and the device give the same.
template <class F, class... T>
auto over(const F& f, const std::vector<T>&... columns) {
    const auto r = safe_batch_operation(f, columns...);
    REQUIRE(r.has_value());
    const std::size_t lengths[] = {columns.size()...};
    std::vector<std::tuple<T...>> calls;
    for (std::size_t k = 0; k < lengths[0]; ++k) calls.emplace_back(columns[k]...);
    const auto batch = batch_validate_and_call(f, calls);
    CHECK(batch.values == r->values);
    CHECK(batch.failed == r->failed);
    std::size_t wrong = 0;
    auto failed = r->failed.begin();
    for (std::size_t k = 0; k < lengths[0]; ++k) {
        const auto one = validate_and_call(f, T(columns[k])...);
        const bool fails = failed != r->failed.end() && failed->position == k;
        wrong += one.has_value() == fails ||
                 (fails ? one.error().why() != failed->why : *one != r->values[k]);
        if (fails) ++failed;
    }
    CHECK(wrong == 0);
    CHECK(failed == r->failed.end());
#if defined(__CUDACC__)
    check_device(*r, f, column_on_device<T>(columns)...);
#endif
    return *r;
}

template <class R>
status why(const R& r) {
    return r.has_value() ? status::ok : r.error().why();
}

TEST_CASE("plain calls on the host") {
    const grid g{{1, 2}, {0, 3}};
    CHECK(dsl::upscale(g, 2) == grid{{1, 1, 2, 2}, {1, 1, 2, 2}, {0, 0, 3, 3}, {0, 0, 3, 3}});
    CHECK(dsl::upscale(g, dsl::THREE) == dsl::upscale(g, 3));
    CHECK(dsl::vmirror(g) == grid{{2, 1}, {3, 0}});
    CHECK(dsl::vmirror(grid()) == grid());
    CHECK(dsl::add(3, 4) == 7);
    CHECK(dsl::add(ivec{1, 2}, ivec{3, 4}) == ivec{4, 6});
    CHECK(dsl::even(4) == true);
    CHECK(dsl::height(g) == 2);
    CHECK(dsl::apply(dsl::size, dsl::objects(g, dsl::T, dsl::F, dsl::T).value()).value().size() ==
          1);
    CHECK(dsl::objects(g, dsl::T, dsl::F, dsl::T).value().size() == 3);
    CHECK(why(dsl::divide(7, 0)) == status::divide_by_zero);
    CHECK(why(dsl::downscale(g, 0)) == status::divide_by_zero);
    CHECK(why(dsl::argmax(dsl::objects(grid(2, 2, 1), dsl::T, dsl::F, dsl::T).value(),
                          dsl::size)) == status::empty);
    CHECK(why(dsl::canvas(15, ivec{2, 2})) == status::domain);
}

TEST_CASE("validated calls of functions and programs") {
    const grid g{{1, 2}, {0, 3}};
    CHECK(validate_and_call(dsl::rbind(dsl::upscale, dsl::TWO), g) == dsl::upscale(g, 2));
    CHECK(validate_and_call(dsl::compose(dsl::hmirror, dsl::vmirror), g) == grid{{3, 0}, {2, 1}});
    using namespace solvers;
    constexpr auto p =
        solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size), O = fill(I, FIVE, x2));
    CHECK(validate_and_call(p, grid{{0, 1, 1}, {2, 0, 0}}) == grid{{0, 5, 5}, {2, 0, 0}});
    const auto failed = validate_and_call(p, grid(3, 3));
    CHECK(why(failed) == status::empty);
    CHECK(failed.error().statement() == 2);
}

TEST_CASE("values that the machine of a thread does not hold run by definition") {
    CHECK(dsl::upscale(grid(20, 20, 4), 3) == grid(60, 60, 4));
    CHECK(dsl::vmirror(grid(40, 50, 4)) == grid(40, 50, 4));
    CHECK(dsl::width(grid(1, 1000, 4)) == 1000);
    CHECK(why(dsl::upscale(grid(30, 30, 4), 2000)) == status::capacity);
    CHECK(why(dsl::vmirror(grid(2, 2, 100))) == status::domain);
}

/// What f gives by definition.
template <class F, class... A>
auto defined(const F& f, const A&... args) {
    reference::definition_machine b;
    using V = decltype(host::from_machine(b, batt::detail::call_on(b, f, args...)));
    result<V> out{};
    const failure why = b.attempt(0, [&] {
        out = host::from_machine(b, batt::detail::call_on(b, f, args...));
        return failure{};
    });
    if (!why.none()) out = cuda::std::unexpected<failure>(why);
    return out;
}
/// Checks that a call gives what the definition gives; returns whether it fails.
template <class F, class... A>
bool check_call(const F& f, const A&... args) {
    const auto got = validate_and_call(f, args...);
    const auto due = defined(f, args...);
    CHECK(why(got) == why(due));
    if (got.has_value() && due.has_value()) CHECK((*got == *due));
    return !due.has_value();
}

TEST_CASE("calls that give containers give what the definition gives") {
    std::vector<grid> grids = some_grids(160, 83);
    grids.push_back(grid(33, 2, 1));
    grids.push_back(grid{{1, 2, 1}, {2, 99, 2}});
    grids.push_back(grid(3, 3, 15));
    std::size_t failed = 0, calls = 0;
    const auto check = [&](const auto& f, const auto&... args) {
        failed += check_call(f, args...) ? 1 : 0;
        ++calls;
    };
    for (std::size_t k = 0; k < grids.size(); ++k) {
        CAPTURE(k);
        const grid& g = grids[k];
        const bool a = k % 2 == 0, b = k % 4 < 2, c = k % 8 < 4;
        check(dsl::objects, g, dsl::T, dsl::F, dsl::T);
        check(dsl::objects, g, dsl::F, dsl::T, dsl::F);
        check(dsl::objects, g, a, b, c);
        check(dsl::partition, g);
        check(dsl::frontiers, g);
        check(dsl::palette, g);
        check(dsl::ofcolor, g, static_cast<integer>(k % 12));
        check(dsl::asobject, g);
        check(dsl::asindices, g);
        check(dsl::hsplit, g, static_cast<integer>(k % 4));
        check(dsl::astuple, g, g);
        check(dsl::first, g);
        check(dsl::compose(dsl::totuple, dsl::partition), g);
        check(dsl::fork(dsl::pair, dsl::identity, dsl::vmirror), g);
        check(dsl::fork(dsl::astuple, dsl::ulcorner, dsl::size),
              dsl::ofcolor(g, 3).value_or(reference::indices()));
        check(dsl::lbind(dsl::apply, dsl::size), g);
        check(dsl::lbind(dsl::apply, dsl::first), g);
    }
    CHECK(failed > 20);
    CHECK(failed < calls / 2);
    check(dsl::shoot, ivec{3, 4}, ivec{1, 1}); // larger than a window of 32
    check(dsl::connect, ivec{-40'000, 0}, ivec{0, 0});
    check(dsl::interval, 0, 5000, 1);
    check(dsl::repeat, true, 7);
    check(dsl::repeat, ivec{1, 2}, 3);
}

TEST_CASE("which calls run on a machine first") {
    CHECK(host::is_for_machine<type::set<type::object>, type::grid>);
    CHECK(host::is_for_machine<type::grid, type::grid, type::integer, type::object>); // fill
    CHECK(host::is_for_machine<type::integer, type::object, type::grid>);
    CHECK(host::is_for_machine<type::grid, type::grid, type::tuple<type::cell>>); // paint
    CHECK(host::is_for_machine<type::indices, type::object>);                     // outbox
    CHECK(host::is_for_machine<type::boolean, type::object, type::indices>);      // adjacent
    CHECK(!host::is_for_machine<type::integer, type::object>);                    // size
    CHECK(!host::is_for_machine<type::object, type::set<type::object>>);          // argmax
    CHECK(!host::is_for_machine<type::set<type::object>, type::set<type::object>,
                                type::set<type::object>>);
    CHECK(!host::is_for_machine<type::integer, type::tuple<type::integer>>);
}

/// Patches of grids, and patches that are too large for windows of 32 or have special colours.
struct some_patches {
    std::vector<reference::object> objects;
    std::vector<reference::indices> indices;

    some_patches() {
        for (const grid& g : some_grids(60, 85)) {
            const auto found = dsl::objects(g, dsl::T, dsl::F, dsl::T).value();
            const auto several = dsl::objects(g, dsl::F, dsl::T, dsl::F).value();
            if (!found.empty()) objects.push_back(*found.begin());
            if (!several.empty()) objects.push_back(*several.begin());
            objects.push_back(dsl::asobject(g).value());
            indices.push_back(dsl::ofcolor(g, 3).value());
            indices.push_back(dsl::asindices(g).value());
        }
        const std::size_t n = objects.size();
        for (std::size_t k = 0; k < n; k += 3) {
            objects.push_back(moved(objects[k], {-static_cast<integer>(k), 20}));
            objects.push_back(moved(objects[k], {32'730, -32'760}));
        }
        objects.push_back({});
        objects.push_back({{3, {0, 0}}, {3, {31, 31}}});
        objects.push_back({{3, {0, 0}}, {3, {32, 31}}});
        objects.push_back({{3, {5, 70}}, {3, {36, 39}}, {4, {36, 39}}, {4, {5, 70}}});
        objects.push_back({{-1, {2, 2}}, {14, {2, 2}}});
        const reference::color_scope sixteen(15);
        objects.push_back({{15, {2, 2}}, {1, {2, 3}}});
        objects.push_back({{1, {-32'768, 32'767}}, {2, {-32'767, 32'767}}});
        for (const reference::object& o : std::vector(objects.end() - 7, objects.end())) {
            std::vector<ivec> at;
            for (const cell& c : o) at.push_back(c.second);
            indices.emplace_back(reference::indices(std::move(at)));
        }
    }

private:
    static reference::object moved(const reference::object& o, ivec by) {
        std::vector<cell> cells;
        for (const cell& c : o) cells.push_back({c.first, {c.second.i + by.i, c.second.j + by.j}});
        return reference::object(std::move(cells));
    }
};

TEST_CASE("calls that take containers give what the definition gives") {
    const some_patches given;
    const std::vector<grid> grids = some_grids(static_cast<int>(given.objects.size()), 86);
    std::size_t failed = 0, calls = 0;
    const auto check = [&](const auto& f, const auto&... args) {
        failed += check_call(f, args...) ? 1 : 0;
        ++calls;
    };
    for (std::size_t k = 0; k < given.objects.size(); ++k) {
        CAPTURE(k);
        const grid& g = grids[k];
        const reference::object& o = given.objects[k];
        const reference::object& other = given.objects[k * 7 % given.objects.size()];
        const reference::indices& p = given.indices[k % given.indices.size()];
        const reference::tuple<ivec> places(p);
        const reference::tuple<cell> cells(o);
        check(dsl::fill, g, 5, o);
        check(dsl::fill, g, static_cast<integer>(k % 17), p);
        check(dsl::fill, g, 2, places);
        check(dsl::paint, g, o);
        check(dsl::paint, g, cells);
        check(dsl::underfill, g, 4, p);
        check(dsl::underpaint, g, other);
        check(dsl::cover, g, o);
        check(dsl::move, g, o, ivec{1, -1});
        check(dsl::subgrid, o, g);
        check(dsl::toobject, p, g);
        check(dsl::occurrences, g, o);
        check(dsl::bordering, o, g);
        check(dsl::outbox, o);
        check(dsl::delta, p);
        check(dsl::recolor, 3, p);
        check(dsl::recolor, 7, o);
        check(dsl::shift, o, ivec{3, 30});
        check(dsl::normalize, o);
        check(dsl::dmirror, o);
        check(dsl::toindices, o);
        check(dsl::insert, ivec{3, 40}, p);
        check(dsl::combine, o, other);
        check(dsl::intersection, o, other);
        check(dsl::difference, p, given.indices[0]);
        check(dsl::gravitate, o, other);
        check(dsl::manhattan, o, p);
        check(dsl::adjacent, o, other);
        check(dsl::position, p, o);
        check(dsl::sfilter, o, dsl::matcher(dsl::first, 3).value());
        check(dsl::size, o);
        check(dsl::ulcorner, p);
        check(dsl::index, g, ivec{0, 0});
    }
    CHECK(failed > 100);
    CHECK(failed < calls / 2);
    std::size_t sets = 0;
    for (const grid& g : grids) {
        const auto found = dsl::objects(g, dsl::T, dsl::F, dsl::T);
        const auto colors = dsl::palette(g);
        if (!found || !colors) continue; // the grid is empty
        ++sets;
        const reference::set<reference::object> all = *found;
        check(dsl::argmax, all, dsl::size);
        check(dsl::merge, all);
        check(dsl::difference, all, dsl::colorfilter(all, 3).value());
        check(dsl::mapply, dsl::outbox, all);
        check(dsl::order, all, dsl::ulcorner);
        check(dsl::first, all);
        check(dsl::contained, 3, reference::set<integer>(*colors));
    }
    CHECK(sets > grids.size() / 2);
}

TEST_CASE("a function that binds a container runs by definition") {
    const auto few = dsl::initset(cell{3, {0, 0}}).value();
    const auto without = dsl::rbind(dsl::difference, few);
    const reference::object both{{3, {0, 0}}, {4, {1, 1}}};
    const auto left = validate_and_call(without.value(), both);
    REQUIRE(left.has_value());
    CHECK(*left == reference::object{{4, {1, 1}}});
}

TEST_CASE("a call whose containers do not fit an arena runs by definition") {
    const auto pairs =
        dsl::compose(dsl::fork(dsl::product, dsl::identity, dsl::identity), dsl::asindices);
    const auto all = validate_and_call(pairs, grid(12, 30));
    REQUIRE(all.has_value());
    CHECK(all->size() == 360 * 360);
    CHECK(all->begin()->first == ivec{0, 0});
}

TEST_CASE("programs called on one grid") {
    using namespace solvers;
    constexpr auto p =
        solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size), O = fill(I, FIVE, x2));
    constexpr auto rays = solver(x1 = shoot(ORIGIN, UNITY), O = fill(I, THREE, x1));
    constexpr auto wide = solver(x1 = upscale(I, THREE), O = vmirror(x1));
    constexpr auto far = solver(x1 = asobject(I), x2 = shift(x1, TWO_BY_TWO), x3 = combine(x1, x2),
                                O = paint(I, x3));
    std::vector<grid> grids = some_grids(120, 84);
    grids.push_back(grid(33, 40, 2));
    std::size_t failed = 0;
    const auto check = [&](const auto& program) {
        CHECK(why(program(grid{{1, 100}})) == status::domain);
        for (const grid& g : grids) {
            const auto got = program(g);
            reference::definition_machine b;
            const auto due = program.run_grid(b, reference::from_host(g));
            if (got.has_value() && due.why.none())
                CHECK(*got == reference::to_host(due.value));
            else
                CHECK(why(got) == due.why.why());
            failed += got.has_value() ? 0 : 1;
        }
    };
    check(p);
    check(rays);
    check(wide);
    check(far);
    CHECK(failed > 4);
    CHECK(failed < 120);
}

TEST_CASE("columns of unequal length give one error, and nothing runs") {
    const auto text = [](const auto& r) {
        REQUIRE(!r.has_value());
        return r.error().text;
    };
    const std::string sentence = "column 1 has 2 elements but column 2 has 3";
    CHECK(text(safe_batch_operation(dsl::add, std::vector{1, 2}, std::vector{1, 2, 3})) ==
          sentence);
    CHECK(text(safe_batch_operation(dsl::add, std::vector{1, 2}, std::vector<integer>{})) ==
          "column 1 has 2 elements but column 2 has 0");
    CHECK(text(safe_batch_operation(dsl::replace, std::vector(3, grid(1, 1)), std::vector(3, 1),
                                    std::vector(4, 2))) ==
          "column 1 has 3 elements but column 3 has 4");
#if defined(__CUDACC__)
    // columns that must not be read
    const device_column<integer> two{nullptr, 2}, three{nullptr, 3};
    CHECK(text(safe_batch_operation(dsl::add, two, three)) == sentence);
    CHECK(text(batch_validate_and_call(dsl::add, std::tuple(two, three))) == sentence);
    const batch grids(std::vector<grid>(2));
    CHECK(text(safe_batch_operation(dsl::vmirror, grids.view())) ==
          "column 1 is a batch in host memory, not on the device");
#endif
}

TEST_CASE("columns of no element, and of one") {
    CHECK(over(dsl::add, std::vector<integer>{}, std::vector<integer>{}).values.empty());
    CHECK(over(dsl::vmirror, std::vector<grid>{}).failed.empty());
    CHECK(over(dsl::add, std::vector{3}, std::vector{4}).values == std::vector{7});
    const auto r = over(dsl::divide, std::vector{3}, std::vector{0});
    CHECK(r.values == std::vector{0});
    CHECK(r.failed == failures{{0, status::divide_by_zero}});
    CHECK(over(dsl::hmirror, std::vector{grid{{1}, {2}}}).values == std::vector{grid{{2}, {1}}});
}

TEST_CASE("a few elements of every kind that columns hold") {
    CHECK(over(dsl::flip, std::vector{true, false}).values == std::vector{false, true});
    CHECK(over(dsl::astuple, std::vector{1, 2}, std::vector{3, 4}).values ==
          std::vector{ivec{1, 3}, ivec{2, 4}});
    CHECK(over(dsl::tojvec, std::vector{5}).values == std::vector{ivec{0, 5}});
    CHECK(over(dsl::shape, std::vector{grid(2, 3), grid()}).values ==
          std::vector{ivec{2, 3}, ivec{0, 0}});
    CHECK(over(dsl::replace, std::vector{grid{{1, 2}}, grid{{2, 2}}}, std::vector{1, 2},
               std::vector{7, 8})
              .values == std::vector{grid{{7, 2}}, grid{{8, 8}}});
    CHECK(over(dsl::rbind(dsl::upscale, dsl::TWO), std::vector{grid{{1}}}).values ==
          std::vector{grid(2, 2, 1)});
}

TEST_CASE("10,000 elements, some of which fail or fit no machine") {
    std::vector<integer> a, b;
    std::vector<grid> grids;
    std::vector<integer> factors;
    failures divisions, scales;
    for (int k = 0; k < 10'000; ++k) {
        const auto at = static_cast<std::size_t>(k);
        a.push_back(k);
        b.push_back(k % 7 - 3);
        if (b.back() == 0) divisions.push_back({at, status::divide_by_zero});
        grids.emplace_back(k % 5, 3, k % 10);
        // 4 * 9 rows at most; a few outputs are too large for everything
        factors.push_back(k % 1000 == 3 ? 2000 : k % 10);
        if (k % 1000 == 3) scales.push_back({at, status::capacity});
    }
    const auto quotients = over(dsl::divide, a, b);
    REQUIRE(quotients.values.size() == 10'000);
    CHECK(quotients.failed == divisions);
    CHECK(quotients.values[6] == 2);
    CHECK(quotients.values[7] == -3);
    const auto scaled = over(dsl::upscale, grids, factors);
    REQUIRE(scaled.values.size() == 10'000);
    CHECK(scaled.failed == scales);
    CHECK(scaled.values[9'999] == grid(36, 27, 9));
    CHECK(scaled.values[9'003] == grid());
}

} // namespace batt::testing
BATT_HOST_CALLS_END

// A device made of host memory, on which the device code of the executor runs without a GPU: work
// on streams is done when a caller waits for it, memory is watched, and any call can be made to
// fail.
#pragma once

#include <algorithm>
#include <batt/exec/detail/device_run.hpp>
#include <deque>
#include <functional>
#include <map>
#include <mutex>

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

struct fake_stream {
    struct piece {
        std::function<void()> f;
        bool is_release = false; ///< also done after an error
    };
    std::deque<piece> work;
};
struct fake_event {
    bool is_over = false;
};

/// All fake devices with what was made on them, and which calls are to fail.
class fake_machine {
public:
    static fake_machine& get() {
        static fake_machine one;
        return one;
    }
    enum : int { fine, out_of_memory, broken };

    int devices = 1;
    std::size_t memory = ~std::size_t{0}; ///< of each device
    std::size_t fails_at = 0;             ///< the call that fails, counted from 1; 0: none
    bool fails_on = false;                ///< whether all calls after it fail, too
    bool only_memory = false;             ///< whether only calls that ask for memory count

    std::size_t calls = 0, launches = 0, sent = 0; ///< since the last clear(); bytes sent

    void clear() {
        *this_values() = {};
        devices = 1;
        memory = ~std::size_t{0};
        fails_at = calls = launches = sent = 0;
        fails_on = only_memory = false;
    }
    /// Whether nothing is left of what was made.
    bool is_empty() const { return blocks_.empty() && streams_ == 0 && events_ == 0; }
    const std::vector<std::string>& wrongs() const { return wrongs_; }
    void wrong(const char* what) {
        const std::lock_guard lock(mutex_);
        wrongs_.emplace_back(what);
    }

    int call(bool is_memory = false) {
        const std::lock_guard lock(mutex_);
        if (only_memory && !is_memory) return fine;
        ++calls;
        const bool fails = fails_at != 0 && (calls == fails_at || (fails_on && calls > fails_at));
        return fails ? is_memory ? out_of_memory : broken : fine;
    }

    struct block {
        std::size_t bytes;
        int device; ///< -1: locked memory of the host
    };
    int allocate(void*& p, std::size_t bytes, int device) {
        if (const int e = call(true)) return e;
        const std::lock_guard lock(mutex_);
        if (device >= 0 && used_[device] + bytes > memory) return out_of_memory;
        used_[device] += bytes;
        p = std::malloc(std::max<std::size_t>(bytes, 1));
        std::memset(p, 0xA5, std::max<std::size_t>(bytes, 1));
        blocks_[static_cast<char*>(p)] = {bytes, device};
        return fine;
    }
    void release(void* p) {
        const std::lock_guard lock(mutex_);
        const auto at = blocks_.find(static_cast<char*>(p));
        if (at == blocks_.end()) {
            wrongs_.emplace_back("memory is given back that was not allocated");
            return;
        }
        used_[at->second.device] -= at->second.bytes;
        std::memset(p, 0x5A, at->second.bytes);
        std::free(p);
        blocks_.erase(at);
    }
    /// The block that holds all of these bytes; null if there is none.
    const block* find(const void* p, std::size_t bytes) {
        const std::lock_guard lock(mutex_);
        const auto* const at = static_cast<const char*>(p);
        auto next = blocks_.upper_bound(const_cast<char*>(at));
        if (next == blocks_.begin()) return nullptr;
        --next;
        return at + bytes <= next->first + next->second.bytes ? &next->second : nullptr;
    }
    std::size_t used(int device) {
        const std::lock_guard lock(mutex_);
        return used_[device];
    }
    void made_stream(int n) {
        const std::lock_guard lock(mutex_);
        streams_ += n;
    }
    void made_event(int n) {
        const std::lock_guard lock(mutex_);
        events_ += n;
    }
    void sends(std::size_t bytes) {
        const std::lock_guard lock(mutex_);
        sent += bytes;
    }

private:
    std::vector<std::string>* this_values() { return &wrongs_; }

    std::mutex mutex_;
    std::map<char*, block> blocks_;
    std::map<int, std::size_t> used_;
    std::vector<std::string> wrongs_;
    int streams_ = 0, events_ = 0;
};

/// What the executor calls instead of `cuda_api`, on the fake machine.
struct fake_device {
    using error = int;
    using stream = fake_stream*;
    using event = fake_event*;
    using launcher = error (*)(const batt::detail::device_job&, stream);

    static constexpr error no_error = fake_machine::fine, no_memory = fake_machine::out_of_memory;
    static constexpr const char* name = "fake";

    static inline thread_local int current = 0;
    class in_use {
    public:
        in_use() = default;
        explicit in_use(int device) : error_(machine().call()) { current = device; }
        in_use(const in_use&) = delete;
        in_use& operator=(const in_use&) = delete;
        ~in_use() { current = before_; }
        fake_device::error error() const { return error_; }

    private:
        int before_ = current;
        fake_device::error error_ = no_error;
    };

    static fake_machine& machine() { return fake_machine::get(); }
    static bool failed(error e) { return e != no_error; }
    static const char* text(error e) { return e == no_memory ? "out of memory" : "broken"; }
    static void forget_error() {}
    static int count(int wanted, error_message& why) {
        if (wanted >= -1 && wanted < machine().devices) return machine().devices;
        why.text = "there is no fake device " + std::to_string(wanted);
        return 0;
    }
    static std::string name_of(int) { return "a fake device"; }
    static int device_of(const void* p) {
        const auto* const block = machine().find(p, 1);
        return block != nullptr ? block->device : -1;
    }
    static bool is_locked(const void* p) {
        const auto* const block = machine().find(p, 1);
        return block != nullptr && block->device < 0;
    }
    static error free_memory(int device, std::size_t& free) {
        if (const error e = machine().call()) return e;
        free = machine().memory - machine().used(device);
        return no_error;
    }
    static error allocate(void*& p, std::size_t bytes, stream s) {
        const error e = machine().allocate(p, bytes, current);
        if (e != no_memory || machine().fails_at != 0) return e;
        finish(s); // gives back what was released on the stream
        return machine().allocate(p, bytes, current);
    }
    static void release(void* p, stream s) {
        s->work.push_back({[p] { machine().release(p); }, true});
    }
    static error allocate_locked(void*& p, std::size_t bytes) {
        return machine().allocate(p, bytes, -1);
    }
    static void release_locked(void* p) { machine().release(p); }

    static error make_stream(stream& s, int) {
        if (const error e = machine().call()) return e;
        s = new fake_stream;
        machine().made_stream(1);
        return no_error;
    }
    static void end_stream(stream s) {
        finish(s);
        delete s;
        machine().made_stream(-1);
    }
    static error wait(stream s) {
        const error e = machine().call();
        finish(s, e == no_error);
        return e;
    }
    static error make_event(event& e) {
        if (const error failed = machine().call()) return failed;
        e = new fake_event;
        machine().made_event(1);
        return no_error;
    }
    static void end_event(event e) {
        delete e;
        machine().made_event(-1);
    }
    static error record(event e, stream s) {
        if (const error failed = machine().call()) return failed;
        e->is_over = false;
        s->work.push_back({[e] { e->is_over = true; }});
        return no_error;
    }
    static double seconds(event from, event to) {
        if (!from->is_over || !to->is_over)
            machine().wrong("the time between events of which one is not over");
        return 1e-6;
    }

    static error to_device(void* to, const void* from, std::size_t bytes, stream s) {
        machine().sends(bytes);
        return copy_later(to, from, bytes, s, to, from);
    }
    static error to_host(void* to, const void* from, std::size_t bytes, stream s) {
        return copy_later(to, from, bytes, s, from, to);
    }
    static error on_device(void* to, const void* from, std::size_t bytes, stream s) {
        return copy_later(to, from, bytes, s, to, nullptr);
    }
    static error spread_rows(const packed_row* from, const std::uint32_t* begins,
                             const packed_size* sizes, std::size_t n, packed_row* to, stream s) {
        if (const error e = machine().call()) return e;
        s->work.push_back({[=] {
            for (std::size_t k = 0; k < n; ++k) {
                std::fill_n(to + k * packed_side, packed_side, packed_row{});
                if (sizes[k].is_packed())
                    std::copy_n(from + begins[k], sizes[k].h, to + k * packed_side);
            }
        }});
        return no_error;
    }
    static error copy(void* to, const void* from, std::size_t bytes) {
        if (const error e = machine().call()) return e;
        std::memcpy(to, from, bytes);
        return no_error;
    }

    /// Runs the turns of a job on the serial machine, when a caller waits for them.
    template <class Pipeline, class Tier>
    static error launch(const batt::detail::device_job& job, stream s) {
        if (const error e = machine().call()) return e;
        s->work.push_back({[job] {
            ++machine().launches;
            using M = typename Tier::template machine_type<serial>;
            std::vector<std::uint32_t> arena(static_cast<std::size_t>(Tier::lines) * 32);
            M m(arena_memory{arena.data(), Tier::lines});
            const auto see = [](const void* p, std::size_t bytes) {
                const auto* const block = machine().find(p, bytes);
                if (block == nullptr || block->device < 0)
                    machine().wrong("a launch reads or writes memory that is not on a device");
            };
            constexpr auto programs = static_cast<std::size_t>(Pipeline::programs);
            const std::size_t results = job.count * programs;
            see(job.verdicts, results * sizeof(verdict));
            if (job.out != nullptr) see(job.out, results * packed_side * sizeof(packed_row));
            if (job.positions != nullptr) see(job.positions, job.count * sizeof(std::uint32_t));
            if (job.active != nullptr) see(job.active, job.count * sizeof(std::uint64_t));
            if (job.task != nullptr) see(job.task, job.count * sizeof(std::uint32_t));
            constexpr auto words =
                static_cast<std::size_t>(batt::detail::parameters_of<Pipeline>.words());
            if (words != 0)
                see(job.parameters,
                    ((job.count - 1) * job.parameters_apart + words) * sizeof(integer));
            for (std::uint32_t k = 0; k < job.count; ++k) {
                const auto at = batt::detail::place_of(job, k, true, Pipeline::uses_demonstrations);
                see(at.in, packed_side * sizeof(packed_row));
                if (at.scored) see(at.expected, packed_side * sizeof(packed_row));
                run_pipeline<Pipeline>(m, at, nothing{});
            }
        }});
        return no_error;
    }

private:
    static void finish(stream s, bool is_good = true) {
        while (!s->work.empty()) {
            const auto next = std::move(s->work.front());
            s->work.pop_front();
            if (is_good || next.is_release) next.f();
        }
    }
    static error copy_later(void* to, const void* from, std::size_t bytes, stream s,
                            const void* there, const void* here) {
        if (const error e = machine().call()) return e;
        s->work.push_back({[=] {
            const auto* const device = machine().find(there, bytes);
            if (bytes != 0 && (device == nullptr || device->device < 0))
                machine().wrong("a copy to or from memory that is not on a device");
            if (bytes != 0 && here != nullptr && !is_locked(here))
                machine().wrong("a copy goes to or from memory that is not locked");
            if (bytes != 0) std::memcpy(to, from, bytes);
        }});
        return no_error;
    }
};

/// The launchers of a pipeline's tiers on the fake device.
template <class Pipeline, class Tiers>
struct fake_tiers;
template <class Pipeline, class... T>
struct fake_tiers<Pipeline, tiers<T...>> {
    static constexpr fake_device::launcher launchers[] = {&fake_device::launch<Pipeline, T>...};
};

/// Grids in the memory of a fake device.
class fake_device_batch {
public:
    explicit fake_device_batch(const batch_view& from, int device = 0) : count_(from.count) {
        auto& m = fake_device::machine();
        m.allocate(rows_, from.count * packed_side * sizeof(packed_row), device);
        m.allocate(sizes_, from.count * sizeof(packed_size), device);
        std::memcpy(rows_, from.rows, from.count * packed_side * sizeof(packed_row));
        std::memcpy(sizes_, from.sizes, from.count * sizeof(packed_size));
    }
    fake_device_batch(const fake_device_batch&) = delete;
    fake_device_batch& operator=(const fake_device_batch&) = delete;
    ~fake_device_batch() {
        fake_device::machine().release(rows_);
        fake_device::machine().release(sizes_);
    }
    batch_view view() const {
        return {static_cast<const packed_row*>(rows_), static_cast<const packed_size*>(sizes_),
                count_, true};
    }

private:
    void *rows_ = nullptr, *sizes_ = nullptr;
    std::size_t count_;
};

} // namespace batt::testing
BATT_HOST_CALLS_END

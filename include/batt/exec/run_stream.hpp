// Samples that a source makes piece by piece, and a sink that takes what became of them: any number
// of samples in the memory of three chunks.
#pragma once

#include <algorithm>
#include <array>
#include <batt/exec/samples.hpp>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <variant>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// The values of one parameter of a program in a chunk: one for all of its samples, or one per
/// sample. A boolean is 0 or 1.
using chunk_parameter = std::variant<integer, ivec, std::vector<integer>, std::vector<ivec>>;

/// A piece of a stream of samples, which a source fills with inputs and, where they are known, as
/// many expected outputs and tasks.
struct sample_chunk {
    std::size_t first = 0;           ///< the number of its first sample in the stream, from 0 on
    std::size_t wanted = 0;          ///< how many samples it should get; fewer or more will do
    batch in;                        ///< I
    batch expected;                  ///< C, which may be absent
    std::vector<std::uint32_t> task; ///< S of sample k is demonstrations[task[k]] of the options
    /// The values of all parameters, in order; none: those of the options.
    std::vector<chunk_parameter> parameters;
};

/// What `run_stream` is to do: how large chunks are, and how each of them runs.
struct stream_options : run_options {
    std::size_t chunk_size = 0;    ///< samples that a chunk should get; 0: 65,536
    parameter_values parameters{}; ///< of the program, for chunks that have none of their own
    /// Of the tasks; they must outlive the run.
    std::span<const std::vector<std::pair<grid, grid>>> demonstrations{};
};

/// What became of a stream.
struct stream_report {
    /// How many samples are done: the first ones of the stream, those of all chunks that the sink
    /// took.
    std::size_t samples = 0;
    /// Why the stream ended before its source did, if it did.
    std::optional<error_message> error;
    /// How the samples that are done ran: no verdicts, but counts, and the seconds of each phase,
    /// summed over chunks. `total` is the time of the call.
    run_report totals;
    double source_seconds = 0; ///< in which the source was at work
    double sink_seconds = 0;   ///< in which the sink was at work

    /// Whether the stream came to the end of its source.
    explicit operator bool() const { return !error; }
};

namespace detail {

/// Why f() failed: the sentence that it gives, if it gives one, or what it throws. Nothing: it did
/// not fail.
template <class F>
std::optional<std::string> why_failed(const F& f) {
    const auto call = [&]() -> std::optional<std::string> {
        if constexpr (std::is_void_v<decltype(f())>)
            f();
        else if (std::optional<error_message> said = f())
            return std::move(said->text);
        return std::nullopt;
    };
#if BATT_HAS_REFERENCE
    try {
        return call();
    } catch (const std::bad_alloc&) {
        return "the host has no memory";
    } catch (const std::exception& e) {
        return e.what();
    } catch (...) {
        return "what it threw is no std::exception";
    }
#else
    return call();
#endif
}

/// A stream at work: source, executor and sink on a thread each. Chunks pass them in order, and go
/// back to the source to be filled again.
template <class Executor, class Source, class Sink>
class sample_stream {
public:
    sample_stream(Executor& executor, Source& source, Sink& sink, const stream_options& options)
        : executor_(executor), source_(source), sink_(sink), options_(options) {}

    stream_report run() {
        const double begin = now();
        if (const auto why = why_failed(
                [&] { demonstrations_ = packed_demonstrations(options_.demonstrations); }))
            end_at(0, "the demonstrations cannot be packed: " + *why);
        {
            const auto on_thread = [&](std::size_t& passed, ending (sample_stream::*work)(place&)) {
                return std::jthread([&passed, work, this] {
                    // OpenMP's threads spin while they wait for each other, on the cores that this
                    // thread needs, unless there are more threads than cores that OpenMP knows of
                    with_threads(2, [] { for_each_index(2, [](std::size_t) {}); });
                    with_threads(options_.threads, [&] { pass_on(passed, work); });
                });
            };
            std::jthread filling, sinking; // which end before what they use
            const bool good = within_memory([&] {
                filling = on_thread(filled_, &sample_stream::fill);
                sinking = on_thread(sunk_, &sample_stream::sink);
            });
            if (!good) end_at(0, "the host has no threads for source and sink");
            pass_on(ran_, &sample_stream::run_chunk);
        }
        report_.totals.seconds.total = now() - begin;
        return std::move(report_);
    }

private:
    static constexpr std::size_t places = 3; ///< one is filled while one runs and one is sunk

    struct place {
        sample_chunk chunk;
        run_report report;
    };
    /// Why the stream ends in front of a chunk; an empty sentence: because the source does.
    using ending = std::optional<std::string>;

    /// How many chunks a stage can have passed by now.
    std::size_t ready(const std::size_t& passed) const {
        return &passed == &filled_ ? sunk_ + places : &passed == &ran_ ? filled_ : ran_;
    }
    /// Does the work of a stage on chunk after chunk, until the stream ends.
    void pass_on(std::size_t& passed, ending (sample_stream::*work)(place&)) {
        std::unique_lock lock(mutex_);
        for (;; ++passed) {
            changed_.notify_all();
            changed_.wait(lock, [&] { return passed >= end_ || passed < ready(passed); });
            if (passed >= end_) return;
            lock.unlock();
            const ending why = (this->*work)(chunks_[passed % places]);
            if (why) return end_at(passed, *why);
            lock.lock();
        }
    }
    /// There is no chunk k. Why is said of the first that there is not.
    void end_at(std::size_t k, const std::string& why) {
        const std::lock_guard lock(mutex_);
        if (k < end_) {
            end_ = k;
            report_.error.reset();
            if (!why.empty()) report_.error = error_message{why};
        }
        changed_.notify_all();
    }

    ending fill(place& p) {
        sample_chunk& c = p.chunk;
        c.first = next_;
        c.wanted = options_.chunk_size != 0 ? options_.chunk_size : std::size_t{1} << 16;
        c.in.clear();
        c.expected.clear();
        c.task.clear();
        c.parameters.clear();
        const double begin = now();
        const auto why = why_failed([&] { return source_(c); });
        report_.source_seconds += now() - begin;
        if (why) return ended("the source", c, *why);
        if (c.in.size() == 0 && c.expected.size() == 0 && c.task.empty()) {
            const bool has_values = std::any_of(c.parameters.begin(), c.parameters.end(),
                                                [](const auto& one) { return count(one) != 0; });
            if (has_values) return ended("the source", c, "it gave values without samples");
            return "";
        }
        next_ += c.in.size();
        return std::nullopt;
    }
    ending run_chunk(place& p) {
        const auto why = why_failed([&]() -> std::optional<error_message> {
            error_message error;
            if (is_stopped(options_)) return error_message{"the run was stopped"};
            if (!agrees(p.chunk.task.size(), p.chunk.in.size(), "tasks", error)) return error;
            parameter_values own;
            for (const chunk_parameter& given : p.chunk.parameters)
                std::visit([&](const auto& some) { own.emplace_back(some); }, given);
            const parameter_values& values = own.empty() ? options_.parameters : own;
            sample_view v{.in = p.chunk.in, .expected = p.chunk.expected, .parameters = values};
            if (!p.chunk.task.empty()) demonstrations_.show(v, p.chunk.task);
            auto report = executor_.run(v, options_);
            if (!report) return report.error();
            p.report = std::move(*report);
            return std::nullopt;
        });
        if (why) return ended("the run", p.chunk, *why);
        return std::nullopt;
    }
    ending sink(place& p) {
        run_report counts;
        const double begin = now();
        const auto why = why_failed([&] {
            counts.add_counts(p.report); // before the sink may take it
            return sink_(std::as_const(p.chunk), p.report);
        });
        report_.sink_seconds += now() - begin;
        if (why) return ended("the sink", p.chunk, *why);
        report_.samples += p.chunk.in.size();
        report_.totals.add_counts(counts);
        p.report = {};
        return std::nullopt;
    }
    /// How many samples have a value of their own.
    static std::size_t count(const chunk_parameter& p) {
        return std::visit([](const auto& some) { return parameter_column(some).count(); }, p);
    }
    static std::string ended(const char* who, const sample_chunk& c, const std::string& why) {
        return std::string(who) + " ended the stream before sample " + std::to_string(c.first) +
               ": " + why;
    }

    Executor& executor_;
    Source& source_;
    Sink& sink_;
    const stream_options& options_;
    packed_demonstrations demonstrations_;
    std::array<place, places> chunks_;
    std::size_t next_ = 0; ///< the first sample of the next chunk
    stream_report report_; ///< its parts are each of one stage, and the error of who has the lock

    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t filled_ = 0, ran_ = 0, sunk_ = 0; ///< chunks that have passed a stage
    std::size_t end_ = ~std::size_t{0};           ///< so many chunks there are, once that is known
};

} // namespace detail

/// Runs an executor (`mega_batch`, `any_pipeline`: what has `run(sample_view, options)`) over the
/// samples that a source makes, and gives what became of them to a sink. Both go by chunks: while
/// one runs, the next is made and the last is sunk, so that 1e9 samples need the memory of three
/// chunks. Results are those of one batch with all samples.
///
/// An error of the source, of a run or of the sink ends the stream with a sentence. Chunks before
/// it are sunk all the same, and the sink has not seen any behind it. The executor stays usable.
/// @param source `source(sample_chunk&)` puts the next samples into an empty chunk, or none: then
///     there are no more. It is called on a thread of its own. Values of a program's parameters go
///     into the chunk where samples differ in them, or else into the options.
/// @param sink `sink(const sample_chunk&, run_report&)` gets the chunks in order, on a thread of
///     its own: program p's verdict, or output, on sample first + k stands at p * n + k of the
///     report, if the chunk has n samples. It may take from the report what it wants to keep.
///     Source and sink give nothing, or a `std::optional<error_message>`: a sentence ends the
///     stream, as does what they throw.
/// @param options their `stopped` is asked before each chunk, too.
template <class Executor, class Source, class Sink>
stream_report run_stream(Executor& executor, Source&& source, Sink&& sink,
                         const stream_options& options = {}) {
    return detail::sample_stream(executor, source, sink, options).run();
}

} // namespace batt
BATT_HOST_CALLS_END

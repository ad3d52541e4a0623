// Who does the work of a run: this process, or ranks that share it; and what is finished already.
#include "evaluation.hpp"

#include "grid_bytes.hpp"
#include "interrupt.hpp"
#include "pieces.hpp"
#include "progress.hpp"
#include "text.hpp"
#include <batt/io/json_document.hpp>
#include <batt/mpi/host_share.hpp>
#include <batt/mpi/journal.hpp>
#include <fstream>
#include <iterator>
#include <numeric>
#include <ostream>

namespace run_batt {

namespace {

using batt::mpi::byte_reader;
using batt::mpi::byte_writer;
using batt::mpi::digest;
using batt::mpi::digest_of;

/// A digest of the programs of a run. Those in C++ have no text: the executable stands for them.
digest identity_of_programs(const evaluation& all) {
    byte_writer out;
    bool has_text = true;
    for (const program& p : all.programs->programs) {
        out.put(p.pipeline).put(p.number).put(p.source.id).put(p.source.name).put(p.source.file);
        out.put(p.source.line).put(p.source.statements).put(p.source.text).put(p.source.result);
        has_text = has_text && *p.source.text != '\0';
    }
    for (const named_pipeline& one : all.programs->pipelines) out.put(one.by_columns);
    out.put(all.here->known_texts);
    if (!has_text) {
        std::ifstream self("/proc/self/exe", std::ios::binary);
        out.put(std::string(std::istreambuf_iterator<char>(self), {}));
    }
    return digest_of(out.bytes());
}

digest identity_of_tasks(const evaluation& all) {
    byte_writer out;
    for (const evaluated_task& t : all.tasks) {
        out.put(t.what->id).put(t.tests - t.first).put(t.last - t.first);
        for (std::size_t k = t.first; k < t.last; ++k) {
            out.put(all.samples[k].part);
            put_grid(out, all.samples[k].pair->input);
            out.put(all.samples[k].pair->output.has_value());
            if (all.samples[k].pair->output) put_grid(out, *all.samples[k].pair->output);
        }
    }
    return digest_of(out.bytes());
}

digest identity_of_options(const options& wanted) {
    byte_writer out;
    out.put(std::string(BATT_VERSION_STRING))
        .put(wanted.where)
        .put(wanted.by)
        .put(wanted.steps)
        .put(wanted.memory);
    out.put(wanted.repeat).put(wanted.cross).put(wanted.last_tier).put(wanted.unmatchable);
    out.put(wanted.task);
    return digest_of(out.bytes());
}

/// A record of a journal.
std::string record_of(std::string_view piece, std::string_view results) {
    return byte_writer().put(piece).put(results).take();
}

/// Takes a record, unless any of its evaluations has been taken already.
bool take_record(evaluation& all, std::string_view record) {
    byte_reader in(record);
    std::string bytes;
    std::string results;
    in.get(bytes);
    in.get(results);
    const auto what = in.is_done() ? piece_from(all, bytes) : std::nullopt;
    if (!what || what->what != purpose::verdicts) return false;
    for (std::size_t i = 0; i < what->batch.programs.size(); ++i) {
        for (std::size_t k = 0; k < what->batch.origin.size(); ++k) {
            if (what->batch.active(i, k) &&
                all.ran(what->batch.programs[i], what->batch.origin[k])) {
                return false;
            }
        }
    }
    return take_results(all, *what, results);
}

/// How many evaluations are done, repetitions included.
std::size_t done_of(const evaluation& all) {
    std::size_t done = 0;
    for (const pipeline_outcome& one : all.pipelines) done += one.samples;
    return done;
}

/// Lets all ranks do pieces.
bool share(const evaluation& all, const std::vector<piece>& pieces,
           const std::function<void(std::size_t, std::string_view)>& take,
           const std::function<bool()>& wait, std::string& problem) {
    std::vector<std::string> bytes;
    for (const piece& one : pieces) bytes.push_back(to_bytes(one));
    evaluation own = all;
    batt::mpi::leader& lead = *all.here->wanted.lead;
    const bool good = lead.run(bytes, work_on(own), take, wait, problem);
    for (const std::string& text : lead.take_problems()) {
        all.here->err << "run_batt: " << batt::io::detail::printable(text) << '\n';
    }
    return good;
}

/// Opens the journal that is asked for, and takes what it holds.
/// @return false, with a sentence, if it is that of another run or cannot be opened.
bool resume(evaluation& all, batt::mpi::journal& finished, std::string& problem) {
    const context& here = *all.here;
    if (here.wanted.journal.empty()) return true;
    std::size_t taken = 0;
    const auto refused =
        finished.open(here.wanted.journal,
                      {{"programs", identity_of_programs(all)},
                       {"tasks", identity_of_tasks(all)},
                       {"options", identity_of_options(here.wanted)}},
                      [&](std::string_view record) { taken += take_record(all, record) ? 1 : 0; });
    if (refused) {
        problem = batt::io::detail::printable(*refused);
        return false;
    }
    if (here.wanted.quiet || finished.records() + finished.dropped() == 0) return true;
    here.err << "run_batt: " << counted(taken, "piece comes", "pieces come") << " from the journal "
             << batt::io::detail::printable(here.wanted.journal);
    if (finished.dropped() > 0) {
        here.err << "; its last " << counted(finished.dropped(), "byte is", "bytes are")
                 << " part of an incomplete record, which is done again";
    }
    here.err << ".\n";
    return true;
}

/// How many pipelines, from `first` on, run side by side: compiled ones on a GPU, as many as have
/// room in memory for their verdicts.
std::size_t side_by_side(const evaluation& all, const std::vector<pipeline_batch>& batches,
                         std::size_t first, bool has_journal) {
    constexpr std::size_t most_pipelines = 64;
    constexpr std::size_t most_together = std::size_t{1} << 24;
    if (has_journal || all.here->wanted.where == batt::backend::host ||
        batt::mpi::visible_devices().empty()) {
        return 0;
    }
    std::size_t verdicts = 0;
    std::size_t last = first;
    while (last < batches.size() && last < first + most_pipelines) {
        const pipeline_batch& one = batches[last];
        verdicts += one.programs.size() * one.origin.size() * all.here->wanted.repeat;
        if (all.programs->pipelines[last].is_text || one.origin.empty() ||
            verdicts > most_together) {
            break;
        }
        ++last;
    }
    return last - first;
}

} // namespace

bool evaluate(evaluation& all, std::string& problem) {
    const context& here = *all.here;
    batt::mpi::journal finished;
    if (!resume(all, finished, problem)) return false;
    const auto note = [&](const piece& what, std::string_view results) {
        if (!finished.is_open()) return;
        if (auto lost = finished.add(record_of(to_bytes(what), results))) problem = *lost;
    };

    const selection wants = [&all](std::size_t p, std::size_t k) {
        return all.runs(p, all.samples[k].task) && !all.ran(p, k);
    };
    std::vector<pipeline_batch> batches;
    std::size_t left = 0;
    for (std::size_t at = 0; at < all.pipelines.size(); ++at) {
        batches.push_back(make_batch(all, at, wants));
        left += batches.back().program_samples;
    }
    std::size_t done = done_of(all);
    progress bar(here.err, here.wanted.progress, done + left * here.wanted.repeat, "samples");
    piece_sizes sizes(all, left);

    if (here.wanted.lead != nullptr) {
        std::vector<piece> pieces;
        for (std::size_t at = 0; at < batches.size(); ++at) {
            cut(batches[at], at, purpose::verdicts, sizes, pieces);
        }
        const auto take = [&](std::size_t k, std::string_view results) {
            if (!take_results(all, pieces[k], results)) return;
            done += pieces[k].batch.program_samples * here.wanted.repeat;
            note(pieces[k], results);
        };
        const auto wait = [&] {
            bar.show(done, "all ranks");
            return !was_interrupted();
        };
        const bool good = share(all, pieces, take, wait, problem);
        all.is_partial = was_interrupted();
        return good || all.is_partial;
    }

    batt::run_options how = here.wanted.how();
    how.stopped = &was_interrupted;
    portion size(all.programs->by_columns());
    for (std::size_t at = 0; at < batches.size(); ++at) {
        if (const std::size_t some = side_by_side(all, batches, at, finished.is_open()); some > 1) {
            bar.show(done, all.programs->pipelines[at].name);
            std::vector<std::size_t> places(some);
            std::iota(places.begin(), places.end(), at);
            const std::span these(batches.data() + at, some);
            if (was_interrupted() || !run_together(all, places, these, how, problem)) {
                all.is_partial = was_interrupted();
                return all.is_partial;
            }
            for (const pipeline_batch& one : these) {
                done += one.program_samples * here.wanted.repeat;
            }
            at += some - 1;
            continue;
        }
        std::vector<piece> pieces;
        if (finished.is_open()) {
            cut(batches[at], at, purpose::verdicts, sizes, pieces);
        } else {
            pieces.push_back({purpose::verdicts, at, std::move(batches[at])});
        }
        for (const piece& one : pieces) {
            const auto tell = [&](std::size_t more) {
                bar.show(done + more, all.programs->pipelines[at].name);
            };
            const pipeline_outcome before = std::exchange(all.pipelines[at], {});
            const bool good = run_portions(all, at, one.batch, how, size, tell, problem);
            if (good && one.batch.program_samples > 0) note(one, results_of(all, one));
            pipeline_outcome sum = before;
            sum.add(all.pipelines[at]);
            all.pipelines[at] = std::move(sum);
            if (!good) {
                all.is_partial = was_interrupted();
                return all.is_partial;
            }
            done += one.batch.program_samples * here.wanted.repeat;
        }
    }
    return true;
}

bool fetch_outputs(const evaluation& all, const selection& wants, bool blind, output_map& outputs,
                   std::string& problem) {
    const context& here = *all.here;
    const bool is_shared = here.wanted.lead != nullptr && all.programs == &here.programs;
    std::vector<pipeline_batch> batches;
    std::size_t left = 0;
    for (std::size_t at = 0; at < all.pipelines.size(); ++at) {
        batches.push_back(make_batch(all, at, wants));
        left += batches.back().program_samples;
    }
    if (!is_shared) {
        for (std::size_t at = 0; at < batches.size(); ++at) {
            batches[at].is_blind = blind;
            if (!run_for_outputs(all, at, batches[at], here.wanted.how(), outputs, problem)) {
                return false;
            }
        }
        return true;
    }
    piece_sizes sizes(all, left);
    std::vector<piece> pieces;
    for (std::size_t at = 0; at < batches.size(); ++at) {
        cut(batches[at], at, blind ? purpose::blind_outputs : purpose::outputs, sizes, pieces);
    }
    const auto take = [&](std::size_t k, std::string_view bytes) {
        take_outputs(pieces[k], bytes, outputs);
    };
    return share(all, pieces, take, [] { return true; }, problem);
}

} // namespace run_batt

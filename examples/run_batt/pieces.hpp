// The work of a run in pieces: what ranks ask for, and what a journal keeps.
#pragma once

#include "evaluation.hpp"
#include <batt/mpi/bytes.hpp>
#include <batt/mpi/share.hpp>
#include <optional>

namespace run_batt {

/// What a piece is for.
enum class purpose : std::uint8_t {
    verdicts,
    outputs,
    blind_outputs ///< the programs get no C on test pairs, as in a competition
};

/// Some programs of a pipeline on some samples.
struct piece {
    purpose what = purpose::verdicts;
    std::size_t pipeline = 0;
    pipeline_batch batch{};
};

/// How large pieces are: the more work is left, the larger they are, so that there are few and all
/// ranks still end together.
class piece_sizes {
public:
    /// @param total evaluations, repetitions included
    piece_sizes(const evaluation& all, std::size_t total);
    /// Evaluations of the next piece of a pipeline, without their repetitions.
    std::size_t next(std::size_t pipeline) const;
    /// Whether programs on the same samples may be in several pieces.
    bool cuts_programs(std::size_t pipeline) const;
    /// The fewest evaluations that are worth a piece.
    std::size_t least(std::size_t pipeline) const;
    std::size_t task_of(std::size_t sample) const { return all_->samples[sample].task; }
    void took(const pipeline_batch& part) { left_ -= std::min(left_, part.program_samples); }

private:
    const evaluation* all_;
    std::size_t left_;
    bool has_device_;
};

/// Cuts a batch into pieces of samples that follow each other; where one task has work for several
/// pieces, its programs of text are divided instead.
void cut(const pipeline_batch& batch, std::size_t pipeline, purpose what, piece_sizes& sizes,
         std::vector<piece>& pieces);

/// A piece as bytes, for processes that have the same programs and tasks.
std::string to_bytes(const piece& what);
/// The piece of these bytes; nothing if the evaluation has no such piece.
std::optional<piece> piece_from(const evaluation& all, std::string_view bytes);

/// The verdicts of a piece, as an evaluation has them, and what time the pipeline took for them.
std::string results_of(const evaluation& all, const piece& what);
/// Keeps these results in another evaluation.
/// @return false if the bytes are not results of the piece; nothing is kept then.
bool take_results(evaluation& all, const piece& what, std::string_view bytes);

/// The outputs of a piece, as bytes and back.
std::string to_bytes(const piece& what, const output_map& outputs);
bool take_outputs(const piece& what, std::string_view bytes, output_map& outputs);

/// Gives the function that does pieces of the work, with an evaluation that it may write to.
batt::mpi::piece_work work_on(evaluation& all);

} // namespace run_batt

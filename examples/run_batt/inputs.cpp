// What a run reads: one process reads files, and the other ranks get their contents from it.
#include "inputs.hpp"

#include "grid_bytes.hpp"
#include "interrupt.hpp"
#include <batt/io/dialect.hpp>
#include <batt/io/program_files.hpp>
#include <istream>
#include <iterator>

namespace run_batt {

namespace {

using batt::mpi::byte_reader;
using batt::mpi::byte_writer;

/// The name of a task from the standard input.
std::string name_of_input(const options& wanted) {
    return !wanted.task.empty()     ? wanted.task
           : wanted.ids.size() == 1 ? wanted.ids.front()
                                    : "stdin";
}

void put(byte_writer& out, const std::vector<batt::io::example>& pairs) {
    out.put(std::uint64_t{pairs.size()});
    for (const auto& pair : pairs) {
        put_grid(out, pair.input);
        out.put(pair.output.has_value());
        if (pair.output) put_grid(out, *pair.output);
        out.put(pair.number);
    }
}

void get(byte_reader& in, std::vector<batt::io::example>& pairs) {
    std::uint64_t count = 0;
    in.get(count);
    for (std::uint64_t k = 0; k < count && in.good(); ++k) {
        batt::io::example& pair = pairs.emplace_back();
        bool has_output = false;
        get_grid(in, pair.input);
        in.get(has_output);
        if (has_output) get_grid(in, pair.output.emplace());
        in.get(pair.number);
    }
}

void put(byte_writer& out, const batt::io::program_texts& texts) {
    out.put(std::uint64_t{texts.pieces.size()});
    for (const auto& piece : texts.pieces) {
        out.put(piece.text).put(piece.file).put(piece.first_line).put(piece.hint);
    }
    out.put(texts.problems);
}

void get(byte_reader& in, batt::io::program_texts& texts) {
    std::uint64_t count = 0;
    in.get(count);
    for (std::uint64_t k = 0; k < count && in.good(); ++k) {
        auto& piece = texts.pieces.emplace_back();
        in.get(piece.text);
        in.get(piece.file);
        in.get(piece.first_line);
        in.get(piece.hint);
    }
    in.get(texts.problems);
}

} // namespace

std::vector<std::string> program_places(const options& wanted, bool has_linked) {
    if (!wanted.programs.empty()) return wanted.programs;
    if (has_linked || !wanted.cards.empty() || wanted.default_programs.empty()) return {};
    return {wanted.default_programs};
}

inputs read_inputs(const options& wanted, bool has_linked, std::istream& in) {
    inputs result;
    batt::io::grid_limits limits;
    limits.option = "--allow-large";
    if (wanted.allow_large) limits = batt::io::large_grids();
    if (wanted.tasks == "-") {
        const std::string text(std::istreambuf_iterator<char>(in), {});
        result.tasks = batt::io::load_task_text(text, name_of_input(wanted), wanted.solutions,
                                                wanted.ids, limits);
        result.is_nameless =
            result.tasks.tasks.size() == 1 && result.tasks.tasks.front().id == "stdin";
    } else {
        result.tasks = batt::io::load_tasks(wanted.tasks, wanted.solutions, wanted.ids, limits);
    }
    const std::vector<std::string> places = program_places(wanted, has_linked);
    if (was_interrupted() || places.empty()) return result;
    if (!wanted.dialect.empty())
        result.dialect = batt::io::read_dialect(wanted.dialect, wanted.dialects);
    if (!wanted.prelude.empty()) result.prelude = batt::io::read_program_files({wanted.prelude});
    result.programs = batt::io::read_program_files({places.begin(), places.end()});
    return result;
}

std::string to_bytes(const inputs& what) {
    byte_writer out;
    out.put(std::uint64_t{what.tasks.tasks.size()});
    for (const auto& t : what.tasks.tasks) {
        out.put(t.id);
        put(out, t.train);
        put(out, t.test);
        out.put(std::uint64_t{t.further.size()});
        for (const auto& part : t.further) {
            out.put(part.name);
            put(out, part.pairs);
        }
    }
    out.put(what.tasks.errors).put(what.is_nameless);
    put(out, what.programs);
    put(out, what.dialect);
    put(out, what.prelude);
    return out.take();
}

inputs inputs_from(std::string_view bytes) {
    inputs result;
    byte_reader in(bytes);
    std::uint64_t count = 0;
    in.get(count);
    for (std::uint64_t k = 0; k < count && in.good(); ++k) {
        batt::io::task& t = result.tasks.tasks.emplace_back();
        in.get(t.id);
        get(in, t.train);
        get(in, t.test);
        std::uint64_t parts = 0;
        in.get(parts);
        for (std::uint64_t p = 0; p < parts && in.good(); ++p) {
            batt::io::task_part& part = t.further.emplace_back();
            in.get(part.name);
            get(in, part.pairs);
        }
    }
    in.get(result.tasks.errors);
    in.get(result.is_nameless);
    get(in, result.programs);
    get(in, result.dialect);
    get(in, result.prelude);
    return result;
}

} // namespace run_batt

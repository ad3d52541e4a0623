// Reads programs from files, and writes pipelines or rewritten programs.
#include "run.hpp"

#include "operations.hpp"
#include <batt/card/emit_table.hpp>
#include <batt/card/group.hpp>
#include <batt/io/dialect.hpp>
#include <batt/io/program_files.hpp>
#include <batt/text/check.hpp>
#include <batt/text/read.hpp>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <sstream>

namespace card_tool {

namespace {

namespace fs = std::filesystem;
using batt::card::emitted_form;
using batt::card::needed_calls;
using batt::card::pipeline;
using batt::card::too_large;
using batt::text::program;

/// What ends a run, as a sentence.
struct failure {
    std::string text;
};

std::string content(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in.is_open() || in.bad()) throw failure{path.string() + " cannot be read."};
    return text;
}

/// Writes a file, unless it holds the text already: then it need not be compiled again.
void write(const fs::path& path, const std::string& text) {
    std::error_code error;
    if (fs::is_regular_file(path, error) && fs::file_size(path, error) == text.size() &&
        content(path) == text)
        return;
    std::ofstream out(path, std::ios::binary);
    out << text << std::flush;
    if (!out) throw failure{path.string() + " cannot be written."};
}

/// A text as the name of a struct in C++.
std::string identifier(std::string text) {
    for (char& c : text) {
        if (!batt::text::detail::is_name_part(c) || batt::text::detail::is_beyond_ascii(c)) c = '_';
    }
    const bool is_name = !text.empty() && !batt::text::detail::is_digit(text[0]);
    return is_name && !batt::text::is_reserved(text) ? text : "card_" + text;
}

/// Numbers that `--stats` prints, summed over pipelines.
struct statistics {
    std::size_t pipelines = 0;
    std::size_t programs = 0;
    std::size_t statements = 0;
    std::size_t shared = 0;
    std::size_t saved = 0;

    void add(const pipeline& merged) {
        ++pipelines;
        programs += merged.programs.size();
        statements += merged.calls.size();
        shared += static_cast<std::size_t>(merged.shared);
        saved += merged.uses.size() - merged.calls.size();
    }
};

class generator {
public:
    generator(const options& wanted, std::ostream& out, std::ostream& err)
        : wanted_(wanted), out_(out), err_(err) {}

    int run() {
        load();
        select();
        for (const program& p : programs_) {
            for (const auto& warning : wrong_arities(p)) err_ << to_string(warning) << '\n';
            if (!wanted_.check) continue;
            for (const auto& warning : ill_typed_calls(p)) err_ << to_string(warning) << '\n';
        }
        if (wanted_.check)
            return complete_ || wanted_.keep_going ? everything_loaded : something_left_out;
        if (wanted_.scored)
            write_scored();
        else if (wanted_.what == wanted_text::pipelines)
            write_pipelines();
        else
            write_programs();
        write_files();
        if (wanted_.stats && wanted_.what == wanted_text::pipelines) print_statistics();
        return complete_ || wanted_.keep_going ? everything_loaded : something_left_out;
    }

private:
    void load() {
        for (const auto* names : {&wanted_.files, &wanted_.preludes}) {
            for (const std::string& name : *names) {
                std::error_code error;
                if (!fs::exists(name, error))
                    throw failure{"There is no file or folder " + name + "."};
            }
        }
        batt::text::prelude before(own_operations());
        if (!wanted_.dialect.empty()) {
            const auto problems = batt::io::add_dialect(before, wanted_.dialect, wanted_.dialects);
            for (const std::string& problem : problems) err_ << problem << '\n';
            if (!problems.empty()) throw failure{"The dialect cannot be used."};
        }
        for (const auto& piece : pieces_of(wanted_.preludes)) {
            for (auto& problem : before.add(piece.text, piece.file)) tell(problem, piece);
        }
        std::size_t definitions = 0;
        for (const auto& piece : pieces_of(wanted_.files)) {
            batt::text::reading read = batt::text::read(piece.text, piece.file, {&before});
            for (auto& problem : read.problems) tell(problem, piece);
            for (auto& warning : read.warnings) tell(warning, piece);
            definitions += static_cast<std::size_t>(read.definitions);
            // A file that is not text may have held functions.
            if (read.definitions == 0 && !read.problems.empty()) complete_ = false;
            for (program& p : read.functions) {
                p.line += piece.first_line - 1;
                for (auto& call : p.calls) call.at.line += piece.first_line - 1;
                programs_.push_back(std::move(p));
            }
        }
        err_ << "loaded " << programs_.size() << " of " << definitions
             << (definitions == 1 ? " program\n" : " programs\n");
        if (programs_.size() < definitions) complete_ = false;
    }

    /// The program text in files and folders.
    std::vector<batt::io::program_text> pieces_of(const std::vector<std::string>& names) {
        batt::io::program_texts found = batt::io::read_program_files({names.begin(), names.end()});
        for (const std::string& problem : found.problems) leave_out(problem);
        for (const auto& piece : found.pieces)
            files_.insert(piece.file.substr(0, piece.file.find('#')));
        return std::move(found.pieces);
    }

    std::shared_ptr<const batt::text::vocabulary> own_operations() {
        if (wanted_.operations.empty()) return nullptr;
        std::vector<batt::text::problem> problems;
        auto own = read_operations(content(wanted_.operations), wanted_.operations, problems);
        for (const auto& problem : problems) leave_out(to_string(problem));
        return own;
    }

    /// Prints a sentence about a place in a piece of a file.
    void tell(batt::text::problem& what, const batt::io::program_text& piece) {
        what.at.line += piece.first_line - 1;
        err_ << to_string(what) << '\n';
    }

    void select() {
        std::set<std::string> met;
        const auto is_wanted = [&](const program& p) {
            bool any = wanted_.ids.empty();
            for (const std::string& id : wanted_.ids) {
                if (id != p.id && id != p.name) continue;
                met.insert(id);
                any = true;
            }
            return any;
        };
        std::erase_if(programs_, [&](const program& p) { return !is_wanted(p); });
        for (const std::string& id : wanted_.ids) {
            if (met.insert(id).second)
                leave_out("There is no program of the task or name " + id + ".");
        }
        if (wanted_.seed) {
            // Engines give the same numbers everywhere, std::shuffle does not.
            std::mt19937_64 random(*wanted_.seed);
            for (std::size_t k = programs_.size(); k > 1; --k)
                std::swap(programs_[k - 1], programs_[random() % k]);
        }
        if (wanted_.count > 0 && programs_.size() > wanted_.count) programs_.resize(wanted_.count);
        if (programs_.empty()) throw failure{"No program is left to work on."};
    }

    void leave_out(const std::string& why) {
        err_ << why << '\n';
        complete_ = false;
    }

    void write_text(const std::string& text) {
        if (wanted_.output.empty())
            out_ << text;
        else
            outputs_.push_back({wanted_.output, text});
    }

    /// Writes all files, or none if programs were read from one of them.
    void write_files() const {
        for (const output_file& output : outputs_) {
            for (const fs::path& input : files_) {
                std::error_code error;
                if (fs::equivalent(output.path, input, error))
                    throw failure{output.path.string() +
                                  " holds programs and would be overwritten: name another file "
                                  "with -f."};
            }
        }
        for (const output_file& output : outputs_) write(output.path, output.text);
    }

    void write_programs() {
        std::string text;
        for (const program& p : programs_) {
            std::optional<program> written = p;
            if (wanted_.what == wanted_text::inlined) written = inlined(p);
            if (wanted_.what == wanted_text::expanded) written = expanded(p);
            if (wanted_.what == wanted_text::slice) written = slice(p, wanted_.variable);
            if (written)
                text += (text.empty() ? "" : "\n") + to_text(*written);
            else
                leave_out(p.name + " has no variable " + wanted_.variable + ".");
        }
        if (text.empty()) throw failure{"No program is left to write."};
        write_text(text);
    }

    void leave_out_large() {
        std::erase_if(programs_, [&](const program& p) {
            const auto why = too_large(p);
            if (why) leave_out(to_string(*why));
            return why.has_value();
        });
    }

    /// Writes solvers and scores: a pipeline for each group of solvers, with all scores.
    void write_scored() {
        leave_out_large();
        const auto is_score = [](const program& p) { return p.is_score; };
        std::vector<program> scores;
        std::copy_if(programs_.begin(), programs_.end(), std::back_inserter(scores), is_score);
        std::erase_if(programs_, is_score);
        if (programs_.empty() && scores.empty()) throw failure{"No program is left to write."};
        const std::size_t each = wanted_.group > 0 ? static_cast<std::size_t>(wanted_.group)
                                                   : std::max(programs_.size(), std::size_t{1});
        std::string text;
        for (std::size_t first = 0, k = 0; first < std::max(programs_.size(), std::size_t{1});
             first += each, ++k) {
            const std::size_t last = std::min(first + each, programs_.size());
            const batt::card::scored_pipeline scored =
                batt::card::merge_scored({programs_.begin() + static_cast<std::ptrdiff_t>(first),
                                          programs_.begin() + static_cast<std::ptrdiff_t>(last)},
                                         scores, wanted_.share);
            statistics_.add(scored.merged);
            if (wanted_.what == wanted_text::pipelines)
                write_scored_forms(scored, wanted_.group > 0 ? "_" + std::to_string(k) : "");
            else
                text += text_of_scored(scored);
        }
        if (wanted_.what == wanted_text::pipelines) return;
        if (text.empty()) throw failure{"There is no statement " + wanted_.variable + "."};
        write_text(text);
    }
    void write_scored_forms(const batt::card::scored_pipeline& scored, const std::string& number) {
        if (scored.merged.programs.size() > batt::card::max_programs)
            throw failure{"A pipeline holds at most " + std::to_string(batt::card::max_programs) +
                          " programs, and " + std::to_string(scored.solvers) +
                          " solvers with their scores make " +
                          std::to_string(scored.merged.programs.size()) +
                          ": split the solvers with --group."};
        if (scored.merged.calls.size() > batt::card::max_statements)
            throw failure{"A pipeline holds at most " + std::to_string(batt::card::max_statements) +
                          " statements, and these would be " +
                          std::to_string(scored.merged.calls.size()) +
                          ": split the solvers with --group."};
        if (wanted_.vectorized)
            write_form(scored.merged, number, emitted_form::vectorized, &scored);
        if (wanted_.standard)
            write_form(scored.merged, number, emitted_form::standard,
                       wanted_.vectorized ? nullptr : &scored);
    }
    /// The statements of a pipeline, or what one of them needs, as a program.
    std::string text_of_scored(const batt::card::scored_pipeline& scored) const {
        program all = batt::card::merged_program(scored.merged);
        all.name = "batt";
        if (wanted_.what != wanted_text::slice) return to_text(all);
        std::optional<program> cut = slice(all, wanted_.variable);
        if (!cut) return {};
        // A statement that only scores need is part of a score.
        const auto place = static_cast<std::size_t>(
            std::stoi(wanted_.variable.substr(wanted_.variable.find_first_of("0123456789"))));
        const auto& users = scored.merged.calls.at(place - 1).programs;
        const bool is_score =
            std::all_of(users.begin(), users.end(), [&](int p) { return p >= scored.solvers; });
        cut->name = is_score ? "differ" : "solve";
        return to_text(*cut);
    }

    void write_pipelines() {
        std::erase_if(programs_, [&](const program& p) {
            if (p.is_score)
                leave_out(p.name + " scores grids and makes none; --batt merges it with solvers.");
            return p.is_score;
        });
        leave_out_large();
        if (programs_.empty()) throw failure{"No program is left to write."};
        const bool split = wanted_.group > 0 || wanted_.groups > 0;
        std::vector<std::vector<program>> groups(1);
        if (split) {
            groups = grouped();
        } else {
            check_one_group();
            groups[0] = std::move(programs_);
        }
        std::vector<pipeline> pipelines;
        for (auto& group : groups) {
            pipelines.push_back(batt::card::merge(std::move(group), wanted_.share));
            statistics_.add(pipelines.back());
        }
        if (!split && is_written() && statistics_.statements > batt::card::max_statements)
            throw failure{"A pipeline holds at most " + std::to_string(batt::card::max_statements) +
                          " statements, and these would be " +
                          std::to_string(statistics_.statements) + ": split them with --group."};
        for (std::size_t k = 0; k < pipelines.size(); ++k) {
            const std::string number = split ? "_" + std::to_string(k) : "";
            if (wanted_.vectorized) write_form(pipelines[k], number, emitted_form::vectorized);
            if (wanted_.standard) write_form(pipelines[k], number, emitted_form::standard);
        }
        write_places(pipelines, split);
    }

    /// The name of a pipeline, by that of the file it goes to.
    std::string name_of(const std::string& number) const {
        const fs::path output = wanted_.output.empty() ? "pipeline.hpp" : wanted_.output;
        return identifier(output.stem().string() + number);
    }

    void write_places(const std::vector<pipeline>& pipelines, bool split) {
        if (wanted_.places.empty() || !is_written()) return;
        std::ostringstream text;
        text
            << "// Generated by card: where programs come from.\n#include <batt/expr/source.hpp>\n";
        for (std::size_t k = 0; k < pipelines.size(); ++k)
            batt::card::emit_places(text, pipelines[k],
                                    name_of(split ? "_" + std::to_string(k) : std::string()));
        outputs_.push_back({wanted_.places, text.str()});
    }

    /// Whether pipelines are written: only then is the number of programs limited.
    bool is_written() const { return !(wanted_.stats && wanted_.output.empty()); }

    void check_one_group() const {
        if (is_written() && programs_.size() > batt::card::max_programs)
            throw failure{"A pipeline holds at most " + std::to_string(batt::card::max_programs) +
                          " programs, and there are " + std::to_string(programs_.size()) +
                          ": split them with --group."};
    }

    /// The programs of each pipeline, in their order.
    std::vector<std::vector<program>> grouped() {
        std::vector<int> costs;
        for (const program& p : programs_) costs.push_back(needed_calls(p));
        const int most = wanted_.group > 0 ? wanted_.group : batt::card::max_programs;
        const int count =
            wanted_.groups == 0 ? batt::card::groups_for(costs, most) : wanted_.groups;
        const std::size_t needed =
            (costs.size() + static_cast<std::size_t>(most) - 1) / static_cast<std::size_t>(most);
        if (static_cast<std::size_t>(count) < needed)
            throw failure{"These programs need " + std::to_string(needed) +
                          " pipelines, more than the " + std::to_string(wanted_.groups) +
                          " of --groups."};
        // a program is known by its file, its function and its number among those of that name
        std::vector<std::string> keys;
        std::map<std::string, int> met;
        for (const program& p : programs_) {
            const std::string key = p.file + "\t" + p.name;
            keys.push_back(key + "\t" + std::to_string(met[key]++));
        }
        const auto where = batt::card::assigned(costs, groups_before(keys), count, most);
        std::vector<std::vector<program>> groups(static_cast<std::size_t>(count));
        std::string known;
        for (std::size_t k = 0; k < programs_.size(); ++k) {
            known += std::to_string(where[k]) + "\t" + keys[k] + "\n";
            groups[static_cast<std::size_t>(where[k])].push_back(std::move(programs_[k]));
        }
        if (!wanted_.groups_file.empty()) outputs_.push_back({wanted_.groups_file, known});
        return groups;
    }

    /// The pipelines that programs were in, as the file of --keep-groups says, or -1 for new ones;
    /// empty if there is no such file.
    std::vector<int> groups_before(const std::vector<std::string>& keys) const {
        std::error_code error;
        if (wanted_.groups_file.empty() || !fs::exists(wanted_.groups_file, error)) return {};
        std::map<std::string, int> known;
        std::istringstream lines(content(wanted_.groups_file));
        for (std::string line; std::getline(lines, line);) {
            const std::size_t tab = line.find('\t');
            int group = -1;
            const auto read =
                std::from_chars(line.data(), line.data() + std::min(tab, line.size()), group);
            if (tab != line.npos && read.ec == std::errc{}) known[line.substr(tab + 1)] = group;
        }
        std::vector<int> before;
        for (const std::string& key : keys) {
            const auto found = known.find(key);
            before.push_back(found == known.end() ? -1 : found->second);
        }
        return before;
    }

    void write_form(const pipeline& merged, const std::string& number, emitted_form form,
                    const batt::card::scored_pipeline* scored = nullptr) {
        if (!is_written()) return;
        const bool both = wanted_.standard && wanted_.vectorized;
        if (wanted_.output.empty() && (both || !number.empty()))
            throw failure{"Several pipelines need files to go to: name them with -f."};
        const fs::path output = wanted_.output.empty() ? "pipeline.hpp" : wanted_.output;
        std::string stem = output.stem().string();
        const std::string ending = "_standard";
        // The name of the struct ends with it in any case.
        const bool has_ending = !both && number.empty() && form == emitted_form::standard &&
                                stem.size() > ending.size() && stem.ends_with(ending);
        std::string name = identifier(stem + number);
        if (has_ending) name.resize(name.size() - ending.size());
        std::ostringstream text;
        emit(text, merged, name, form, wanted_.places.empty());
        if (scored != nullptr) emit_table(text, *scored, name);
        if (wanted_.output.empty()) {
            out_ << text.str();
            return;
        }
        stem += number + (both && form == emitted_form::standard ? ending : "");
        outputs_.push_back(
            {output.parent_path() / (stem + output.extension().string()), text.str()});
    }

    void print_statistics() {
        const auto line = [&](const char* what, std::size_t number) {
            out_ << std::left << std::setw(22) << what << std::right << std::setw(8) << number
                 << '\n';
        };
        line("pipelines", statistics_.pipelines);
        line("programs", statistics_.programs);
        line("statements", statistics_.statements);
        line("shared statements", statistics_.shared);
        line("saved by sharing", statistics_.saved);
        // The vectorized form has none, and in the standard form each statement has one.
        if (wanted_.vectorized) line(wanted_.standard ? "try blocks, vectorized" : "try blocks", 0);
        if (wanted_.standard)
            line(wanted_.vectorized ? "try blocks, standard" : "try blocks",
                 statistics_.statements);
    }

    struct output_file {
        fs::path path;
        std::string text;
    };

    const options& wanted_;
    std::ostream& out_;
    std::ostream& err_;
    std::set<fs::path> files_; ///< that programs are read from
    std::vector<output_file> outputs_;
    std::vector<program> programs_;
    bool complete_ = true;
    statistics statistics_;
};

} // namespace

int run(const options& wanted, std::ostream& out, std::ostream& err) {
    try {
        return generator(wanted, out, err).run();
    } catch (const failure& why) {
        err << "card: " << why.text << '\n';
    } catch (const fs::filesystem_error& why) {
        err << "card: " << why.what() << '\n';
    }
    return nothing_usable;
}

} // namespace card_tool

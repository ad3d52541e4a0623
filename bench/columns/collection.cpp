// The programs and samples of the benchmarks of columns: from the tree, and from shared tasks.
#include "collection.hpp"

#include <batt/text/read.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace batt::bench {

static const char* from_environment(const char* name, const char* otherwise) {
    const char* given = std::getenv(name);
    return given != nullptr ? given : otherwise;
}

std::filesystem::path source_folder() { return from_environment("BATT_SOURCE", BATT_SOURCE); }

std::filesystem::path task_folder() {
    const std::filesystem::path shared(from_environment("BATT_SHARED", BATT_SHARED));
    const auto training = shared / "arc" / "training";
    return std::filesystem::exists(training) ? training : source_folder() / "examples" / "tasks";
}

const std::vector<io::task>& tasks() {
    static const std::vector<io::task> all = [] {
        std::vector<io::task> some = io::load_tasks(task_folder()).tasks;
        std::sort(some.begin(), some.end(),
                  [](const io::task& a, const io::task& b) { return a.id < b.id; });
        return some;
    }();
    return all;
}

std::string no_tasks() {
    return "there are no tasks: set BATT_SHARED to a folder with arc/training, or BATT_SOURCE to "
           "one with examples/tasks";
}

/// Random programs, as short as programs that people write: 12.4 statements on average.
static std::vector<std::string> random_programs() {
    constexpr std::ptrdiff_t longest = 26;
    std::vector<std::string> some;
    std::ifstream file(source_folder() / "tests/data/random_programs.jsonl");
    std::string line;
    std::getline(file, line); // skips the inputs on which they are tested
    while (std::getline(file, line)) {
        std::string text = nlohmann::json::parse(line)["program"].get<std::string>();
        const auto statements = std::count(text.begin(), text.end(), '\n') - 2;
        if (statements <= longest) some.push_back(std::move(text));
    }
    return some;
}

static std::string content(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

const std::vector<std::string>& texts() {
    static const std::vector<std::string> all = [] {
        const std::vector<io::task>& of = tasks();
        std::vector<std::string> written(of.size());
        const std::vector<std::string> others = random_programs();
        std::size_t used = 0;
        for (std::size_t k = 0; k < program_count && !of.empty(); ++k) {
            std::string& text = written[k % of.size()];
            if (text.empty())
                text =
                    content(source_folder() / "examples/programs" / (of[k % of.size()].id + ".py"));
            else
                text += '\n';
            if ((k >= of.size() || text.empty()) && used < others.size()) text += others[used++];
        }
        return written;
    }();
    return all;
}

read_programs read_texts() {
    read_programs out;
    for (std::size_t t = 0; t < texts().size(); ++t)
        for (text::program& p : text::read(texts()[t], tasks()[t].id + ".py").functions) {
            out.programs.push_back(std::move(p));
            out.task.push_back(static_cast<std::uint32_t>(t));
        }
    return out;
}

packed::packed(const sample_set& set, std::size_t repeat) {
    sample_set all = set;
    for (std::size_t k = 1; k < repeat; ++k) {
        all.inputs.insert(all.inputs.end(), set.inputs.begin(), set.inputs.end());
        all.expected.insert(all.expected.end(), set.expected.begin(), set.expected.end());
        all.task.insert(all.task.end(), set.task.begin(), set.task.end());
    }
    auto made = packed_samples::pack(all);
    if (made)
        samples = std::move(*made);
    else
        error = made.error().text;
    count = all.inputs.size();
}

/// Whether a batch can hold a pair.
static bool fits(const io::example& e) {
    return e.output && batch::accepts(e.input) && batch::accepts(*e.output);
}

const sample_set& pairs() {
    static const sample_set all = [] {
        sample_set out;
        for (std::size_t t = 0; t < tasks().size(); ++t) {
            const io::task& from = tasks()[t];
            std::vector<std::pair<grid, grid>> demonstrations;
            for (const auto* some : {&from.train, &from.test})
                for (const io::example& e : *some) {
                    if (!fits(e)) continue;
                    out.inputs.push_back(e.input);
                    out.expected.emplace_back(*e.output);
                    out.task.push_back(static_cast<std::uint32_t>(t));
                    if (some == &from.train) demonstrations.emplace_back(e.input, *e.output);
                }
            out.demonstrations.push_back(std::move(demonstrations));
        }
        return out;
    }();
    return all;
}

program_samples own_pairs(const std::vector<std::uint32_t>& task) {
    program_samples which;
    which.lists.resize(tasks().size());
    for (std::size_t k = 0; k < pairs().task.size(); ++k)
        which.lists[pairs().task[k]].push_back(static_cast<std::uint32_t>(k));
    which.of_program = task;
    return which;
}

} // namespace batt::bench

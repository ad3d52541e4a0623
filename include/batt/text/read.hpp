// Reads solver programs from Python text and says where and why it could not; it executes nothing.
#pragma once

#include <batt/text/module_reader.hpp>
#include <batt/text/program_maker.hpp>
#include <unordered_set>

namespace batt::text {

/// What could be read of a file, and a sentence for each thing that could not.
struct reading {
    std::vector<program> functions; ///< in the order of the file
    std::vector<problem> problems;
    std::vector<problem> warnings; ///< about what was read but may not be what was meant
    int definitions = 0;           ///< programs that the file holds, readable or not
};

/// Texts whose functions and constants other texts may use, and the user's own operations.
class prelude {
public:
    explicit prelude(std::shared_ptr<const vocabulary> own = nullptr);

    /// Adds a text, which may use those before it and hides their names by its own. Returns its
    /// problems; functions are looked at more closely when a program uses them.
    std::vector<problem> add(std::string text, const std::string& file_name);

    /// Adds a text of a dialect, whose functions are operations: several of one name are overloads,
    /// of which the first that takes the arguments is used. What a parameter takes stands after a
    /// colon: a kind of values (`guard`) or a constant. `base.first` is the DSL's `first`, even if
    /// the dialect has a `first`. Returns its problems; if there are any, the text is not added.
    std::vector<problem> add_dialect(std::string text, const std::string& file_name);

    const std::shared_ptr<const vocabulary>& own() const { return own_; }
    const std::shared_ptr<const detail::module_text>& last() const { return last_; }

private:
    /// A text as it was read, without any meaning yet; nothing if it is not in UTF-8.
    std::shared_ptr<detail::module_text> read(std::string text, const std::string& file_name,
                                              bool is_dialect, std::vector<problem>& problems);

    std::shared_ptr<const vocabulary> own_;
    std::shared_ptr<const detail::module_text> last_;
};

/// How to read.
struct read_options {
    const prelude* before = nullptr; ///< what the text may use, if anything
};

namespace detail {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The name of a file without its folders and its ending.
inline std::string_view stem_of(std::string_view file) {
    file.remove_prefix(std::min(file.size(), file.find_last_of("/\\") + 1));
    return file.substr(0, file.find_last_of('.') == 0 ? file.npos : file.find_last_of('.'));
}

/// Whether a function is named like one that solves a task, not like one that others use.
inline bool solves(std::string_view name) {
    for (std::string_view front : {"solve", "verify", "transform", "dsl", "main"}) {
        if (name.starts_with(front)) return true;
    }
    if (name == "p") return true;
    const std::string_view end = name.substr(name.find_last_of('_') + 1);
    return end.size() == 8 && end.find_first_not_of("0123456789abcdef") == end.npos;
}

class text_reader {
public:
    text_reader(const std::string& file, const read_options& options)
        : file_(file), options_(options) {
        module_.file = file;
        if (options.before != nullptr) module_.base = options.before->last();
        module_.names = std::make_shared<words>(module_.base ? module_.base->names : nullptr);
    }

    reading run(std::string_view text) {
        tokenize(text, *module_.names, tokens_);
        module_reader(module_, tokens_).run();
        read_.problems = std::move(module_.problems);
        read_.definitions = module_.nameless;
        program_maker maker(read_.problems, read_.warnings,
                            options_.before != nullptr ? options_.before->own().get() : nullptr);
        find_uses();
        tokens_ = std::vector<token>(); // those of a long text are as large as all its programs
        read_.functions.reserve(module_.defined.size());
        for (int k : module_.defined) function_of_text(maker, k);
        aliases(maker);
        if (module_.defined.empty() && read_.problems.empty()) body(maker);
        forget_repeated(read_.warnings);
        return std::move(read_);
    }

private:
    const function& at(int k) const { return module_.functions[static_cast<std::size_t>(k)]; }
    std::string_view text_of(int word) const { return module_.names->text(word); }

    /// Finds which functions are used by other functions.
    void find_uses() {
        used_.assign(module_.functions.size(), false);
        if (module_.defined.size() < 2) return;
        int inside = -1;
        for (std::size_t k = 0; k + 1 < tokens_.size(); ++k) {
            const token& t = tokens_[k];
            if (t.what != token::kind::name) continue;
            const global* g = module_.find(t.id);
            const bool names = g != nullptr && g->what == global::kind::function;
            const bool starts_line = k == 0 || tokens_[k - 1].what == token::kind::line_end;
            if (t.at.column == 1 && starts_line) inside = -1;
            if (t.at.column == 1 && t.id == word("def")) {
                inside = tokens_[k + 1].what == token::kind::name ? tokens_[k + 1].id : -1;
                ++k;
                continue;
            }
            if (names && inside >= 0 && inside != t.id)
                used_[static_cast<std::size_t>(g->index)] = true;
        }
    }

    program named(std::string_view name, int line) const {
        program p;
        // The name of the file if there is no underscore, or nothing after it.
        const std::size_t id = name.find('_') + 1;
        p.name = name;
        p.id = id > 0 && id < name.size() ? name.substr(id) : stem_of(file_);
        if (p.id.empty()) p.id = name;
        p.file = file_;
        p.line = line;
        if (options_.before != nullptr) p.own = options_.before->own();
        return p;
    }

    void function_of_text(program_maker& maker, int k) {
        const function& f = at(k);
        const global* g = module_.find(f.name);
        if (g == nullptr || g->what != global::kind::function || g->index != k) {
            if (g != nullptr)
                read_.warnings.push_back({file_, f.at,
                                          "warning: " + std::string(text_of(f.name)) +
                                              " is not read, as line " +
                                              std::to_string(g->at.line) + " defines it again"});
            return;
        }
        const std::string_view name = text_of(f.name);
        if (is_operation_word(f.name) || is_constant_word(f.name)) return;
        const bool used = used_[static_cast<std::size_t>(k)];
        if (f.broken) read_.problems.push_back(f.why);
        if (used && !solves(name)) return;
        if (!f.broken && !takes_input(f) && !solves(name)) return;
        ++read_.definitions;
        if (f.broken) return;
        program p = named(name, f.at.line);
        p.is_score = scores(name, f);
        if (maker.make_program(module_, k, p)) read_.functions.push_back(std::move(p));
    }

    /// How many arguments a function needs; 0 if it takes any number.
    static std::size_t needed(const function& f) {
        std::size_t needed = 0;
        for (const parameter& p : f.parameters) {
            if (p.star) return 0;
            if (p.default_begin < 0) ++needed;
        }
        return needed;
    }
    static bool takes_input(const function& f) { return needed(f) >= 1 && needed(f) <= 3; }
    /// Whether a function says how a grid I differs from the expected grid C.
    static bool scores(std::string_view name, const function& f) {
        return name.starts_with("differ_") && needed(f) == 3;
    }

    /// Makes programs of other names of functions that solve tasks.
    void aliases(program_maker& maker) {
        for (int k = module_.first_line; k >= 0;) {
            const line& l = module_.lines[static_cast<std::size_t>(k)];
            k = l.next;
            if (l.what != line::kind::assign || l.length != 1 || l.targets != 1) continue;
            const instruction& only = module_.codes[static_cast<std::size_t>(l.begin)];
            const int name = module_.patterns[static_cast<std::size_t>(l.target)].name;
            if (only.what != code::name || name < 0 || !solves(text_of(name))) continue;
            const global* g = module_.find(name);
            const global* of = module_.find(only.a);
            if (g == nullptr || g->what != global::kind::value || of == nullptr ||
                of->what != global::kind::function)
                continue;
            ++read_.definitions;
            if (at(of->index).broken) continue;
            program p = named(text_of(name), l.at.line);
            if (maker.make_program(module_, of->index, p)) read_.functions.push_back(std::move(p));
        }
    }

    /// Makes the program of a body without `def`.
    void body(program_maker& maker) {
        if (module_.odd) {
            read_.problems.push_back(*module_.odd);
            return;
        }
        const int input = module_.names->find("I", hash_of("I"));
        const auto names_input = [&](const instruction& i) {
            return i.what == code::name && i.a == input;
        };
        if (input < 0 || module_.first_line < 0 ||
            std::none_of(module_.codes.begin(), module_.codes.end(), names_input))
            return;
        ++read_.definitions;
        std::string name = "solve_" + std::string(stem_of(file_));
        for (char& c : name) {
            if (!is_name_part(c)) c = '_';
        }
        program p =
            named(name, module_.lines[static_cast<std::size_t>(module_.first_line)].at.line);
        if (!stem_of(file_).empty()) p.id = stem_of(file_);
        if (maker.make_body(module_, p)) read_.functions.push_back(std::move(p));
    }

    static void forget_repeated(std::vector<problem>& warnings) {
        std::unordered_set<std::string> seen;
        std::erase_if(warnings,
                      [&](const problem& w) { return !seen.insert(to_string(w)).second; });
    }

    const std::string& file_;
    const read_options& options_;
    module_text module_;
    std::vector<token> tokens_;
    std::vector<bool> used_; ///< by function: another function names it
    reading read_;
};

} // namespace detail

inline prelude::prelude(std::shared_ptr<const vocabulary> own) : own_(std::move(own)) {
    if (own_ == nullptr) return;
    auto m = std::make_shared<detail::module_text>();
    m->names = std::make_shared<detail::words>();
    for (std::size_t k = 0; k < own_->operations.size(); ++k) {
        const std::string& name = own_->operations[k].text;
        const int word = m->names->number(name, detail::hash_of(name));
        m->define(
            word,
            {detail::global::kind::operation, static_cast<int>(operations.size() + k), 0, {}});
    }
    last_ = std::move(m);
}

inline std::shared_ptr<detail::module_text> prelude::read(std::string text,
                                                          const std::string& file_name,
                                                          bool is_dialect,
                                                          std::vector<problem>& problems) {
    auto m = std::make_shared<detail::module_text>();
    m->owned = std::make_shared<const std::string>(std::move(text));
    std::string_view said = *m->owned;
    if (said.starts_with(detail::byte_order_mark)) said.remove_prefix(3);
    if (const auto at = not_text(said)) {
        problems = {{file_name, *at, "expected text in UTF-8"}};
        return nullptr;
    }
    m->base = last_;
    m->file = file_name;
    m->is_dialect = is_dialect;
    m->names = std::make_shared<detail::words>(last_ ? last_->names : nullptr);
    std::vector<token> tokens;
    tokenize(said, *m->names, tokens);
    detail::module_reader(*m, tokens).run();
    problems = m->problems;
    for (int k : m->defined) {
        const detail::function& f = m->functions[static_cast<std::size_t>(k)];
        if (f.broken) problems.push_back(f.why);
    }
    return m;
}

inline std::vector<problem> prelude::add(std::string text, const std::string& file_name) {
    std::vector<problem> problems;
    if (auto m = read(std::move(text), file_name, false, problems)) last_ = std::move(m);
    return problems;
}

inline std::vector<problem> prelude::add_dialect(std::string text, const std::string& file_name) {
    std::vector<problem> problems;
    const auto m = read(std::move(text), file_name, true, problems);
    if (!problems.empty()) return problems;
    const int base = m->names->number("base", detail::hash_of("base"));
    if (m->find(base) == nullptr) m->define(base, {detail::global::kind::imported, -1, 0, {}});
    auto own = own_ ? std::make_shared<vocabulary>(*own_) : std::make_shared<vocabulary>();
    own->sources.push_back({*m->owned, file_name});
    const auto each_overload = [&](int first, const auto& f) {
        for (int k = first; k >= 0; k = m->functions[static_cast<std::size_t>(k)].overload)
            f(m->functions[static_cast<std::size_t>(k)], k);
    };
    // All get their places before any is made, as each may name all others.
    for (const int first : m->defined) {
        own_operation o;
        each_overload(first, [&](detail::function& f, int) {
            f.operation = static_cast<int>(operations.size() + own->operations.size());
            o.text = m->names->text(f.name);
            o.arity = static_cast<int>(f.parameters.size());
            o.parameters.clear();
            for (const detail::parameter& p : f.parameters) {
                if (!o.parameters.empty()) o.parameters += ' ';
                o.parameters += m->names->text(p.name);
            }
        });
        own->operations.push_back(std::move(o));
    }
    std::vector<problem> warnings;
    detail::program_maker maker(problems, warnings, own.get());
    for (const int first : m->defined) {
        const detail::function& named = m->functions[static_cast<std::size_t>(first)];
        std::vector<overload> overloads;
        bool is_complete = false;
        each_overload(first, [&](detail::function& f, int k) {
            if (is_complete)
                problems.push_back(
                    {file_name, f.at, "expected no overload after one that takes everything"});
            bool is_numbered = false;
            overload one;
            for (const detail::parameter& p : f.parameters) {
                is_numbered = is_numbered || p.number;
                one.takes.push_back(p.takes);
            }
            const bool has_kinds = std::any_of(one.takes.begin(), one.takes.end(),
                                               [](guard g) { return g != guard::any; });
            if (is_numbered && has_kinds)
                problems.push_back({file_name, f.at,
                                    "expected an overload for a constant or one for a kind of "
                                    "values, found one for both"});
            if (is_numbered) return;
            is_complete = !has_kinds;
            one.means.name = m->names->text(f.name);
            one.means.file = file_name;
            one.means.line = f.at.line;
            if (!maker.make_meaning(*m, k, one.means)) return;
            for (const call& c : one.means.calls)
                for (const operand part : c.parts)
                    if (part.what == form::operation && part.index >= named.operation)
                        problems.push_back(
                            {file_name, c.at,
                             "expected operations that are defined above, found " +
                                 own->operations[static_cast<std::size_t>(part.index) -
                                                 operations.size()]
                                     .text});
            f.is_simple = one.means.calls.size() == 1;
            overloads.push_back(std::move(one));
        });
        if (overloads.empty() && problems.empty())
            problems.push_back({file_name, named.at,
                                "expected another overload of " +
                                    std::string(m->names->text(named.name)) +
                                    ", for all other values"});
        own->operations[static_cast<std::size_t>(named.operation) - operations.size()].overloads =
            std::move(overloads);
    }
    // What is only suspicious in a program is wrong in a dialect.
    problems.insert(problems.end(), warnings.begin(), warnings.end());
    if (!problems.empty()) return problems;
    own_ = std::move(own);
    last_ = m;
    return problems;
}

/// Reads the functions of a file. `file_name` is the name that problems and programs give. Cost:
/// about 5 microseconds per program of 12 statements.
inline reading read(std::string_view text, const std::string& file_name,
                    const read_options& options = {}) {
    if (text.starts_with(detail::byte_order_mark))
        text.remove_prefix(detail::byte_order_mark.size());
    if (const auto at = not_text(text))
        return {{}, {{file_name, *at, "expected text in UTF-8"}}, {}, 0};
    return detail::text_reader(file_name, options).run(text);
}

/// The ids of the tasks that a program may be for, the likeliest first: what follows the first
/// underscore of its name, the part of that before the next one, and the name of its file.
inline std::vector<std::string> candidate_ids(const program& p) {
    std::vector<std::string> ids = {p.id};
    const auto add = [&](std::string_view id) {
        if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.emplace_back(id);
    };
    add(std::string_view(p.id).substr(0, p.id.find('_')));
    add(detail::stem_of(p.file));
    return ids;
}

} // namespace batt::text

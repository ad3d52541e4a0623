#include "explain.hpp"

#include "options.hpp"
#include <batt/io/json_document.hpp>
#include <batt/text/names.hpp>
#include <fstream>
#include <ostream>

namespace run_batt {

int explain(const std::string& operation, const std::string& page, std::ostream& out,
            std::ostream& err) {
    if (batt::text::operation_of(operation) < 0) {
        const std::string_view similar = batt::text::similar_name(operation);
        err << "run_batt: There is no operation " << batt::io::detail::printable(operation);
        if (batt::text::operation_of(similar) >= 0) err << " (like " << similar << "?)";
        err << ".\n";
        return bad_input;
    }
    std::ifstream file(page);
    std::string line;
    while (std::getline(file, line) && line != "### " + operation) {}
    bool any = false, blank = true, code = false;
    while (std::getline(file, line) && (code || line.rfind("##", 0) != 0)) {
        any = true;
        if (line == "```") {
            code = !code;
            continue;
        }
        if (line.empty() && blank) continue;
        blank = line.empty();
        out << (code && !blank ? "    " : "") << line << '\n';
    }
    if (any) return all_solved;
    err << "run_batt: " << page << " cannot be read, or says nothing about " << operation << ".\n";
    return bad_input;
}

} // namespace run_batt

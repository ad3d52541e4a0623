// Tasks and pictures for Python.
#include "grids.hpp"

#include <batt/io/picture.hpp>
#include <batt/io/svg.hpp>
#include <batt/io/task.hpp>
#include <deque>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

namespace batt::python {

namespace {

/// ([(id, train, test, {name: pairs})], sentences); pairs are lists of (input, output or None).
nb::object loaded(const io::loaded_tasks& all) {
    const auto pairs = [](const std::vector<io::example>& from) {
        nb::list out;
        for (const io::example& e : from)
            out.append(nb::make_tuple(to_numpy(e.input),
                                      e.output ? to_numpy(*e.output) : nb::object(nb::none())));
        return out;
    };
    nb::list tasks, errors;
    for (const io::task& t : all.tasks) {
        nb::dict further;
        for (const io::task_part& part : t.further) further[said(part.name)] = pairs(part.pairs);
        tasks.append(nb::make_tuple(said(t.id), pairs(t.train), pairs(t.test), further));
    }
    for (const std::string& e : all.errors) errors.append(said(e));
    return nb::make_tuple(tasks, errors);
}

/// Panels of groups [(title, [(title, grid, grid to compare with or None)])], with their grids.
struct picture {
    std::deque<grid> kept;
    std::vector<io::panel_group> groups;

    explicit picture(const nb::list& from) {
        for (nb::handle one : from) {
            const auto group = nb::cast<nb::tuple>(one);
            io::panel_group g;
            g.title = nb::cast<std::string>(group[0]);
            for (nb::handle each : nb::cast<nb::list>(group[1])) {
                const auto is = nb::cast<nb::tuple>(each);
                io::panel p;
                p.title = nb::cast<std::string>(is[0]);
                p.cells = &kept.emplace_back(to_grid(nb::object(is[1]), "a grid"));
                if (nb::object other(is[2]); !other.is_none())
                    p.compare_with = &kept.emplace_back(to_grid(other, "a grid"));
                g.panels.push_back(std::move(p));
            }
            groups.push_back(std::move(g));
        }
    }
};

} // namespace

void bind_tasks(nb::module_& m) {
    m.def("load_tasks",
          [](const std::string& path, const std::string& solutions, bool allow_large) {
              io::loaded_tasks all;
              io::grid_limits limits;
              limits.option = "allow_large=True";
              if (allow_large) limits = io::large_grids();
              {
                  const nb::gil_scoped_release others_may_run;
                  all = io::load_tasks(path, solutions, {}, limits);
              }
              return loaded(all);
          });
    nb::list colors;
    for (std::size_t k = 0; k < 10; ++k) {
        const auto& c = io::detail::paint_colors[k];
        colors.append(nb::make_tuple(c.red, c.green, c.blue));
    }
    m.attr("colors") = nb::tuple(colors);
    m.def("svg", [](const nb::list& groups, int cell, bool digits, int width) {
        const picture p(groups);
        io::svg_options options;
        options.cell = cell;
        options.digits = digits;
        options.width = width;
        options.background = false;
        return io::to_svg(p.groups, options);
    });
    m.def("drawn", [](const nb::list& groups, const std::string& colors, int columns) {
        const picture p(groups);
        const io::color_mode mode = colors == "true_color" ? io::color_mode::true_color
                                    : colors == "palette"  ? io::color_mode::palette
                                                           : io::color_mode::plain;
        std::string out;
        for (const io::panel_group& g : p.groups) {
            if (!g.title.empty()) out += g.title + "\n";
            out += io::draw(g.panels, mode, columns);
        }
        return out;
    });
    m.def("terminal_colors", [](int descriptor) {
        switch (io::detect_color_mode(descriptor)) {
        case io::color_mode::true_color: return "true_color";
        case io::color_mode::palette: return "palette";
        case io::color_mode::plain: break;
        }
        return "plain";
    });
}

} // namespace batt::python

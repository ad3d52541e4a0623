// The operations by name: the one place where names and definitions meet.
#pragma once

#include <batt/reference/dynamic/arithmetic.hpp>
#include <batt/reference/dynamic/box.hpp>
#include <batt/reference/dynamic/choose.hpp>
#include <batt/reference/dynamic/color.hpp>
#include <batt/reference/dynamic/combinators.hpp>
#include <batt/reference/dynamic/concat.hpp>
#include <batt/reference/dynamic/container.hpp>
#include <batt/reference/dynamic/corner.hpp>
#include <batt/reference/dynamic/crop.hpp>
#include <batt/reference/dynamic/extent.hpp>
#include <batt/reference/dynamic/filter.hpp>
#include <batt/reference/dynamic/functional.hpp>
#include <batt/reference/dynamic/gravitate.hpp>
#include <batt/reference/dynamic/halves.hpp>
#include <batt/reference/dynamic/line.hpp>
#include <batt/reference/dynamic/line_tests.hpp>
#include <batt/reference/dynamic/logic.hpp>
#include <batt/reference/dynamic/merge.hpp>
#include <batt/reference/dynamic/mirror.hpp>
#include <batt/reference/dynamic/neighbors.hpp>
#include <batt/reference/dynamic/objects.hpp>
#include <batt/reference/dynamic/painting.hpp>
#include <batt/reference/dynamic/patch.hpp>
#include <batt/reference/dynamic/relation.hpp>
#include <batt/reference/dynamic/repetition.hpp>
#include <batt/reference/dynamic/rotate.hpp>
#include <batt/reference/dynamic/scale.hpp>
#include <batt/reference/dynamic/sets.hpp>
#include <batt/reference/dynamic/shift.hpp>
#include <batt/reference/dynamic/size.hpp>
#include <batt/reference/dynamic/tuples.hpp>
#include <batt/text/names.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic {

namespace detail {

/// A definition behind the one signature of the table.
template <auto F, class... A>
constexpr operation make_entry(std::string_view name, value (*)(A...)) {
    return {name, static_cast<int>(sizeof...(A)), [](const value* a) {
                return [&]<std::size_t... K>(std::index_sequence<K...>) { return F(a[K]...); }
                (std::index_sequence_for<A...>{});
            }};
}
template <auto F>
constexpr operation entry(std::string_view name) {
    return make_entry<F>(name, F);
}

} // namespace detail

/// All operations, in the order of `text::operations`.
inline constexpr operation standard_operations[] = {
    detail::entry<&operations::add>("add"),
    detail::entry<&operations::adjacent>("adjacent"),
    detail::entry<&operations::apply>("apply"),
    detail::entry<&operations::argmax>("argmax"),
    detail::entry<&operations::argmin>("argmin"),
    detail::entry<&operations::asindices>("asindices"),
    detail::entry<&operations::asobject>("asobject"),
    detail::entry<&operations::astuple>("astuple"),
    detail::entry<&operations::backdrop>("backdrop"),
    detail::entry<&operations::bordering>("bordering"),
    detail::entry<&operations::both>("both"),
    detail::entry<&operations::bottomhalf>("bottomhalf"),
    detail::entry<&operations::box>("box"),
    detail::entry<&operations::branch>("branch"),
    detail::entry<&operations::canvas>("canvas"),
    detail::entry<&operations::cellwise>("cellwise"),
    detail::entry<&operations::center>("center"),
    detail::entry<&operations::centerofmass>("centerofmass"),
    detail::entry<&operations::chain>("chain"),
    detail::entry<&operations::cmirror>("cmirror"),
    detail::entry<&operations::color>("color"),
    detail::entry<&operations::colorcount>("colorcount"),
    detail::entry<&operations::colorfilter>("colorfilter"),
    detail::entry<&operations::combine>("combine"),
    detail::entry<&operations::compose>("compose"),
    detail::entry<&operations::compress>("compress"),
    detail::entry<&operations::connect>("connect"),
    detail::entry<&operations::contained>("contained"),
    detail::entry<&operations::corners>("corners"),
    detail::entry<&operations::cover>("cover"),
    detail::entry<&operations::crement>("crement"),
    detail::entry<&operations::crop>("crop"),
    detail::entry<&operations::decrement>("decrement"),
    detail::entry<&operations::dedupe>("dedupe"),
    detail::entry<&operations::delta>("delta"),
    detail::entry<&operations::difference>("difference"),
    detail::entry<&operations::divide>("divide"),
    detail::entry<&operations::dmirror>("dmirror"),
    detail::entry<&operations::dneighbors>("dneighbors"),
    detail::entry<&operations::double_>("double"),
    detail::entry<&operations::downscale>("downscale"),
    detail::entry<&operations::either>("either"),
    detail::entry<&operations::equality>("equality"),
    detail::entry<&operations::even>("even"),
    detail::entry<&operations::extract>("extract"),
    detail::entry<&operations::fgpartition>("fgpartition"),
    detail::entry<&operations::fill>("fill"),
    detail::entry<&operations::first>("first"),
    detail::entry<&operations::flip>("flip"),
    detail::entry<&operations::fork>("fork"),
    detail::entry<&operations::frontiers>("frontiers"),
    detail::entry<&operations::gravitate>("gravitate"),
    detail::entry<&operations::greater>("greater"),
    detail::entry<&operations::halve>("halve"),
    detail::entry<&operations::hconcat>("hconcat"),
    detail::entry<&operations::height>("height"),
    detail::entry<&operations::hfrontier>("hfrontier"),
    detail::entry<&operations::hline>("hline"),
    detail::entry<&operations::hmatching>("hmatching"),
    detail::entry<&operations::hmirror>("hmirror"),
    detail::entry<&operations::hperiod>("hperiod"),
    detail::entry<&operations::hsplit>("hsplit"),
    detail::entry<&operations::hupscale>("hupscale"),
    detail::entry<&operations::identity>("identity"),
    detail::entry<&operations::inbox>("inbox"),
    detail::entry<&operations::increment>("increment"),
    detail::entry<&operations::index>("index"),
    detail::entry<&operations::ineighbors>("ineighbors"),
    detail::entry<&operations::initset>("initset"),
    detail::entry<&operations::insert>("insert"),
    detail::entry<&operations::intersection>("intersection"),
    detail::entry<&operations::interval>("interval"),
    detail::entry<&operations::invert>("invert"),
    detail::entry<&operations::last>("last"),
    detail::entry<&operations::lbind>("lbind"),
    detail::entry<&operations::leastcolor>("leastcolor"),
    detail::entry<&operations::leastcommon>("leastcommon"),
    detail::entry<&operations::lefthalf>("lefthalf"),
    detail::entry<&operations::leftmost>("leftmost"),
    detail::entry<&operations::llcorner>("llcorner"),
    detail::entry<&operations::lowermost>("lowermost"),
    detail::entry<&operations::lrcorner>("lrcorner"),
    detail::entry<&operations::manhattan>("manhattan"),
    detail::entry<&operations::mapply>("mapply"),
    detail::entry<&operations::matcher>("matcher"),
    detail::entry<&operations::maximum>("maximum"),
    detail::entry<&operations::merge>("merge"),
    detail::entry<&operations::mfilter>("mfilter"),
    detail::entry<&operations::minimum>("minimum"),
    detail::entry<&operations::mostcolor>("mostcolor"),
    detail::entry<&operations::mostcommon>("mostcommon"),
    detail::entry<&operations::move>("move"),
    detail::entry<&operations::mpapply>("mpapply"),
    detail::entry<&operations::multiply>("multiply"),
    detail::entry<&operations::neighbors>("neighbors"),
    detail::entry<&operations::normalize>("normalize"),
    detail::entry<&operations::numcolors>("numcolors"),
    detail::entry<&operations::objects>("objects"),
    detail::entry<&operations::occurrences>("occurrences"),
    detail::entry<&operations::ofcolor>("ofcolor"),
    detail::entry<&operations::order>("order"),
    detail::entry<&operations::other>("other"),
    detail::entry<&operations::outbox>("outbox"),
    detail::entry<&operations::paint>("paint"),
    detail::entry<&operations::pair>("pair"),
    detail::entry<&operations::palette>("palette"),
    detail::entry<&operations::papply>("papply"),
    detail::entry<&operations::partition>("partition"),
    detail::entry<&operations::portrait>("portrait"),
    detail::entry<&operations::position>("position"),
    detail::entry<&operations::positive>("positive"),
    detail::entry<&operations::power>("power"),
    detail::entry<&operations::prapply>("prapply"),
    detail::entry<&operations::product>("product"),
    detail::entry<&operations::rapply>("rapply"),
    detail::entry<&operations::rbind>("rbind"),
    detail::entry<&operations::recolor>("recolor"),
    detail::entry<&operations::remove>("remove"),
    detail::entry<&operations::repeat>("repeat"),
    detail::entry<&operations::replace>("replace"),
    detail::entry<&operations::righthalf>("righthalf"),
    detail::entry<&operations::rightmost>("rightmost"),
    detail::entry<&operations::rot180>("rot180"),
    detail::entry<&operations::rot270>("rot270"),
    detail::entry<&operations::rot90>("rot90"),
    detail::entry<&operations::sfilter>("sfilter"),
    detail::entry<&operations::shape>("shape"),
    detail::entry<&operations::shift>("shift"),
    detail::entry<&operations::shoot>("shoot"),
    detail::entry<&operations::sign>("sign"),
    detail::entry<&operations::size>("size"),
    detail::entry<&operations::sizefilter>("sizefilter"),
    detail::entry<&operations::square>("square"),
    detail::entry<&operations::subgrid>("subgrid"),
    detail::entry<&operations::subtract>("subtract"),
    detail::entry<&operations::switch_>("switch"),
    detail::entry<&operations::toindices>("toindices"),
    detail::entry<&operations::toivec>("toivec"),
    detail::entry<&operations::tojvec>("tojvec"),
    detail::entry<&operations::toobject>("toobject"),
    detail::entry<&operations::tophalf>("tophalf"),
    detail::entry<&operations::totuple>("totuple"),
    detail::entry<&operations::trim>("trim"),
    detail::entry<&operations::ulcorner>("ulcorner"),
    detail::entry<&operations::underfill>("underfill"),
    detail::entry<&operations::underpaint>("underpaint"),
    detail::entry<&operations::uppermost>("uppermost"),
    detail::entry<&operations::upscale>("upscale"),
    detail::entry<&operations::urcorner>("urcorner"),
    detail::entry<&operations::valmax>("valmax"),
    detail::entry<&operations::valmin>("valmin"),
    detail::entry<&operations::vconcat>("vconcat"),
    detail::entry<&operations::vfrontier>("vfrontier"),
    detail::entry<&operations::vline>("vline"),
    detail::entry<&operations::vmatching>("vmatching"),
    detail::entry<&operations::vmirror>("vmirror"),
    detail::entry<&operations::vperiod>("vperiod"),
    detail::entry<&operations::vsplit>("vsplit"),
    detail::entry<&operations::vupscale>("vupscale"),
    detail::entry<&operations::width>("width")};

namespace detail {

/// Whether the table agrees with the names that text uses.
constexpr bool is_complete() {
    if (std::size(standard_operations) != text::operations.size()) return false;
    for (std::size_t k = 0; k < text::operations.size(); ++k)
        if (standard_operations[k].name != text::operations[k].text ||
            standard_operations[k].parameters != text::operations[k].arity)
            return false;
    return true;
}
static_assert(is_complete());

} // namespace detail

/// The table of the operations of the DSL.
inline const operation_table& standard_table() {
    static const operation_table table(standard_operations);
    return table;
}

} // namespace batt::reference::dynamic
BATT_HOST_CALLS_END

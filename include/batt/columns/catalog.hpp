// What has been compiled to run on columns: operations with the types of their arguments.
#pragma once

#include <batt/columns/types.hpp>
#include <batt/dsl/static_view.hpp>
#include <memory>

namespace batt {
struct run_report;
struct error_message;
} // namespace batt

namespace batt::columns {

struct run_request;
struct run_counts;
struct group;
struct memory;
class device_runner;

/// How a step runs on one kind of machine: with the pool, the nodes, and what that machine needs.
using run_function = void (*)(void* machine, const memory&, const group&);

/// A step that has been compiled for some types.
struct catalog_entry {
    enum class kind : unsigned char { call, collect, convert } what = kind::call;
    int operation = 0; ///< its place in the table
    std::vector<static_type> arguments;
    static_type result;
    /// At each tier; null: not on that machine.
    run_function on_host[2] = {}, on_device[2] = {};
};

/// The same as a constant of the unit that holds it; without functions where another unit does.
struct compiled_entry {
    catalog_entry::kind what = catalog_entry::kind::call;
    int operation = 0;
    int count = 0;
    const typing::described* arguments[5] = {};
    const typing::described* result = nullptr;
    run_function run = nullptr;
};

/// The key by which an entry is found.
struct catalog_key {
    catalog_entry::kind what;
    int operation;
    std::span<const static_type> arguments;

    std::uint64_t hash() const {
        std::uint64_t h =
            mixed(static_cast<std::uint64_t>(what), static_cast<std::uint32_t>(operation));
        for (const static_type& t : arguments) h = mixed(h, hash_of(t));
        return h;
    }
    bool is_of(const catalog_entry& e) const {
        return e.what == what && e.operation == operation &&
               std::equal(e.arguments.begin(), e.arguments.end(), arguments.begin(),
                          arguments.end());
    }
};

/// Everything that has been compiled, found by its key.
class catalog {
public:
    /// Adds what a unit holds.
    void add(std::span<const compiled_entry> unit, bool on_device, int tier) {
        for (const compiled_entry& c : unit) {
            if (c.run == nullptr) continue;
            catalog_entry e;
            e.what = c.what;
            e.operation = c.what == catalog_entry::kind::convert ? 0 : c.operation;
            for (int k = 0; k < c.count; ++k)
                e.arguments.push_back(typing::to_type(*c.arguments[k]));
            e.result = typing::to_type(*c.result);
            (on_device ? e.on_device : e.on_host)[tier] = c.run;
            add(std::move(e));
        }
    }
    /// Adds an entry, or only its machines if there is an entry with the same types.
    void add(catalog_entry e) {
        const catalog_key key{e.what, e.operation, e.arguments};
        const int place =
            places_.add(key.hash(), size(), [&](int k) { return key.is_of((*this)[k]); });
        if (place == size()) {
            entries_.push_back(std::move(e));
            return;
        }
        catalog_entry& there = entries_[static_cast<std::size_t>(place)];
        for (int tier = 0; tier < 2; ++tier) {
            if (e.on_host[tier] != nullptr) there.on_host[tier] = e.on_host[tier];
            if (e.on_device[tier] != nullptr) there.on_device[tier] = e.on_device[tier];
        }
    }
    /// The place of an entry, or -1.
    int find(catalog_entry::kind what, int operation, std::span<const static_type> types) const {
        const catalog_key key{what, operation, types};
        return places_.find(key.hash(), [&](int k) { return key.is_of((*this)[k]); });
    }
    /// The entry at a place.
    const catalog_entry& operator[](int k) const { return entries_[static_cast<std::size_t>(k)]; }
    int size() const { return static_cast<int>(entries_.size()); }

    /// Makes what runs columns on devices; null if they were compiled for the host alone.
    std::unique_ptr<device_runner> (*make_device)() = nullptr;
    /// Runs one call of an executor.
    bool (*execute)(const run_request&, device_runner*, run_report&, run_counts&,
                    error_message&) = nullptr;

private:
    std::vector<catalog_entry> entries_;
    hash_slots places_;
};

} // namespace batt::columns

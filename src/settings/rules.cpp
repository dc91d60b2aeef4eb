#include "rules.h"

#include <algorithm>

#include "core/card_numbers.h"
#include "core/text.h"
#include "json/read.h"
#include "json/write.h"

namespace cafepos::settings {
namespace {

std::string path_of(const std::string& section, const std::string& name) {
    std::string path = section;
    path += '.';
    return path += name;
}

using Object = json::Value::Object;

json::Value& member(Object& object, const std::string& key) {
    for (auto& [name, value] : object) {
        if (name == key) return value;
    }
    return object.emplace_back(key, json::Value()).second;
}

json::Value with_members(const json::Value* base, const json::Value& changes) {
    const Object* old = base == nullptr ? nullptr : base->if_object();
    Object result = old == nullptr ? Object{} : *old;
    for (const auto& [key, value] : *changes.if_object()) member(result, key) = value;
    return json::Value(std::move(result));
}

json::Value without_nulls(const json::Value& value) {
    if (const auto* array = value.if_array()) {
        json::Value::Array out;
        for (const auto& element : *array) out.push_back(without_nulls(element));
        return json::Value(std::move(out));
    }
    const Object* object = value.if_object();
    if (object == nullptr) return value;
    Object out;
    for (const auto& [name, member] : *object) {
        if (!member.is_null()) out.emplace_back(name, without_nulls(member));
    }
    return json::Value(std::move(out));
}

FieldError misplaced_field(const std::string& path) { return {path, "unknown", path + " is not a setting"}; }

}  // namespace

json::Value document_of(const Settings& settings) { return without_nulls(json::parse(json::to_text(settings))); }

json::Value overlaid(const json::Value& base, const json::Value& changes) {
    Object result = *base.if_object();
    for (const auto& [section, members] : *changes.if_object()) {
        member(result, section) = with_members(base.find(section), members);
    }
    return json::Value(std::move(result));
}

json::Value without_card_numbers(const json::Value& changes) {
    if (const auto* text = changes.if_string()) return json::Value(card_numbers::masked(*text));
    if (const auto* array = changes.if_array()) {
        json::Value::Array out;
        for (const auto& element : *array) out.push_back(without_card_numbers(element));
        return json::Value(std::move(out));
    }
    if (const auto* object = changes.if_object()) {
        Object out;
        for (const auto& [name, value] : *object) {
            out.emplace_back(name, name == "phoneNumber" ? value : without_card_numbers(value));
        }
        return json::Value(std::move(out));
    }
    return changes;
}

std::vector<FieldError> misplaced(const json::Value& changes) {
    static const json::Value known = document_of(standard_settings());
    if (changes.if_object() == nullptr) return {{"body", "type", "body must be an object"}};
    std::vector<FieldError> errors;
    for (const auto& [section, members] : *changes.if_object()) {
        const json::Value* known_section = known.find(section);
        if (known_section == nullptr) {
            errors.push_back(misplaced_field(section));
        } else if (members.if_object() == nullptr) {
            errors.push_back({section, "type", section + " must be an object"});
        } else {
            for (const auto& [name, value] : *members.if_object()) {
                if (known_section->find(name) == nullptr) errors.push_back(misplaced_field(path_of(section, name)));
            }
        }
    }
    return errors;
}

Settings settings_from(const json::Value& document) {
    auto settings = json::bind<Settings>(document);
    auto errors = check(settings);
    if (!errors.empty()) throw Error::fields(Code::validation_error, std::move(errors));
    return settings;
}

std::vector<FieldError> unknown_categories(const Settings& before, const Settings& after,
                                           const std::vector<std::string>& on_menu) {
    if (on_menu.empty()) return {};
    std::vector<std::string> known = on_menu;
    for (const Tax& tax : before.pos.taxes) known.insert(known.end(), tax.categories.begin(), tax.categories.end());
    std::vector<FieldError> errors;
    for (std::size_t i = 0; i < after.pos.taxes.size(); ++i) {
        const std::string field = "pos.taxes[" + std::to_string(i) + "].categories";
        for (const std::string& category : after.pos.taxes[i].categories) {
            const auto same = [&](const std::string& other) { return text::same(category, other); };
            if (std::ranges::any_of(known, same)) continue;
            std::string message = field;
            message.append(" names ").append(category).append(", but no menu item is in that category");
            errors.push_back({field, "unknown", std::move(message)});
        }
    }
    return errors;
}

std::vector<FieldError> unknown_roles(const Settings& before, const Settings& after, const std::vector<std::string>& roles) {
    if (roles.empty()) return {};
    std::vector<FieldError> errors;
    for (std::size_t i = 0; i < after.pos.discountLimits.size(); ++i) {
        const std::string& role = after.pos.discountLimits[i].role;
        const bool is_kept =
            std::ranges::find(before.pos.discountLimits, role, &DiscountLimit::role) != before.pos.discountLimits.end();
        if (is_kept || std::ranges::find(roles, role) != roles.end()) continue;
        const std::string field = "pos.discountLimits[" + std::to_string(i) + "].role";
        std::string message = field;
        message.append(" names ").append(role).append(", but there is no such role");
        errors.push_back({field, "unknown", std::move(message)});
    }
    return errors;
}

std::vector<Difference> differences(const Settings& before, const Settings& after) {
    const json::Value old_document = document_of(before);
    const json::Value new_document = document_of(after);
    std::vector<Difference> result;
    for (const auto& [section, members] : *new_document.if_object()) {
        for (const auto& [name, value] : *members.if_object()) {
            const json::Value& old_value = *old_document.find(section)->find(name);
            if (old_value == value) continue;
            result.push_back({path_of(section, name), json::print(old_value), json::print(value)});
        }
    }
    return result;
}

}  // namespace cafepos::settings

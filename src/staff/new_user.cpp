#include "rules.h"

namespace cafepos::staff {

std::vector<FieldError> problems_of(db::Transaction& transaction, const NewUser& user, const std::string& password) {
    UserForm form;
    form.username = user.username;
    form.password = password;
    form.first_name = user.first_name;
    form.last_name = user.last_name;
    form.email = user.email;
    form.role = user.role;
    std::vector<std::string> roles;
    for (const Role& role : list_roles(transaction)) roles.push_back(role.name);
    return check_user_form(form, FormKind::create, roles);
}

std::vector<FieldError> problems_of_password(const std::string& password) {
    UserForm form;
    form.password = password;
    return check_user_form(form, FormKind::update, {});
}

}  // namespace cafepos::staff

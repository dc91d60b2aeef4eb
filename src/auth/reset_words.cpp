#include "reset_words.h"

#include <array>

namespace cafepos::auth {
namespace {

// In the order of wording::Language.
constexpr std::array languages{
    ResetWords{.title = "Set a new password",
               .greeting = "Hello {},",
               .somebody_asked = "Somebody, hopefully you, asked to set a new password for the account {} at {}.",
               .works_until = "The link works once, until {}.",
               .not_you = "If it was not you, ignore this mail: your password stays as it is.",
               .new_password = "New password",
               .at_least = "At least 8 characters",
               .once_more = "New password once more",
               .set_it = "Set the password",
               .done = "Your password is set",
               .sign_in = "You have been signed out everywhere. Sign in at the register with the new password.",
               .invalid = "This link is not valid or was used already.",
               .expired = "This link has expired.",
               .too_short = "The password must have at least 8 characters.",
               .too_long = "The password must have at most 256 characters.",
               .too_common = "This password is one that everybody tries first. Take another one.",
               .differ = "The two passwords are not the same.",
               .ask = "Type your e-mail address, and a link comes by mail.",
               .address = "E-mail address",
               .send = "Send me a link",
               .sent = "If an account has this address, a mail with a link is on its way. The link works for one hour.",
               .no_mail = "This server sends no mail. An admin can set a new password for you."},
    ResetWords{.title = "Neues Passwort setzen",
               .greeting = "Hallo {},",
               .somebody_asked = "jemand, hoffentlich du, möchte ein neues Passwort für das Konto {} bei {} setzen.",
               .works_until = "Der Link gilt einmal, bis {}.",
               .not_you = "Wenn du das nicht warst, ist nichts zu tun: Dein Passwort bleibt, wie es ist.",
               .new_password = "Neues Passwort",
               .at_least = "Mindestens 8 Zeichen",
               .once_more = "Neues Passwort noch einmal",
               .set_it = "Passwort setzen",
               .done = "Dein Passwort ist gesetzt",
               .sign_in = "Du wurdest überall abgemeldet. Melde dich an der Kasse mit dem neuen Passwort an.",
               .invalid = "Dieser Link ist ungültig oder wurde schon benutzt.",
               .expired = "Dieser Link ist abgelaufen.",
               .too_short = "Das Passwort muss mindestens 8 Zeichen haben.",
               .too_long = "Das Passwort darf höchstens 256 Zeichen haben.",
               .too_common = "Dieses Passwort probiert jeder zuerst. Nimm ein anderes.",
               .differ = "Die beiden Passwörter sind nicht gleich.",
               .ask = "Gib deine E-Mail-Adresse ein, dann kommt ein Link per Mail.",
               .address = "E-Mail-Adresse",
               .send = "Link schicken",
               .sent = "Wenn ein Konto diese Adresse hat, ist eine Mail mit einem Link unterwegs. Der Link gilt eine Stunde.",
               .no_mail = "Dieser Server verschickt keine Mails. Wer Admin ist, kann dir ein neues Passwort setzen."},
    ResetWords{
        .title = "Choisir un nouveau mot de passe",
        .greeting = "Bonjour {},",
        .somebody_asked = "quelqu’un, vous sans doute, a demandé un nouveau mot de passe pour le compte {} chez {}.",
        .works_until = "Le lien fonctionne une seule fois, jusqu’au {}.",
        .not_you = "Si ce n’était pas vous, ignorez ce message : votre mot de passe ne change pas.",
        .new_password = "Nouveau mot de passe",
        .at_least = "Au moins 8 caractères",
        .once_more = "Le nouveau mot de passe encore une fois",
        .set_it = "Enregistrer le mot de passe",
        .done = "Votre mot de passe est enregistré",
        .sign_in = "Vous avez été déconnecté partout. Connectez-vous à la caisse avec le nouveau mot de passe.",
        .invalid = "Ce lien n’est pas valable ou a déjà servi.",
        .expired = "Ce lien a expiré.",
        .too_short = "Le mot de passe doit avoir au moins 8 caractères.",
        .too_long = "Le mot de passe doit avoir au plus 256 caractères.",
        .too_common = "Ce mot de passe est de ceux que l’on essaie en premier. Choisissez-en un autre.",
        .differ = "Les deux mots de passe sont différents.",
        .ask = "Saisissez votre adresse e-mail : un lien vous sera envoyé.",
        .address = "Adresse e-mail",
        .send = "Envoyer un lien",
        .sent = "Si un compte a cette adresse, un message avec un lien est en route. Le lien fonctionne une heure.",
        .no_mail = "Ce serveur n’envoie pas de messages. Un administrateur peut choisir un nouveau mot de passe pour vous."},
    ResetWords{
        .title = "Elegir una nueva contraseña",
        .greeting = "Hola, {}:",
        .somebody_asked = "Alguien, esperamos que tú, ha pedido una nueva contraseña para la cuenta {} en {}.",
        .works_until = "El enlace funciona una sola vez, hasta el {}.",
        .not_you = "Si no fuiste tú, ignora este mensaje: tu contraseña no cambia.",
        .new_password = "Nueva contraseña",
        .at_least = "Al menos 8 caracteres",
        .once_more = "La nueva contraseña otra vez",
        .set_it = "Guardar la contraseña",
        .done = "Tu contraseña está guardada",
        .sign_in = "Se ha cerrado tu sesión en todas partes. Entra en la caja con la nueva contraseña.",
        .invalid = "Este enlace no es válido o ya se ha usado.",
        .expired = "Este enlace ha caducado.",
        .too_short = "La contraseña debe tener al menos 8 caracteres.",
        .too_long = "La contraseña debe tener como máximo 256 caracteres.",
        .too_common = "Esta contraseña es de las que se prueban primero. Elige otra.",
        .differ = "Las dos contraseñas no son iguales.",
        .ask = "Escribe tu dirección de correo y te enviaremos un enlace.",
        .address = "Dirección de correo",
        .send = "Enviar un enlace",
        .sent = "Si una cuenta tiene esta dirección, un mensaje con un enlace está en camino. El enlace funciona una hora.",
        .no_mail = "Este servidor no envía correos. Un administrador puede darte una nueva contraseña."},
};

}  // namespace

const ResetWords& reset_words_of(std::string_view language) {
    return languages.at(static_cast<std::size_t>(wording::language_of(language)));
}

std::string filled(std::string_view text, const std::vector<std::string>& values) {
    std::string out;
    for (const std::string& value : values) {
        const std::size_t gap = text.find("{}");
        out += std::string(text.substr(0, gap)) + value;
        text.remove_prefix(gap + 2);
    }
    return out + std::string(text);
}

}  // namespace cafepos::auth

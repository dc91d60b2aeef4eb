"""The small changes that a test of rules must notice, of a C++ file as clang-format lays it out.

What is between blanks on both sides is an operator of two values; `vector<Money>`, `const Order&` and `auto*` are none. Comments, texts,
characters, lines of the preprocessor and `<<` of streams are left alone.
"""

import re
from dataclasses import dataclass

TOKEN = re.compile(r"""
    (?P<skip>   //[^\n]* | /\*.*?\*/ | ^[ \t]*\#(?:[^\n\\]|\\.)* )
  | (?P<text>   (?:u8|[uUL])?R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)" | (?:u8|[uUL])?"(?:[^"\\]|\\.)*" | (?:u8|[uUL])?'(?:[^'\\]|\\.)+' )
  | (?P<number> \.?\d(?:[eEpP][+-]|'?[\w.])* )
  | (?P<name>   [A-Za-z_]\w* )
  | (?P<sign>   <=> | <<= | >>= | \.\.\. | ->\* | -> | :: | \+\+ | -- | && | \|\| | [-+*/%&|^=!<>]= | << | >> | [^\s\w] )
""", re.VERBOSE | re.DOTALL | re.MULTILINE)

BETWEEN_TWO = {"<": ("<=", ">"), "<=": ("<", ">"), ">": (">=", "<"), ">=": (">", "<"), "==": ("!=",), "!=": ("==",), "&&": ("||",), "||": ("&&",),
               "+": ("-",), "-": ("+",), "*": ("/",), "/": ("*",), "%": ("*",), "+=": ("-=",), "-=": ("+=",), "*=": ("/=",), "/=": ("*=",),
               "|": ("&",), "&": ("|",), "|=": ("&=",), "&=": ("|=",)}
NAMES = {"true": "false", "false": "true", "min": "max", "max": "min", "any_of": "all_of", "all_of": "any_of", "none_of": "any_of",
         "front": "back", "back": "front", "lower_bound": "upper_bound", "upper_bound": "lower_bound", "starts_with": "ends_with",
         "ends_with": "starts_with"}
NO_STATEMENT = set("const auto return using namespace struct class enum template static constexpr if else for while do switch case default throw "
                   "try catch typedef typename public private protected friend operator new delete goto inline explicit virtual".split())
ASSIGNS = {"=", "+=", "-=", "*=", "/=", "%=", "|=", "&=", "<<=", ">>=", "++", "--", "(", ".", "->", "["}
OPENS, CLOSES = {"(": ")", "{": "}", "[": "]"}, {")", "}", "]"}


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Change:
    """What stands from start to end becomes `after`."""
    start: int
    end: int
    after: str
    what: str

    def applied(self, source):
        return source[:self.start] + self.after + source[self.end:]


def tokens_of(source):
    found = [Token(one.lastgroup if one.lastgroup != "mark" else "text", one[0], one.start(), one.end()) for one in TOKEN.finditer(source)]
    return [one for one in found if one.kind != "skip"]


def partners_of(tokens):
    """The place of each bracket's other half."""
    partners, open_ones = {}, []
    for place, token in enumerate(tokens):
        if token.text in OPENS and token.kind == "sign":
            open_ones.append(place)
        elif token.text in CLOSES and token.kind == "sign" and open_ones:
            partners[open_ones[-1]], partners[place] = place, open_ones[-1]
            open_ones.pop()
    return partners


class File:
    def __init__(self, source):
        self.source, self.tokens = source, tokens_of(source)
        self.partners = partners_of(self.tokens)

    def changes(self):
        """All of them, in the order of the file; each once."""
        found = {}
        for place, token in enumerate(self.tokens):
            for change in self.changes_at(place, token):
                found.setdefault((change.start, change.end, change.after), change)
        return sorted(found.values(), key=lambda one: (one.start, one.end, one.after))

    def text(self, place):
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def changes_at(self, place, token):
        if token.kind == "sign":
            yield from self.of_signs(place, token)
        elif token.kind == "number":
            yield from self.of_numbers(token)
        elif token.kind == "name":
            yield from self.of_names(place, token)
        if self.begins_statement(place):
            yield from self.of_statements(place, token)

    def replaced(self, token, after):
        return Change(token.start, token.end, after, f"{token.text} to {after}")

    def between_blanks(self, token):
        return self.source[token.start - 1].isspace() and self.source[token.end:token.end + 1].isspace()

    def of_signs(self, place, token):
        if self.between_blanks(token) and self.text(place - 1) != "operator":
            for after in BETWEEN_TWO.get(token.text, ()):
                yield self.replaced(token, after)
            if token.text == "?":
                yield Change(token.start, token.start, "|| true ", "? always takes the first")
            if token.text in ("<<", ">>") and self.tokens[place + 1].kind == "number":
                yield self.replaced(token, "<<" if token.text == ">>" else ">>")
        if token.text in ("++", "--"):
            yield self.replaced(token, "--" if token.text == "++" else "++")
        if token.text == "!" and not self.source[token.end].isspace():
            yield Change(token.start, token.end, "", "! dropped")
        if token.text == "-" and not self.source[token.end].isspace():
            yield Change(token.start, token.end, "", "- dropped")

    def of_numbers(self, token):
        digits = token.text.rstrip("uUlLzZ")
        if not re.fullmatch(r"\d[\d']*|0x[\da-fA-F']+", digits):
            return
        value, suffix = int(digits.replace("'", ""), 0), token.text[len(digits):]
        for other in (value + 1, value - 1):
            if other >= 0:
                yield self.replaced(token, f"{other}{suffix}")

    def of_names(self, place, token):
        if token.text in NAMES:
            yield self.replaced(token, NAMES[token.text])
        if token.text == "if" and self.text(place + 1) == "(" and place + 1 in self.partners:
            first, last = self.tokens[place + 1], self.tokens[self.partners[place + 1]]
            condition = self.source[first.end:last.start]
            if not any(one.text in (";", "=") for one in self.tokens[place + 2:self.partners[place + 1]]):
                yield Change(first.end, last.start, f"true || ({condition})", "if is always true")
                yield Change(first.end, last.start, f"false && ({condition})", "if is never true")

    # ---- statements

    def begins_statement(self, place):
        before = self.text(place - 1)
        if before == ")":
            opening = self.partners.get(place - 1, 0)
            return self.text(opening - 1) in ("if", "for", "while")
        return before in (";", "{", "}", "else", ":")

    def end_of_statement(self, place):
        """Its semicolon; none if it ends otherwise."""
        while place < len(self.tokens):
            text = self.tokens[place].text
            if text == ";":
                return place
            if text in CLOSES or text in OPENS and place not in self.partners:
                return None
            place = self.partners[place] + 1 if text in OPENS else place + 1
        return None

    def is_removable(self, place):
        token = self.tokens[place]
        if token.text in ("++", "--", "throw", "continue", "break"):
            return True
        if token.kind != "name" or token.text in NO_STATEMENT or token.text.isupper():
            return False
        after = place + 1
        while self.text(after) in ("::", "->", ".") and self.tokens[after + 1].kind == "name":
            if self.text(after + 1) in ("reserve", "shrink_to_fit"):
                return False
            after += 2
        return self.text(after) in ASSIGNS

    def of_statements(self, place, token):
        end = self.end_of_statement(place)
        if end is None:
            return
        last = self.tokens[end]
        if self.is_removable(place):
            shown = " ".join(self.source[token.start:last.start].split())
            yield Change(token.start, last.start, "", "removed: " + (shown if len(shown) <= 50 else shown[:47] + "…"))
        value = self.source[self.tokens[place].end:last.start].strip()
        if token.text == "return" and value not in ("", "{}", '""', "true", "false", "nullptr", "std::nullopt", "0"):
            yield Change(token.end, last.start, " {}", "returns {}")

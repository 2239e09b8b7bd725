/// A word of a policy or schema text.
struct Token: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// Letters, digits and `_`, not beginning with a digit; keywords too.
    case identifier
    /// Digits only.
    case number
    /// In quotation marks, escapes as they stand.
    case string
    case punctuation(Punctuation)
    case end
  }

  let kind: Kind
  /// The token's octets in the text, a string's quotation marks counted.
  let range: Range<Int>
}

/// The marks of Cedar's policy and schema languages, longest first where one begins another.
enum Punctuation: String, Hashable, Sendable, CaseIterable {
  case doubleColon = "::"
  case and = "&&"
  case or = "||"
  case equal = "=="
  case notEqual = "!="
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case leftParenthesis = "("
  case rightParenthesis = ")"
  case leftBracket = "["
  case rightBracket = "]"
  case leftBrace = "{"
  case rightBrace = "}"
  case less = "<"
  case greater = ">"
  case plus = "+"
  case minus = "-"
  case times = "*"
  case not = "!"
  case dot = "."
  case comma = ","
  case semicolon = ";"
  case colon = ":"
  case at = "@"
  case question = "?"
  case assign = "="
  case slash = "/"
  case percent = "%"
}

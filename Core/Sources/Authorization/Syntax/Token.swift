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

/// The marks of Cedar's policy and schema languages.
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

extension Punctuation {
  /// The mark that these two octets are.
  init?(_ first: UInt8, _ second: UInt8) {
    switch (first, second) {
    case (UInt8(ascii: ":"), UInt8(ascii: ":")): self = .doubleColon
    case (UInt8(ascii: "&"), UInt8(ascii: "&")): self = .and
    case (UInt8(ascii: "|"), UInt8(ascii: "|")): self = .or
    case (UInt8(ascii: "="), UInt8(ascii: "=")): self = .equal
    case (UInt8(ascii: "!"), UInt8(ascii: "=")): self = .notEqual
    case (UInt8(ascii: "<"), UInt8(ascii: "=")): self = .lessOrEqual
    case (UInt8(ascii: ">"), UInt8(ascii: "=")): self = .greaterOrEqual
    default: return nil
    }
  }

  /// The mark that this octet is.
  init?(_ octet: UInt8) {
    switch octet {
    case UInt8(ascii: "("): self = .leftParenthesis
    case UInt8(ascii: ")"): self = .rightParenthesis
    case UInt8(ascii: "["): self = .leftBracket
    case UInt8(ascii: "]"): self = .rightBracket
    case UInt8(ascii: "{"): self = .leftBrace
    case UInt8(ascii: "}"): self = .rightBrace
    case UInt8(ascii: "<"): self = .less
    case UInt8(ascii: ">"): self = .greater
    case UInt8(ascii: "+"): self = .plus
    case UInt8(ascii: "-"): self = .minus
    case UInt8(ascii: "*"): self = .times
    case UInt8(ascii: "!"): self = .not
    case UInt8(ascii: "."): self = .dot
    case UInt8(ascii: ","): self = .comma
    case UInt8(ascii: ";"): self = .semicolon
    case UInt8(ascii: ":"): self = .colon
    case UInt8(ascii: "@"): self = .at
    case UInt8(ascii: "?"): self = .question
    case UInt8(ascii: "="): self = .assign
    case UInt8(ascii: "/"): self = .slash
    case UInt8(ascii: "%"): self = .percent
    default: return nil
    }
  }
}

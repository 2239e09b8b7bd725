/// A value in two words: a number itself, or the number of what stands in a table (``Symbols``).
///
/// Two values are equal exactly where their atoms are: equal texts, sets and records have one number.
struct Atom: Hashable, Sendable {
  enum Kind: UInt8, Hashable, Sendable {
    case bool, long, string, entity, set, record, decimal, ip, datetime, duration
  }

  let kind: Kind
  let bits: Int64

  init(_ kind: Kind, _ bits: Int64) {
    self.kind = kind
    self.bits = bits
  }

  init(_ kind: Kind, number: Int) {
    self.init(kind, Int64(number))
  }

  init(_ bool: Bool) {
    self.init(.bool, bool ? 1 : 0)
  }

  /// The number in its table.
  var number: Int { Int(truncatingIfNeeded: bits) }
  var isTrue: Bool { bits != 0 }
}

extension Atom: Comparable {
  /// An order to keep sets in; it means nothing.
  static func < (left: Atom, right: Atom) -> Bool {
    left.kind == right.kind ? left.bits < right.bits : left.kind.rawValue < right.kind.rawValue
  }
}

/// An attribute: the number of its name, and its value.
struct Field: Hashable, Sendable {
  let key: Int
  let value: Atom
}

/// A piece of one of the tables' lists.
struct Piece: Hashable, Sendable {
  let start: Int
  let count: Int

  var range: Range<Int> { start..<(start + count) }
}

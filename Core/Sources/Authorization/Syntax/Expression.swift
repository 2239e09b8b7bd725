/// An expression of a policy's condition, as it was written; what Cedar defines as a spelling of something
/// else is read as that: `a != b` as `!(a == b)`, `a > b` as `!(a <= b)`, `a >= b` as `!(a < b)`,
/// `a has b.c` as `a has b && a.b has c`, `a is T in b` as `a is T && a in b`, `a["b"]` as `a.b`.
///
/// Source: Cedar language reference, "Grammar" and "Operators".
public struct Expression: Hashable, Sendable {
  public let form: Form
  public let place: Place

  public init(_ form: Form, at place: Place) {
    self.form = form
    self.place = place
  }

  public indirect enum Form: Hashable, Sendable {
    case bool(Bool)
    case long(Int64)
    case string(Text)
    case entity(EntityUID)
    case variable(Variable)
    /// `a && b && c`, two or more, judged from the left.
    case and([Expression])
    /// `a || b || c`, two or more, judged from the left.
    case or([Expression])
    case conditional(condition: Expression, then: Expression, otherwise: Expression)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    case attribute(Expression, Text)
    case has(Expression, Text)
    case like(Expression, Pattern)
    case `is`(Expression, TypeName)
    case set([Expression])
    /// In the order written; no key twice.
    case record([RecordField])
    /// A function or method of an extension type; a method's receiver is its first argument.
    case call(ExtensionFunction, [Expression])
  }
}

/// One `key: value` of a record as it was written.
public struct RecordField: Hashable, Sendable {
  public let key: Text
  public let value: Expression

  public init(key: Text, value: Expression) {
    self.key = key
    self.value = value
  }
}

/// The four things a request brings.
public enum Variable: UInt8, Hashable, Sendable, CaseIterable {
  case principal, action, resource, context
}

public enum UnaryOperator: UInt8, Hashable, Sendable, CaseIterable {
  case not, negate, isEmpty
}

public enum BinaryOperator: UInt8, Hashable, Sendable, CaseIterable {
  case equal, less, lessOrEqual, `in`
  case add, subtract, multiply
  case contains, containsAll, containsAny
  case hasTag, getTag
}

/// What `like` compares with: characters and `*`, which stands for any number of characters.
public struct Pattern: Hashable, Sendable {
  public enum Element: Hashable, Sendable {
    /// One octet of the text's UTF-8.
    case octet(UInt8)
    case wildcard
  }

  public let elements: [Element]

  public init(_ elements: [Element]) {
    self.elements = elements
  }
}

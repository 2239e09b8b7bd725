/// A step of a compiled condition. Each takes its operands off a stack and leaves its result there.
enum Instruction: Hashable, Sendable {
  case push(Atom)
  case variable(Variable)
  case unary(UnaryOperator)
  case binary(BinaryOperator)
  /// The number of the attribute's name.
  case attribute(Int)
  case has(Int)
  /// The number of the pattern.
  case like(Int)
  /// The number of the type.
  case isType(Int)
  case set(count: Int)
  /// The number of the list of keys.
  case record(keys: Int)
  case call(ExtensionFunction, count: Int)
  /// Goes on at a step, a false or a true left behind; else takes it away.
  case jumpIfFalse(Int)
  case jumpIfTrue(Int)
  /// Takes a condition away and goes on at a step where it is false.
  case branch(Int)
  case jump(Int)
  /// What lies on top must be a bool.
  case checkBool
}

/// Why a step could not be done.
enum Fault: Error, Hashable, Sendable {
  case type(expected: Expected, found: Atom)
  case overflow(String)
  case missingAttribute(Atom, name: Int)
  case missingTag(entity: Int, name: Int)
  case missingEntity(Int)
  case extensionValue(ExtensionFunction, text: Int)
  case extensionOverflow(ExtensionFunction)
  case argumentCount(ExtensionFunction, Int)

  /// What an operator takes.
  enum Expected: String, Hashable, Sendable {
    case bool = "a bool"
    case long = "a long"
    case string = "a string"
    case set = "a set"
    case entity = "an entity"
    case entityOrSet = "an entity or a set of entities"
    case entityOrRecord = "an entity or a record"
    case ordered = "a long, a datetime or a duration"
    case decimal = "a decimal"
    case ip = "an IP address"
    case datetime = "a datetime"
    case duration = "a duration"
  }
}

extension Atom.Kind {
  /// For messages.
  var name: String {
    switch self {
    case .bool: "a bool"
    case .long: "a long"
    case .string: "a string"
    case .entity: "an entity"
    case .set: "a set"
    case .record: "a record"
    case .decimal: "a decimal"
    case .ip: "an IP address"
    case .datetime: "a datetime"
    case .duration: "a duration"
    }
  }
}

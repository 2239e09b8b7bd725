import Vocabulary

/// What a STIX pattern asks for, as far as packets show it: values of which one is enough.
///
/// Read are comparisons `=`, `IN` and `ISSUBSET` joined by OR, inside an observation and between them, hashes
/// of one file joined by AND (the strongest decides), and a connection's address AND its port. Everything
/// else is left out with its reason; of an OR, the terms that can be looked for remain.
///
/// Operators wait on a stack of their own, so that no pattern makes the reader call itself.
///
/// Source: STIX 2.1, section 9.4 to 9.8.
struct STIXPattern: Sendable {
  /// Values of one pattern.
  static let valueLimit = 4_096
  /// Brackets inside one another.
  private static let nestingLimit = 64

  /// What one operand, or several joined ones, ask for.
  struct Meaning: Equatable, Sendable {
    var values: [IndicatorValue] = []
    /// Ports that wait for the address they belong to.
    var ports: [UInt16] = []
    var leftOut: [LeftOut] = []

    static func leaving(_ reason: LeftOut) -> Meaning { Meaning(leftOut: [reason]) }

    /// One of both is enough.
    mutating func join(_ other: Meaning) {
      values += other.values
      ports += other.ports
      leftOut += other.leftOut
    }
  }

  private enum Operator: Int {
    case parenthesis, observation, followedBy, or, and

    var isBracket: Bool { self == .parenthesis || self == .observation }
  }

  private var tokens: STIXTokens
  private var operands: [Meaning] = []
  private var operators: [Operator] = []
  /// An operand is due next.
  private var wantsOperand = true
  private var isInside = false

  static func read(_ pattern: [UInt8]) -> Meaning {
    var reader = STIXPattern(tokens: STIXTokens(pattern))
    do throws(LeftOut) {
      return try reader.read()
    } catch {
      return .leaving(error)
    }
  }

  private init(tokens: STIXTokens) { self.tokens = tokens }

  private mutating func read() throws(LeftOut) -> Meaning {
    while let token = try tokens.next() { try take(token) }
    guard !wantsOperand, !isInside else { throw .unreadablePattern }
    while !operators.isEmpty { try apply() }
    guard operands.count == 1, var meaning = operands.popLast() else { throw .unreadablePattern }
    if !meaning.ports.isEmpty {
      meaning.ports = []
      meaning.leftOut.append(.notOnTheWire)
    }
    return meaning
  }

  private mutating func take(_ token: STIXTokens.Token) throws(LeftOut) {
    switch token {
    case .open(let isObservation):
      guard wantsOperand, operators.count < Self.nestingLimit, !(isObservation && isInside) else {
        throw .unreadablePattern
      }
      if isObservation { isInside = true }
      operators.append(isObservation ? .observation : .parenthesis)
    case .close(let isObservation):
      let bracket: Operator = isObservation ? .observation : .parenthesis
      while let last = operators.last, !last.isBracket { try apply() }
      guard !wantsOperand, operators.popLast() == bracket else { throw .unreadablePattern }
      if isObservation {
        isInside = false
        endObservation()
      }
    case .or: try join(.or)
    case .and: try join(.and)
    case .followedBy:
      guard !isInside else { throw .unreadablePattern }
      try join(.followedBy)
    case .qualifier: try takeQualifier()
    case .path(let path):
      guard wantsOperand, isInside else { throw .unreadablePattern }
      operands.append(try comparison(path))
      wantsOperand = false
    case .exists:
      guard wantsOperand, isInside, case .path = try tokens.next() else { throw .unreadablePattern }
      operands.append(.leaving(.otherComparison))
      wantsOperand = false
    case .not, .equals, .within, .isSubset, .otherComparison, .comma, .text, .literal:
      throw .unreadablePattern
    }
  }

  private mutating func join(_ next: Operator) throws(LeftOut) {
    guard !wantsOperand, operators.count < 2 * Self.valueLimit else { throw .unreadablePattern }
    while let last = operators.last, !last.isBracket, last.rawValue >= next.rawValue { try apply() }
    operators.append(next)
    wantsOperand = true
  }

  private mutating func apply() throws(LeftOut) {
    guard let next = operators.popLast(), !next.isBracket, operands.count >= 2,
      let right = operands.popLast()
    else { throw .unreadablePattern }
    let left = operands.count - 1
    switch next {
    case .or: operands[left].join(right)
    case .and where isInside: operands[left] = Self.both(operands[left], right)
    default: operands[left] = .leaving(.joinedConditions)
    }
  }

  /// A port alone is no sign of anything.
  private mutating func endObservation() {
    guard var meaning = operands.popLast() else { return }
    if !meaning.ports.isEmpty {
      meaning.ports = []
      meaning.leftOut.append(.notOnTheWire)
    }
    operands.append(meaning)
  }

  private static func both(_ left: Meaning, _ right: Meaning) -> Meaning {
    guard left.leftOut.isEmpty, right.leftOut.isEmpty else { return .leaving(.joinedConditions) }
    if left.ports.isEmpty, right.ports.isEmpty, left.values.count == 1, right.values.count == 1,
      let strongest = strongest(left.values[0], right.values[0])
    {
      return Meaning(values: [strongest])
    }
    let (addresses, ports) = left.ports.isEmpty ? (left, right.ports) : (right, left.ports)
    guard addresses.ports.isEmpty, ports.count == 1, !addresses.values.isEmpty,
      (left.values.isEmpty || right.values.isEmpty),
      addresses.values.allSatisfy({ $0.port == 0 && ($0.kind == .address || $0.kind == .network) })
    else { return .leaving(.joinedConditions) }
    var meaning = addresses
    for index in meaning.values.indices { meaning.values[index].port = ports[0] }
    return meaning
  }

  /// Of two hashes of one thing the longer one: it names the same and more surely.
  private static func strongest(_ left: IndicatorValue, _ right: IndicatorValue) -> IndicatorValue? {
    let (one, other) = (IndicatorKinds(left.kind), IndicatorKinds(right.kind))
    guard left.kind != right.kind,
      IndicatorKinds.fileHashes.isSuperset(of: one.union(other))
        || IndicatorKinds.certificateHashes.isSuperset(of: one.union(other))
    else { return nil }
    return left.kind.digestOctets > right.kind.digestOctets ? left : right
  }

  /// WITHIN, START and REPEATS bind an observation to times that only a whole history tells.
  private mutating func takeQualifier() throws(LeftOut) {
    guard !wantsOperand, !isInside, !operands.isEmpty else { throw .unreadablePattern }
    operands[operands.count - 1] = .leaving(.joinedConditions)
    while let token = try tokens.peek(), token.isPartOfQualifier { _ = try tokens.next() }
  }

  private mutating func comparison(_ path: STIXTokens.Path) throws(LeftOut) -> Meaning {
    var isNot = false
    var next = try tokens.next()
    if case .not = next {
      isNot = true
      next = try tokens.next()
    }
    switch next {
    case .equals:
      let literal = try self.literal()
      return isNot ? .leaving(.otherComparison) : Self.meaning(path, literal)
    case .isSubset:
      let literal = try self.literal()
      return isNot || !path.isAddress ? .leaving(.otherComparison) : Self.meaning(path, literal)
    case .within:
      guard case .open(false) = try tokens.next() else { throw .unreadablePattern }
      var meaning = Meaning()
      var count = 0
      while true {
        meaning.join(Self.meaning(path, try literal()))
        count += 1
        guard count <= Self.valueLimit else { throw .tooLong }
        let token = try tokens.next()
        if case .comma = token { continue }
        guard case .close(false) = token else { throw .unreadablePattern }
        return isNot ? .leaving(.otherComparison) : meaning
      }
    case .otherComparison:
      _ = try literal()
      return .leaving(.otherComparison)
    default: throw .unreadablePattern
    }
  }

  private mutating func literal() throws(LeftOut) -> [UInt8] {
    switch try tokens.next() {
    case .text(let text), .literal(let text): return text
    default: throw .unreadablePattern
    }
  }

  private static func meaning(_ path: STIXTokens.Path, _ literal: [UInt8]) -> Meaning {
    do throws(LeftOut) {
      if path.isPort { return Meaning(ports: [try IndicatorValue.port(literal[...])]) }
      return Meaning(values: try path.values(Defanged.restored(literal[...])[...]))
    } catch {
      return .leaving(error)
    }
  }
}

extension Evaluation {
  /// Takes the arguments off the stack, a method's receiver first.
  mutating func call(_ function: ExtensionFunction, _ count: Int) throws(Fault) -> Atom {
    guard count == function.argumentCount else { throw .argumentCount(function, count) }
    let second = count > 1 ? stack.popLast() ?? Atom(false) : Atom(false)
    let first = stack.popLast() ?? Atom(false)
    switch function {
    case .decimal, .ip, .datetime, .duration: return try construct(function, first)
    case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual:
      return try compare(function, first, second)
    case .isIpv4, .isIpv6, .isLoopback, .isMulticast, .isInRange: return try test(function, first, second)
    case .offset, .durationSince, .toDate, .toTime: return try move(function, first, second)
    case .toMilliseconds, .toSeconds, .toMinutes, .toHours, .toDays:
      try expect(.duration, .duration, first)
      return Atom(.long, first.bits / Self.milliseconds(function))
    }
  }

  private mutating func construct(_ function: ExtensionFunction, _ atom: Atom) throws(Fault) -> Atom {
    try expect(.string, .string, atom)
    guard let value = function.construct(interner.text(atom.number)) else {
      throw .extensionValue(function, text: atom.number)
    }
    return interner.atom(value)
  }

  private func compare(
    _ function: ExtensionFunction, _ left: Atom, _ right: Atom
  ) throws(Fault) -> Atom {
    try expect(.decimal, .decimal, left)
    try expect(.decimal, .decimal, right)
    switch function {
    case .lessThan: return Atom(left.bits < right.bits)
    case .lessThanOrEqual: return Atom(left.bits <= right.bits)
    case .greaterThan: return Atom(left.bits > right.bits)
    default: return Atom(left.bits >= right.bits)
    }
  }

  private func test(
    _ function: ExtensionFunction, _ left: Atom, _ right: Atom
  ) throws(Fault) -> Atom {
    try expect(.ip, .ip, left)
    let network = interner.network(left.number)
    switch function {
    case .isIpv4: return Atom(!network.isIPv6)
    case .isIpv6: return Atom(network.isIPv6)
    case .isLoopback: return Atom(network.isLoopback)
    case .isMulticast: return Atom(network.isMulticast)
    default:
      try expect(.ip, .ip, right)
      return Atom(network.isInRange(of: interner.network(right.number)))
    }
  }

  private func move(
    _ function: ExtensionFunction, _ left: Atom, _ right: Atom
  ) throws(Fault) -> Atom {
    try expect(.datetime, .datetime, left)
    let moment = Datetime(milliseconds: left.bits)
    switch function {
    case .offset:
      try expect(.duration, .duration, right)
      guard let later = moment.offset(by: TimeSpan(milliseconds: right.bits)) else {
        throw .extensionOverflow(function)
      }
      return Atom(.datetime, later.milliseconds)
    case .durationSince:
      try expect(.datetime, .datetime, right)
      guard let span = moment.durationSince(Datetime(milliseconds: right.bits)) else {
        throw .extensionOverflow(function)
      }
      return Atom(.duration, span.milliseconds)
    case .toDate:
      guard let date = moment.date else { throw .extensionOverflow(function) }
      return Atom(.datetime, date.milliseconds)
    default: return Atom(.duration, moment.timeOfDay.milliseconds)
    }
  }

  private static func milliseconds(_ function: ExtensionFunction) -> Int64 {
    switch function {
    case .toSeconds: 1000
    case .toMinutes: 60_000
    case .toHours: 3_600_000
    case .toDays: 86_400_000
    default: 1
    }
  }
}

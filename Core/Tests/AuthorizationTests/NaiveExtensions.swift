import Authorization

/// The extension functions as ``NaiveAuthorizer`` calls them.
enum NaiveExtensions {
  typealias Failure = NaiveAuthorizer.Failure

  static func call(_ function: ExtensionFunction, _ arguments: [Value]) throws(Failure) -> Value {
    guard arguments.count == function.argumentCount else { throw Failure(.argumentCount) }
    if function.isConstructor {
      guard case .string(let text) = arguments[0] else { throw Failure(.wrongType) }
      guard let value = function.construct(text) else { throw Failure(.extensionValue) }
      return value
    }
    switch (function, arguments[0], arguments.last) {
    case (.lessThan, .decimal(let a), .decimal(let b)): return .bool(a < b)
    case (.lessThanOrEqual, .decimal(let a), .decimal(let b)): return .bool(a <= b)
    case (.greaterThan, .decimal(let a), .decimal(let b)): return .bool(a > b)
    case (.greaterThanOrEqual, .decimal(let a), .decimal(let b)): return .bool(a >= b)
    case (.isIpv4, .ip(let network), _): return .bool(!network.isIPv6)
    case (.isIpv6, .ip(let network), _): return .bool(network.isIPv6)
    case (.isLoopback, .ip(let network), _): return .bool(isWithin(network, "127.0.0.0/8", "::1"))
    case (.isMulticast, .ip(let network), _): return .bool(isWithin(network, "224.0.0.0/4", "ff00::/8"))
    case (.isInRange, .ip(let a), .ip(let b)): return .bool(isWithin(a, b))
    case (.offset, .datetime(let moment), .duration(let span)):
      return .datetime(
        Datetime(milliseconds: try fitting(Int128(moment.milliseconds) + Int128(span.milliseconds))))
    case (.durationSince, .datetime(let a), .datetime(let b)):
      return .duration(TimeSpan(milliseconds: try fitting(Int128(a.milliseconds) - Int128(b.milliseconds))))
    case (.toDate, .datetime(let moment), _):
      return .datetime(Datetime(milliseconds: try fitting(Int128(moment.milliseconds) - timeOfDay(moment))))
    case (.toTime, .datetime(let moment), _):
      return .duration(TimeSpan(milliseconds: try fitting(timeOfDay(moment))))
    case (.toMilliseconds, .duration(let span), _): return .long(span.milliseconds)
    case (.toSeconds, .duration(let span), _): return .long(span.milliseconds / 1000)
    case (.toMinutes, .duration(let span), _): return .long(span.milliseconds / 1000 / 60)
    case (.toHours, .duration(let span), _): return .long(span.milliseconds / 1000 / 60 / 60)
    case (.toDays, .duration(let span), _): return .long(span.milliseconds / 1000 / 60 / 60 / 24)
    default: throw Failure(.wrongType)
    }
  }

  private static func fitting(_ value: Int128) throws(Failure) -> Int64 {
    guard let fitting = Int64(exactly: value) else { throw Failure(.extensionValue) }
    return fitting
  }

  private static func timeOfDay(_ moment: Datetime) -> Int128 {
    let day: Int128 = 86_400_000
    return ((Int128(moment.milliseconds) % day) + day) % day
  }

  private static func isWithin(_ network: IPNetwork, _ ipv4: Text, _ ipv6: Text) -> Bool {
    IPNetwork(parsing: network.isIPv6 ? ipv6 : ipv4).map { isWithin(network, $0) } ?? false
  }

  /// Bit by bit: what `outer` says of an address, `inner` says too.
  private static func isWithin(_ inner: IPNetwork, _ outer: IPNetwork) -> Bool {
    guard inner.isIPv6 == outer.isIPv6, inner.prefixLength >= outer.prefixLength else { return false }
    let width = inner.isIPv6 ? 128 : 32
    return (0..<Int(outer.prefixLength)).allSatisfy { bit in
      (inner.address >> UInt128(width - 1 - bit)) & 1 == (outer.address >> UInt128(width - 1 - bit)) & 1
    }
  }
}

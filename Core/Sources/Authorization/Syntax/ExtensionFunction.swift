/// The functions and methods of Cedar's extension types.
///
/// Source: Cedar language reference, "Operators and functions": decimal, IP address, datetime, duration.
public enum ExtensionFunction: String, Hashable, Sendable, CaseIterable {
  // Made from a string.
  case decimal, ip, datetime, duration
  // Of two decimals.
  case lessThan, lessThanOrEqual, greaterThan, greaterThanOrEqual
  // Of addresses.
  case isIpv4, isIpv6, isLoopback, isMulticast, isInRange
  // Of a datetime.
  case offset, durationSince, toDate, toTime
  // Of a duration.
  case toMilliseconds, toSeconds, toMinutes, toHours, toDays

  /// Written as `name(text)`; the others as `value.name(…)`.
  public var isConstructor: Bool {
    switch self {
    case .decimal, .ip, .datetime, .duration: true
    default: false
    }
  }

  /// How many arguments it takes, a method's receiver counted.
  public var argumentCount: Int {
    switch self {
    case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual, .isInRange, .offset, .durationSince:
      2
    default: 1
    }
  }
}

extension ExtensionFunction {
  /// The value that a constructor makes of `text`; nil where the text does not fit, and of other functions.
  public func construct(_ text: Text) -> Value? {
    switch self {
    case .decimal: Decimal(parsing: text).map(Value.decimal)
    case .ip: IPNetwork(parsing: text).map(Value.ip)
    case .datetime: Datetime(parsing: text).map(Value.datetime)
    case .duration: TimeSpan(parsing: text).map(Value.duration)
    default: nil
    }
  }
}

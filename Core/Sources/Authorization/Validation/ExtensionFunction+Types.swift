extension ExtensionFunction {
  /// What each argument must be, a method's receiver first.
  ///
  /// Source: Cedar language reference, "Operators and functions".
  var argumentTypes: [SchemaType] {
    switch self {
    case .decimal, .ip, .datetime, .duration: [.string]
    case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual:
      [.extension(.decimal), .extension(.decimal)]
    case .isIpv4, .isIpv6, .isLoopback, .isMulticast: [.extension(.ip)]
    case .isInRange: [.extension(.ip), .extension(.ip)]
    case .offset: [.extension(.datetime), .extension(.duration)]
    case .durationSince: [.extension(.datetime), .extension(.datetime)]
    case .toDate, .toTime: [.extension(.datetime)]
    case .toMilliseconds, .toSeconds, .toMinutes, .toHours, .toDays: [.extension(.duration)]
    }
  }

  var resultType: SchemaType {
    switch self {
    case .decimal: .extension(.decimal)
    case .ip: .extension(.ip)
    case .datetime, .offset, .toDate: .extension(.datetime)
    case .duration, .durationSince, .toTime: .extension(.duration)
    case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual, .isIpv4, .isIpv6, .isLoopback,
      .isMulticast, .isInRange:
      .bool(.unknown)
    case .toMilliseconds, .toSeconds, .toMinutes, .toHours, .toDays: .long
    }
  }

  /// Whether the constructor takes this text.
  func makes(_ text: Text) -> Bool {
    switch self {
    case .decimal: Decimal(parsing: text) != nil
    case .ip: IPNetwork(parsing: text) != nil
    case .datetime: Datetime(parsing: text) != nil
    case .duration: TimeSpan(parsing: text) != nil
    default: false
    }
  }
}

/// A moment, in nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// Captures of 1677 to 2262 fit; what lies outside is clamped by whoever reads it.
public struct Timestamp: Hashable, Comparable, Sendable {
  public var nanoseconds: Int64

  @inlinable
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// Whole seconds and the nanoseconds beyond them; out of range is clamped.
  @inlinable
  public init(seconds: Int64, nanoseconds: Int64) {
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    if overflow {
      self.nanoseconds = seconds < 0 ? .min : .max
    } else {
      let (sum, tooFar) = scaled.addingReportingOverflow(nanoseconds)
      self.nanoseconds = tooFar ? (scaled < 0 ? .min : .max) : sum
    }
  }

  @inlinable
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// Nanoseconds from `earlier` to this moment, clamped, negative where this one is the earlier.
  @inlinable
  public func nanoseconds(since earlier: Timestamp) -> Int64 {
    let (difference, overflow) = nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
    return overflow ? (nanoseconds < 0 ? .min : .max) : difference
  }
}

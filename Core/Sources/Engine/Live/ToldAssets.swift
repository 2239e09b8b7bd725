import Inventory
import Reports
import Vocabulary

/// What was told of each asset last: its line is written anew when something about it changed, and when it
/// was last seen at most each ``interval``.
struct ToldAssets: Sendable {
  static let assetLimit = 20_000
  /// Nanoseconds between two lines that say no more than that it was seen again.
  static let interval: Int64 = 300_000_000_000
  /// Nanoseconds between two walks through all assets.
  static let walkInterval: Int64 = 15_000_000_000

  private var told: [String: (digest: UInt64, at: Timestamp)] = [:]
  private var walkedAt = Timestamp(nanoseconds: .min)
  /// Assets that were not told, because too many were before.
  private(set) var dropped = 0

  mutating func tell(_ report: InspectReport, at time: Timestamp, in lines: inout LineReport) {
    guard
      walkedAt.nanoseconds == .min
        || time.nanoseconds(since: walkedAt).magnitude >= UInt64(Self.walkInterval)
    else { return }
    walkedAt = time
    var dropped = 0
    report.book.forEachAsset { asset in
      let known = told[asset.id]
      guard known != nil || told.count < Self.assetLimit else {
        dropped += 1
        return
      }
      let isOld = known.map { time.nanoseconds(since: $0.at).magnitude >= UInt64(Self.interval) } ?? true
      guard let digest = lines.write(asset, of: report, isOld ? nil : known?.digest) else { return }
      told[asset.id] = (digest, time)
    }
    self.dropped = max(self.dropped, dropped)
  }

  /// The next walk tells all of them anew.
  mutating func settle() {
    told = [:]
    walkedAt = Timestamp(nanoseconds: .min)
  }
}

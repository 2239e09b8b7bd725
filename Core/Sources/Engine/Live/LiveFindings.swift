import Reports
import Vocabulary

/// Which findings were told, and as what they were told last.
///
/// A finding is known by its id: kind, assets, protocol. Its line is written anew when it became worse, and
/// at most each ``interval`` while it goes on.
struct LiveFindings: Sendable {
  static let findingLimit = 16_384
  /// Nanoseconds between two lines of a finding that goes on.
  static let interval: Int64 = 60_000_000_000

  private struct Told: Sendable {
    var severity: Severity
    var count: Int
    var toldAt: Timestamp
    /// The seek in which it stood last.
    var seek: Int
  }

  private var told: [[UInt8]: Told] = [:]
  /// Ids in the order in which they were told first, so that no order depends on a hash.
  private var order: [[UInt8]] = []
  private var seek = 0
  /// Findings that were not told, because too many were before.
  private(set) var dropped = 0

  /// Tells what is news, and takes back what no longer stands.
  mutating func tell(_ report: InspectReport, at time: Timestamp, in lines: inout LineReport) {
    seek += 1
    lines.writeNews(of: report) { id, finding in isNews(id, finding, at: time) }
    var left: [[UInt8]] = []
    for id in order {
      guard let known = told[id], known.seek != seek else { continue }
      left.append(id)
    }
    guard !left.isEmpty else { return }
    for id in left {
      told[id] = nil
      lines.write(withdrawn: id, at: time)
    }
    order.removeAll { told[$0] == nil }
  }

  /// Lets what was told stand for good: its evidence is no longer kept, so it can't be taken back.
  mutating func settle() {
    told = [:]
    order = []
  }

  private mutating func isNews(_ id: [UInt8], _ finding: Finding, at time: Timestamp) -> Bool {
    guard var known = told[id] else {
      guard told.count < Self.findingLimit else {
        dropped += 1
        return false
      }
      told[id] = Told(severity: finding.severity, count: finding.count, toldAt: time, seek: seek)
      order.append(id)
      return true
    }
    known.seek = seek
    let isWorse = known.severity < finding.severity
    let goesOn =
      known.count != finding.count && time.nanoseconds(since: known.toldAt).magnitude >= UInt64(Self.interval)
    // Less bad is news too: what came later explains it.
    let isNews = isWorse || finding.severity < known.severity || goesOn
    if isNews {
      (known.severity, known.count, known.toldAt) = (finding.severity, finding.count, time)
    }
    told[id] = known
    return isNews
  }
}

public import Captures
public import Detection
public import Indicators
public import Inventory
import Protocols
public import Reports
import Streams
public import Vocabulary

/// An inspection that never ends: it tells what it finds as lines, within seconds, for as long as packets
/// come.
///
/// - A finding's line comes when it stands, when it becomes worse, each minute while it goes on; one that no
///   longer stands, because what came later explains it, is taken back by its id.
/// - A conversation's line is what passed since its line before, each minute; an activity's a tally that fell
///   silent, each hour where it never does; an asset's comes when something about it changed.
/// - Each minute of traffic has a line, and what could not be seen has one.
///
/// Time is the packets', or the clock's where none comes: ``advance(to:)``. Flows that fell silent are ended,
/// and where a table that is kept for good fills up, all tables are begun anew: the watch goes on seeing.
public struct LiveInspection: Sendable {
  /// Each this often, a share of what is open is looked at for what fell silent.
  static let sweepInterval: Int64 = 1_000_000_000
  /// Sweeps that look at everything once.
  static let sweepShare = 15
  /// Findings are looked for this often where anything came that may make one.
  static let findingInterval: Int64 = 5_000_000_000
  /// And this soon after a deed that can't wait: a controller that is stopped, programmed, forced.
  static let urgentInterval: Int64 = 1_000_000_000
  /// Records of the plant for each of which a packet must have come before findings are looked for again
  /// without an urgent deed: what that costs shall not outgrow what the packets cost.
  static let recordsPerPacket = 16
  /// Conversations that go on, assets that changed and the minute's traffic are told this often.
  static let minute: Int64 = 60_000_000_000
  /// Percent of its limit to which a table may fill before all are begun anew.
  static let fillLimit = 80

  private(set) var inspection: Inspection
  private var open: OpenActivities
  private var flows = ToldFlows()
  private var findings = LiveFindings()
  private var assets = ToldAssets()
  private var meter = TrafficMeter()
  private var lines: LineReport
  private var urgency = Urgency()
  private var nextFlow = 0
  private let start: Beginning
  private let captures: [CaptureRow]
  private let owner: OwnerList
  private let otNetworks: NetworkList
  private(set) var time = Timestamp(nanoseconds: .min)
  private var sweptAt = Timestamp(nanoseconds: .min)
  private var soughtAt = Timestamp(nanoseconds: .min)
  private var minuteAt = Timestamp(nanoseconds: .min)
  private var packetsSinceSought = 0
  /// Packets that an interface or the kernel dropped, as the capture counts them.
  public var losses: CaptureLosses?
  /// The registry's names for ``organisationsWanted``.
  public var vendors = VendorNames.none
  /// How often all tables were begun anew because one was nearly full.
  public private(set) var renewals = 0

  /// What an inspection begins with, each time.
  private struct Beginning: Sendable {
    let settings: DetectionSettings
    let indicators: IndicatorList
    let seed: UInt64
  }

  /// - Parameters:
  ///   - paths: of the captures or interfaces, by their numbers
  ///   - seed: moves hash tables and nothing that anybody sees
  public init(
    paths: [String], settings: DetectionSettings = DetectionSettings(), owner: OwnerList = OwnerList(),
    otNetworks: NetworkList = NetworkList(), indicators: IndicatorList = IndicatorList(),
    catalogue: MessageCatalogue = .english, seed: UInt64 = 0
  ) {
    start = Beginning(settings: settings, indicators: indicators, seed: seed)
    inspection = Inspection(settings: settings, indicators: indicators, seed: seed)
    open = OpenActivities(seed: seed)
    lines = LineReport(catalogue: catalogue)
    captures = paths.map { CaptureRow(live: $0) }
    self.owner = owner
    self.otNetworks = otNetworks
  }

  /// Lines that nobody took yet. The caller empties them into its output.
  public var octets: [UInt8] {
    get { lines.octets }
    _modify { yield &lines.octets }
  }

  /// The time up to which everything was seen.
  public var now: Timestamp { time }

  /// Takes a packet of the capture with the number `capture`; its octets are a range of `block`.
  public mutating func take(_ packet: CapturedPacket, in block: Span<UInt8>, capture: Int) {
    inspection.sensor.take(packet, in: block, capture: capture)
    if inspection.sensor.dissection.observations.areDue(activities: Inspection.batchLimit) { tell() }
    meter.count(packet)
    packetsSinceSought += 1
    if packet.time != time { pass(packet.time) }
  }

  /// Lets the time pass where no packet came. It never goes back.
  public mutating func advance(to moment: Timestamp) {
    if time < moment { pass(moment) }
  }

  /// Tells everything that is still open, as when the plant is no longer watched.
  public mutating func finish() {
    guard time.nanoseconds > .min else { return }
    tell()
    inspection.sensor.finish()
    tell()
    let (endpoints, names) = (inspection.sensor.endpoints, inspection.sensor.names)
    var open = OpenActivities()
    swap(&open, &self.open)
    open.endAll { lines.write($0, endpoints, names) }
    tellStanding(inspection, isWhole: true)
    tellMinute()
  }

  /// The prefixes of hardware addresses whose makers assets would like to name.
  public var organisationsWanted: [UInt64] { inspection.organisationsWanted }

  private mutating func pass(_ moment: Timestamp) {
    if time.nanoseconds == .min { (sweptAt, soughtAt, minuteAt) = (moment, moment, moment) }
    time = moment
    // A clock that was set back is a step as well: what is due comes now rather than in an hour.
    guard time.nanoseconds(since: sweptAt).magnitude >= UInt64(Self.sweepInterval) else { return }
    sweptAt = time
    sweep()
  }

  private mutating func sweep() {
    tell()
    inspection.sensor.endSilentFlows(from: &nextFlow, share: Self.sweepShare, at: time)
    tell()
    open.endSilent(at: time, share: Self.sweepShare)
    writeEnded()
    if isSeekingDue { seek() }
    if time.nanoseconds(since: minuteAt).magnitude >= UInt64(Self.minute) {
      minuteAt = time
      tellFlows()
      tellMinute()
      if inspection.fill >= Self.fillLimit { renew() }
    }
  }

  private var isSeekingDue: Bool {
    let passed = time.nanoseconds(since: soughtAt).magnitude
    if urgency.isUrgent { return passed >= UInt64(Self.urgentInterval) }
    return passed >= UInt64(Self.findingInterval)
      && packetsSinceSought >= inspection.recordCount / Self.recordsPerPacket
      && (urgency.isAnything || passed >= UInt64(Self.minute))
  }

  private mutating func seek() {
    soughtAt = time
    packetsSinceSought = 0
    urgency = Urgency()
    tellStanding(inspection.asItStands(at: time), isWhole: true)
  }

  /// Tells the findings and assets of an inspection as it stands.
  private mutating func tellStanding(_ standing: Inspection, isWhole: Bool) {
    let report = standing.report(captures: captures, owner: owner, otNetworks: otNetworks, vendors: vendors)
    findings.tell(report, at: time, in: &lines)
    assets.tell(report, at: time, in: &lines)
  }

  /// Hands what was observed on, and writes what of it ended.
  private mutating func tell() {
    let observations = inspection.sensor.dissection.observations
    guard !observations.isEmpty else { return }
    urgency.note(observations)
    for activity in observations.activities { open.add(activity) }
    if !open.ended.isEmpty { writeEnded() }
    for flow in observations.flows {
      if let part = flows.end(flow) { lines.write(part, inspection.sensor.endpoints) }
    }
    inspection.handOver()
  }

  private mutating func writeEnded() {
    let (endpoints, names) = (inspection.sensor.endpoints, inspection.sensor.names)
    for row in open.ended { lines.write(row, endpoints, names) }
    open.ended.removeAll(keepingCapacity: true)
  }

  /// Tells of flows that go on what came since.
  private mutating func tellFlows() {
    for position in 0..<inspection.sensor.flows.recordCount where inspection.sensor.flows[position].isLive {
      if let part = flows.tell(inspection.sensor.flows.summary(position)) {
        lines.write(part, inspection.sensor.endpoints)
      }
    }
  }

  private mutating func tellMinute() {
    lines.write(meter.take(until: time, inspection.sensor.dissection.messages))
    var coverage = inspection.coverage
    coverage.losses = losses
    coverage.limits += [
      LimitReport(
        name: "openActivityLimit", limit: OpenActivities.activityLimit, dropped: open.evicted),
      LimitReport(name: "toldFindingLimit", limit: LiveFindings.findingLimit, dropped: findings.dropped),
      LimitReport(name: "toldAssetLimit", limit: ToldAssets.assetLimit, dropped: assets.dropped),
      LimitReport(name: "tableRenewals", limit: 0, dropped: renewals),
    ]
    coverage.limits.sort { $0.name < $1.name }
    lines.write(coverage, at: time)
  }

  /// Begins all tables anew. What was told stays told; connections that go on are recognised in their middle.
  private mutating func renew() {
    tell()
    inspection.sensor.finish()
    tell()
    let (endpoints, names) = (inspection.sensor.endpoints, inspection.sensor.names)
    open.endAll { lines.write($0, endpoints, names) }
    tellStanding(inspection, isWhole: true)
    renewals += 1
    findings.settle()
    assets.settle()
    flows = ToldFlows()
    open = OpenActivities(seed: start.seed)
    inspection = Inspection(settings: start.settings, indicators: start.indicators, seed: start.seed)
    meter.forgetProtocols()
    nextFlow = 0
  }
}

extension CaptureRow {
  /// A capture of which nothing is known but its name.
  fileprivate init(live path: String) {
    self.init(
      path: path, format: nil, linkTypes: [], packets: 0, octets: 0, first: nil, last: nil,
      truncatedAt: nil, skipped: 0)
  }
}

public import Captures
public import Detection
public import Indicators
public import Inventory
import Protocols
public import Reports
import Streams
import Vocabulary

/// An inspection that tells what it finds line by line, as it ends, while packets still come.
///
/// - A conversation's line is one flow, or what came of it since its line before: when it was closed, silent
///   for long or evicted, and at the end.
/// - An activity's line is a tally that fell silent, see ``OpenActivities``.
/// - A finding's line comes when it stands for the first time, when it becomes worse, and at the end.
///
/// Time is the packets': the same input gives the same lines, and where no packet comes nothing ends. What is
/// told at the end is what the report of the same packets says.
public struct LineInspection: Sendable {
  /// Each this often, a share of what is open is looked at for what fell silent.
  static let sweepInterval: Int64 = 1_000_000_000
  /// Sweeps that look at everything once.
  static let sweepShare = 15
  /// Findings are looked for at most this often.
  static let findingInterval: Int64 = 10_000_000_000
  /// Records of the plant for each of which a packet must have come before findings are looked for again:
  /// what that costs grows with the records, and shall not outgrow what the packets cost.
  static let recordsPerPacket = 16

  private var inspection: Inspection
  private var open: OpenActivities
  private var told = ToldFindings()
  private var toldFlows = ToldFlows()
  /// Where the next look at the flows begins.
  private var nextFlow = 0
  private var lines = LineReport()
  private let captures: [CaptureRow]
  private let owner: OwnerList
  private let otNetworks: NetworkList
  private var time = Timestamp(nanoseconds: .min)
  private var sweptAt = Timestamp(nanoseconds: .min)
  private var soughtAt = Timestamp(nanoseconds: .min)
  private var packetsSinceSought = 0

  /// - Parameters:
  ///   - paths: of the captures, by their numbers
  ///   - seed: moves hash tables and nothing that anybody sees
  public init(
    paths: [String], settings: DetectionSettings = DetectionSettings(), owner: OwnerList = OwnerList(),
    otNetworks: NetworkList = NetworkList(), indicators: IndicatorList = IndicatorList(), seed: UInt64 = 0
  ) {
    inspection = Inspection(settings: settings, indicators: indicators, seed: seed)
    open = OpenActivities(seed: seed)
    captures = paths.map {
      CaptureRow(
        path: $0, format: nil, linkTypes: [], packets: 0, octets: 0, first: nil, last: nil,
        truncatedAt: nil, skipped: 0)
    }
    self.owner = owner
    self.otNetworks = otNetworks
  }

  /// Lines that nobody took yet. The caller empties them into its output.
  public var octets: [UInt8] {
    get { lines.octets }
    _modify { yield &lines.octets }
  }

  /// Takes a packet of the capture with the number `capture`; its octets are a range of `block`.
  public mutating func take(_ packet: CapturedPacket, in block: Span<UInt8>, capture: Int) {
    inspection.sensor.take(packet, in: block, capture: capture)
    if inspection.sensor.dissection.observations.areDue(activities: Inspection.batchLimit) { tell { _ in } }
    if packetsSinceSought == 0, soughtAt.nanoseconds == .min {
      (sweptAt, soughtAt) = (packet.time, packet.time)
    }
    packetsSinceSought += 1
    if time == packet.time { return }
    time = packet.time
    if time.nanoseconds(since: sweptAt).magnitude >= UInt64(Self.sweepInterval) { sweep() }
  }

  /// Ends everything that is still open. Called once, before ``report(captures:vendors:registry:)``.
  public mutating func finish(to sink: (inout [UInt8]) -> Void) {
    tell(to: sink)
    inspection.sensor.finish()
    tell(to: sink)
    let (endpoints, names) = (inspection.sensor.endpoints, inspection.sensor.names)
    var open = OpenActivities()
    swap(&open, &self.open)
    open.endAll { row in
      lines.write(row, endpoints, names)
      lines.drain(to: sink)
    }
    self.open = open
  }

  /// The prefixes of hardware addresses whose makers the report would like to name.
  public var organisationsWanted: [UInt64] { inspection.organisationsWanted }

  /// The report on all that was taken.
  public func report(
    captures: [CaptureRow], vendors: VendorNames = .none, registry: RegistryRow? = nil
  ) -> InspectReport {
    var report = inspection.report(
      captures: captures, owner: owner, otNetworks: otNetworks, vendors: vendors, registry: registry)
    report.coverage.limits += [
      LimitReport(
        name: "openActivityLimit", limit: OpenActivities.activityLimit, dropped: open.evicted),
      LimitReport(name: "toldFindingLimit", limit: ToldFindings.findingLimit, dropped: told.dropped),
    ]
    report.coverage.limits.sort { $0.name < $1.name }
    return report
  }

  /// Writes the lines that are known at the end only.
  public mutating func write(endOf report: InspectReport, to sink: (inout [UInt8]) -> Void) {
    lines.writeEnd(of: report, to: sink)
  }

  /// Hands what was observed on, and writes what of it ended.
  private mutating func tell(to sink: (inout [UInt8]) -> Void) {
    let (endpoints, names) = (inspection.sensor.endpoints, inspection.sensor.names)
    for activity in inspection.sensor.dissection.observations.activities {
      open.add(activity)
      if !open.ended.isEmpty { writeEnded(endpoints, names) }
      lines.drain(to: sink)
    }
    for flow in inspection.sensor.dissection.observations.flows {
      guard let part = toldFlows.end(flow) else { continue }
      lines.write(part, endpoints)
      lines.drain(to: sink)
    }
    inspection.handOver()
  }

  private mutating func writeEnded(_ endpoints: EndpointTable, _ names: NameTable) {
    for row in open.ended { lines.write(row, endpoints, names) }
    open.ended.removeAll(keepingCapacity: true)
  }

  /// Tells those of a share of the flows that have been silent. They are not ended by it: what the plant
  /// learns is the same as without lines.
  private mutating func tellSilentFlows() {
    let count = inspection.sensor.flows.recordCount
    let start = nextFlow < count ? nextFlow : 0
    nextFlow = min(count, start + count / Self.sweepShare + 1)
    for position in start..<nextFlow {
      guard let flow = inspection.sensor.silentFlow(position), let part = toldFlows.tell(flow) else {
        continue
      }
      lines.write(part, inspection.sensor.endpoints)
    }
  }

  private mutating func sweep() {
    sweptAt = time
    tell { _ in }
    tellSilentFlows()
    open.endSilent(at: time, share: Self.sweepShare)
    writeEnded(inspection.sensor.endpoints, inspection.sensor.names)
    guard time.nanoseconds(since: soughtAt).magnitude >= UInt64(Self.findingInterval),
      packetsSinceSought >= inspection.recordCount / Self.recordsPerPacket
    else { return }
    soughtAt = time
    packetsSinceSought = 0
    let report = inspection.report(captures: captures, owner: owner, otNetworks: otNetworks)
    lines.writeFindings(of: report, isSettled: false, to: { _ in }, where: { told.isNews($0) })
  }
}

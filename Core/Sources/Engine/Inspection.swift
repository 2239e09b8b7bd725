public import Detection
public import Indicators
public import Inventory
public import Packets
import Protocols
public import Reports
import Streams
public import Vocabulary

/// One run over captures: a sensor and a plant on one thread, and the report at the end.
public struct Inspection: Sendable {
  var sensor: Sensor
  var plant: Plant
  /// What logs tell beside the packets.
  var logs = LogSensor()
  /// Activities that wait before the plant takes them.
  static let batchLimit = 64

  /// `seed` moves hash tables and nothing that anybody sees.
  public init(
    settings: DetectionSettings = DetectionSettings(), indicators: IndicatorList = IndicatorList(),
    seed: UInt64 = 0
  ) {
    sensor = Sensor(seed: seed)
    sensor.dissection.wanted = indicators.kinds
    plant = Plant(settings: settings, indicators: indicators, seed: seed)
  }

  /// Takes one captured packet.
  @inline(__always)
  public mutating func take(
    _ octets: Span<UInt8>, originalOctets: Int, link: LinkLayer, at time: Timestamp, place: PacketPlace
  ) {
    sensor.take(octets, originalOctets: originalOctets, link: link, at: time, place: place)
    if sensor.dissection.observations.areDue(activities: Self.batchLimit) { handOver() }
  }

  /// Ends everything that is still open. Called once, before the report.
  public mutating func finish() {
    sensor.finish()
    handOver()
  }

  /// Hands what was observed to the plant, and what lists of indicators name with it.
  mutating func handOver() {
    let facts = sensor.dissection.observations.facts
    if !facts.isEmpty { logs.learn(facts, names: sensor.dissection.names) }
    plant.take(
      &sensor.dissection.observations, endpoints: sensor.dissection.endpoints, names: &sensor.dissection.names
    )
  }

  /// The prefixes of hardware addresses whose makers the report would like to name.
  public var organisationsWanted: [UInt64] {
    plant.inventory.organisationsWanted(sensor.dissection.endpoints)
  }

  /// The report on all that was taken.
  public func report(
    captures: [CaptureRow], owner: OwnerList = OwnerList(), otNetworks: NetworkList = NetworkList(),
    vendors: VendorNames = .none, registry: RegistryRow? = nil
  ) -> InspectReport {
    let (endpoints, names) = (sensor.dissection.endpoints, sensor.dissection.names)
    let book = plant.inventory.assets(
      endpoints: endpoints, names: names, owner: owner, otNetworks: otNetworks, vendors: vendors)
    return InspectReport(
      captures: captures, protocols: protocolRows, book: book, conversations: plant.inventory.conversations,
      activities: plant.inventory.activities, findings: plant.detectors.conclude(book.profiles),
      coverage: coverage, registry: registry, names: names, endpoints: endpoints)
  }

  private var protocolRows: [ProtocolRow] {
    var rows: [ProtocolRow] = []
    let counted = sensor.dissection.messages.rows
    for name in ProtocolName.allCases where sensor.dissection.messages.packets(name) > 0 {
      let messages = counted.filter { $0.name == name }
        .map { row in
          let spelling = row.spelling
          let code: ProtocolRow.Code =
            switch spelling.code {
            case .number(let number): .number(number)
            case .text(let text): .text(text)
            }
          return ProtocolRow.Message(
            family: row.family.text, code: code, name: spelling.name, count: row.count)
        }
        .sorted { $0.isBefore($1) }
      rows.append(
        ProtocolRow(
          name: name, packets: sensor.dissection.messages.packets(name),
          malformed: sensor.dissection.messages.malformed(name), messages: messages))
    }
    return rows.sorted { $0.name.text < $1.name.text }
  }

  var coverage: Coverage {
    var coverage = Coverage()
    let counters = sensor.counters
    coverage.packets = counters.packets
    coverage.undecodedPackets = counters.undecodedPackets
    coverage.unknownProtocolPackets = counters.unknownProtocolPackets
    coverage.gapOctets = counters.gapOctets
    coverage.truncatedPackets = counters.truncatedPackets
    coverage.encryptedConversations = UInt64(plant.inventory.conversations.encryptedCount)
    coverage.limits = sensor.limits + plant.inventory.limitReports + plant.detectors.limits
    coverage.vantage = sensor.vantage.faults(
      packets: counters.packets, truncated: counters.truncatedPackets)
    coverage.limits.sort { $0.name < $1.name }
    coverage.indicators = plant.watch.coverage(sensor.dissection.carried.counts)
    return coverage
  }
}

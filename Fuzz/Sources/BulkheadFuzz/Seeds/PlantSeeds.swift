import Packets
import PlantSimulator
import Protocols
import Vocabulary

/// Seeds from the simulated plant: a day with every attack in it, taken apart into flows.
enum PlantSeeds {
  private static let hours = 1

  private struct FlowKey: Hashable {
    var ends: Set<HostAddress>
    var ports: Set<UInt16>
    var layer: Packet.Layer
    var kind: UInt16
  }

  private struct Flow {
    var packets: [Packet] = []
    var frames: [[UInt8]] = []
  }

  /// Records of one target's flows, without their lower layers.
  static func flows(of target: FuzzTarget) -> [[UInt8]] {
    var seeds: [[UInt8]] = []
    for flow in flows(where: { Self.control($0, $1, of: target) != nil }) {
      let records = zip(flow.packets, flow.frames).compactMap { packet, frame -> [UInt8]? in
        let payload = frame[packet.payloadStart..<max(packet.payloadStart, packet.payloadEnd)]
        guard !payload.isEmpty, let control = Self.control(packet, frame, of: target) else { return nil }
        let isFromServer = packet.sourcePort < packet.destinationPort
        return FuzzRecord.encoded(control | (isFromServer ? 1 : 0), payload)
      }
      seeds += joined(records, circumstances: 1, limit: 3)
    }
    return Array(seeds.prefix(Seeds.seedLimit))
  }

  /// Frames of one flow each, and frames as they follow one another.
  static func frames() -> [[UInt8]] {
    var seeds: [[UInt8]] = []
    var together: [[UInt8]] = []
    for flow in flows(where: { _, _ in true }) {
      let records = flow.frames.map { FuzzRecord.encoded(10, $0) }
      seeds += joined(records, circumstances: seeds.count % 8 == 0 ? 0x80 : 0, limit: 1)
      if let first = records.first { together.append(first) }
    }
    return Array((joined(together, circumstances: 0x80, limit: 60) + seeds).prefix(Seeds.seedLimit))
  }

  /// Captures of a few frames, in both formats.
  static func captures() -> [[UInt8]] {
    let frames = flows(where: { _, _ in true }).prefix(12).compactMap(\.frames.first)
    var seeds: [[UInt8]] = []
    for resolution in [CaptureWriter.Resolution.microseconds, .nanoseconds] {
      let writer = CaptureWriter(resolution: resolution)
      var file = writer.fileHeader
      for frame in frames.prefix(4) { writer.append(frame, at: PlantSimulation.start, to: &file) }
      seeds.append([0] + file)
      seeds.append([99] + file.prefix(60))
    }
    for isBigEndian in [false, true] {
      let blocks = PcapngBlocks(isBigEndian: isBigEndian, frames: Array(frames.prefix(2)))
      seeds.append([7] + blocks.octets)
      seeds.append([255] + blocks.octets + PcapngBlocks(isBigEndian: !isBigEndian, frames: [[1, 2]]).octets)
    }
    return seeds
  }

  /// The control octet of a packet that is the target's; nil where it is none of its own.
  private static func control(_ packet: Packet, _ frame: [UInt8], of target: FuzzTarget) -> UInt8? {
    let ports = [packet.sourcePort, packet.destinationPort]
    func isStream(_ port: UInt16) -> UInt8? { packet.layer == .tcp && ports.contains(port) ? 0 : nil }
    func isDatagram(_ port: UInt16, _ control: UInt8 = 8) -> UInt8? {
      packet.layer == .udp && ports.contains(port) ? control : nil
    }
    func isFrame(_ type: UInt16, _ control: UInt8 = 8) -> UInt8? {
      packet.layer == .link && packet.etherType == type ? control : nil
    }
    switch target {
    case .modbus: return isStream(ModbusDissector.port)
    case .s7comm: return isStream(ISOTransportDissector.port)
    case .enip:
      return isStream(EtherNetIPDissector.port) ?? isDatagram(EtherNetIPDissector.port)
        ?? isDatagram(EtherNetIPDissector.ioPort)
    case .opcua: return isStream(OPCUADissector.port)
    case .ams: return isStream(AMSDissector.port) ?? isDatagram(AMSDissector.discoveryPort)
    case .dcp: return isFrame(0x8892)
    case .lldp: return isFrame(0x88CC)
    case .dhcp: return isDatagram(DHCPDissector.serverPort)
    case .dns:
      return isStream(DNSDissector.port) ?? isDatagram(DNSDissector.port)
        ?? isDatagram(DNSDissector.multicastPort, 0x18) ?? isDatagram(DNSDissector.linkLocalPort, 0x28)
        ?? isDatagram(DNSDissector.netBIOSPort, 0x38)
    case .http: return isStream(HTTPDissector.port) ?? isStream(8_080)
    case .dcerpc: return isStream(DCERPCDissector.port)
    case .smb: return isStream(SMBDissector.port) ?? isStream(SMBDissector.netBIOSPort)
    case .ssh: return isStream(SSHDissector.port)
    case .tls: return isStream(TLSDissector.port)
    case .arp: return packet.layer == .arp ? 8 : nil
    case .neighbours: return packet.layer == .ip && packet.ipProtocol == 58 ? 8 : nil
    case .recognised: return nil
    default: return nil
    }
  }

  private static func flows(where isWanted: (Packet, [UInt8]) -> Bool) -> [Flow] {
    var plant = PlantSimulation(seed: 7, hours: hours, scenarios: Scenario.allCases)
    var flows: [Flow] = []
    var places: [FlowKey: Int] = [:]
    while let frame = plant.next() {
      let packet = Packet(decoding: frame.octets.span, link: .ethernet)
      guard isWanted(packet, frame.octets) else { continue }
      let key = FlowKey(
        ends: [packet.source, packet.destination], ports: [packet.sourcePort, packet.destinationPort],
        layer: packet.layer, kind: packet.etherType)
      let place = places[key] ?? flows.count
      if place == flows.count {
        places[key] = place
        flows.append(Flow())
      }
      // A flow's beginning tells most; the rest is polling.
      if flows[place].frames.count < 160 {
        flows[place].packets.append(packet)
        flows[place].frames.append(frame.octets)
      }
    }
    return flows
  }

  /// Records put together to at most `limit` seeds.
  private static func joined(_ records: [[UInt8]], circumstances: UInt8, limit: Int) -> [[UInt8]] {
    var seeds: [[UInt8]] = []
    var seed = [circumstances]
    for record in records {
      if seed.count > 1, seed.count + record.count > Seeds.seedLimitOctets {
        seeds.append(seed)
        seed = [circumstances]
        if seeds.count == limit { return seeds }
      }
      seed += record
    }
    if seed.count > 1 { seeds.append(seed) }
    return seeds
  }
}

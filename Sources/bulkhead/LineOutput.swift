import Captures
import Engine
import Inventory
import Reports
import VendorRegistry

/// What captured packets are handed to.
protocol PacketTaker {
  /// Takes a packet of the capture with the number `capture`; its octets are a range of `block`.
  mutating func take(_ packet: CapturedPacket, in block: Span<UInt8>, capture: Int)
  /// Called between packets: about once a block of a file, and once a second of a live capture.
  mutating func pause()
}

extension Inspection: PacketTaker {
  mutating func pause() {}
}

/// An inspection whose lines go to standard output: in blocks while packets come, and at each pause, so that
/// who reads a pipe has them within a second.
struct LineOutput: PacketTaker {
  var inspection: LineInspection

  mutating func take(_ packet: CapturedPacket, in block: Span<UInt8>, capture: Int) {
    inspection.take(packet, in: block, capture: capture)
    if inspection.octets.count >= JSONReport.blockOctets { pause() }
  }

  mutating func pause() {
    if !inspection.octets.isEmpty { Self.write(&inspection.octets) }
  }

  static func write(_ octets: inout [UInt8]) {
    StandardStream.output.writeOrEnd(octets)
    octets.removeAll(keepingCapacity: true)
  }
}

extension InspectCommand {
  /// Writes lines as things end, then those that are known at the end only.
  func runLines(_ owner: OwnerList, _ networks: NetworkList) throws {
    let seed = UInt64.random(in: .min ... .max)
    var output = LineOutput(
      inspection: LineInspection(
        paths: live.interface.map { [$0] } ?? captures, owner: owner, otNetworks: networks,
        indicators: try readIndicators(indicators, seed: seed), seed: seed))
    let seen = live.interface == nil ? captures.read(into: &output) : live.listen(into: &output)
    try seen.tellErrors()
    output.inspection.finish(to: LineOutput.write)

    let vendors = registry == .installed ? VendorRegistry() : nil
    var report = output.inspection.report(
      captures: seen.rows,
      vendors: vendors?.names(for: output.inspection.organisationsWanted) ?? .none,
      registry: vendors.map { RegistryRow(name: $0.name, version: $0.version) })
    report.coverage.losses = seen.losses
    output.inspection.write(endOf: report, to: LineOutput.write)
    try exit(with: report, seen)
  }
}

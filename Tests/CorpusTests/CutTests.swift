import BuiltProgram
import CaptureFiles
import Captures
import Foundation
import PlantSimulator
import Testing
import Vocabulary

@Suite("A capture cut into files")
struct CutTests {
  static let cutsWanted = 50
  static let captures = [
    "modbus/modbusBig.pcap", "s7comm/wincc_s400_production.pcap", "enip-cip/enip_test.pcap",
    "opcua/opcua_with-gap_with-handshake.pcapng", "profinet/profinet_io_cm_mixed_1.pcap",
    "ads-ams/beckoffaddroute.pcapng",
  ]

  @Test("the simulated plant's report is the same, wherever it is cut")
  func simulated() throws {
    var plant = PlantSimulation(
      seed: 7, hours: 1, scenarios: [.s7Stop, .overlap, .arpSpoofing, .modbusUnitScan])
    var packets: [StoredPacket] = []
    while packets.count < 20_000, let frame = plant.next() {
      packets.append(StoredPacket(time: frame.time, octets: frame.octets))
    }
    try expectSameReport(packets, "simulated plant")
  }

  @Test(
    "a corpus capture's report is the same, wherever it is cut",
    .enabled(if: Corpus.isPresent, Corpus.absence),
    arguments: captures)
  func corpus(capture: String) throws {
    try expectSameReport(try StoredPacket.all(of: Corpus.path(capture)), capture)
  }

  /// Inspects the packets in one file, and in two for each of the cuts.
  private func expectSameReport(_ packets: [StoredPacket], _ name: String) throws {
    let scratch = try ScratchFolder()
    let whole = try Self.comparable([try scratch.file("whole.pcap", Self.capture(packets[...]))])
    let cuts = Self.cuts(packets)
    #expect(cuts.count == Self.cutsWanted || cuts.count + 1 == packets.count, "\(name): \(cuts.count) cuts")
    for cut in cuts {
      let pieces = [
        try scratch.file("first.pcap", Self.capture(packets[..<cut])),
        try scratch.file("second.pcap", Self.capture(packets[cut...])),
      ]
      let same = try Self.comparable(pieces) == whole
      #expect(same, "\(name), cut before packet \(cut + 1)")
    }
  }

  /// Places spread over the capture. Where times go back over a place, merging by time sets the packets right
  /// instead of leaving them as they stood: no cut there.
  private static func cuts(_ packets: [StoredPacket]) -> [Int] {
    var latest: [Timestamp] = []
    for packet in packets { latest.append(latest.last.map { max($0, packet.time) } ?? packet.time) }
    let fit = packets.indices.dropFirst().filter { latest[$0 - 1] <= packets[$0].time }
    guard fit.count > cutsWanted else { return fit }
    return (0..<cutsWanted).map { fit[$0 * fit.count / cutsWanted] }
  }

  private static func capture(_ packets: ArraySlice<StoredPacket>) -> [UInt8] {
    let writer = CaptureWriter(resolution: .nanoseconds)
    var file = writer.fileHeader
    for packet in packets { writer.append(packet.octets, at: packet.time, to: &file) }
    return file
  }

  /// The report without what may differ: the captures, and the places of evidence.
  private static func comparable(_ paths: [String]) throws -> Data {
    let json = Data(Inspected.json(Inspected.report(paths)))
    var report = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    report["captures"] = nil
    for key in ["assets", "findings"] {
      let rows = try #require(report[key] as? [[String: Any]])
      report[key] = rows.map { row in
        var row = row
        row["evidence"] = (row["evidence"] as? [[String: Any]])?.map { item in
          item.filter { $0.key != "capture" && $0.key != "packet" }
        }
        return row
      }
    }
    return try JSONSerialization.data(withJSONObject: report, options: .sortedKeys)
  }
}

private struct StoredPacket {
  let time: Timestamp
  let octets: [UInt8]

  static func all(of path: String) throws -> [StoredPacket] {
    var merged = MergedCaptures(paths: [path])
    var packets: [StoredPacket] = []
    merged.forEachPacket { block, packet, _ in
      var octets: [UInt8] = []
      for at in packet.start..<packet.end { octets.append(block[at]) }
      packets.append(StoredPacket(time: packet.time, octets: octets))
    }
    try #require(merged.summaries.allSatisfy { $0.tally.linkTypes.map(\.rawValue) == [1] }, "Ethernet only")
    return packets
  }
}

import Engine
import JSON
import Packets
import Reports
import Vocabulary

/// Whole packets through the engine, from the first octet of a frame to the last of the report.
///
/// An input is one octet of circumstances (bits 0 to 2: the link layer; bit 7: twice, with hash tables of
/// different seeds) and ``FuzzRecord``s, each a captured frame; its control octet says how much time passed.
enum FuzzedPackets {
  private static let links: [LinkLayer] = [
    .ethernet, .ethernet, .ethernet, .ethernet, .linuxCooked, .linuxCooked2, .rawIP, .loopback,
  ]

  static func run(_ input: [UInt8]) {
    guard let circumstances = input.first else { return }
    let records = FuzzRecord.records(of: input, from: 1)
    let link = links[Int(circumstances & 7)]
    let report = inspect(records, link, seed: 1)
    if circumstances & 0x80 != 0 {
      demand(inspect(records, link, seed: 2) == report, "a hash seed shows in the report")
    }
  }

  /// Inspects the frames; gives the JSON report after holding both forms to what must hold.
  private static func inspect(_ records: [FuzzRecord], _ link: LinkLayer, seed: UInt64) -> [UInt8] {
    var inspection = Inspection(seed: seed)
    var time: Int64 = 1_772_430_600_000_000_000
    for (position, record) in records.enumerated() {
      let control = record.control.rawValue
      time += Int64(1_000) << Int64(control & 31)
      // Clocks of capture points differ: a packet may stand behind a later one.
      let shift: Int64 = control & 0x40 != 0 ? 2_000_000_000 : 0
      inspection.take(
        record.octets.span, originalOctets: record.octets.count + (control & 0x80 != 0 ? 40 : 0), link: link,
        at: Timestamp(nanoseconds: time - shift), place: PacketPlace(packet: UInt32(position + 1)))
    }
    inspection.finish()
    let capture = CaptureRow(
      path: "fuzz.pcap", format: "pcap", linkTypes: ["ETHERNET"], packets: UInt64(records.count),
      octets: records.reduce(0) { $0 + UInt64($1.octets.count) }, first: nil, last: nil, truncatedAt: nil,
      skipped: 0)
    let report = inspection.report(captures: [capture])
    demand(
      report.coverage.packets == UInt64(records.count),
      "\(records.count) packets were given, \(report.coverage.packets) counted")

    var text = TextReport(report, isColoured: false)
    holdToPlainText(text.write(), "text report")
    var json: [UInt8] = []
    var jsonReport = JSONReport(report)
    jsonReport.write { octets in
      json += octets
      octets.removeAll(keepingCapacity: true)
    }
    holdToPlainText(json, "JSON report")
    do {
      demand(try JSONReader().read(json)["schema"]?.string == "bulkhead.inspect/1", "a report without schema")
    } catch {
      demand(false, "the JSON report is no JSON: \(error)")
    }
    return json
  }

  /// Nothing in `octets` may steer a terminal: UTF-8 without control characters but the end of a line.
  private static func holdToPlainText(_ octets: [UInt8], _ name: String) {
    guard let text = String(validating: octets, as: UTF8.self) else {
      return demand(false, "the \(name) is not UTF-8")
    }
    for scalar in text.unicodeScalars where scalar != "\n" {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      demand(!isControl, "the \(name) holds the control character \(scalar.value)")
    }
  }
}

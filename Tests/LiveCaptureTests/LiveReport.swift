import BuiltProgram
import Foundation
import Testing

/// What these tests read of a report.
struct LiveReport {
  let format: String?
  let path: String?
  let packets: Int
  let octets: Int
  let kernelDropped: Int?
  let interfaceDropped: Int?
  let conversations: Int
  /// Each protocol's row, its messages included, in one spelling.
  let protocols: Data
  let assets: [String]

  init(_ run: BuiltProgram.Run) throws {
    let whole = try JSONSerialization.jsonObject(with: run.output) as? [String: Any]
    let report = try #require(whole, "no report: \(run.errorText)")
    let captures = report["captures"] as? [[String: Any]] ?? []
    try #require(captures.count == 1)
    let coverage = report["coverage"] as? [String: Any] ?? [:]
    format = captures[0]["format"] as? String
    path = captures[0]["path"] as? String
    packets = captures[0]["packets"] as? Int ?? -1
    octets = captures[0]["bytes"] as? Int ?? -1
    kernelDropped = coverage["kernelDroppedPackets"] as? Int
    interfaceDropped = coverage["interfaceDroppedPackets"] as? Int
    conversations = (report["conversations"] as? [Any] ?? []).count
    protocols = try JSONSerialization.data(
      withJSONObject: report["protocols"] as? [Any] ?? [], options: [.sortedKeys])
    assets = (report["assets"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
  }
}

/// Captures to send, made once.
enum Sample {
  private static let folder = try? ScratchFolder()

  /// An hour of the simulated plant.
  static let plant: String = {
    let path = (folder?.path ?? "") + "/plant.pcap"
    _ = try? BuiltProgram.run(["plant", "make", "--seed", "7", "--hours", "1", "--out", path])
    return path
  }()

  /// The report on a capture as a file.
  static func report(_ capture: String) throws -> LiveReport {
    try LiveReport(BuiltProgram.run(["inspect", "--format", "json", "--registry", "none", capture]))
  }

  /// A thousand frames of 1,400 octets each.
  static let large: String = {
    var octets: [UInt8] = [
      0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0, 0,
    ]
    for number in 0..<1_000 {
      octets += [0, 0, 0, 0, UInt8(number & 0xFF), UInt8(number >> 8), 0, 0, 0x78, 5, 0, 0, 0x78, 5, 0, 0]
      octets += [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0x88, 0xB5]
      octets += [UInt8](repeating: UInt8(number & 0xFF), count: 1_386)
    }
    return (try? folder?.file("large.pcap", octets)) ?? ""
  }()
}

import Foundation

/// Files made for one test, gone with it.
final class CaptureFolder {
  let path = NSTemporaryDirectory() + "/captures-" + UUID().uuidString

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String, _ octets: [UInt8]) throws -> String {
    let place = path + "/" + name
    try Data(octets).write(to: URL(fileURLWithPath: place))
    return place
  }
}

/// A pcap capture in little-endian order, its packets given by time in microseconds and octets.
func capture(linkType: UInt32 = 1, _ packets: [(time: UInt32, octets: [UInt8])]) -> [UInt8] {
  func word(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
  var octets: [UInt8] = word(0xA1B2_C3D4) + [2, 0, 4, 0] + word(0) + word(0) + word(65_535) + word(linkType)
  for packet in packets {
    octets += word(packet.time / 1_000_000) + word(packet.time % 1_000_000)
    octets += word(UInt32(packet.octets.count)) + word(UInt32(packet.octets.count) + 4) + packet.octets
  }
  return octets
}

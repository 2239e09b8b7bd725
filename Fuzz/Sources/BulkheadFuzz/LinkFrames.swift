/// DNP3 link frames around an application fragment, so that checksums keep no input away from its reader.
enum LinkFrames {
  /// Octets of a frame's data beside the transport octet.
  private static let dataLimit = 249

  static func around(_ fragment: Span<UInt8>, isFromMaster: Bool) -> [UInt8] {
    var frames: [UInt8] = []
    var at = 0
    repeat {
      let end = min(at + dataLimit, fragment.count)
      var data: [UInt8] = [(at == 0 ? 0x40 : 0) | (end == fragment.count ? 0x80 : 0)]
      for index in at..<end { data.append(fragment[index]) }
      let ends: [UInt8] = isFromMaster ? [0xC4, 4, 0, 1, 0] : [0x44, 1, 0, 4, 0]
      frames += checked([0x05, 0x64, UInt8(data.count + 5)] + ends)
      for start in stride(from: 0, to: data.count, by: 16) {
        frames += checked(Array(data[start..<min(start + 16, data.count)]))
      }
      at = end
    } while at < fragment.count
    return frames
  }

  /// The octets with their checksum behind them.
  private static func checked(_ octets: [UInt8]) -> [UInt8] {
    var crc: UInt16 = 0
    for octet in octets {
      crc ^= UInt16(octet)
      for _ in 0..<8 { crc = crc & 1 != 0 ? crc >> 1 ^ 0xA6BC : crc >> 1 }
    }
    return octets + [UInt8(truncatingIfNeeded: ~crc), UInt8(truncatingIfNeeded: ~crc >> 8)]
  }
}

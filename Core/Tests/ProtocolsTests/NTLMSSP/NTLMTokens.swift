/// NTLMSSP messages made by the specification, for the protocols that carry them.
enum NTLMTokens {
  static func wide(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] as [UInt8] }
  }

  static func little16(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8 & 255)] }
  static func little32(_ value: Int) -> [UInt8] { little16(value & 0xFFFF) + little16(value >> 16) }

  private static func field(_ length: Int, _ offset: Int) -> [UInt8] {
    little16(length) + little16(length) + little32(offset)
  }

  private static let signature = Array("NTLMSSP\0".utf8)
  /// Windows 6.1, build 7601.
  private static let version: [UInt8] = [6, 1, 0xB1, 0x1D, 0, 0, 0, 15]

  /// A server PRESS-SRV of the domain PLANT.
  static let challenge: [UInt8] = {
    let target = wide("PLANT")
    var pairs: [UInt8] = []
    for (id, text) in [(2, "PLANT"), (1, "PRESS-SRV"), (3, "press-srv.plant.example")] {
      pairs += little16(id) + little16(wide(text).count) + wide(text)
    }
    pairs += [0, 0, 0, 0]
    return signature + little32(2) + field(target.count, 56) + little32(0x0281_0001)
      + [UInt8](repeating: 0x11, count: 8) + [UInt8](repeating: 0, count: 8)
      + field(pairs.count, 56 + target.count) + version + target + pairs
  }()

  /// A user of the domain PLANT at the workstation PRESS-PC; nobody where `user` is empty.
  static func authenticate(_ user: String) -> [UInt8] {
    let texts = [wide(user.isEmpty ? "" : "PLANT"), wide(user), wide("PRESS-PC")]
    var offset = 88
    var fields = field(0, 88) + field(0, 88)
    for text in texts {
      fields += field(text.count, offset)
      offset += text.count
    }
    let head = signature + little32(3) + fields + field(0, offset) + little32(0x0200_0001)
    return head + version + [UInt8](repeating: 0, count: 16) + texts.joined()
  }
}

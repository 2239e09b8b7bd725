/// What a protocol puts around its messages, so that a message which a test names alone reaches its reader.
struct Envelopes {
  private let target: FuzzTarget

  init(_ target: FuzzTarget) {
    self.target = target
  }

  /// The message as it is, as a datagram, and in each envelope; each is sent in both directions.
  func around(_ message: [UInt8]) -> [[UInt8]] {
    let plain = [
      both(message), both(message, 8), both(message, 0x18), both(message, 0x28), both(message, 0x38),
    ]
    switch target {
    case .modbus: return plain.prefix(2) + [both([0, 1, 0, 0] + big(message.count + 1, 2) + [1] + message)]
    case .s7comm: return plain.prefix(1) + s7comm(message)
    case .mms:
      return plain.prefix(1) + [both([3, 0] + big(message.count + 7, 2) + [2, 0xF0, 0x80] + message)]
    case .enip: return plain.prefix(2) + cip(message)
    case .opcua, .ams, .http, .ssh, .tls, .smb, .dcerpc: return Array(plain.prefix(2))
    default: return plain
    }
  }

  private func both(_ octets: [UInt8], _ control: UInt8 = 0) -> [UInt8] {
    [1] + FuzzRecord.encoded(control, octets) + FuzzRecord.encoded(control | 1, octets)
  }

  /// As the parameters of a job and of its answer, and as user data, in a TPKT with a COTP data unit.
  private func s7comm(_ message: [UInt8]) -> [[UInt8]] {
    func packet(_ kind: UInt8, _ parameters: [UInt8], _ data: [UInt8], _ error: [UInt8] = []) -> [UInt8] {
      let head = [0x32, kind, 0, 0, 0, 1] + big(parameters.count, 2) + big(data.count, 2) + error
      let unit = [2, 0xF0, 0x80] + head + parameters + data
      return [3, 0] + big(unit.count + 4, 2) + unit
    }
    let item: [UInt8] = [0xFF, 4, 0, 16, 1, 2]
    var seeds = [
      [1] + FuzzRecord.encoded(0, packet(1, message, item))
        + FuzzRecord.encoded(1, packet(3, Array(message.prefix(2)), item, [0, 0]))
    ]
    for group in 1...7 as ClosedRange<UInt8> {
      let ask: [UInt8] = [0, 1, 0x12, 4, 0x11, 0x40 | group, message[0] & 7, 1]
      let answer: [UInt8] = [0, 1, 0x12, 8, 0x12, 0x80 | group, message[0] & 7, 1, 0, 0, 0, 0]
      let data = [0xFF, 9] + big(message.count, 2) + message
      seeds.append(
        [1] + FuzzRecord.encoded(0, packet(7, ask, data)) + FuzzRecord.encoded(1, packet(7, answer, data)))
    }
    return seeds
  }

  /// In an unconnected message, and on a connection that was never seen opening.
  private func cip(_ message: [UInt8]) -> [[UInt8]] {
    func frame(_ command: UInt8, _ items: [UInt8]) -> [UInt8] {
      let data: [UInt8] = [0, 0, 0, 0, 10, 0, 2, 0] + items
      return [command, 0] + little(data.count, 2) + [4, 3, 2, 1] + [UInt8](repeating: 0, count: 16) + data
    }
    let reply = [message[0] | 0x80, 0, 0, 0] + message.dropFirst(2)
    let seeds = [message, reply].map { frame(0x6F, [0, 0, 0, 0, 0xB2, 0] + little($0.count, 2) + $0) }
    let connected = [message, reply].map {
      frame(0x70, [0xA1, 0, 4, 0, 1, 0, 0, 0, 0xB1, 0] + little($0.count + 2, 2) + [1, 0] + $0)
    }
    return [seeds, connected].map {
      [1] + FuzzRecord.encoded(0, $0[0]) + FuzzRecord.encoded(1, $0[1])
    }

  }
}

/// `value` in that many octets, the lowest first.
func little(_ value: Int, _ octets: Int) -> [UInt8] {
  (0..<octets).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

/// `value` in that many octets, the highest first.
func big(_ value: Int, _ octets: Int) -> [UInt8] { little(value, octets).reversed() }
